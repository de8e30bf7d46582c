"""Moments as articles have them."""

from dataclasses import fields
from datetime import datetime, timedelta, timezone

import pytest

from newsscraper.items import Article, Link
from newsscraper.reports.cluster_rows import ClusterRow
from newsscraper.reports.moments import MOMENTS, moment_of


def test_a_moment_keeps_its_zone():
    zone = timezone(timedelta(hours=7))
    assert moment_of("2026-01-20T17:45:09+07:00") == datetime(2026, 1, 20, 17, 45, 9, tzinfo=zone)


@pytest.mark.parametrize("text", [None, "", "kemarin", "2026-01-20", "2026-01-20T17:45:09", 7])
def test_what_is_no_moment_of_a_known_zone_is_none(text):
    assert moment_of(text) is None


def test_each_name_is_one_of_a_field():
    names = {field.name for row in (Article, ClusterRow) for field in fields(row)}
    assert names | set(Link.__annotations__) > MOMENTS
