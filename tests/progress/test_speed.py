"""Requests in the last minute, and the time that is left."""

import pytest

from newsscraper.progress.speed import Speed


def test_a_rate_is_told_after_some_seconds():
    speed = Speed(100.0)
    assert speed.rate is None
    speed.count(102.0, 3)
    assert speed.rate is None
    speed.count(110.0, 10)
    assert speed.rate == 60


def test_a_rate_is_that_of_the_last_minute():
    speed = Speed(0.0)
    for second in range(1, 301):
        speed.count(float(second), second * 2)
    assert speed.rate == 120
    for second in range(301, 361):
        speed.count(float(second), 600)
    assert speed.rate == 0


@pytest.mark.parametrize(
    ("seconds", "requests", "beside", "rate"),
    [
        (60, 61, 60, 60),  # the minute began just before a request
        (60, 62, 60, 62),
        (60, 58, 60, 58),
        (10, 11, 60, 60),
        (10, 20, 60, 120),
        (60, 61, None, 61),
        (2, 9, 60, None),
    ],
)
def test_one_request_too_many_is_none(seconds, requests, beside, rate):
    speed = Speed(0.0)
    speed.count(seconds, requests)
    assert speed.rate_beside(beside) == (rate if rate is None else pytest.approx(rate))


@pytest.mark.parametrize(
    ("seconds", "share", "least", "left"),
    [
        (10, 0.5, 0, None),
        (60, None, 0, None),
        (60, 0, 0, None),
        (60, 0.1, 0, 540),
        (60, 0.1, 900, 900),
        (60, 1, 0, 0),
        (60, 1, 7, 7),
    ],
)
def test_what_is_left_takes_as_long_as_what_is_done(seconds, share, least, left):
    assert Speed(0.0).left(seconds, share, least) == (left if left is None else pytest.approx(left))


def test_what_came_before_the_work_began_is_left_out():
    speed = Speed(0.0)
    speed.begin(1_000)
    assert speed.left(1_020, 0.5) is None
    assert speed.left(1_100, 0.5) == pytest.approx(100)


def test_time_passes_while_a_day_is_read():
    speed = Speed(0.0)
    assert speed.left(100, 0.1) == pytest.approx(900)
    assert speed.left(150, 0.1) == pytest.approx(850)
    assert speed.left(220, 0.2) == pytest.approx(880)
    assert speed.left(2_000, 0.2, least=30) == 30
