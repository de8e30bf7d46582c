"""Several publishers in one command: each by itself, one store, one feed or one for each."""

import csv
import gzip
import io
import json
import random
import re
import signal
import threading
import time
from collections import Counter, defaultdict
from concurrent.futures import ThreadPoolExecutor, wait
from itertools import islice, pairwise

import pytest
from filelock import FileLock
from lab.whole_crawl import rows_of
from worlds.paper import down
from worlds.stories import STORIES
from worlds.trio import NAMES, SETTINGS, Trio, reader_of, write_spiders

TRIO = " ".join(NAMES)
FEW = list(range(4))
ADD, REPLACE = ("-o", "out.jsonl"), ("-O", "out.jsonl")
DEAD = "https://dua.example/"
ONCE = ("-s", "RETRY_TIMES=0")
KILLS, SEED = 40, 19


@pytest.fixture
def trio(tmp_path):
    found = Trio(tmp_path / "papers")
    found.publish(down(3, 0))
    return found


@pytest.fixture
def folder(tmp_path):
    folder = tmp_path / "run"
    folder.mkdir()
    write_spiders(folder)
    return folder


@pytest.fixture
def server(trio, serve):
    """The papers on a loopback server."""
    with serve(trio.folder) as server:
        yield server


@pytest.fixture
def read(crawl, folder, server):
    """Return a function that crawls all three, or others."""
    reader = reader_of(crawl, folder, server.url)

    def run(*arguments, name=TRIO):
        return reader(*arguments, name=name)

    run.reader = reader
    return run


def keys(*names, numbers=FEW):
    """The keys of stories of these publishers."""
    return Counter(f"{name}:{800_000 + number}" for name in names for number in numbers)


def held(folder, file="out.jsonl"):
    """How often a feed has which key."""
    return Counter(row["key"] for row in rows_of(folder / file))


def left(folder):
    """Files of runs that lie about."""
    return [each.name for each in folder.iterdir() if each.suffix in (".part", ".lock")]


def dead(server, start=DEAD):
    """Let a host hang up on everybody, also on who asks for robots.txt: code 5."""

    def hang_up(url):
        if url.startswith(start):
            raise ConnectionResetError

    server.hook = hang_up
    server.handle_error = lambda *about: None


def read_until(log, words, times=1):
    """Read a log up to the line in which *words* come for the last of so many times."""
    found = (line for line in log if words in line)
    assert len(list(islice(found, times))) == times


def lines(run):
    """The last lines of the log, one for each publisher and one for all."""
    found = run.log.rstrip("\n").split("\n")[-4:]
    return [line.partition("] ")[2].partition(": ")[2] for line in found]


@pytest.mark.parametrize("feed", [ADD, REPLACE], ids=["continued", "replaced"])
def test_all_are_in_one_feed(read, folder, trio, feed):
    run = read(*feed)
    where = "added to" if feed == ADD else "in"
    each = [f"{name}: Complete: 4 articles {where} out.jsonl, 0 failed." for name in NAMES]
    assert lines(run) == [*each, "Complete: 3 publishers, 12 new articles, 0 failed."]
    assert run.code == 0
    assert held(folder) == keys(*NAMES)
    assert left(folder) == []
    trio.publish(down(5, 0))
    run = read(*feed)
    assert run.code == 0
    new = keys(*NAMES, numbers=[4, 5])
    assert held(folder) == (keys(*NAMES) + new if feed == ADD else new)


@pytest.mark.slow
@pytest.mark.parametrize("feed", [ADD, REPLACE], ids=["continued", "replaced"])
def test_a_replay_has_one_temporary_store_in_which_copies_are_found(crawl, folder, trio, feed):
    for name in ("satu", "dua"):
        page = trio.folder / f"{name}.example/ekonomi/800001/berita.html"
        own = f"Isi berita {name} nomor 1."
        page.write_text(page.read_text().replace(own, " ".join(STORIES["garam"])))
    settings = (*SETTINGS, f"REPLAY={trio.folder}")
    given = [part for setting in settings for part in ("-s", setting)]
    run = crawl(*given, *feed, cwd=folder, name=TRIO)
    assert run.code == 0, run.log
    found = held(folder)
    assert len(found) == sum(found.values()) == 11
    assert len(keys("satu", "dua", numbers=[1]) & found) == 1
    assert not (folder / "articles.db").exists()


@pytest.mark.slow
@pytest.mark.parametrize("option", ["-o", "-O"])
def test_each_has_a_feed_of_its_own(read, folder, option):
    run = read(option, "%(name)s.jsonl")
    assert run.code == 0
    for name in NAMES:
        assert held(folder, f"{name}.jsonl") == keys(name)


@pytest.mark.slow
@pytest.mark.parametrize("ending", ["csv", "json", "jsonl.gz"])
def test_a_file_of_all_is_whole_in_every_format(read, folder, ending):
    assert read("-O", f"out.{ending}").code == 0
    data = (folder / f"out.{ending}").read_bytes()
    data = gzip.decompress(data) if ending == "jsonl.gz" else data
    if ending == "json":
        rows = json.loads(data)
    elif ending == "csv":
        rows = list(csv.DictReader(io.StringIO(data.decode())))
    else:
        rows = [json.loads(line) for line in data.splitlines()]
    assert Counter(row["key"] for row in rows) == keys(*NAMES)


@pytest.mark.slow
@pytest.mark.parametrize("feed", [ADD, REPLACE], ids=["continued", "replaced"])
def test_a_dead_server_keeps_nobody_from_the_feed(read, folder, trio, server, feed):
    """The command has failed, so what it delivered to a replaced file comes again with the next."""
    dead(server)
    run = read(*feed, *ONCE)
    assert run.code == 5
    assert held(folder) == keys("satu", "tiga")
    without = "out.jsonl is without dua; " if feed == REPLACE else ""
    assert run.last_line == (
        f"Failed: dua ended with code 5; 2 of 3 publishers with 0; {without}"
        "8 new articles, 0 failed."
    )
    trio.publish(down(5, 0))
    assert read(*feed, *ONCE).code == 5
    new = keys("satu", "tiga", numbers=[4, 5])
    assert held(folder) == keys("satu", "tiga") + new
    server.hook = lambda url: None
    run = read(*feed, *ONCE)
    assert run.code == 0
    late = keys("dua", numbers=range(6))
    assert held(folder) == keys("satu", "tiga") + new + late
    assert left(folder) == []


@pytest.mark.slow
def test_a_file_stays_as_it_was_when_no_run_is_sound(read, folder, server):
    (folder / "out.jsonl").write_text("")
    dead(server, "")
    run = read(*REPLACE, *ONCE)
    assert run.code == 5
    assert "; out.jsonl stays as it was; " in run.last_line
    assert (folder / "out.jsonl").read_text() == ""


@pytest.mark.slow
def test_who_is_held_is_crawled_as_soon_as_it_is_free(read, folder, server, start_crawl):
    """A run of one publisher holds it while the others are crawled, and ends before the end."""
    has_it, may_go_on = threading.Event(), threading.Event()

    def hold(url):
        if url.startswith("https://dua.example/ekonomi") and not may_go_on.is_set():
            has_it.set()
            may_go_on.wait(200)
        elif url.startswith("https://tiga.example/ekonomi"):
            may_go_on.set()
            first.communicate(timeout=200)

    server.hook = hold
    first = reader_of(start_crawl, folder, server.url)("-o", "first.jsonl", name="dua")
    assert has_it.wait(200)
    run = read(*REPLACE, name="--all")
    assert run.code == 0
    assert "dua: Complete: " in run.log
    assert re.search(r"dua in .* is held by another run: process \d+, since .*; waiting", run.log)
    assert held(folder) == keys("satu", "tiga")
    assert held(folder, "first.jsonl") == keys("dua")


@pytest.mark.slow
def test_who_is_held_all_the_time_makes_code_8_and_the_others_are_delivered(read, folder):
    with FileLock(folder / "articles.db.dua.lock"):
        run = read(*REPLACE, "-s", "PUBLISHER_LOCK_WAIT=3", name="--all")
    assert run.code == 8
    assert "; out.jsonl is without dua; " in run.last_line
    assert held(folder) == keys("satu", "tiga")
    assert run.log.count("; waiting up to 3 s") == 1


@pytest.mark.slow
def test_a_list_may_mix_publishers(read, folder):
    lines = [f"https://{name}.example/ekonomi/800001/berita" for name in ("dua", "satu")]
    (folder / "list.txt").write_text("\n".join([*lines, "https://lain.example/1"]))
    run = read(*REPLACE, "-a", "urls=@list.txt")
    assert run.code == 7
    assert held(folder) == keys("satu", "dua", numbers=[1])
    assert "tiga is left out; urls: none of them is its own" in run.log
    assert (
        run.last_line == "Partial: 2 publishers; 2 new articles, 0 failed, 1 line of urls skipped."
    )


@pytest.mark.slow
@pytest.mark.parametrize("feed", [ADD, REPLACE], ids=["continued", "replaced"])
def test_a_signal_ends_all_and_the_next_run_delivers_what_is_missing(
    read, folder, server, start_crawl_anew, feed
):
    """It comes when the others have all that they wanted; the answer, when it was heard."""
    is_heard = threading.Event()

    def hold(url):
        if url.endswith("tiga.example/ekonomi/800002/berita"):
            is_heard.wait(200)

    server.hook = hold
    with reader_of(start_crawl_anew, folder, server.url)(*feed, name=TRIO) as process:
        read_until(process.stderr, b"Closing spider (finished)", times=2)
        process.send_signal(signal.SIGINT)
        read_until(process.stderr, b"Received SIGINT")
        is_heard.set()
        said = process.stderr.read().decode()
    assert process.returncode == 11, said
    assert "Stopped: " in said.splitlines()[-1]
    server.hook = lambda url: None
    assert read(*feed).code == 0
    assert held(folder) == keys(*NAMES)


@pytest.mark.slow
def test_each_publisher_is_paced_by_itself(crawl, folder, trio, serve):
    """Three publishers take as long as one: no pause is shared, and none is shorter."""
    came = defaultdict(list)
    with serve(trio.folder) as server:
        server.hook = lambda url: came[url.split("/")[2]].append(time.monotonic())
        run = reader_of(crawl, folder, server.url)(*ADD, "-s", "DOWNLOAD_DELAY=0.5", name=TRIO)
    assert run.code == 0
    for times in came.values():
        assert min(later - before for before, later in pairwise(times)) > 0.45
    starts, ends = zip(*((times[0], times[-1]) for times in came.values()), strict=True)
    assert max(starts) < min(ends)


@pytest.mark.parametrize(
    ("feed", "reason"),
    [
        (("-o", "a-%(time)s.jsonl"), "a-%(time)s.jsonl cannot be shared by several publishers"),
        (("-O", "-:csv"), "stdout: cannot be shared by several publishers"),
        (("-O", "a-%(batch_id)d.csv", "-s", "FEED_EXPORT_BATCH_ITEM_COUNT=5"), "put %(name)s"),
    ],
)
def test_a_feed_that_all_cannot_share_is_refused(read, folder, server, feed, reason):
    run = read(*feed)
    assert run.code == 2
    assert reason in run.log
    assert run.log.count("\n") == 1
    assert server.requests == []


def is_killed(process, server, after, seconds):
    """Kill a run so long after so many requests, if it lasts so long; tell whether it did."""
    with ThreadPoolExecutor(1) as pool:
        end = pool.submit(process.communicate, timeout=300)
        while len(server.requests) < after and not end.done():
            time.sleep(0.005)
        wait([end], timeout=seconds)
        if not end.done():
            process.kill()
    return process.returncode == -signal.SIGKILL


@pytest.mark.slow
@pytest.mark.parametrize("feed", [ADD, REPLACE], ids=["continued", "replaced"])
def test_kills_at_random_moments_lose_nothing_and_double_nothing(
    read, folder, trio, server, start_crawl, feed
):
    """A third of the runs find a server dead. Who looks at a file after each run has seen all."""
    chance, start = random.Random(SEED), reader_of(start_crawl, folder, server.url)
    assert read(*feed).code == 0
    seen, began = set(held(folder)), time.monotonic()
    assert read(*feed).code == 0
    lasts, is_well = time.monotonic() - began, server.hook
    killed = rounds = 0
    while killed < KILLS and rounds < 2 * KILLS:
        rounds += 1
        trio.publish(down(3 + rounds, 0))
        server.hook = is_well
        if chance.random() < 1 / 3:
            dead(server)
        server.requests.clear()
        moment = chance.randint(1, 10), chance.uniform(0, lasts / 3)
        killed += is_killed(start(*feed, *ONCE, name="--all"), server, *moment)
        now = held(folder)
        assert set(now.values()) == {1}
        seen |= now.keys()
    assert killed == KILLS
    server.hook = is_well
    read.reader.ask("UPDATE ledger SET next_try = NULL WHERE next_try IS NOT NULL")  # time passes
    assert read(*feed).code == 0
    now, all_keys = held(folder), keys(*NAMES, numbers=range(4 + rounds))
    assert set(now.values()) == {1}
    assert seen | now.keys() == all_keys.keys()
    assert feed == REPLACE or now == all_keys
    assert left(folder) == []
