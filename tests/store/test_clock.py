"""The present, as the store writes it and as publishers count their days."""

import re
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from lab.clocks import StillClock

import newsscraper.store
from newsscraper.store.article_store import Store
from newsscraper.store.clock import Clock, stamp_of


def test_the_real_clock_tells_the_present_in_utc():
    before = datetime.now(UTC)
    told = Clock().now()
    assert before <= told <= datetime.now(UTC)
    assert told.utcoffset() == timedelta(0)


def test_a_stamp_has_seconds_and_its_zone_and_sorts_by_time():
    clock = StillClock(datetime(2026, 1, 9, 23, 59, 59, 999_999, tzinfo=UTC))
    assert clock.stamp() == "2026-01-09T23:59:59+00:00"
    assert clock.stamp() < stamp_of(clock.now() + timedelta(seconds=1))


def test_today_is_the_publishers_own():
    clock = StillClock(datetime(2026, 1, 9, 16, 59, 59, tzinfo=UTC))
    assert [clock.today(zone) for zone in ("Asia/Jakarta", "Asia/Jayapura")] == [
        date(2026, 1, 9),
        date(2026, 1, 10),
    ]
    clock.moment += timedelta(seconds=1)
    assert clock.today("Asia/Jakarta") == date(2026, 1, 10)


def test_no_other_module_of_the_store_asks_what_time_it_is():
    """How long something takes may be measured: leases, and servers that are gone, need it."""
    room = Path(newsscraper.store.__file__).parent
    looking = re.compile(
        r"\b(now|utcnow|today|time|time_ns)\(\)|datetime\.now|CLOCK_REALTIME"
        r"|\b(gm|local|c|strf)time\(|from time import[^\n]*\btime\b"
    )
    found = {path.name for path in room.glob("*.py") if looking.search(path.read_text("utf-8"))}
    assert found == {"clock.py"}


def test_a_store_carries_the_clock_that_it_was_given_or_the_real_one():
    clock = StillClock(datetime(2026, 1, 9, tzinfo=UTC))
    for given, kind in ((clock, StillClock), (None, Clock)):
        store = Store.open(None, given)
        assert type(store.clock) is kind
        store.close()
