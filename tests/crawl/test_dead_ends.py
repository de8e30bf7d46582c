"""Which pages that could not be read say that a road leads to nothing."""

import pytest

from newsscraper.crawl.dead_ends import STRANGE, are_final
from newsscraper.failures import Fate, Reason, Verdict

REFUSED = Verdict(Fate.REFUSED, "http_403", 403)
DOWN = Verdict(Fate.FAILED, "http_500", 500)


@pytest.mark.parametrize(
    ("verdicts", "expected"),
    [
        ([], True),
        ([REFUSED], True),
        ([DOWN], False),
        ([DOWN, REFUSED], True),
        ([Verdict(Fate.FAILED, Reason.NO_ANSWER)], False),
        ([Verdict(Fate.FAILED, "http_404", 404)], True),
        ([Verdict(Fate.GONE, "http_404", 404)], True),
        ([Verdict(Fate.FAILED, Reason.NO_ARTICLES)], True),
        *([([Verdict(Fate.FAILED, reason)], True) for reason in STRANGE]),
    ],
)
def test_a_road_is_dead_unless_its_server_has_failed(verdicts, expected):
    assert are_final(verdicts) is expected
