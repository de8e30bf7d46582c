"""A transaction of a run on a server is done once, be it cut, given up, or its answer lost."""

import threading
import time
from contextlib import ExitStack, closing

import pytest
from lab.cutting_proxy import cutting_proxy
from sqlalchemy import text

from newsscraper.failures import CannotGoOn, Exit
from newsscraper.store import run_log
from newsscraper.store.article_store import Store
from newsscraper.store.leases import Lease
from newsscraper.store.location import place_at
from newsscraper.store.server_session import Session
from newsscraper.store.server_transactions import WRITERS

pytestmark = pytest.mark.slow

WAIT = 4.0
LEASE = 3.0
TURN = f"SELECT pg_advisory_xact_lock({WRITERS}, hashtext(current_schema()))"
TURNS_TAKEN = f"SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND classid = {WRITERS}"
WAITING = "SELECT 1 FROM pg_locks WHERE relation = 'aliases'::regclass AND NOT granted"


@pytest.fixture
def place(server, tmp_path):
    return place_at(server.url(tmp_path))


@pytest.fixture
def proxy(place):
    with cutting_proxy(place.url.port) as proxy:
        yield proxy


def taken(place, name="detik"):
    lease = Lease(place, name, f"{name} in it", LEASE)
    for pause in lease.taking():
        time.sleep(pause)
    return lease


@pytest.fixture
def store(place, proxy):
    """Return the store of a run, which has its lease by another way."""
    lease = taken(place)
    with by_way_of(proxy, place) as store:
        store.guard(lease)
        store.lease = lease
        yield store
        proxy.passes.set()
    lease.release()


def by_way_of(proxy, place):
    """Open the store by way of the proxy."""
    return closing(Store.open(through(proxy, place), wait=WAIT))


def through(proxy, place):
    url = place.url.set(port=proxy.port).render_as_string(hide_password=False)
    return place_at(url)


@pytest.fixture
def ask(server, tmp_path):
    """Return the function that asks the database by another way."""
    return lambda query, *values: server.ask(tmp_path, query, *values)


def add(transaction, number):
    transaction.exec_driver_sql(f"INSERT INTO aliases VALUES ('https://a/{number}', 'a:{number}')")


def count(transaction):
    return transaction.exec_driver_sql("SELECT count(*) FROM aliases").scalar()


def begin_run(store, transaction):
    return run_log.begin(transaction, "detik", {}, store.clock.now())


def test_the_connection_of_a_store_is_a_session(place):
    engine = place.engine()
    with closing(engine.connect()) as connection:
        assert isinstance(connection.connection.dbapi_connection, Session)
    engine.dispose()


@pytest.mark.parametrize("moment", [0, 1, 2, 3])
def test_a_transaction_that_is_cut_is_done_once_whenever_that_is(store, proxy, ask, moment):
    with store.writing() as transaction:
        for number in range(3):
            if moment == number:
                proxy.cut()
            add(transaction, number)
        assert count(transaction) == 3
        if moment == 3:
            proxy.cut()
    assert ask("SELECT count(*) FROM aliases") == [(3,)]
    assert store.failure is None


def test_a_row_keeps_the_number_that_it_was_given_and_no_other_gets_it(store, proxy, ask):
    with store.writing() as transaction:
        numbers = [begin_run(store, transaction)]
        proxy.cut()
        numbers.append(begin_run(store, transaction))
        proxy.cut()
        numbers.append(begin_run(store, transaction))
    with store.writing() as transaction:
        numbers.append(begin_run(store, transaction))
    assert len(set(numbers)) == 4
    assert ask("SELECT id FROM runs ORDER BY id") == [(number,) for number in sorted(numbers)]


def test_a_commit_whose_answer_was_lost_is_not_done_again(store, proxy, ask):
    with store.writing() as transaction:
        number = begin_run(store, transaction)
        proxy.answers = False
        threading.Timer(WAIT / 4, setattr, (proxy, "answers", True)).start()
    assert ask("SELECT id FROM runs") == [(number,)]
    assert store.failure is None


def test_a_server_that_is_gone_for_a_while_amid_a_transaction_is_awaited(store, proxy, ask):
    with store.writing() as transaction:
        add(transaction, 1)
        proxy.is_open = False
        proxy.cut()
        threading.Timer(WAIT / 3, setattr, (proxy, "is_open", True)).start()
        add(transaction, 2)
    assert ask("SELECT count(*) FROM aliases") == [(2,)]


def test_a_commit_that_never_came_is_done(store, proxy, ask):
    with store.writing() as transaction:
        number = begin_run(store, transaction)
        proxy.is_open = False
        proxy.cut()
        threading.Timer(WAIT / 4, setattr, (proxy, "is_open", True)).start()
    assert ask("SELECT id FROM runs") == [(number,)]


def test_what_is_read_is_read_once_more(store, proxy):
    with store.reading() as transaction:
        assert count(transaction) == 0
        proxy.cut()
        assert count(transaction) == 0
    assert store.failure is None


def test_what_is_read_little_by_little_is_given_up(store, proxy, ask, caplog):
    ask("INSERT INTO aliases SELECT number, 'a' FROM generate_series(1, 9) AS number")

    def read():
        with store.reading() as transaction:
            query = text("SELECT key FROM aliases")
            rows = iter(transaction.scalars(query, execution_options={"yield_per": 2}))
            yield next(rows)
            proxy.cut()
            yield from rows

    with pytest.raises(CannotGoOn, match="cannot be reached"):
        list(read())
    assert not [record for record in caplog.records if record.exc_info]


def test_a_transaction_that_would_go_otherwise_is_given_up(store, proxy, ask):
    def write():
        with store.writing() as transaction:
            assert count(transaction) == 0
            proxy.cut()
            ask("INSERT INTO aliases VALUES ('https://b/1', 'b:1')")
            add(transaction, 1)

    with pytest.raises(CannotGoOn, match="cannot be reached") as told:
        write()
    assert told.value.exit_code == Exit.NOT_WRITTEN
    assert ask("SELECT key FROM aliases") == [("b:1",)]


def test_a_commit_that_is_given_up_keeps_nobody_from_writing(store, proxy, ask):
    def write():
        with store.writing() as transaction:
            add(transaction, count(transaction))
            proxy.cut()
            ask("INSERT INTO aliases VALUES ('https://b/1', 'b:1')")

    with pytest.raises(CannotGoOn, match="cannot be reached"):
        write()
    assert ask(TURNS_TAKEN) == [(0,)]
    assert ask("SELECT key FROM aliases") == [("b:1",)]


def test_a_transaction_is_not_done_once_the_lease_is_anothers(store, proxy, ask):
    def write():
        with store.writing() as transaction:
            add(transaction, 1)
            proxy.cut()
            ask("UPDATE leases SET holder = holder + 1")
            add(transaction, 2)

    with pytest.raises(CannotGoOn) as told:
        write()
    assert told.value.exit_code == Exit.HELD
    assert ask("SELECT count(*) FROM aliases") == [(0,)]


def test_a_server_that_lost_what_was_committed_last_gets_nothing_more(store, ask):
    before = ask("SELECT mark FROM leases")[0][0]
    with store.writing() as transaction:
        add(transaction, 1)
    with store.writing() as transaction:
        add(transaction, 2)
    ask("UPDATE leases SET mark = ?", before)
    ask("DELETE FROM aliases")

    def write():
        with store.writing() as transaction:
            add(transaction, 3)

    with pytest.raises(CannotGoOn, match="has lost what this run committed last") as told:
        write()
    assert told.value.exit_code == Exit.NOT_WRITTEN
    assert ask("SELECT count(*) FROM aliases") == [(0,)]
    assert store.lease.loss is told.value


def test_a_store_without_a_lease_gives_a_transaction_up(place, proxy, ask, caplog):
    def write():
        with by_way_of(proxy, place) as store, store.writing() as transaction:
            add(transaction, 1)
            proxy.cut()
            add(transaction, 2)

    with pytest.raises(CannotGoOn, match="cannot be reached"):
        write()
    assert ask("SELECT count(*) FROM aliases") == [(0,)]
    assert not [record for record in caplog.records if record.exc_info]


def test_who_is_given_up_in_a_deadlock_goes_on_afterwards(store, place, ask):
    with closing(place.connect()) as other, store.writing() as transaction:
        other.execute("SET deadlock_timeout = '1h'; SET lock_timeout = 0")
        other.execute("BEGIN; LOCK TABLE aliases IN EXCLUSIVE MODE")
        waiting = threading.Thread(target=wait_for_the_turn, args=(other, ask))
        waiting.start()
        add(transaction, 1)
        waiting.join()
    assert ask("SELECT key FROM aliases") == [("a:1",)]
    assert store.failure is None


def wait_for_the_turn(other, ask):
    """Close the circle as soon as the writer waits."""
    while not ask(WAITING):
        time.sleep(0.01)
    other.execute(TURN)
    other.execute("ROLLBACK")


def counted(transaction):
    yield count(transaction)
    yield count(transaction)


def streamed(transaction):
    query = text("SELECT number FROM generate_series(1, 9) AS number")
    return iter(transaction.scalars(query, execution_options={"yield_per": 2}))


def stopped(transaction):
    """Not wait for an answer, but give the transaction up for another reason."""
    yield count(transaction)
    raise CannotGoOn(Exit.NOT_WRITTEN, "cannot be read")


@pytest.mark.parametrize("answers", [counted, streamed, stopped])
def test_a_server_that_says_nothing_any_more_is_given_up(store, proxy, answers):
    def read():
        with store.reading() as transaction:
            rows = answers(transaction)
            next(rows)
            proxy.is_open = False
            proxy.passes.clear()
            list(rows)

    store.lease.release()  # so nothing is heard of the server in another way, either
    began = time.monotonic()
    with pytest.raises(CannotGoOn) as told:
        read()
    assert told.value.exit_code == Exit.NOT_WRITTEN
    assert time.monotonic() - began < 30


def test_a_server_that_is_gone_is_awaited_once_by_all_the_runs_of_a_process(place, proxy):
    with ExitStack() as stack:
        stores = [stack.enter_context(by_way_of(proxy, place)) for _ in range(3)]
        for number, store in enumerate(stores):
            lease = taken(through(proxy, place), f"koran-{number}")
            stack.callback(lease.release)
            store.guard(lease)
        proxy.is_open = False
        proxy.cut()
        lasted = [seconds_in_vain(store.writing) for store in stores]
        lasted += [seconds_in_vain(store.reading) for store in stores]
    assert lasted[0] > WAIT / 2
    assert max(lasted[1:]) < WAIT / 4


def seconds_in_vain(transaction):
    """How long it took to be told that a transaction cannot be begun."""
    began = time.monotonic()
    with pytest.raises(CannotGoOn, match="cannot be reached") as told, transaction():
        raise AssertionError("it was begun")
    assert told.value.exit_code == Exit.NOT_WRITTEN
    return time.monotonic() - began
