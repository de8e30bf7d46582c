"""The end of a run: what is settled, counted, and fed after all; and what a kill left undone."""

from datetime import timedelta

import pytest
from worlds.press import NOON, address, article, key

from newsscraper.crawl.counts import Stat
from newsscraper.crawl.keeping import Arrival
from newsscraper.crawl.run import Run
from newsscraper.crawl.settlement import Settlement, reopen_cut_off
from newsscraper.crawl.tally import Suspicion
from newsscraper.duplicates.finder import DuplicateFinder
from newsscraper.failures import CannotGoOn, Exit, Fate, Verdict
from newsscraper.signals import article_revised, article_stored
from newsscraper.store import run_log
from newsscraper.store.states import InCommon

FINDER = DuplicateFinder(30, 0.3)
GONE = Verdict(Fate.GONE, "http_404", 404)
WALL = "Artikel ini hanya untuk pelanggan."
MANY = range(1, 13)


class Visit:
    """A run without an engine, and what it makes of articles."""

    def __init__(self, run):
        self.run = run
        self.sent = []
        run.crawler.signals.connect(self.on_stored, article_stored)
        run.crawler.signals.connect(self.on_revised, article_revised)

    def on_stored(self, article, seq):
        self.sent.append(("stored", article.key, seq))

    def on_revised(self, article, seq):
        self.sent.append(("revised", article.key, seq))

    def ask(self, *numbers):
        list(self.run.frontier.ask(map(address, numbers)))

    def lose(self, *numbers):
        for number in numbers:
            self.run.setbacks.lose(key(number), GONE, address(number))

    def keep(self, number, body, asked=None):
        told = article(number, body=body)
        told.word_count = len(body.split())
        self.run.frontier.keeper.keep(told, FINDER, Arrival(key(asked or number)))

    def settle(self, **given):
        Settlement(self.run.crawler, self.run.walker, self.run.counts).make(**given)

    def states(self):
        with self.run.store.reading() as transaction:
            rows = transaction.exec_driver_sql("SELECT key, state FROM ledger")
            return dict(map(tuple, rows))

    def count(self, stat):
        return self.run.counts[stat]


@pytest.fixture
def visit(crawler_of):
    return Visit(crawler_of().get_extension(Run))


def test_few_that_are_gone_are_settled_and_counted_as_gone(visit):
    visit.ask(1, 2)
    visit.lose(1, 1, 2)
    assert visit.count(Stat.NOT_FOUND) == 3
    visit.settle()
    assert visit.states() == {key(1): "gone", key(2): "failed"}
    assert (visit.count(Stat.NOT_FOUND), visit.count(Stat.GONE)) == (2, 1)


def test_many_that_are_gone_stay_open_and_are_no_more_than_not_found(visit):
    visit.ask(*MANY)
    visit.lose(*MANY)
    visit.settle()
    assert set(visit.states().values()) == {"failed"}
    assert (visit.count(Stat.NOT_FOUND), visit.count(Stat.GONE)) == (12, 0)
    assert visit.run.frontier.tally.suspicion() == Suspicion(InCommon.GONE, 12, 12)


def test_many_addresses_that_lead_to_one_article_stay_open_and_count_as_failed(visit):
    visit.ask(*MANY)
    visit.keep(12, "isi sendiri")
    for number in MANY[:-1]:
        visit.keep(12, "isi sendiri", asked=number)
    visit.settle()
    states = visit.states()
    assert states.pop(key(12)) == "stored"
    assert set(states.values()) == {"failed"}
    assert visit.run.counts.snapshot()[Stat.FAILED] == 11


def test_few_addresses_that_lead_to_one_article_are_duplicates(visit):
    visit.ask(1, 2)
    visit.keep(2, "isi", asked=1)
    visit.settle()
    assert visit.states() == {key(1): "duplicate", key(2): "stored"}
    assert visit.count(Stat.FAILED) == 0


def test_a_run_that_something_ended_settles_nothing(visit):
    visit.ask(1, 2, 3)
    visit.lose(1, 1)
    visit.keep(3, "isi", asked=2)
    visit.settle(is_whole=False)
    assert visit.states() == {key(1): "failed", key(2): "listed", key(3): "stored"}
    assert visit.count(Stat.GONE) == 0


def test_three_texts_of_a_run_that_something_ended_are_opened_again(visit):
    visit.ask(1, 2, 3)
    for number in (1, 2, 3):
        visit.keep(number, WALL)
    visit.settle(is_whole=False)
    assert set(visit.states().values()) == {"failed"}


def test_those_that_are_gone_and_those_that_lead_elsewhere_count_together(visit):
    visit.ask(*MANY)
    visit.lose(1, 1, 2, 2, 3, 3)
    for number in (5, 6, 7, 8):
        visit.keep(12, "isi sendiri", asked=number)
    visit.keep(12, "isi sendiri")
    visit.keep(9, "isi lain")
    visit.keep(10, "isi sepuluh")
    visit.settle()
    assert visit.run.frontier.tally.suspicion().kind == InCommon.MIXED
    states = visit.states()
    assert {states[key(number)] for number in (1, 2, 3, 5, 6, 7, 8)} == {"failed"}


def test_many_articles_with_one_text_are_opened_again_the_first_one_too(visit):
    visit.ask(*MANY)
    for number in MANY:
        visit.keep(number, "isi sendiri" if number == 5 else WALL)
    visit.settle()
    states = visit.states()
    assert states.pop(key(5)) == "stored"
    assert set(states.values()) == {"failed"}


def test_so_are_articles_that_share_a_few_texts(visit):
    visit.ask(*MANY)
    for number in MANY:
        visit.keep(number, "isi sendiri" if number == 5 else f"{WALL} {number % 2}")
    visit.settle()
    states = visit.states()
    assert states.pop(key(5)) == "stored"
    assert set(states.values()) == {"failed"}


@pytest.mark.parametrize(("is_list", "states"), [(True, {"failed"}), (False, {"stored"})])
def test_two_articles_with_one_text_are_opened_again_if_a_list_asks_for_them(
    visit, is_list, states
):
    visit.run.frontier.tally.is_list = is_list
    visit.ask(1, 2, 3)
    for number, text in {1: WALL, 2: "isi sendiri", 3: WALL}.items():
        visit.keep(number, text)
    visit.settle()
    found = visit.states()
    assert found.pop(key(2)) == "stored"
    assert set(found.values()) == states


def test_many_addresses_that_lead_to_many_articles_stay_open(visit):
    visit.ask(*MANY)
    for number in MANY[:-1]:
        visit.keep(number + 100, f"isi {number}", asked=number)
    visit.keep(12, "isi sendiri")
    visit.settle()
    assert {visit.states()[key(number)] for number in MANY[:-1]} == {"failed"}
    assert visit.states()[key(101)] == "stored"


def test_a_shorter_text_that_is_believed_is_told_and_counted_like_any_revision(visit):
    full = " ".join(f"kata{number}" for number in range(40))
    visit.ask(1, 2, 3)
    for number in (1, 2, 3):
        visit.keep(number, f"{full} {number}")
    for number in (2, 3):
        visit.keep(number, f"{full} {number}")
    visit.keep(1, "pendek")
    with visit.run.store.writing() as transaction:
        transaction.exec_driver_sql("UPDATE shrunk SET since = '2026-01-01T00:00:00+00:00'")
    visit.settle()
    assert visit.sent == [("revised", key(1), 4), ("stored", key(1), 4)]
    assert visit.count(Stat.SCRAPED) == 1


def test_a_store_that_fails_settles_nothing_and_raises_nothing(visit):
    visit.ask(1)
    visit.lose(1, 1)
    visit.run.store.failure = CannotGoOn(Exit.NOT_WRITTEN, "the disk is full")
    visit.settle()
    assert visit.states() == {key(1): "failed"}


# --- The runs of a day ----------------------------------------------------------------------------


def hourly(press, visit, *runs, hours=1):
    """Runs of few articles each, as *runs* fill them; return the last one's suspicion."""
    paper = press()
    for fill in runs:
        paper.clock.moment += timedelta(hours=hours)
        walker = paper.run()
        fill(walker.frontier)
        counts = visit.run.counts
        Settlement(visit.run.crawler, walker, counts).make()
        with paper.store.writing() as transaction:
            run_log.end(transaction, walker.frontier.run, 0, "", paper.clock.now())
    return paper, walker.frontier.tally.of_a_day


def leading_elsewhere(*numbers, to=1):
    def fill(frontier):
        list(frontier.ask(map(address, (to, *numbers))))
        frontier.keeper.keep(article(to, body=f"isi {to}"), FINDER, Arrival(key(to)))
        for number in numbers:
            arrival = Arrival(key(number))
            frontier.keeper.keep(article(to, body=f"isi {to}"), FINDER, arrival)

    return fill


def good(*numbers):
    def fill(frontier):
        list(frontier.ask(map(address, numbers)))
        for number in numbers:
            own = article(number, body=f"isi sendiri {number}")
            frontier.keeper.keep(own, FINDER, Arrival(key(number)))

    return fill


def walled(*numbers):
    def fill(frontier):
        list(frontier.ask(map(address, numbers)))
        for number in numbers:
            frontier.keeper.keep(article(number, body=WALL), FINDER, Arrival(key(number)))

    return fill


FEW, FEWER = leading_elsewhere(*range(2, 8)), leading_elsewhere(*range(32, 38), to=31)


def test_what_a_few_of_each_run_have_in_common_is_doubted_when_they_are_enough(press, visit):
    paper, suspicion = hourly(press, visit, good(*range(50, 80)), FEW, FEWER)
    assert suspicion == Suspicion(InCommon.ELSEWHERE, 12, 14)
    assert open_of(paper) == {key(number) for number in (*range(2, 8), *range(32, 38))}


def test_so_are_texts(press, visit):
    paper, suspicion = hourly(press, visit, walled(*range(1, 7)), walled(*range(7, 13)))
    assert suspicion == Suspicion(InCommon.SAME_TEXT, 12, 12)
    assert len(open_of(paper)) == 12


@pytest.mark.parametrize(
    ("runs", "hours"),
    [
        ([FEW], 1),
        ([FEW, FEWER], 25),
        ([FEW, good(*range(50, 62))], 1),
        ([FEW, good(50), FEWER], 13),
    ],
    ids=["one run", "a day between", "a good run", "too far apart"],
)
def test_else_they_are_believed(press, visit, runs, hours):
    paper, suspicion = hourly(press, visit, *runs, hours=hours)
    assert suspicion is None
    assert open_of(paper) == set()


# --- Kills ----------------------------------------------------------------------------------------


def cut_off(paper, numbers, text=WALL, *, ends=False):
    """Let a run store articles with one text, then be killed, or come to its end."""
    frontier = paper.run().frontier
    list(frontier.ask(map(address, numbers)))
    for number in numbers:
        frontier.keeper.keep(article(number, body=text), FINDER, Arrival(key(number)))
    if ends:
        with paper.store.writing() as transaction:
            run_log.end(transaction, frontier.run, 0, "", NOON)


def open_of(paper):
    return {row[0] for row in paper.ask("SELECT key FROM ledger WHERE state = 'failed'")}


def test_the_next_run_judges_the_texts_of_those_that_were_killed(press):
    paper = press()
    cut_off(paper, [1], ends=True)
    cut_off(paper, range(2, 8))
    cut_off(paper, range(8, 14))
    frontier = paper.run().frontier
    reopen_cut_off(frontier)
    assert open_of(paper) == {key(number) for number in range(2, 14)}
    assert len(list(frontier.resume())) == 12, "they are asked for in the same run"


def test_three_texts_of_a_run_that_was_cut_off_are_enough(press):
    paper = press()
    cut_off(paper, range(3))
    reopen_cut_off(paper.run().frontier)
    assert len(open_of(paper)) == 3


@pytest.mark.parametrize(("count", "ends"), [(12, True), (2, False)])
def test_runs_that_ended_and_few_articles_are_not_judged_again(press, count, ends):
    paper = press()
    cut_off(paper, range(count), ends=ends)
    reopen_cut_off(paper.run().frontier)
    assert open_of(paper) == set()


def test_what_a_killed_run_stored_with_the_text_is_opened_again_by_one_that_suspects_it(
    visit, press
):
    paper = press()
    cut_off(paper, range(20, 26))
    walker = paper.run()
    frontier = walker.frontier
    list(frontier.ask(map(address, MANY)))
    for number in MANY:
        frontier.keeper.keep(article(number, body=WALL), FINDER, Arrival(key(number)))
    Settlement(visit.run.crawler, walker, visit.run.counts).make()
    assert open_of(paper) == {key(number) for number in (*MANY, *range(20, 26))}
