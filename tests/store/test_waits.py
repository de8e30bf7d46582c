"""When what could not be had is tried again."""

from datetime import UTC, datetime

import pytest

from newsscraper.store.clock import stamp_of
from newsscraper.store.waits import WAITS, after_failure, next_look

NOON = datetime(2026, 1, 20, 5, tzinfo=UTC)


@pytest.mark.parametrize("tries", range(len(WAITS)))
def test_each_failure_is_followed_by_a_longer_pause(tries):
    assert after_failure(tries, "http_500", NOON) == (tries + 1, stamp_of(NOON + WAITS[tries]))


@pytest.mark.parametrize("reason", ["http_500", "robots_txt"])
@pytest.mark.parametrize("tries", [len(WAITS), len(WAITS) + 1])
def test_then_it_is_given_up(tries, reason):
    assert after_failure(tries, reason, NOON) == (tries + 1, None)


@pytest.mark.parametrize("tries", range(len(WAITS) + 1))
def test_a_robots_txt_that_could_not_be_had_says_nothing_of_a_page(tries):
    assert after_failure(tries, "robots_error", NOON) == (tries, stamp_of(NOON))


def test_what_is_given_up_stays_given_up():
    assert after_failure(len(WAITS) + 1, "robots_error", NOON)[1] is None


def test_what_is_not_believed_is_looked_at_again_and_again():
    assert next_look(1, NOON) == stamp_of(NOON + WAITS[0])
    assert next_look(99, NOON) == stamp_of(NOON + WAITS[-1])
