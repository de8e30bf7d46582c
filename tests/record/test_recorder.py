"""The recorder: files of a size, unchanged pages, and an end when nothing can be written."""

from datetime import UTC, datetime

import pytest
from lab.command_line import FIXTURES, run
from lab.command_line import URL as PAGE_URL
from scrapy import Request, Spider
from scrapy.crawler import Crawler
from scrapy.exceptions import NotConfigured
from scrapy.http import Response
from scrapy.settings import Settings

from newsscraper.failures import CannotGoOn, Exit, Refusal
from newsscraper.page.fetch_time import archived_flag, fetched_at
from newsscraper.record.recorder import Recorder
from newsscraper.replay.warc_pages import recorded_pages
from newsscraper.store.clock import Clock

URL = "https://news.example.id/"
NOW = datetime(2026, 2, 3, 4, 5, 6, 789, tzinfo=UTC)


class Still(Clock):
    def now(self):
        return NOW


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "deep" / "warcs"


@pytest.fixture
def recorder(folder):
    """Return a function that makes a recorder which has begun."""

    def made(**options):
        found = Recorder(Crawler(Spider, init_reactor=False), folder, **options)
        found.begin(Still())
        return found

    return made


def record(recorder, url=URL, body=b"<p>Isi</p>", **more):
    return recorder.process_response(Request(url), Response(url, body=body, **more))


def test_without_the_setting_there_is_no_recorder():
    crawler = Crawler(Spider, Settings({"RECORD": None}), init_reactor=False)
    with pytest.raises(NotConfigured):
        Recorder.from_crawler(crawler)


def test_the_page_was_fetched_when_it_was_recorded(recorder, read, folder):
    recording = recorder()
    page = record(recording)
    kept = record(recording, f"{URL}b", flags=[archived_flag(datetime(2025, 1, 2, tzinfo=UTC))])
    recording.close()
    [file] = folder.glob("*.warc.gz")
    dates = [said["WARC-Date"] for kind, said, *_ in read(file.read_bytes()) if kind == "response"]
    assert dates == ["2026-02-03T04:05:06.000789Z", "2025-01-02T00:00:00Z"]
    later = datetime(2027, 1, 1, tzinfo=UTC)
    assert fetched_at(page, later) == "2026-02-03T04:05:06+00:00"
    assert fetched_at(kept, later) == "2025-01-02T00:00:00+00:00"


def test_a_full_file_is_followed_by_another(recorder, folder, complaints):
    recording = recorder(most_bytes=3000)
    for number in range(40):
        record(recording, f"{URL}{number}", str(number).encode() * 50)
    recording.close()
    files = sorted(folder.glob("*.warc.gz"))
    assert len(files) > 3
    assert all(3000 <= file.stat().st_size < 5000 for file in files[:-1])
    assert complaints(*files) == 0
    assert len(recorded_pages(folder)) == 40


@pytest.mark.parametrize(
    ("more", "kinds"),
    [
        ({}, ["response", "revisit"]),
        ({"status": 404}, ["response", "response"]),
        ({"body": b""}, ["response", "response"]),
        ({"status": 304, "body": b""}, ["revisit", "revisit"]),
    ],
)
def test_only_an_unchanged_page_becomes_a_revisit(recorder, read, folder, more, kinds):
    for _ in range(2):  # two runs
        recording = recorder()
        record(recording, **more)
        recording.close()
    content = b"".join(file.read_bytes() for file in sorted(folder.glob("*.warc.gz")))
    found = [kind for kind, *_ in read(content) if kind not in ("warcinfo", "request")]
    assert found == kinds


def test_a_folder_that_cannot_be_made_ends_the_run_before_it_begins(recorder, folder):
    folder.parent.parent.mkdir(exist_ok=True)
    folder.parent.touch()
    with pytest.raises(CannotGoOn) as caught:
        recorder()
    assert caught.value.exit_code == Exit.NOT_WRITTEN
    assert str(caught.value) == f"RECORD={folder} cannot be written: Not a directory"


def test_a_file_that_was_taken_away_is_told_at_the_end(recorder, folder):
    recording = recorder()
    record(recording)
    next(folder.glob("*.open")).unlink()
    recording.close()
    assert recording.failure == f"RECORD={folder} cannot be written: No such file or directory"


def test_a_failure_is_logged_once_for_commands_without_a_last_line(tmp_path):
    folder = tmp_path / "warcs"
    options = ("-s", f"REPLAY={FIXTURES}", "-s", f"RECORD={folder}", "-L", "ERROR")
    (tmp_path / "warcs").symlink_to("/proc/none")
    ended = run(tmp_path, "fetch", PAGE_URL, *options)
    [line] = ended.err.splitlines()
    assert f"RECORD={folder} cannot be written: " in line


def test_once_nothing_can_be_written_nothing_is_asked_for(recorder):
    recording = recorder()
    recording.failure = "RECORD=warcs cannot be written: No space left on device"
    with pytest.raises(Refusal, match="No space"):
        recording.process_request(Request(URL))
    with pytest.raises(Refusal, match="No space"):
        record(recording)
    recording.close()
