"""Status as it is gathered from a store."""

import os
from datetime import datetime, timedelta

import pytest

from newsscraper.console.status_job import status_of
from newsscraper.items import Article
from newsscraper.store import revisions, run_log

ME = "mediaindonesia"
NOW = datetime.fromisoformat("2026-03-10T12:00:00+07:00")


def publish(transaction, *moments):
    for number, moment in enumerate(moments):
        article = Article(f"{ME}:{number}", ME, f"https://x.id/{number}")
        article.date_published, article.content_hash = moment.isoformat(), str(number)
        revisions.add(transaction, article, 1)


def test_of_a_publisher_without_anything_nothing_is_known(writing):
    status = status_of(writing, ME, NOW)
    assert (status.run, status.newest, status.day.count, status.day.usual) == (None, None, 0, None)


def test_a_day_is_compared_with_days_of_the_same_weekday(writing):
    weeks = {1: 4, 2: 6, 3: 5, 4: 9}
    past = [
        NOW - timedelta(weeks=week, minutes=n)
        for week, count in weeks.items()
        for n in range(count)
    ]
    other_days = [NOW - timedelta(days=days, minutes=n) for days in (2, 3, 9) for n in range(50)]
    first = NOW - timedelta(weeks=4, days=1, hours=1)
    publish(writing, first, *past, *other_days, *(NOW - timedelta(hours=n) for n in range(3)))
    status = status_of(writing, ME, NOW)
    assert (status.day.count, status.day.past) == (3, (4, 6, 5, 9))
    assert status.week.count == 3 + 100
    assert status.week.past == (4 + 50, 6, 5)


@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
@pytest.mark.parametrize("is_running", [True, False])
def test_a_run_without_an_end_goes_on_if_its_process_lives(writing, is_running, monkeypatch):
    child = os.fork()
    if not child:
        os._exit(0)
    os.waitpid(child, 0)
    run = run_log.begin(writing, ME, {}, NOW)
    if not is_running:
        writing.exec_driver_sql(f"UPDATE runs SET pid = {child} WHERE id = {run}")
    assert status_of(writing, ME, NOW).is_running == is_running
    run_log.end(writing, run, 0, "Complete.", NOW)
    assert not status_of(writing, ME, NOW).is_running
