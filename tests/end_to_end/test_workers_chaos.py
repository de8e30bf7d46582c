"""Workers and their server in trouble: nothing is lost, nothing doubled, and each run says so."""

import threading
import time
from collections import Counter

import pytest
from lab.postgresql_server import NoServer, folder_of_programs

from newsscraper.failures import Exit

pytest.importorskip("psycopg", reason="psycopg is not installed")
try:
    folder_of_programs()
except NoServer as error:
    pytest.skip(f"no PostgreSQL: {error}", allow_module_level=True)

from lab.workers_chaos import FIRST, Figures, keys_in, staged

pytestmark = pytest.mark.slow


@pytest.fixture
def scene():
    """One worker and one publisher."""
    with staged(1, 1) as scene:
        yield scene


@pytest.fixture
def run(scene):
    """Return the function that runs the publisher; in the end it knows of no fault."""
    yield lambda: scene.workers[0].run(scene.sites[0])
    assert scene.faults == []


@pytest.fixture
def held(scene):
    """Return the function that counts what the worker's feed holds."""
    return lambda: scene.workers[0].feed(scene.sites[0])


def all_of(scene):
    return Counter(scene.sites[0].all_keys())


def wait_for_requests(scene, count):
    site = scene.sites[0]
    until = time.monotonic() + 60
    while len(site.seen) < count:
        assert time.monotonic() < until
        time.sleep(0.01)


def test_a_dozen_things_happen(capsys):
    with staged(2, 3, seed=3) as scene:
        scene.play(10)
        figures = Figures(scene)
    assert figures.faults == []
    assert sum(scene.events.values()) == 10
    assert figures.articles > 3 * FIRST


def test_a_server_whose_disk_is_full_is_told_and_the_next_run_is_whole(scene, run, held):
    if not scene.server.has_quota:
        pytest.skip("no file system of a fixed size can be mounted")
    assert run().code == Exit.COMPLETE
    scene.sites[0].grow(60)
    scene.server.fill()
    ended = run()
    assert ended.code == Exit.NOT_WRITTEN
    assert "/berita has no room on its server's disk (could not extend file" in ended.last_line
    assert "): make room there; everything committed is safe" in ended.last_line
    scene.server.free()
    assert run().code == Exit.COMPLETE
    assert held() == all_of(scene)


def test_a_server_that_is_frozen_is_given_up(scene, run, held):
    assert run().code == Exit.COMPLETE
    scene.sites[0].grow(30)
    ended = []
    running = threading.Thread(target=lambda: ended.append(run()))
    running.start()
    wait_for_requests(scene, len(scene.sites[0].seen) + 8)
    scene.server.freeze()
    running.join(100)
    scene.server.thaw()
    running.join()
    assert ended[0].code == Exit.NOT_WRITTEN
    assert "everything committed is safe" in ended[0].last_line
    assert run().code == Exit.COMPLETE
    assert held() == all_of(scene)


def test_a_server_that_lost_its_last_transactions_between_runs_may_feed_rows_twice(
    scene, run, held
):
    first = all_of(scene)
    assert run().code == Exit.COMPLETE
    scene.server.copy("kopi")
    scene.sites[0].grow(3)
    assert "rows may come twice" not in run().log
    scene.server.swap_in("kopi")
    ended = run()
    assert ended.code == Exit.COMPLETE
    assert "the server has lost what it noted last, and rows may come twice" in ended.log
    assert held() == all_of(scene) + (all_of(scene) - first)
    assert keys_in(*scene.shared.glob("*")) == all_of(scene)
    assert "rows may come twice" not in run().log


def test_a_run_whose_server_lost_its_last_transactions_feeds_nothing(scene, run, held):
    assert run().code == Exit.COMPLETE
    first = held()
    scene.sites[0].grow(20)
    ended = []
    running = threading.Thread(target=lambda: ended.append(run()))
    running.start()
    for name, count in (("kopi", 8), ("", 12)):
        wait_for_requests(scene, len(scene.sites[0].seen) + count)
        with scene.shut_off_all():
            scene.server.copy(name) if name else scene.server.swap_in("kopi")
    running.join()
    assert ended[0].code == Exit.NOT_WRITTEN
    assert "has lost what this run committed last" in ended[0].last_line
    assert held() == first
    assert run().code == Exit.COMPLETE
    assert held() == all_of(scene)
