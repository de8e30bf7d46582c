"""How a publisher stands, as a row and as data."""

import json
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from newsscraper.reports.publisher_status import PublisherStatus, Volume, duration, table
from newsscraper.store.standing import LastRun

NOW = datetime.fromisoformat("2026-03-10T12:00:00+07:00")
RUN = LastRun(7, 4711, "2026-03-10T04:30:00+00:00", "2026-03-10T04:31:00+00:00", 0, "Complete: 3.")
GOOD = PublisherStatus(
    "kompas",
    NOW,
    RUN,
    newest="2026-03-10T10:15:00+07:00",
    day=Volume(90, (100, 80, 120)),
    week=Volume(700, (650, 640)),
)


@pytest.mark.parametrize(
    ("past", "usual"),
    [((), None), ((5, 7), None), ((5, 9, 7), 7), ((0, 0, 0, 4), 0), ((1, 2, 3, 4), 3)],
)
def test_what_is_usual_is_the_median_of_a_past_that_is_long_enough(past, usual):
    assert Volume(3, past).usual == usual


@pytest.mark.parametrize(
    ("span", "said"),
    [
        (timedelta(seconds=59), "0 min"),
        (timedelta(minutes=119), "119 min"),
        (timedelta(hours=2), "2 h"),
        (timedelta(hours=47, minutes=59), "47 h"),
        (timedelta(days=2), "2 d"),
        (None, "-"),
    ],
)
def test_an_age_is_told_in_its_largest_unit(span, said):
    assert duration(span) == said


@pytest.mark.parametrize(
    ("newest", "hours", "is_stale"),
    [
        ("2026-03-10T06:00:00+07:00", 6, False),
        ("2026-03-10T05:59:59+07:00", 6, True),
        (None, 9, True),
    ],
)
def test_a_publisher_is_stale_whose_newest_article_is_older(newest, hours, is_stale):
    assert replace(GOOD, newest=newest).is_stale(timedelta(hours=hours)) == is_stale


def test_a_row_has_what_is_usual_beside_what_is(request):
    header, row = table([GOOD])
    assert len(header) == len(row)
    assert row.split() == [
        *("kompas", "2026-03-10", "11:30", "0", "2026-03-10", "10:15", "105", "min"),
        *("90", "100", "700", "-", ".", ".", "."),
    ]


@pytest.mark.parametrize("width", [None, 200])
def test_a_publisher_has_one_row_where_there_is_room(width):
    assert list(table([GOOD, GOOD], width)) == list(table([GOOD, GOOD]))
    assert len(list(table([GOOD, GOOD], width))) == 3


@pytest.mark.parametrize("width", [80, 40])
def test_on_a_narrow_terminal_no_row_is_broken(width):
    failed = replace(GOOD, publisher="detik", run=RUN._replace(exit_code=7, outcome="Partial: 2."))
    *tables, remark = table([GOOD, failed], width)
    assert max(map(len, tables)) <= width
    assert remark == "detik: Partial: 2."
    cells = [cell for each in (GOOD, failed) for cell in each.cells()]
    assert all(cell in "\n".join(tables) for cell in cells)
    assert "\n".join(tables).count("kompas") == "\n".join(tables).count("publisher") > 1


@pytest.mark.parametrize(
    ("run", "is_running", "code"),
    [
        (None, False, "-"),
        (RUN._replace(ended=None, exit_code=None), True, "runs"),
        (RUN._replace(ended=None, exit_code=None), False, "cut off"),
        (RUN._replace(exit_code=7), False, "7"),
    ],
)
def test_how_the_last_run_ended_is_its_code_if_it_came_to_its_end(run, is_running, code):
    assert replace(GOOD, run=run, is_running=is_running).cells()[2] == code


def test_what_went_wrong_is_told_in_lines_below_the_table():
    failed = replace(GOOD, run=RUN._replace(exit_code=7, outcome="Partial: 2."), failed=3)
    failed = replace(failed, reasons={"http_500": 2, "no_body": 1})
    assert list(table([GOOD, failed]))[3:] == [
        "kompas: Partial: 2.",
        "kompas: failed: 2 http_500, 1 no_body: scrapy coverage kompas --gaps",
    ]


def test_data_has_the_names_that_programs_rely_on():
    status = replace(GOOD, listed=1, failed=2, unread=3, reasons={"http_500": 2})
    assert json.loads(json.dumps(status.data())) == {
        "publisher": "kompas",
        "last_run": {
            "number": 7,
            "began": "2026-03-10T04:30:00+00:00",
            "ended": "2026-03-10T04:31:00+00:00",
            "exit_code": 0,
            "outcome": "Complete: 3.",
        },
        "newest": "2026-03-10T10:15:00+07:00",
        "articles": {"day": 90, "week": 700, "usual_day": 100},
        "open": {"listed": 1, "failed": 2, "unread": 3},
        "reasons": {"http_500": 2},
        "warnings": [],
    }
    assert PublisherStatus("detik", NOW).data()["last_run"] is None
