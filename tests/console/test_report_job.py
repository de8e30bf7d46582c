"""The days of a report, and the figures that are gathered for it."""

from contextlib import closing
from datetime import date, timedelta

import pytest
from lab.report_tables import tables_of
from scrapy.settings import Settings
from worlds import reported

from newsscraper.console.report_figures import chapters_of
from newsscraper.console.report_job import ReportChoice, write
from newsscraper.reports.timeline import Timeline
from newsscraper.spiders.detik import DetikSpider
from newsscraper.store import page_changes
from newsscraper.store.article_store import Store
from newsscraper.store.clock import Clock
from newsscraper.store.profile_rows import Kept
from newsscraper.store.states import Stage
from newsscraper.window import Window

KNOWN = {"detik": DetikSpider}
MARCH = Timeline(date(2026, 3, 1), date(2026, 3, 30))


@pytest.fixture(scope="module")
def path(tmp_path_factory):
    path = tmp_path_factory.mktemp("store") / "articles.db"
    reported.make(path)
    return path


@pytest.fixture
def reading(path):
    """Return a transaction that reads the store."""
    with closing(Store.open_to_read(path)) as store, store.reading() as transaction:
        yield transaction


def settings(path):
    found = Settings()
    found.setmodule("newsscraper.settings")
    found.set("STORE_URL", f"sqlite:///{path}")
    return found


def days_of(target):
    rows = tables_of(target.read_text(encoding="utf-8"))["kompas", "Articles per day"]
    return rows[0][0], rows[-1][0]


def test_all_come_first_and_then_each_one(reading):
    chapters = chapters_of(reading, ["detik", "kompas"], MARCH, KNOWN)
    together, *own = chapters
    assert [each.name for each in chapters] == ["All publishers", "detik", "kompas"]
    assert together.articles == sum(each.articles for each in own)
    assert together.firsts.stories
    assert own[0].firsts.stories == own[1].firsts.stories == together.firsts.stories


def test_what_is_wrong_anywhere_is_told_first_and_where_it_belongs(reading):
    together, *own = chapters_of(reading, ["detik", "kompas"], MARCH, KNOWN)
    said = [line for each in own for line in (*each.warnings, *each.remarks)]
    assert said
    assert sorted((*together.warnings, *together.remarks)) == sorted(said)
    assert {line.partition(":")[0] for line in said} <= {"detik", "kompas"}


def test_one_publisher_alone_is_the_report_and_others_are_not_looked_at(reading):
    [only] = chapters_of(reading, ["kompas"], MARCH, KNOWN)
    assert (only.name, only.firsts) == ("kompas", None)


def test_a_change_is_told_whether_or_not_a_page_is_known_that_shows_it(tmp_path):
    known = {"stage": Stage.OPEN, "first": 5, "kind": "lacks", "value": "", "found": 9, "of": 9}
    with closing(Store.open(tmp_path / "articles.db")) as store, store.writing() as transaction:
        for field, url in (("image", None), ("byline", "https://a.id/1")):
            row = {"question": field, "field": field, "text": f"{field} in 0 of 9", "url": url}
            others = {"usual": 0.1, "scale": 20}
            page_changes.put(transaction, Kept("kompas", ""), None, known | row | others)
        [only] = chapters_of(transaction, ["kompas"], MARCH, KNOWN)
    assert only.warnings == [
        "kompas: changed: image in 0 of 9",
        "kompas: changed: byline in 0 of 9, as https://a.id/1 shows",
    ]


def test_without_publishers_there_is_a_chapter_of_nothing(reading):
    [empty] = chapters_of(reading, [], MARCH, KNOWN)
    assert (empty.name, empty.articles) == ("All publishers", 0)


@pytest.mark.parametrize(
    ("since", "until", "first", "last"),
    [
        (None, date(2026, 3, 30), "2026-03-01", "2026-03-30"),
        (date(2026, 3, 5), date(2026, 3, 6), "2026-03-05", "2026-03-06"),
        (date(2016, 1, 1), date(2026, 3, 6), "2026-01-01", "2026-03-06"),
    ],
)
def test_a_report_is_of_the_days_that_are_asked_for(path, tmp_path, since, until, first, last):
    target = tmp_path / "report.html"
    written = write(ReportChoice("kompas", Window(since, until)), target, settings(path))
    assert written.publishers == 1
    assert days_of(target) == (first, last)


def test_no_day_that_is_still_to_come_is_in_it(path, tmp_path):
    target, today = tmp_path / "report.html", Clock().today("Asia/Jakarta")
    window = Window(today - timedelta(days=2), today + timedelta(days=400))
    write(ReportChoice("kompas", window), target, settings(path))
    assert days_of(target)[1] == str(today)


def test_the_store_is_not_written_over(path):
    with pytest.raises(ValueError, match="is the store"):
        write(ReportChoice(None, Window()), path, settings(path))
