"""Feeds of which the ending says that they are packed."""

import gzip

import pytest
from lab import forked
from lab.project import own_environment
from scrapy.extensions.postprocessing import GzipPlugin
from worlds.site import Site

from newsscraper.console.packed_feeds import packed, with_format

KNOWN = {"csv", "jsonl"}


@pytest.mark.parametrize(
    ("feed", "said"),
    [
        ("out.jsonl.gz", "out.jsonl.gz:jsonl"),
        ("s3://bucket/%(name)s.csv.gz", "s3://bucket/%(name)s.csv.gz:csv"),
        ("out.jsonl.gz:csv", "out.jsonl.gz:csv"),
        ("out.jsonl", "out.jsonl"),
        ("out.txt.gz", "out.txt.gz"),
        ("out.gz", "out.gz"),
        (".gz", ".gz"),
        ("-", "-"),
    ],
)
def test_the_format_stands_before_the_ending(feed, said):
    assert with_format([feed], KNOWN) == [said]


def test_where_nothing_is_named_there_is_nothing():
    assert with_format(None, KNOWN) == []


def test_what_ends_so_is_packed_and_plugins_of_its_own_stay():
    own = {"format": "csv", "postprocessing": ["toko.Plugin"]}
    feeds = {"a.csv.gz": {"format": "csv"}, "b.csv.gz": own, "c.csv": {"format": "csv"}}
    found = packed(feeds)
    assert found == feeds | {"a.csv.gz": {"format": "csv", "postprocessing": [GzipPlugin]}}
    assert found["c.csv"] is not feeds["c.csv"]


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """A folder beside a site of two articles."""
    site = Site(tmp_path_factory.mktemp("site"))
    days = ("2026-01-20 10:00", "2026-01-19 10:00")
    site.index(
        "/indeks", [site.article(f"/ekonomi/80{n}/berita", day) for n, day in enumerate(days)]
    )
    made = tmp_path_factory.mktemp("run"), site.folder
    assert crawl(made, "-a", "since=2026-01-01")[0] == 7, "the list ends there for the first time"
    return made


def crawl(folder, *arguments):
    where, pages = folder
    settings = ("-s", f"REPLAY={pages}", "-s", "STORE_URL=sqlite:///articles.db")
    done = forked.run(
        "crawl", "mediaindonesia", *settings, *arguments, cwd=where, env=own_environment()
    )
    return done.code, done.err.decode().splitlines()[-1]


@pytest.mark.parametrize("ending", ["jsonl", "csv"])
def test_a_crawl_writes_what_export_writes(folder, ending):
    where, _ = folder
    name = f"all.{ending}.gz"
    code, line = crawl(folder, "-O", name, "-a", "since=2026-01-01")
    assert (code, f"2 articles in {name}" in line) == (0, True)
    exported = f"exported.{ending}"
    assert forked.run("export", "-O", exported, cwd=where, env=own_environment()).code == 0
    plain = gzip.decompress((where / name).read_bytes()).splitlines()
    assert sorted(plain) == sorted((where / exported).read_bytes().splitlines())


def test_it_is_continued_without_a_second_header(folder):
    where, _ = folder
    for day in ("2026-01-19", "2026-01-20", "2026-01-20"):
        assert (
            crawl(folder, "-o", "by day.csv.gz", "-a", f"since={day}", "-a", f"until={day}")[0] == 0
        )
    header, *rows = gzip.decompress((where / "by day.csv.gz").read_bytes()).splitlines()
    assert header.startswith(b"key,")
    assert [row[:19] for row in rows] == [b"mediaindonesia:801,", b"mediaindonesia:800,"]


def test_what_hides_no_known_format_is_refused(folder):
    code, line = crawl(folder, "-O", "out.txt.gz")
    assert (code, line.startswith("newsscraper: out.txt.gz: the feed's format is missing")) == (
        2,
        True,
    )
