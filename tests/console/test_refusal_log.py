"""The line of a crawl that is refused stands in its log, and in no other file."""

import re

import pytest
from scrapy.settings import Settings

from newsscraper.console.refusal_log import log_refusal

LINE = "since=never is not a day"
EARLIER = "2026-01-20 10:00:00 [scrapy.core.engine] INFO: Spider opened\n"


@pytest.fixture
def log(tmp_path, monkeypatch):
    """Return a function that logs a refusal into a file, as the settings have it."""
    monkeypatch.chdir(tmp_path)

    def write(name, **others):
        settings = Settings(others)
        settings.setmodule("newsscraper.settings")
        settings.set("LOG_FILE", name, "cmdline")
        log_refusal(LINE, ["detik"], settings)

    return write


def test_it_is_an_error_in_a_new_log(log, tmp_path):
    log("job.log")
    [line] = (tmp_path / "job.log").read_text().splitlines()
    assert re.fullmatch(rf"20\d\d-.* \[newsscraper\.\S+\] ERROR: {LINE}", line)


@pytest.mark.parametrize("before", ["", EARLIER])
def test_it_comes_behind_what_a_log_has(log, tmp_path, before):
    (tmp_path / "job.log").write_text(before)
    log("job.log", LOG_FILE_APPEND=False)
    text = (tmp_path / "job.log").read_text()
    assert text.startswith(before)
    assert text.removeprefix(before).endswith(f" ERROR: {LINE}\n")


def test_a_store_that_cannot_be_is_no_reason_to_be_silent(log, tmp_path):
    log("job.log", STORE_URL="articles.db")
    assert LINE in (tmp_path / "job.log").read_text()


@pytest.mark.parametrize("text", ["SQLite format 3\0", '{"key": "detik:1"}\n', "2026"])
def test_a_file_that_is_no_log_is_left_as_it_is(log, tmp_path, text):
    (tmp_path / "job.log").write_text(text)
    log("job.log")
    assert (tmp_path / "job.log").read_text() == text


@pytest.mark.parametrize("name", ["articles.db", "detik.jsonl", "none/job.log", "."])
def test_no_store_and_no_feed_begins_with_it(log, tmp_path, name):
    log(name, FEEDS={"%(name)s.jsonl": {"format": "jsonlines"}})
    assert list(tmp_path.iterdir()) == []


def test_without_a_file_nothing_is_logged(log, capfd):
    log(None)
    assert capfd.readouterr() == ("", "")
