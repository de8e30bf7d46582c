"""`scrapy reextract`, as a person types it."""

import gzip
import json
import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest
from lab.command_line import is_one_line, run
from lab.project import own_environment
from lab.warcs import Warc, record_replica
from lab.whole_crawl import crawl

from newsscraper.commands.reextract import Command

WINDOW = "-a since=2026-01-19 -a until=2026-01-20".split()
STORE = ["-s", "STORE_URL=sqlite:///articles.db"]
OF_THE_STORE = {"revision", "duplicate_of", "similarity"}

PLANTED = """
from newsscraper.page.places import css
from newsscraper.spiders.mediaindonesia import MediaIndonesiaSpider

class Planted(MediaIndonesiaSpider):
    name = "mediaindonesia"
    sources = MediaIndonesiaSpider.sources | {"section_name": [css("h1")]}
"""


@pytest.fixture(scope="module")
def replica(tmp_path_factory):
    """A recording of all saved pages."""
    return record_replica(tmp_path_factory.mktemp("recorded") / "replica.warc.gz")


@pytest.fixture(scope="module")
def crawled(tmp_path_factory, replica):
    """A folder with the store of crawls of two publishers over the recording."""
    folder = tmp_path_factory.mktemp("crawled")
    for name in ("mediaindonesia", "detik"):
        ended = crawl(*WINDOW, *STORE, "-s", f"REPLAY={replica}", cwd=folder, name=name)
        assert ended.code == 0, ended.log
    return folder


@pytest.fixture
def folder(tmp_path, crawled):
    """A folder with a copy of that store."""
    (tmp_path / "articles.db").write_bytes((crawled / "articles.db").read_bytes())
    return tmp_path


def stored(folder):
    with closing(sqlite3.connect(folder / "articles.db")) as store:
        query = "SELECT key, revision, document, extraction FROM revisions ORDER BY seq"
        return store.execute(query).fetchall()


def names_in(folder):
    return sorted(path.name for path in folder.iterdir())


def rows(path):
    content = path.read_bytes()
    text = gzip.decompress(content) if path.suffix == ".gz" else content
    return [json.loads(line) for line in text.splitlines()]


def test_a_recording_read_again_equals_the_crawl(folder, replica):
    before = stored(folder)
    ended = run(folder, "reextract", replica, "-O", "diff.jsonl", "--apply")
    assert ended.code == 0
    assert f"{len(before)} articles compared with articles.db" in ended.err
    assert "0 fields read otherwise" in ended.err
    assert "read anew" not in ended.err
    assert (rows(folder / "diff.jsonl"), ended.out) == ([], "")
    assert stored(folder) == before
    assert names_in(folder) == ["articles.db", "diff.jsonl"]


@pytest.mark.slow
def test_without_a_store_the_articles_are_written(tmp_path, crawled, replica):
    for name in ("all.jsonl", "all.jsonl.gz", "all.csv"):
        ended = run(tmp_path, "reextract", replica, "-O", name, "--jobs", "2")
        assert (ended.code, ended.out) == (0, "")
        assert "1 process at work, for each archive is read by one" in ended.err
        assert f"articles in {name}" in ended.err
    found = {row["key"]: row for row in rows(tmp_path / "all.jsonl")}
    assert rows(tmp_path / "all.jsonl.gz") == list(found.values())
    assert not (tmp_path / "articles.db").exists()
    for _, _, document, _ in stored(crawled):
        article = json.loads(document)
        for name in article.keys() - OF_THE_STORE:
            assert found[article["key"]][name] == article[name]


@pytest.mark.slow
def test_a_parquet_file_has_the_same(tmp_path, replica):
    parquet = pytest.importorskip("pyarrow.parquet")
    run(tmp_path, "reextract", replica, "-O", "all.jsonl")
    assert run(tmp_path, "reextract", replica, "-O", "all.parquet").code == 0
    keys = parquet.read_table(tmp_path / "all.parquet").column("key").to_pylist()
    assert keys == [row["key"] for row in rows(tmp_path / "all.jsonl")]


def test_a_planted_change_shows_up_with_its_numbers_and_nothing_else(folder, replica):
    (folder / "planted.py").write_text(PLANTED, encoding="utf-8")
    planted = ["-s", "SPIDER_MODULES=planted,newsscraper.spiders.detik"]
    before = stored(folder)
    of_media = [json.loads(row[2]) for row in before if row[0].startswith("mediaindonesia:")]
    environment = own_environment(folder)
    command = [sys.executable, "-m", "scrapy", "reextract", replica, "-O", "diff.jsonl", *planted]

    def reextract(*more):
        return subprocess.run(
            [*command, *more], cwd=folder, env=environment, capture_output=True, text=True
        )

    ended = reextract()
    assert ended.returncode == 0, ended.stderr
    assert stored(folder) == before
    (row,) = rows(folder / "diff.jsonl")
    had = [each for each in of_media if each["section_name"]]
    assert (row["publisher"], row["field"]) == ("mediaindonesia", "section_name")
    counts = [row[name] for name in ("compared", "gained", "lost", "changed")]
    assert counts == [len(of_media), len(of_media) - len(had), 0, len(had)]
    samples = row["samples"]["changed"]
    assert len(samples) == min(10, len(had))
    by_url = {each["url"]: each for each in of_media}
    for sample in samples:
        article = by_url[sample["url"]]
        assert (sample["before"], sample["after"]) == (article["section_name"], article["headline"])
    assert "mediaindonesia section_name" in ended.stdout

    assert f"{len(of_media)} read anew" in reextract("--apply").stderr
    after = stored(folder)
    assert [row[:2] for row in after] == [row[:2] for row in before]
    for (key, _, old, _), (_, _, new, _) in zip(before, after, strict=True):
        old, new = json.loads(old), json.loads(new)
        differing = {name for name in old if old[name] != new[name]}
        is_planted = key.startswith("mediaindonesia:")
        assert differing <= ({"section_name", "sources"} if is_planted else set())
    assert "0 fields read otherwise" in reextract("--apply").stderr


@pytest.mark.slow
@pytest.mark.parametrize("field", ["headline", "body", "date_published"])
def test_articles_that_are_read_no_more_have_lost_what_is_not_found(folder, replica, field):
    planted = PLANTED.replace('"section_name": [css("h1")]', f'"{field}": [css("h7")]')
    (folder / "planted.py").write_text(planted, encoding="utf-8")
    of_media = [row for row in stored(folder) if row[0].startswith("mediaindonesia:")]
    command = [sys.executable, "-m", "scrapy", "reextract", replica, "-O", "diff.jsonl", "--apply"]
    before = stored(folder)
    ended = subprocess.run(
        [*command, "-s", "SPIDER_MODULES=planted,newsscraper.spiders.detik"],
        cwd=folder,
        env=own_environment(folder),
        capture_output=True,
        text=True,
    )
    assert ended.returncode == 0, ended.stderr
    (row,) = rows(folder / "diff.jsonl")
    counts = [row[name] for name in ("field", "compared", "gained", "lost", "changed")]
    assert counts == [field, len(of_media), 0, len(of_media), 0]
    assert f"mediaindonesia {field} lost: " in ended.stdout
    assert stored(folder) == before


@pytest.mark.slow
def test_what_the_store_does_not_know_comes_in_only_with_insert(folder, replica):
    before = stored(folder)
    ended = run(folder, "reextract", replica, "--apply")
    assert "not in the store" in ended.err
    assert stored(folder) == before
    assert run(folder, "reextract", replica, "--insert").code == 0
    assert len(stored(folder)) > len(before)
    feed = run(folder, "export", "-O", "all.jsonl")
    assert feed.code == 0
    assert len(rows(folder / "all.jsonl")) == len(stored(folder))
    assert "inserted" not in run(folder, "reextract", replica, "--insert").err


@pytest.mark.slow
def test_insert_makes_a_store(tmp_path, replica):
    assert run(tmp_path, "reextract", replica, "--insert").code == 0
    assert stored(tmp_path)


@pytest.mark.slow
def test_a_crawl_goes_on_behind_what_was_put_in(folder, replica):
    assert crawl(*STORE, "-s", f"REPLAY={replica}", cwd=folder).code == 0
    before = {row[0] for row in stored(folder)}
    run(folder, "reextract", replica, "--insert")
    ended = crawl(*STORE, "-s", f"REPLAY={replica}", cwd=folder)
    inserted = {row[0] for row in stored(folder)} - before
    assert ended.code == 0
    assert inserted
    assert inserted.isdisjoint(row["key"] for row in ended.rows)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ([], "give the archives to read: scrapy reextract"),
        (["none.warc"], "none.warc is not there"),
        (["a.warc", "--feed"], "--feed goes with --apply or --insert"),
        (["a.warc", "--jobs", "0"], "--jobs takes a number of processes"),
        (["a.warc", "--jobs", "x"], "--jobs takes a number of processes"),
        (["a.warc", "--jobs", "999"], "4 for each of"),
        (["a.warc", "--jobs", "\u00b2"], "--jobs takes a number of processes"),
        (["a.warc"], "there is no store to compare with"),
        (["a.warc", "--apply", "-O", "a.jsonl"], "there is no store"),
        (["a.warc", "-O", "a.txt"], "the ending must be"),
        (["a.warc", "--dusk"], "unknown option --dusk"),
        (["a.warc", "-s", "STORE_URL=sqlite:///typo.db", "-O", "a.jsonl"], "there is no store"),
    ],
)
def test_what_cannot_be_is_said_in_one_line(tmp_path, arguments, words):
    (tmp_path / "a.warc").write_bytes(b"")
    ended = run(tmp_path, "reextract", *arguments)
    assert ended.code == 2
    assert is_one_line(ended.err)
    assert words in ended.err
    assert names_in(tmp_path) == ["a.warc"]


@pytest.mark.slow
def test_differences_are_written_as_lines_and_nothing_else(folder, replica):
    ended = run(folder, "reextract", replica, "-O", "diff.csv")
    assert ended.code == 2
    assert "diff.csv: what differs is written as .jsonl or .jsonl.gz" in ended.err


def test_an_archive_without_a_page_of_ours_is_code_4(tmp_path):
    with Warc(tmp_path / "foreign.warc.gz") as warc:
        warc.page("https://example.com/", b"<html></html>")
    (tmp_path / "out.jsonl").write_text("kept")
    ended = run(tmp_path, "reextract", "foreign.warc.gz", "-O", "out.jsonl")
    assert ended.code == 4
    assert "1 foreign_host" in ended.err
    assert (tmp_path / "out.jsonl").read_text() == "kept"


@pytest.mark.slow
def test_a_damaged_archive_among_good_ones_is_said_and_code_7(tmp_path, replica):
    content = replica.read_bytes()
    (tmp_path / "torn.warc.gz").write_bytes(content[: len(content) * 2 // 3])
    (tmp_path / "letter.warc").write_bytes(b"Kepada yang terhormat,\n")
    ended = run(tmp_path, "reextract", ".", replica, "-O", "out.jsonl")
    assert ended.code == 7
    assert "2 broken_record" in ended.err
    for name in ("torn.warc.gz", "letter.warc"):
        assert f"{tmp_path / name} is damaged: 1 record cannot be read\n" in ended.err
    assert "some archives are damaged" in ended.err
    run(tmp_path, "reextract", replica, "-O", "whole.jsonl")
    assert (tmp_path / "out.jsonl").read_bytes() == (tmp_path / "whole.jsonl").read_bytes()


@pytest.mark.slow
def test_the_number_of_processes_changes_nothing(folder, tmp_path, replica):
    for jobs in "13":
        run(tmp_path, "reextract", replica, replica.parent, "-O", "d.jsonl", "--jobs", jobs)
    assert Command.usage.startswith("ARCHIVE")


# --- Kills ----------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def eight(tmp_path_factory, replica):
    """Eight archives, with what a whole run writes of them."""
    folder = tmp_path_factory.mktemp("eight")
    content = list(_records(replica))
    for at in range(8):
        (folder / f"{at}.warc.gz").write_bytes(b"".join(content[at::8]))
    assert run(folder, "reextract", "*.warc.gz", "-O", "whole.jsonl").code == 0
    return folder


@pytest.mark.slow
def test_all_pages_spread_over_eight_archives_give_what_one_gives(eight, tmp_path, replica):
    alone = run(tmp_path, "reextract", replica, "-O", "whole.jsonl")
    apart = run(tmp_path, "reextract", eight, "-O", "apart.jsonl", "--jobs", "2")
    assert (alone.code, apart.code) == (0, 0)
    assert (tmp_path / "apart.jsonl").read_bytes() == (tmp_path / "whole.jsonl").read_bytes()
    assert apart.err.partition(" read; ")[2].splitlines()[0] in alone.err


def _records(path):
    from warcio.archiveiterator import WARCIterator

    with path.open("rb") as stream:
        records = WARCIterator(stream)
        places = [(records.get_record_offset(), records.get_record_length()) for _ in records]
    content = path.read_bytes()
    return (content[start : start + length] for start, length in places)


def _start(folder, *arguments):
    return subprocess.Popen(
        [sys.executable, "-m", "scrapy", "reextract", *arguments],
        cwd=folder,
        env=own_environment(),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        start_new_session=True,
    )


def _workers(pid):
    """The processes that were started by *pid*."""
    found = []
    for status in Path("/proc").glob("[0-9]*/status"):
        try:
            if f"PPid:\t{pid}\n" in status.read_text():
                found.append(int(status.parent.name))
        except OSError:
            continue
    return found


@pytest.mark.slow
@pytest.mark.parametrize("whom", ["parent", "worker"])
def test_whoever_is_killed_at_whatever_moment_the_output_is_whole(eight, tmp_path, whom):
    """At 20 random moments each, the same line is run again until it ends by itself."""
    chance, whole = random.Random(21), (eight / "whole.jsonl").read_bytes()
    seconds = 8.0
    for _ in range(20):
        out = tmp_path / "out.jsonl"
        out.unlink(missing_ok=True)
        arguments = (*sorted(map(str, eight.glob("*.warc.gz"))), "-O", str(out), "--jobs", "2")
        began = time.monotonic()
        process = _start(tmp_path, *arguments)
        time.sleep(chance.uniform(0.2, seconds))
        workers = _workers(process.pid)
        if whom == "parent":
            process.kill()
        elif workers:
            os.kill(chance.choice(workers), signal.SIGKILL)
        code = process.wait(120)
        process.stderr.close()
        assert not out.exists() or out.read_bytes() == whole
        if whom == "parent":
            _wait_for_end_of(workers)
            process = _start(tmp_path, *arguments)
            code = process.wait(120)
            process.stderr.close()
        seconds = min(seconds, max(time.monotonic() - began, 2.0))
        assert code == 0
        assert out.read_bytes() == whole
        assert names_in(tmp_path) == ["out.jsonl"]


def _wait_for_end_of(pids):
    deadline = time.monotonic() + 60
    while any(Path(f"/proc/{pid}").exists() for pid in pids):
        assert time.monotonic() < deadline, "workers outlive their parent"
        time.sleep(0.05)


@pytest.mark.slow
def test_a_kill_while_the_store_is_changed_leaves_each_article_as_it_was_or_as_it_is_to_be(
    folder, replica
):
    (folder / "planted.py").write_text(PLANTED, encoding="utf-8")
    planted = ("-s", "SPIDER_MODULES=planted,newsscraper.spiders.detik")
    before = {row[0]: row for row in stored(folder)}
    environment = own_environment(folder)
    chance = random.Random(5)
    command = [sys.executable, "-m", "scrapy", "reextract", str(replica), "--apply", *planted]
    for _ in range(8):
        process = subprocess.Popen(
            command,
            cwd=folder,
            env=environment,
            stderr=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
        )
        time.sleep(chance.uniform(1, 5))
        process.kill()
        process.wait()
    assert subprocess.run(command, cwd=folder, env=environment, capture_output=True).returncode == 0
    after = stored(folder)
    assert [row[0] for row in after] == list(before)
    for key, _, document, _ in after:
        article = json.loads(document)
        if key.startswith("mediaindonesia:"):
            assert article["section_name"] == article["headline"]
