"""Workers that share a store on a server: killed, stopped or cut off, they lose and double nothing.

Nor do two ever ask one publisher at once, or too early.
"""

import time
from collections import Counter

import pytest
from lab.cutting_proxy import cutting_proxy
from lab.whole_crawl import crawl, rows_of
from lab.workers import DELAY, LEASE, Visits, Worker
from worlds.newsroom import newsroom

from newsscraper.failures import Exit
from newsscraper.store.location import place_at

pytestmark = pytest.mark.slow

ARTICLES = 30
LONG_DELAY = 5
"""Seconds; more than a worker takes to begin."""
SLACK = 0.1
"""Seconds by which a busy site may note a request late, and so see the next one early."""


@pytest.fixture
def url(server, tmp_path):
    return server.url(tmp_path)


@pytest.fixture
def site():
    with newsroom(ARTICLES) as site:
        site.visits = Visits(site)
        yield site


@pytest.fixture
def work(tmp_path, url, site):
    """Return a function that starts a worker, in a folder of its own unless one is named."""
    workers = []

    def started(name, *arguments, store=url, **options):
        workers.append(Worker(tmp_path / name, store, site, *arguments, **options))
        return workers[-1]

    yield started
    for worker in workers:
        worker.go_on()
        worker.kill()


@pytest.fixture
def stored(server, tmp_path, site):
    """Return a function that checks that the store has each article once, and the site no haste."""

    def checked():
        rows = server.ask(tmp_path, "SELECT key, revision FROM revisions")
        assert Counter(rows) == Counter((key, 1) for key in sorted(site.keys()))
        assert site.busiest == 1
        assert min(site.visits.gaps) > DELAY - SLACK

    return checked


def keys_in(feed):
    return Counter(row["key"] for row in rows_of(feed))


def test_a_second_worker_is_sent_away_while_the_first_lives(work, site, stored):
    first = work("a")
    site.visits.wait(3)
    code, line = work("b").end()
    assert code == Exit.HELD
    assert f"is held by another run: process {first.process.pid} on " in line
    assert first.end()[0] == Exit.COMPLETE
    stored()


@pytest.mark.parametrize("folder", ["a", "b"])
def test_who_takes_over_from_a_killed_worker_waits_a_lease_and_does_the_rest(
    work, site, stored, tmp_path, folder
):
    first = work("a", "-o", "feed.jsonl")
    site.visits.wait(15)
    first.kill()
    time.sleep(DELAY)
    before = len(site.visits)
    second = work(folder, "-o", "feed.jsonl")
    code, line = second.end()
    assert (code, line[:9]) == (Exit.COMPLETE, "Complete:")
    assert "of which nothing is heard" in second.log
    assert site.visits.gaps[before - 1] > LEASE / 2
    stored()


@pytest.mark.parametrize("count", [1, 15])
def test_a_worker_that_was_stopped_ends_without_a_word_when_it_wakes_up(
    work, site, stored, tmp_path, count
):
    first = work("a", "-O", "feed.jsonl")
    site.visits.wait(count)
    first.stop()
    time.sleep(LEASE * 1.5)
    second = work("b", "-O", "feed.jsonl")
    site.visits.wait(count + 5)
    first.go_on()
    code, line = first.end()
    assert code == Exit.HELD
    assert f"is held by another run: process {second.process.pid} on " in line
    assert f"nothing was heard of this one for {LEASE:g} s" in line
    assert not list((tmp_path / "a").glob("*feed*"))
    assert second.end()[0] == Exit.COMPLETE
    stored()


def test_a_worker_that_was_stopped_and_not_missed_goes_on(work, site, stored):
    worker = work("a")
    site.visits.wait(10)
    worker.stop()
    time.sleep(LEASE * 1.5)
    worker.go_on()
    assert worker.end()[0] == Exit.COMPLETE
    stored()


def test_who_comes_next_asks_no_sooner_than_the_last_one_would_have(site, url, tmp_path):
    site.articles, site.index_pages = 1, 1
    options = {"REPLAY": site.url, "STORE_URL": url, "DOWNLOAD_DELAY": LONG_DELAY}
    given = [word for name, value in options.items() for word in ("-s", f"{name}={value}")]
    for _ in range(2):
        assert crawl(*given, "-s", "DOWNLOAD_DELAY_JITTER=0", cwd=tmp_path).code == Exit.COMPLETE
    assert min(site.visits.gaps) > LONG_DELAY - SLACK


# --- The server ---------------------------------------------------------------------------------


@pytest.fixture
def proxy(url):
    with cutting_proxy(place_at(url).url.port) as proxy:
        yield proxy


@pytest.fixture
def through(url, proxy):
    """The URL of the store, by way of the proxy."""
    return place_at(url).url.set(port=proxy.port).render_as_string(hide_password=False)


def until_complete(work, folder, *arguments, **options):
    """Run the same line until all is there; a run may end as the server went amid a transaction."""
    for _ in range(6):
        code, line = work(folder, *arguments, **options).end()
        if code == Exit.COMPLETE:
            return
        assert code == Exit.NOT_WRITTEN, line
    raise AssertionError(line)


def test_connections_that_are_cut_lose_and_double_nothing(work, site, stored, proxy, through):
    worker = work("a", "-o", "feed.jsonl", store=through)
    site.visits.wait(5)
    for _ in range(3):
        proxy.cut()
        time.sleep(LEASE)
    code, line = worker.end()
    assert code in (Exit.COMPLETE, Exit.NOT_WRITTEN), line
    until_complete(work, "a", "-o", "feed.jsonl", store=through)
    assert keys_in(worker.folder / "feed.jsonl") == Counter(site.keys())
    stored()


@pytest.mark.parametrize("hangs", [False, True])
def test_a_worker_that_is_cut_off_asks_for_nothing_any_more(
    work, site, stored, proxy, through, tmp_path, hangs
):
    first = work("a", "-O", "feed.jsonl", store=through)
    site.visits.wait(10)
    proxy.is_open = False
    if hangs:
        proxy.passes.clear()
    else:
        proxy.cut()
    time.sleep(LEASE * 1.5)
    code, line = work("b", "-O", "feed.jsonl").end()
    assert code == Exit.COMPLETE, line
    proxy.passes.set()
    proxy.cut()
    code, line = first.end()
    assert code in (Exit.NOT_WRITTEN, Exit.HELD)
    assert "cannot be reached" in line or "held by another run" in line
    assert not (tmp_path / "a/feed.jsonl").exists()
    stored()
