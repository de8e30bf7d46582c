"""What a window is expected to take, as far as it can be known."""

from datetime import date, datetime, timedelta

import pytest
from worlds.paper import Paper, Reader

from newsscraper.progress.forecast import Forecast
from newsscraper.window import Window

TODAY = date(2026, 3, 1)
JANUARY = Window(date(2026, 1, 1), date(2026, 1, 31))


def known(first, last, a_day=290):
    """Every tenth story of a paper that has so many a day, from the day *first* to *last*."""
    days = (last - first).days + 1
    for number in range(0, days * a_day, 10):
        yield (
            800_000 + number,
            datetime.combine(first, datetime.min.time()) + timedelta(days=number / a_day),
        )


def test_ids_around_a_window_tell_how_many_articles_it_has():
    forecast = Forecast.of(JANUARY, TODAY, known(date(2025, 12, 1), date(2026, 2, 20)))
    assert forecast.days == 31
    assert forecast.articles == pytest.approx(8_990, rel=0.01)
    assert forecast.words(1) == (
        "31 days; about 9,000 articles by the id sequence; about 2.5 h at 1 request a second"
    )


@pytest.mark.parametrize(
    ("delay", "end"),
    [
        (0, "by the id sequence"),
        (0.5, "; about 1 h at 2 requests a second"),
        (5, "; about 12 h at 1 request in 5 s"),
        (1, "; about 2.5 h at 1 request a second"),
    ],
)
def test_the_time_is_that_of_the_pause(delay, end):
    assert Forecast(31, 8_700 if delay != 0.5 else 7_200).words(delay).endswith(end)


def test_a_window_that_is_known_in_part_has_at_least_so_many():
    forecast = Forecast.of(JANUARY, TODAY, known(date(2026, 1, 20), date(2026, 2, 20)))
    assert forecast.words(1) == (
        "31 days; at least 3,500 articles by the id sequence; at least 1 h at 1 request a second"
    )


@pytest.mark.parametrize(
    "articles",
    [[], [(1, datetime(2026, 1, 3))], list(known(date(2024, 1, 1), date(2024, 1, 9)))],
    ids=["empty store", "a single article", "other years"],
)
def test_what_nobody_knows_is_not_told(articles):
    assert Forecast.of(JANUARY, TODAY, articles).words(1) == "31 days"


def test_days_end_today():
    assert Forecast.of(Window(date(2026, 2, 28)), TODAY, []).words(1) == "2 days"
    assert Forecast.of(Window(TODAY, date(2026, 4, 1)), TODAY, []).words(1) == "1 day"


def test_a_window_without_a_first_day_is_not_told():
    assert Forecast.of(Window(None, TODAY), TODAY, []) is None


WINDOW = ("-a", "since=2026-01-02", "-a", "until=2026-01-02")


def test_a_run_tells_what_the_ids_in_its_store_tell(crawl, tmp_path):
    paper = Paper(tmp_path / "site")
    paper.publish(range(18, 0, -1))
    reader = Reader(crawl, tmp_path, paper.folder)
    assert "INFO: Window: 1 day\n" in reader(*WINDOW).log
    assert "Window" not in reader().log
    told = "INFO: Window: 1 day; about 6 articles by the id sequence\n"
    assert told in reader(*WINDOW).log
    assert "INFO: Window: 1 day\n" in reader(*WINDOW, "-a", "sections=ekonomi").log
    assert "Window" not in reader("-a", f"urls={paper.address(3)}").log
