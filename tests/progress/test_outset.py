"""What a run is about to do, in a few lines."""

from datetime import date

import pytest
from scrapy.settings import Settings

from newsscraper.crawl.arguments import read_arguments
from newsscraper.progress.outset import outset
from newsscraper.spiders.detik import DetikSpider
from newsscraper.spiders.mediaindonesia import MediaIndonesiaSpider

TODAY = date(2026, 1, 20)
ARTICLE = MediaIndonesiaSpider.example_url


def lines(publisher=MediaIndonesiaSpider, settings=None, feeds=None, **arguments):
    asked = read_arguments(arguments, publisher, TODAY)
    given = Settings({"FEEDS": feeds or {}})
    given.setdict(settings or {}, priority="cmdline")
    return list(outset({publisher: asked}, given))


def test_a_run_says_what_it_reads_and_where_it_writes():
    feeds = {"january.csv": {"overwrite": True}, "all.jsonl": {}}
    assert lines(feeds=feeds, since="2026-01-01", until="2026-01-31") == [
        "Crawl: mediaindonesia, since=2026-01-01, until=2026-01-31",
        "From: https://mediaindonesia.com/indeks",
        "Into: january.csv (replaced), all.jsonl (continued)",
    ]


def test_what_goes_to_stdout_replaces_nothing():
    assert lines(feeds={"stdout:": {"overwrite": True}})[-1] == "Into: stdout"


def test_a_run_without_files_says_so():
    assert lines()[-1] == "Into: the store alone"


def test_several_lists_are_counted():
    [_, origin, _] = lines(sections="ekonomi,humaniora")
    assert origin == "From: https://mediaindonesia.com/ekonomi and 1 other list"


def test_a_list_by_day_begins_with_its_last_day():
    [_, origin, _] = lines(DetikSpider, until="2026-01-15")
    assert "15" in origin
    assert "{" not in origin


def test_a_list_of_urls_is_counted():
    assert lines(urls=ARTICLE)[1] == "From: a list of 1 URL"


def test_a_replay_is_named():
    end = "https://mediaindonesia.com/indeks; pages come from fixtures, not from the internet"
    assert lines(settings={"REPLAY": "fixtures"})[1] == f"From: {end}"


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ({"REPLAY": "fixtures", "STORE_URL": "sqlite:///a.db"}, []),
        ({"LOG_LEVEL": "DEBUG", "FIRST_RUN_PAGES": "5"}, ["FIRST_RUN_PAGES=5, LOG_LEVEL=DEBUG"]),
    ],
)
def test_settings_of_the_command_line_are_named(settings, said):
    assert lines(settings=settings)[3:] == [f"Settings: {each}" for each in said]


def test_users_and_passwords_are_not_named():
    assert lines(feeds={"ftp://budi:rahasia@host/a.csv": {}})[-1] == (
        "Into: ftp://host/a.csv (replaced)"
    )
