"""Whole crawls that are recorded, and the same crawls from their recordings."""

import gzip
import random
import zlib
from collections import Counter
from queue import Queue

import pytest
from lab.command_line import run, run_all
from lab.project import FIXTURES
from lab.publishers import NAMES
from lab.replicas import WINDOW
from lab.write_faults import Crawls, Fault
from warcio.archiveiterator import WARCIterator
from worlds.server import Loopback, SiteHandler, run_server
from worlds.site import HOME, Site

DATE = "2026-01-20 10:00"


def paths(count):
    return [f"/ekonomi/{800000 + number}/berita-{number}" for number in range(1, count + 1)]


def records(folder):
    """Kind, URL and status of all records in the WARC files of *folder*, in their order."""
    found = []
    for file in sorted(folder.glob("*.warc.gz")):
        with file.open("rb") as stream:
            for record in WARCIterator(stream):
                url = record.rec_headers.get_header("WARC-Target-URI")
                http = record.http_headers
                found.append((record.rec_type, url, http and http.statusline))
    return found


def is_sound(folder):
    """Whether all files are closed; raises ArchiveLoadFailed for a digest that is wrong."""
    files = list(folder.glob("*.warc.gz"))
    for file in files:
        with file.open("rb") as stream:
            for record in WARCIterator(stream, check_digests="raise"):
                record.raw_stream.read()
    return bool(files) and not list(folder.glob("*.open*"))


# --- Replicas -------------------------------------------------------------------------------------


def recorded_and_replayed(folder, names):
    """Record crawls of *names*, two at a time into one folder; then crawl what was recorded."""
    sources = {
        "live.jsonl": (f"REPLAY={FIXTURES}", "-s", "RECORD=warcs"),
        "again.jsonl": ("REPLAY=warcs",),
    }
    for feed, source in sources.items():
        lines = {
            name: ("crawl", name, *WINDOW, "-s", *source, "-O", f"{name}-{feed}") for name in names
        }
        assert {ended.code for ended in run_all(folder, lines).values()} == {0}


@pytest.mark.parametrize("names", [["detik"], pytest.param(NAMES, marks=pytest.mark.slow)])
def test_a_recorded_replica_gives_the_same_articles_byte_for_byte(names, tmp_path):
    recorded_and_replayed(tmp_path, names)
    assert is_sound(tmp_path / "warcs")
    for name in names:
        live = (tmp_path / f"{name}-live.jsonl").read_bytes()
        assert live.count(b"\n") >= 8
        assert (tmp_path / f"{name}-again.jsonl").read_bytes() == live


def test_publishers_side_by_side_have_a_file_each(tmp_path):
    names = ["detik", "kompas"]
    options = (*WINDOW, "-s", f"REPLAY={FIXTURES}", "-s", "RECORD=warcs", "-O", "%(name)s.jsonl")
    code, _, said = run(tmp_path, "crawl", *names, *options)
    assert code == 0, said
    files = sorted(file.name for file in (tmp_path / "warcs").glob("*.warc.gz"))
    assert [name.partition("-")[0] for name in files] == names
    assert is_sound(tmp_path / "warcs")


# --- A server -------------------------------------------------------------------------------------


class Chunks(SiteHandler):
    """Sends what has no length in chunks."""

    protocol_version = "HTTP/1.1"

    def send(self, status, headers, body):
        if "Transfer-Encoding" in headers:
            headers = {name: value for name, value in headers.items() if name != "Content-Length"}
            parts = [body[:100], body[100:]]
            body = b"".join(b"%X\r\n%s\r\n" % (len(part), part) for part in parts) + b"0\r\n\r\n"
        super().send(status, headers, body)


@pytest.fixture
def server(tmp_path):
    """A site of six articles, of which each answers in its own way."""
    site = Site(tmp_path / "site")
    own = paths(6)
    stories = [
        site.article(path, DATE, body=f"<p>Isi berita {path}. {'x ' * 200}</p>") for path in own
    ]
    lost = stories[0]._replace(url=f"{HOME}/ekonomi/899999/hilang")
    site.index("/indeks", [*stories, lost])
    with run_server(Loopback(site.folder)) as found:
        found.RequestHandlerClass = Chunks
        page = {path: found.answer(HOME + path)[2] for path in own}
        moved = f"{own[0]}-pindah"
        found.answers |= {
            HOME + own[0]: (301, {"Location": f"{HOME}{moved}"}, b""),
            HOME + moved: (200, {}, page[own[0]]),
            HOME + own[1]: (200, {"Content-Encoding": "gzip"}, gzip.compress(page[own[1]])),
            HOME + own[2]: (200, {"Content-Encoding": "deflate"}, zlib.compress(page[own[2]])),
            HOME + own[3]: (200, {"Transfer-Encoding": "chunked"}, page[own[3]]),
            HOME + own[4]: (500, {}, b"Galat"),
        }
        packed = {"Content-Encoding": "br", "Transfer-Encoding": "chunked"}
        try:
            import brotli
        except ImportError:
            packed = {"X-Note": "caf\u00e9"}
        else:
            page[own[5]] = brotli.compress(page[own[5]])
        found.answers[HOME + own[5]] = (200, packed, page[own[5]])
        yield found


def crawl_of(crawl, cwd, replay, *more):
    return crawl("-s", f"REPLAY={replay}", "-s", "DOWNLOAD_DELAY=0", *more, cwd=cwd)


def test_answers_of_all_kinds_are_recorded_as_they_came(crawl, server, tmp_path):
    failing = HOME + paths(6)[4]
    tries = Counter()

    def heal(url):
        tries[url] += 1
        if url == failing and tries[url] > 1:
            server.answers.pop(url, None)

    server.hook = heal
    live = crawl_of(crawl, tmp_path, server.url, "-s", "RECORD=warcs")
    assert (live.code, len(live.rows)) == (0, 6), live.last_line
    feed = (tmp_path / "out.jsonl").read_bytes()
    found = records(tmp_path / "warcs")
    answers = [(url, status) for kind, url, status in found if kind == "response"]
    assert [status for url, status in answers if url == failing] == [
        "500 Internal Server Error",
        "200 OK",
    ]
    assert (HOME + paths(6)[0], "301 Moved Permanently") in answers
    assert (f"{HOME}/ekonomi/899999/hilang", "404 Not Found") in answers
    assert (f"{HOME}/robots.txt", "200 OK") in answers
    asked = [url for kind, url, _ in found if kind == "request"]
    assert asked == [url for url, _ in answers] == server.requests
    assert is_sound(tmp_path / "warcs")
    again = crawl_of(crawl, tmp_path, "warcs")
    assert (again.code, again.last_line) == (live.code, live.last_line)
    assert (tmp_path / "out.jsonl").read_bytes() == feed


def test_what_was_unchanged_in_a_later_run_is_read_from_the_earlier_one(crawl, server, tmp_path):
    lists = server.answer(f"{HOME}/indeks")
    server.answers[f"{HOME}/indeks"] = (200, {"ETag": '"1"'}, lists[2])
    store = ("-s", "STORE_URL=sqlite:///store.db", "-s", "RECORD=warcs")
    crawl_of(crawl, tmp_path, server.url, *store)
    server.answers[f"{HOME}/indeks"] = (304, {"ETag": '"1"'}, b"")
    second = crawl_of(crawl, tmp_path, server.url, *store, "-a", "recheck=87600")
    assert second.code in (0, 7), second.log
    kinds = Counter(kind for kind, *_ in records(tmp_path / "warcs"))
    assert kinds["revisit"] >= 6
    assert is_sound(tmp_path / "warcs")
    again = crawl_of(crawl, tmp_path, "warcs")
    assert {row["key"] for row in again.rows} == {
        f"mediaindonesia:{800000 + n}" for n in (1, 2, 3, 4, 6)
    }


# --- Kills and full disks -------------------------------------------------------------------------


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(3))
def test_a_kill_loses_at_most_the_record_in_hand(start_crawl, crawl, tmp_path, seed):
    site, chance = Site(tmp_path / "site"), random.Random(seed)
    stories = [site.article(path, DATE) for path in paths(20)]
    site.index("/indeks", stories)
    folder, store = tmp_path / "warcs", ("-s", "STORE_URL=sqlite:///store.db")
    options = ("-s", "DOWNLOAD_DELAY=0", *store, "-s", "RECORD=warcs")
    with run_server(Loopback(site.folder)) as server:
        for _ in range(3):
            asked = Queue()
            server.hook = asked.put
            process = start_crawl("-s", f"REPLAY={server.url}", *options, cwd=tmp_path)
            for _ in range(chance.randint(2, 9)):
                asked.get(timeout=60)
            process.kill()
            process.communicate(60)
            killed = crawl("-s", "REPLAY=warcs", "-s", "FIRST_RUN_PAGES=1", cwd=tmp_path)
            assert killed.code in (0, 4, 7), killed.log
        server.hook = lambda url: None
        last = crawl("-s", f"REPLAY={server.url}", *options, "-O", "last.jsonl", cwd=tmp_path)
        assert last.code == 0, last.log
    assert is_sound(folder)
    run(tmp_path, "export", "-O", "all.jsonl", *store)
    again = crawl("-s", "REPLAY=warcs", cwd=tmp_path)
    assert again.code == 0
    assert len(again.rows) == 20
    stored = (tmp_path / "all.jsonl").read_bytes().splitlines()
    assert sorted(stored) == sorted((tmp_path / "out.jsonl").read_bytes().splitlines())


@pytest.mark.parametrize(
    ("number", "left_code"),
    [
        (3, 4),
        pytest.param(2, 2, marks=pytest.mark.slow),
        pytest.param(6, 0, marks=pytest.mark.slow),
    ],
)
def test_a_kill_in_the_middle_of_a_record_loses_that_alone(crawl, tmp_path, number, left_code):
    site = Site(tmp_path / "site")
    site.index("/indeks", [site.article(path, DATE) for path in paths(8)])
    (work := tmp_path / "work").mkdir()
    options = ["-s", f"REPLAY={site.folder}", "-s", "RECORD=warcs", "-O", "out.jsonl"]
    with Crawls() as crawls:
        killed = crawls.run(work, options, Fault(number, "KILL", "write warcs"))
        assert (killed.code, bool(killed.call)) == (-9, True), killed.log
        left = crawl("-s", "REPLAY=warcs", cwd=work)
        assert left.code == left_code, left.log
        whole = crawls.run(work, options)
        assert whole.code == 0, whole.log
    assert ("a torn record cut" in whole.log) == (number > 2)
    assert is_sound(work / "warcs")
    assert len([url for kind, url, _ in records(work / "warcs") if kind == "response"]) >= 10


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["ENOSPC", "FULL", "EIO"])
def test_a_full_disk_ends_the_run_and_nothing_is_stored_unrecorded(tmp_path, kind, crawl):
    site = Site(tmp_path / "site")
    site.index("/indeks", [site.article(path, DATE) for path in paths(8)])
    work = tmp_path / "work"
    work.mkdir()
    options = ["-s", f"REPLAY={site.folder}", "-s", "STORE_URL=sqlite:///../store.db"]
    with Crawls() as crawls:
        fault = Fault(7, kind, "write warcs")
        done = crawls.run(work, [*options, "-s", "RECORD=warcs", "-O", "out.jsonl"], fault)
        assert done.call, done.log
        assert done.code == 3, done.log
        assert "RECORD=warcs cannot be written: " in done.last_line
        recorded = {url for kind, url, _ in records(work / "warcs") if kind == "response"}
        run(work, "export", "-O", "all.jsonl", "-s", "STORE_URL=sqlite:///../store.db")
        stored = crawl("-s", f"REPLAY={work / 'warcs'}", "-O", "out.jsonl", cwd=work)
        assert {row["url"] for row in stored.rows} <= recorded
        code = crawls.run(work, [*options, "-s", "RECORD=warcs", "-O", "out.jsonl"]).code
        assert code == 0
    assert is_sound(work / "warcs")


def test_the_folder_that_is_replayed_is_not_recorded_into(tmp_path):
    site = Site(tmp_path / "site")
    site.index("/indeks", [])
    code, _, said = run(
        tmp_path, "crawl", "mediaindonesia", "-s", "REPLAY=site", "-s", "RECORD=./site/"
    )
    assert code == 2
    assert said.splitlines()[-1].endswith(
        "RECORD=site is the folder that REPLAY reads; name another"
    )
