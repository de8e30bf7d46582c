"""What articles of a run have in common, and when it is too much to be believed."""

import pytest

from newsscraper.crawl.tally import Suspicion, Tally
from newsscraper.failures import Fate, Reason, Verdict, http_reason
from newsscraper.store.states import InCommon, State

NOT_THERE = Verdict(Fate.GONE, http_reason(404), 404)
BROKEN = Verdict(Fate.FAILED, http_reason(500), 500)
HOME = Verdict(Fate.FAILED, Reason.NOT_AN_ARTICLE_URL, 200)
FORBIDDEN = Verdict(Fate.REFUSED, Reason.ROBOTS_TXT)


def tally_of(*, texts=(), strayed=0, lost=(), gone=0, is_list=False):
    tally = Tally(is_list=is_list)
    for text in texts:
        tally.came(text)
    for _ in range(strayed):
        tally.strayed()
    for verdict in [*lost, *gone * [NOT_THERE]]:
        tally.failed(verdict, State.FAILED)
    return tally


OWN = [f"isi {number}" for number in range(5)]


@pytest.mark.parametrize(
    ("tally", "suspicion"),
    [
        (tally_of(texts=OWN, gone=6), Suspicion(InCommon.GONE, 6, 11)),
        (tally_of(texts=OWN, gone=5), None),
        (tally_of(gone=9), None),
        (tally_of(gone=10), Suspicion(InCommon.GONE, 10, 10)),
        (tally_of(texts=OWN, strayed=6), Suspicion(InCommon.ELSEWHERE, 6, 11)),
        (tally_of(texts=OWN, strayed=3, lost=3 * [HOME]), Suspicion(InCommon.ELSEWHERE, 6, 11)),
        (tally_of(texts=OWN, strayed=5), None),
        (tally_of(texts=OWN, strayed=4, lost=[HOME, BROKEN]), None),
        (tally_of(texts=[*OWN, *6 * ["x"]]), Suspicion(InCommon.SAME_TEXT, 6, 11)),
        (tally_of(texts=[*OWN, *4 * ["x"], *4 * ["y"]]), None),
        (tally_of(texts=[*OWN, *5 * ["x"], *5 * ["y"]]), Suspicion(InCommon.SAME_TEXT, 8, 15)),
        (tally_of(texts=[*OWN, *OWN]), None),
        (tally_of(texts=OWN, strayed=2, is_list=True), None),
        (tally_of(texts=["x", "x", "y"], is_list=True), Suspicion(InCommon.SAME_TEXT, 2, 3)),
    ],
)
def test_more_than_half_of_at_least_ten_are_suspicious(tally, suspicion):
    assert tally.suspicion() == suspicion


@pytest.mark.parametrize(
    ("verdict", "state", "counted"),
    [
        (NOT_THERE, State.FAILED, (1, 1, 0)),
        (NOT_THERE, State.GONE, (0, 0, 0)),
        (NOT_THERE, State.STORED, (0, 0, 0)),
        (BROKEN, State.FAILED, (1, 0, 0)),
        (BROKEN, State.GIVEN_UP, (1, 0, 0)),
        (HOME, State.FAILED, (1, 0, 1)),
        (HOME, State.STORED, (0, 0, 0)),
        (FORBIDDEN, State.REFUSED, (0, 0, 0)),
    ],
)
def test_what_is_settled_refused_or_here_says_nothing(verdict, state, counted):
    tally = Tally()
    tally.failed(verdict, state)
    assert (tally.articles, tally.gone, tally.elsewhere) == counted


@pytest.mark.parametrize(
    ("shrunk", "of", "are_few"), [(1, 3, True), (1, 2, False), (1, 1, False), (0, 0, False)]
)
def test_few_have_shrunk_when_less_than_half_have(shrunk, of, are_few):
    tally = Tally()
    tally.shrunk, tally.rechecked = shrunk, of
    assert tally.has_few_shrunk is are_few
