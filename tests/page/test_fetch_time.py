from datetime import UTC, datetime, timedelta, timezone

import pytest
from scrapy.http import Response

from newsscraper.page.fetch_time import archived_flag, fetched_at

URL = "https://mediaindonesia.com/ekonomi/1/judul"
NOW = datetime(2026, 2, 3, 4, 5, 6, 789, tzinfo=timezone(timedelta(hours=7)))


def test_a_page_from_the_net_was_fetched_now():
    assert fetched_at(Response(URL, flags=["cut_off"]), NOW) == "2026-02-02T21:05:06+00:00"


@pytest.mark.parametrize(
    "recorded",
    [
        datetime(2026, 1, 20, 11, 30),
        datetime(2026, 1, 20, 11, 30, tzinfo=UTC),
        datetime(2026, 1, 20, 18, 30, tzinfo=timezone(timedelta(hours=7))),
    ],
)
def test_a_recorded_page_was_fetched_when_it_was_recorded(recorded):
    page = Response(URL, flags=["partial", archived_flag(recorded)])
    assert fetched_at(page, NOW) == "2026-01-20T11:30:00+00:00"
