"""Feeds that a crawl could not write are refused before it."""

import pytest
from scrapy.settings import Settings

from newsscraper.console.feed_checks import check_distinct, check_feed, check_formats


def settings_with(**given):
    settings = Settings()
    settings.setmodule("newsscraper.settings", "project")
    settings.setdict(given, "cmdline")
    return settings


@pytest.mark.parametrize(
    ("uri", "options"),
    [
        ("out.json", {"format": "json", "overwrite": True}),
        ("out-%(time)s.json", {"format": "json"}),
        ("out-%(batch_time)s.json", {"format": "json", "batch_item_count": 3}),
        ("out-%(batch_id)d.xml", {"format": "xml"}),
        ("ftp://host/out.json", {"format": "json"}),
        ("stdout:", {"format": "json"}),
    ],
)
def test_a_file_in_one_piece_may_be_written_anew(uri, options):
    check_feed(uri, options, settings_with())


@pytest.mark.parametrize("uri", ["out.jsonl", "file:///tmp/out.csv", "ftp://host/out.jsonl"])
def test_a_feed_that_can_be_written_is_left_alone(uri):
    check_feed(uri, {"format": "csv" if uri.endswith("csv") else "jsonl"}, settings_with())


def test_a_format_may_be_the_ending_or_stand_behind_it():
    check_formats(["out.jsonl", "-:csv", "out.old:jl", "ftp://host/out.xml"], settings_with())


@pytest.mark.parametrize("feed", ["out", "out.xlsx", "out.csv:gz", "ftp://u:p@host/out.parquet"])
def test_a_format_that_nobody_writes_is_refused_with_those_that_there_are(feed):
    formats = {"csv": None, "rss": "rss.Exporter"}
    with pytest.raises(ValueError, match="format is missing or unknown") as wrong:
        check_formats(["out.jsonl", feed], settings_with(FEED_EXPORTERS=formats))
    assert str(wrong.value).endswith("or one of jl, json, jsonlines, marshal, pickle, rss, xml")
    assert "u:p" not in str(wrong.value)


@pytest.mark.parametrize(
    ("uri", "options", "said"),
    [
        ("foo://u:p@host/a.jsonl", {"format": "jsonl"}, "foo://host/a.jsonl: there is no feed"),
        ("out.json", {"format": "json"}, "out.json cannot be continued; use -O, or -o with .jsonl"),
        ("out.xml", {"format": "xml", "overwrite": False}, "out.xml cannot be continued"),
        ("%(name)s.json", {"format": "json"}, "%(name)s.json cannot be continued"),
        ("file://host/a.jsonl", {"format": "jsonl"}, "file://host/a.jsonl names a host"),
        ("a.jsonl", {"format": "jsonl", "batch_item_count": 3}, "batches of batch_item_count=3"),
        ("%(batch_id)d", {"format": "csv", "batch_item_count": "3"}, "batch_item_count=3 is not"),
        ("a.csv", {"format": "csv", "encoding": "rot13"}, "encoding=rot13 is no encoding"),
        ("out.jsonl", {}, "out.jsonl: the feed's format is missing or unknown"),
        ("out.jsonl", {"format": "parquet"}, "use .jsonl or .csv"),
    ],
)
def test_a_feed_that_nobody_could_write_is_refused(uri, options, said):
    with pytest.raises(ValueError, match=r"feed|continued|host|batch|encoding") as wrong:
        check_feed(uri, options, settings_with())
    assert said in str(wrong.value)


@pytest.mark.parametrize(
    "feeds", [["a.csv", "a.csv:jsonl"], ["-:jsonl", "-:csv"], ["C:/a.csv", "C:/a.csv"]]
)
def test_one_file_is_named_once(feeds):
    with pytest.raises(ValueError, match="are one feed; name another file"):
        check_distinct(feeds, settings_with())
    check_distinct([feeds[0], "b.jsonl", "s3://a:b@c/a.csv"], settings_with())


def test_a_feed_on_stdout_needs_one(monkeypatch):
    options, settings = {"format": "jsonl"}, settings_with()
    check_feed("stdout:", options, settings)
    monkeypatch.setattr("sys.stdout", None)
    with pytest.raises(ValueError, match="stdout is closed"):
        check_feed("stdout:", options, settings)
