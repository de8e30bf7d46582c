"""Leases: one holder at a time, known by its process, and gone a lease after it is."""

import multiprocessing
import os
import signal
import subprocess
import sys
import time
from contextlib import ExitStack, closing, contextmanager

import pytest
from lab.cutting_proxy import cutting_proxy
from lab.project import PROJECT

from newsscraper.failures import CannotGoOn, Exit
from newsscraper.store.article_store import Store
from newsscraper.store.lease_table import LeaseTable, is_held
from newsscraper.store.leases import Lease
from newsscraper.store.location import place_at

pytestmark = pytest.mark.slow

LEASE = 2.0
SHOWN_ALIVE = "SELECT pg_try_advisory_lock(holder) FROM leases"
HOLDER = """
import sys, time
from newsscraper.store.leases import Lease
from newsscraper.store.location import place_at

lease = Lease(place_at(sys.argv[1]), "detik", "detik", float(sys.argv[2]))
for pause in lease.taking():
    time.sleep(pause)
print("held", flush=True)
while lease.may_go_on():
    print(time.time(), flush=True)
    if not sys.argv[3]:
        sys.exit()
    time.sleep(0.005)
print(lease.loss, flush=True)
"""


@pytest.fixture
def url(server, tmp_path):
    return server.url(tmp_path)


@pytest.fixture
def leases(url):
    """Return a function that makes a lease; all are given back in the end."""
    with ExitStack() as stack:

        def made(name="detik", url=url, seconds=LEASE):
            lease = Lease(place_at(url), name, f"{name} in it", seconds)
            stack.callback(lease.release)
            return lease

        yield made


def take(lease):
    """Take a lease; return how many seconds that took."""
    began = time.monotonic()
    for pause in lease.taking():
        time.sleep(pause)
    return time.monotonic() - began


def refusal(lease):
    with pytest.raises(CannotGoOn) as refused:
        take(lease)
    assert "\n" not in str(refused.value)
    return refused.value.exit_code, str(refused.value)


@contextmanager
def another_process(url, seconds=LEASE, *, goes_on=True):
    """Start a process that holds a lease as long as it can, and says each time when it looked.

    One that does not go on ends after the first time, without giving it back itself.
    """
    process = subprocess.Popen(
        [sys.executable, "-c", HOLDER, url, str(seconds), "on" * goes_on],
        stdout=subprocess.PIPE,
        cwd=PROJECT,
        text=True,
    )
    with process:
        assert process.stdout.readline() == "held\n"
        process.looked_at = float(process.stdout.readline())
        try:
            yield process
        finally:
            process.kill()


def stop(process):
    """Stop a process until its lease has run out."""
    process.send_signal(signal.SIGSTOP)
    time.sleep(1.5 * LEASE)


def looks(process):
    """When the process looked and still held the lease, and what it said in the end."""
    *moments, loss = process.stdout.read().splitlines()
    return [process.looked_at, *map(float, moments)], loss


def test_who_meets_a_lease_is_told_at_once_who_holds_it_since_when(url, leases):
    with another_process(url) as holder:
        code, text = refusal(leases())
        assert code == Exit.HELD
        assert text.startswith(f"detik in it is held by another run: process {holder.pid} on ")
        assert ", since 20" in text
        assert take(leases("kompas")) < LEASE


def test_who_only_asks_is_told_whether_somebody_has_it_and_lives(url, leases):
    with closing(Store.open(place_at(url))) as store, store.reading() as transaction:
        assert not is_held(transaction, "detik")
    with another_process(url) as holder, closing(Store.open(place_at(url))) as store:
        with store.reading() as transaction:
            assert (is_held(transaction, "detik"), is_held(transaction, "kompas")) == (True, False)
        holder.kill()
        holder.wait()
        for _ in range(100):
            with store.reading() as transaction:
                if not is_held(transaction, "detik"):
                    return
            time.sleep(0.05)
        raise AssertionError


def test_a_process_that_ends_by_itself_leaves_no_lease(url, leases):
    with another_process(url, goes_on=False) as holder:
        holder.wait(30)
    assert take(leases()) < LEASE / 2


def test_a_lease_is_renewed_as_long_as_its_process_lives(url, leases):
    with another_process(url):
        time.sleep(2.5 * LEASE)
        assert refusal(leases())[0] == Exit.HELD


def test_a_lease_that_is_given_back_is_had_at_once_and_may_be_given_back_again(leases):
    first = leases()
    assert take(first) < LEASE / 2
    first.release()
    assert take(second := leases()) < LEASE / 2
    first.release()
    assert refusal(leases())[0] == Exit.HELD
    assert second.loss is None


def test_who_takes_over_from_the_dead_waits_one_lease(url, leases):
    with another_process(url) as holder:
        holder.kill()
        holder.wait()
        assert LEASE <= take(lease := leases()) < 2 * LEASE
        assert lease.may_go_on()
        assert lease.loss is None


def test_of_several_who_wait_one_takes_over(url):
    with another_process(url) as holder:
        holder.kill()
        holder.wait()
        fork = multiprocessing.get_context("spawn")
        with fork.Pool(4) as pool:
            found = pool.map(attempt, [url] * 4, chunksize=1)
    assert sorted(found) == [Exit.COMPLETE, *3 * [Exit.HELD]]


def attempt(url):
    """Take a lease, and hold it until the others have tried."""
    lease = Lease(place_at(url), "detik", "it", LEASE)
    try:
        take(lease)
    except CannotGoOn as error:
        return error.exit_code
    time.sleep(2 * LEASE)
    lease.release()
    return Exit.COMPLETE


def test_who_was_stopped_knows_before_anything_else_that_another_took_over(url, leases):
    with another_process(url) as holder:
        stop(holder)
        assert take(leases()) >= LEASE
        taken_over = time.time()
        holder.send_signal(signal.SIGCONT)
        moments, loss = looks(holder)
    assert moments[-1] < taken_over - LEASE / 2
    assert loss.startswith(f"detik is held by another run: process {os.getpid()} on ")
    assert loss.endswith(f"; nothing was heard of this one for {LEASE:g} s")


def test_who_was_stopped_and_not_missed_goes_on(url, leases):
    with another_process(url) as holder:
        stop(holder)
        holder.send_signal(signal.SIGCONT)
        time.sleep(0.2)
        assert refusal(leases())[0] == Exit.HELD
        holder.kill()


def test_who_was_stopped_while_another_came_and_went_is_told(url, leases):
    with another_process(url) as holder:
        stop(holder)
        take(lease := leases())
        lease.release()
        holder.send_signal(signal.SIGCONT)
        assert "is gone: another run had it meanwhile" in looks(holder)[1]


# --- The server is gone -------------------------------------------------------------------------


@pytest.fixture
def proxy(url):
    with cutting_proxy(place_at(url).url.port) as proxy:
        yield proxy


@pytest.fixture
def through(url, proxy):
    """The URL of the store, by way of the proxy."""
    return place_at(url).url.set(port=proxy.port).render_as_string(hide_password=False)


def test_a_connection_that_is_cut_is_made_anew(proxy, through, leases):
    take(lease := leases(url=through))
    for _ in range(4):
        assert proxy.cut()
        time.sleep(LEASE / 2)
        assert lease.may_go_on()
    assert refusal(leases())[0] == Exit.HELD


def test_whose_connection_the_server_misses_late_is_seen_to_live(url, proxy, through, leases):
    take(lease := leases(url=through))
    with closing(place_at(url).connect()) as missed, closing(Store.open(place_at(url))) as store:
        proxy.is_open = False
        proxy.cut()
        while not missed.execute(SHOWN_ALIVE).fetchone()[0]:
            time.sleep(0.01)
        proxy.is_open = True
        time.sleep(LEASE / 2)
        missed.close()
        time.sleep(LEASE / 2)
        with store.reading() as transaction:
            assert is_held(transaction, "detik")
    assert lease.may_go_on()


@pytest.mark.parametrize("hangs", [False, True])
def test_who_is_cut_off_for_a_lease_stops_before_another_takes_over(
    url, proxy, through, leases, hangs
):
    with another_process(through) as holder:
        if hangs:
            proxy.passes.clear()
        else:
            proxy.is_open = False
            proxy.cut()
        time.sleep(1.5 * LEASE)
        take(leases())
        taken_over = time.time()
        proxy.is_open = True
        proxy.passes.set()
        proxy.cut()
        moments, loss = looks(holder)
    assert moments[-1] < taken_over
    assert "cannot be reached" in loss or "is held by another run" in loss


def test_who_is_cut_off_knows_before_anybody_may_have_the_lease(proxy, through, leases):
    take(lease := leases(url=through, seconds=4.0))
    proxy.passes.clear()
    heard = time.monotonic()
    while lease.may_go_on():
        time.sleep(0.01)
    assert time.monotonic() - heard < 4.0


def test_a_server_that_cannot_be_asked_is_named(through, proxy, leases):
    proxy.is_open = False
    code, text = refusal(leases(url=through))
    assert code == Exit.NOT_WRITTEN
    assert "cannot be reached" in text


def test_a_server_that_is_not_there_is_named(leases):
    code, text = refusal(leases(url="postgresql://127.0.0.1:1/berita"))
    assert code == Exit.NOT_WRITTEN
    assert "cannot be reached" in text


def test_in_another_schema_it_is_another_lease(url, leases):
    take(leases())
    with closing(place_at(url).connect()) as driver:
        driver.execute("CREATE SCHEMA other")
    assert take(leases(url=f"{url}?options=-csearch_path%3Dother")) < LEASE


# --- Transactions ------------------------------------------------------------------------------


def test_nothing_is_written_once_a_lease_is_anothers(url, leases):
    take(lease := leases())
    with closing(Store.open(place_at(url))) as store:
        store.guard(lease)
        with store.writing() as transaction:
            transaction.exec_driver_sql("INSERT INTO aliases VALUES ('https://a/1', 'a:1')")
        with closing(place_at(url).connect()) as other:
            other.execute("UPDATE leases SET holder = 1, who = 'process 1 on b'")
        with pytest.raises(CannotGoOn, match="process 1 on b") as refused, store.writing():
            raise AssertionError("it may be written")
        assert refused.value.exit_code == Exit.HELD
        assert lease.loss is refused.value
        with store.reading() as transaction:
            assert transaction.exec_driver_sql("SELECT count(*) FROM aliases").scalar() == 1


def test_a_lease_that_was_lost_is_nobodys_before_the_run_has_ended(url, leases):
    take(lease := leases(seconds=3 * LEASE))
    with closing(Store.open(place_at(url))) as store:
        store.guard(lease)
        with store.writing():
            pass
        with closing(place_at(url).connect()) as other:
            other.execute("UPDATE leases SET mark = 0")
        with pytest.raises(CannotGoOn, match="has lost what"), store.writing():
            raise AssertionError("it may be written")
    time.sleep(1.5 * LEASE)
    assert refusal(leases())[0] == Exit.HELD
    lease.release()
    assert take(leases()) < LEASE / 2


def test_who_takes_over_waits_for_what_is_being_committed(url, leases):
    take(lease := leases(seconds=60))
    with closing(Store.open(place_at(url))) as store:
        store.guard(lease)
        table = LeaseTable(place_at(url), "detik", LEASE)
        with store.writing():
            is_taken_meanwhile = table.take(table.see())
        is_taken = table.take(table.see())
        table.give_back()
    assert (is_taken_meanwhile, is_taken) == (False, True)


def test_who_never_had_a_lease_waits_for_nobody(leases):
    take(leases())
    for other in (leases(), leases(url="postgresql://ani@127.0.0.1:1/berita")):
        refusal(other)
        began = time.monotonic()
        assert other.loss is not None
        other.release()
        assert time.monotonic() - began < LEASE / 6


def test_a_lease_is_no_store(server, postgresql_server, leases):
    place = place_at(f"{postgresql_server}/postgres")
    with closing(place.connect()) as admin:
        admin.execute("CREATE DATABASE only_leases")
    server.made.append("only_leases")
    url = f"{postgresql_server}/only_leases"
    take(leases(url=url))
    assert not place_at(url).exists()
    Store.open(place_at(url)).close()
    assert place_at(url).exists()
