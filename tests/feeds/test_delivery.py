"""What feeds hold after runs of every kind: what is new, what was asked for, nothing twice."""

import csv
import gzip
import io
import json
import re
import threading
from contextlib import closing
from pathlib import Path

import pytest
from worlds.paper import Paper, Reader, down, numbers, short
from worlds.site import HOME

from newsscraper.feeds.identity import identity
from newsscraper.items import Article
from newsscraper.store import revisions
from newsscraper.store.article_store import Store
from newsscraper.store.file_names import FileNames

OWN = '''
"""A storage, an item filter and a publisher, as a user may write them."""

import dataclasses
import shutil
from pathlib import Path

from scrapy.extensions.feedexport import BlockingFeedStorage

from newsscraper.roads.index import Index
from newsscraper.spiders.mediaindonesia import MediaIndonesiaSpider


class Upload(BlockingFeedStorage):
    def __init__(self, uri, *, feed_options=None):
        self.name = uri.rpartition("/")[2]

    def _store_in_thread(self, file):
        if Path("offline").exists():
            raise OSError(113, "No route to host")
        file.seek(0)
        with open(self.name, "wb") as target:
            shutil.copyfileobj(file, target)
        file.close()


class Even:
    def __init__(self, feed_options):
        pass

    def accepts(self, item):
        return int(item.key[-1]) % 2 == 0


class Breaks:
    """Lets a run fail."""

    def process_item(self, item):
        raise RuntimeError("rusak")


class OtherSpider(MediaIndonesiaSpider):
    name = "lain"
    allowed_domains = ["lain.example"]
    roads = (Index("https://lain.example/indeks"),)
    article_urls = dataclasses.replace(
        MediaIndonesiaSpider.article_urls, publisher=name, host="lain.example"
    )
'''

STORAGES = {
    **dict.fromkeys(("", "file"), "newsscraper.feeds.storages.LocalFeedStorage"),
    "upload": "own.Upload",
}
MODULES = "own,newsscraper.spiders"
GZIP = {"postprocessing": ["scrapy.extensions.postprocessing.GzipPlugin"]}
REPLACED = {"overwrite": True}
BREAKS = {
    "newsscraper.pipelines.RequireFields": 100,
    "newsscraper.pipelines.StoreArticles": 900,
    "own.Breaks": 950,
}


def with_formats(feeds):
    """Feeds with their formats, which the endings tell."""
    return {name: {"format": name.split(".")[1]} | options for name, options in feeds.items()}


def keys_in(file):
    """The keys of the articles in a feed file, in its order; none if it is not there."""
    if not file.exists():
        return []
    content = file.read_bytes()
    text = (gzip.decompress(content) if file.name.endswith(".gz") else content).decode("utf-8")
    if ".csv" in file.name:
        return [row[0] for row in csv.reader(io.StringIO(text, newline=""))][1:]
    return [json.loads(line)["key"] for line in text.split("\n") if line]


def files_of(folder, pattern):
    """The files of a feed, in the order of their numbers or times."""
    places = {
        file: [int(number) for number in re.findall(r"\d+", file.name)]
        for file in folder.glob(pattern)
    }
    return sorted(places, key=places.get)


def held(folder, pattern):
    """The keys in all files of a feed, sorted, each as often as it is there."""
    return sorted(key for file in files_of(folder, pattern) for key in keys_in(file))


def keys_of(stories):
    """The keys of stories, sorted."""
    return [f"mediaindonesia:{800_000 + number}" for number in sorted(stories)]


# --- One paper, many feeds, run after run --------------------------------------------------------

FEEDS = {
    "replaced.jsonl": REPLACED,
    "continued.jsonl": {},
    "replaced.csv": REPLACED,
    "continued.csv": {},
    "replaced.jsonl.gz": REPLACED | GZIP,
    "continued.jsonl.gz": GZIP,
    "replaced.csv.gz": REPLACED | GZIP,
    "continued.csv.gz": GZIP,
    "link.jsonl": REPLACED,
    "empty.jsonl": REPLACED | {"store_empty": True},
    "even.jsonl": {"item_filter": "own.Even"},
    "parts-%(batch_id)d.jsonl": {"batch_item_count": 5},
    "sets-%(batch_id)d.jsonl": REPLACED | {"batch_item_count": 5},
    "dump-%(time)s.jsonl": {},
    "upload://bucket/upload.jsonl": REPLACED,
    "deleted.jsonl": {},
    "emptied.jsonl": {},
    "appended.jsonl": {},
    "deleted-late.jsonl": {},
    "late.jsonl": {},
}
"""Feed -> its options."""

OLD, NEW = list(range(12)), [12, 13, 14, 15]
BOTH = OLD + NEW

HOLDS = {
    "continued.csv.gz": (OLD, OLD, OLD, BOTH, BOTH),
    "replaced.jsonl": (OLD, OLD, OLD, NEW, BOTH),
    "continued.jsonl": (OLD, OLD, OLD, BOTH, BOTH),
    "replaced.csv": (OLD, OLD, OLD, NEW, BOTH),
    "continued.csv": (OLD, OLD, OLD, BOTH, BOTH),
    "replaced.jsonl.gz": (OLD, OLD, OLD, NEW, BOTH),
    "continued.jsonl.gz": (OLD, OLD, OLD, BOTH, BOTH),
    "replaced.csv.gz": (OLD, OLD, OLD, NEW, BOTH),
    "link.jsonl": (OLD, OLD, OLD, NEW, BOTH),
    "empty.jsonl": (OLD, [], [], NEW, BOTH),
    "even.jsonl": (OLD[::2], OLD[::2], OLD[::2], BOTH[::2], BOTH[::2]),
    "parts-*.jsonl": (OLD, OLD, OLD, BOTH, BOTH),
    "sets-*.jsonl": (OLD, OLD, OLD, BOTH, BOTH + BOTH),
    "dump-*.jsonl": (OLD, OLD, OLD, BOTH, BOTH),
    "upload.jsonl": ([], OLD, OLD, NEW, BOTH),
    "deleted.jsonl": (OLD, OLD, OLD, NEW, BOTH),
    "emptied.jsonl": (OLD, OLD, OLD, NEW, BOTH),
    "deleted-late.jsonl": (OLD, OLD, OLD, BOTH, BOTH),
    "late.jsonl": ([], [], [], [15], BOTH),
}
"""Feed -> what it holds after each of these runs."""

WHEN = (
    "the first run",
    "a run with nothing new",
    "a failed run",
    "a run with news",
    "a window run",
)
LINE = '{"key": "mediaindonesia:800099", "milik": "pengguna"}\n'


@pytest.fixture(scope="module")
def editions(crawl, tmp_path_factory):
    """Return the runs, what each feed held after each, and the folder."""
    paper = Paper(tmp_path_factory.mktemp("paper"))
    folder = tmp_path_factory.mktemp("run")
    storages = f"FEED_STORAGES={json.dumps(STORAGES)}"
    reader = Reader(crawl, folder, paper.folder, storages, f"SPIDER_MODULES={MODULES}")
    (folder / "own.py").write_text(OWN)
    (folder / "elsewhere").mkdir()
    (folder / "elsewhere/real.jsonl").write_text("")
    (folder / "link.jsonl").symlink_to("elsewhere/real.jsonl")
    (folder / "offline").touch()
    runs, contents = [], []

    def run(feeds, *arguments, **options):
        setting = f"FEEDS={json.dumps(with_formats(feeds))}"
        runs.append(reader("-s", setting, *arguments, **options))
        contents.append({name: held(folder, name) for name in HOLDS})

    from_first = {name: FEEDS[name] for name in FEEDS if name != "late.jsonl"}
    paper.publish(down(11, 0))
    run(from_first)
    (folder / "offline").unlink()
    run(from_first)
    paper.publish(down(14, 0))
    run(from_first, "-s", f"ITEM_PIPELINES={json.dumps(BREAKS)}")
    (folder / "deleted.jsonl").unlink()
    (folder / "emptied.jsonl").write_text("")
    with (folder / "appended.jsonl").open("a") as file:
        file.write(LINE)
    paper.publish(down(15, 0))
    run(FEEDS)
    (folder / "deleted-late.jsonl").unlink()
    before = {file: file.stat() for file in folder.glob("continued*")}
    run(FEEDS, "-a", "since=2026-01-01", "-a", "until=2026-01-03")
    unchanged = [file.name for file in before if file.stat() == before[file]]
    asked = {"asked.jsonl": REPLACED, "continued.jsonl": {}}
    urls = f"urls={paper.address(3)},{paper.address(14)}"
    run(asked, "-a", urls, feed=None)
    for name in ("robots.txt", "indeks.html"):
        text = (paper.folder / "mediaindonesia.com" / name).read_text()
        paper.text(name, text.replace("mediaindonesia.com", "lain.example"), host="lain.example")
    for number in (13, 14):
        name = f"ekonomi/8000{number}/berita.html"
        paper.text(name, (paper.folder / "mediaindonesia.com" / name).read_text(), "lain.example")
    run({"continued.jsonl": {}}, "-a", "max_pages=1", name="lain", feed=None)
    return runs, contents, folder, unchanged


@pytest.mark.parametrize("at", range(5), ids=WHEN)
@pytest.mark.parametrize("feed", HOLDS)
def test_a_feed_holds_what_is_new_or_asked_for_and_nothing_twice(editions, feed, at):
    assert editions[1][at][feed] == keys_of(HOLDS[feed][at])


def test_a_feed_that_cannot_be_uploaded_ends_with_code_3_and_harms_no_other(editions):
    runs, *_ = editions
    assert [run.code for run in runs[:5]] == [3, 0, 1, 0, 0]
    assert runs[0].last_line == (
        "Failed: upload://bucket/upload.jsonl could not be written (No route to host); "
        "the next run delivers it; 12 articles for 19 feeds, 0 failed, all safe in the store."
    )


def test_a_window_run_touches_no_feed_that_holds_everything(editions):
    *_, unchanged = editions
    assert sorted(unchanged) == [
        "continued.csv",
        "continued.csv.gz",
        "continued.jsonl",
        "continued.jsonl.gz",
    ]


def test_a_link_stays_a_link(editions):
    *_, folder, _ = editions
    assert (folder / "link.jsonl").is_symlink()
    assert held(folder, "elsewhere/real.jsonl") == keys_of(BOTH)


def test_batches_are_numbered_on_from_run_to_run(editions):
    *_, folder, _ = editions
    sizes = [len(keys_in(file)) for file in files_of(folder, "parts-*.jsonl")]
    assert sizes == [5, 5, 2, 4]
    sizes = [len(keys_in(file)) for file in files_of(folder, "sets-*.jsonl")]
    assert sizes == [5, 5, 2, 4, 5, 5, 5, 1]


def test_what_a_user_added_to_a_feed_stays_where_it_is(editions):
    *_, folder, _ = editions
    lines = (folder / "appended.jsonl").read_text().splitlines(keepends=True)
    assert lines[12] == LINE
    assert held(folder, "appended.jsonl") == keys_of([*BOTH, 99])


def test_urls_of_stored_articles_are_delivered_without_a_request(editions):
    runs, *_, folder, _ = editions
    assert runs[5].requests == []
    assert runs[5].code == 0
    assert held(folder, "asked.jsonl") == keys_of([3, 14])


def test_two_publishers_may_share_a_file(editions):
    runs, *_, folder, _ = editions
    assert runs[6].code == 0
    keys = keys_in(folder / "continued.jsonl")
    assert sorted(keys[:16]) == keys_of(BOTH)
    others = [f"lain:8000{number}" for number in (14, 13)]
    assert keys[16:] == others


def test_nothing_is_left_beside_the_feeds(editions):
    *_, folder, _ = editions
    left = {file.name for file in folder.rglob("*") if file.suffix in (".part", ".lock")}
    assert left == set()


# --- Runs that are killed -------------------------------------------------------------------------

KILLED = {
    "replaced.jsonl": REPLACED,
    "continued.jsonl": {},
    "continued.csv": {},
    "parts-%(batch_id)d.jsonl": {"batch_item_count": 4},
    "sets-%(batch_id)d.jsonl": REPLACED | {"batch_item_count": 4},
}


@pytest.fixture(scope="module")
def killed(crawl, serve, start_crawl, tmp_path_factory):
    """Return what the feeds held when a run was killed, and the folder after the next."""
    paper = Paper(tmp_path_factory.mktemp("paper"))
    folder = tmp_path_factory.mktemp("run")
    feeds = with_formats(KILLED)
    seen = {}
    with serve(paper.folder) as server:
        settings = ("DOWNLOAD_DELAY=0", f"FEEDS={json.dumps(feeds)}")
        reader = Reader(crawl, folder, server.url, *settings)
        paper.publish(down(5, 0))
        assert reader().code == 0
        paper.publish(down(17, 0))
        process = start_crawl(*reader.arguments, cwd=folder)

        def kill(url):
            if url == paper.address(11):
                process.kill()
                process.wait()
                names = ("*.jsonl", "*.csv", "*.part")
                files = [file for name in names for file in folder.glob(name)]
                seen.update({file.name: keys_in(file) for file in files})

        server.hook = kill
        process.communicate(timeout=60)
        server.hook = lambda url: None
        ended = reader()
    return seen, ended, folder


def test_feeds_can_be_followed_while_they_grow(killed):
    seen, *_ = killed
    # The sixth article may be on its way while the seventh is asked for.
    for name in ("replaced.jsonl", "continued.jsonl"):
        assert len(seen[f"{name}.part"]) in (5, 6)


def test_a_killed_run_leaves_the_last_good_file(killed):
    seen, *_ = killed
    for name in ("replaced.jsonl", "continued.jsonl", "continued.csv"):
        assert sorted(seen[name]) == keys_of(range(6))
    assert [len(seen[f"sets-{number}.jsonl"]) for number in (1, 2, 3)] == [4, 2, 4]


@pytest.mark.parametrize(
    ("feed", "expected"),
    {
        "replaced.jsonl": range(6, 18),
        "continued.jsonl": range(18),
        "continued.csv": range(18),
        "parts-*.jsonl": range(18),
        "sets-*.jsonl": range(18),
    }.items(),
)
def test_after_a_killed_run_the_next_one_feeds_everything_once(killed, feed, expected):
    _, ended, folder = killed
    assert ended.code == 0
    assert held(folder, feed) == keys_of(expected)


@pytest.mark.parametrize("feed", ["parts-*.jsonl", "sets-*.jsonl"])
def test_after_a_killed_run_batches_go_on_where_they_were_cut_off(killed, feed):
    *_, folder = killed
    assert [len(keys_in(file)) for file in files_of(folder, feed)] == [4, 2, 4, 4, 4]


def test_the_lock_of_a_batch_that_was_delivered_when_its_run_was_killed_is_taken_away(
    crawl, tmp_path
):
    paper = Paper(tmp_path / "paper")
    paper.publish(down(3, 0))
    feeds = {"out-%(batch_id)d.jsonl": {"format": "jsonl", "batch_item_count": 2}}
    reader = Reader(crawl, tmp_path, paper.folder)
    options = ("-s", f"FEEDS={json.dumps(feeds)}")
    reader(*options, feed=None)
    (tmp_path / ".out-2.jsonl.lock").touch()
    reader(*options, feed=None)
    assert sorted(file.name for file in tmp_path.glob("*out-*")) == ["out-1.jsonl", "out-2.jsonl"]


def test_after_a_killed_run_nothing_is_left_beside_the_feeds(killed):
    *_, folder = killed
    assert [file.name for file in folder.iterdir() if file.suffix in (".part", ".lock")] == []


@pytest.mark.slow
def test_a_run_that_is_killed_again_and_again_ends_with_everything_once(
    crawl, serve, start_crawl, tmp_path
):
    paper = Paper(tmp_path / "paper")
    paper.publish(down(17, 0))
    feeds = with_formats(KILLED)
    feeds["packed.csv.gz"] = {"format": "csv"} | GZIP
    with serve(paper.folder) as server:
        settings = ("DOWNLOAD_DELAY=0", f"FEEDS={json.dumps(feeds)}")
        reader = Reader(crawl, tmp_path, server.url, *settings)
        for step in range(8):
            server.requests.clear()
            process = start_crawl(*reader.arguments, cwd=tmp_path)
            # A moment later: while an article is stored, a batch delivered, a file put in place.
            later = threading.Timer(0.004 * step, process.kill)
            server.hook = lambda url, later=later, at=2 + step % 4: (
                len(server.requests) == at and later.start()
            )
            process.communicate(timeout=60)
        server.hook = lambda url: None
        assert reader().code == 0
    for feed in ("continued.jsonl", "continued.csv", "packed.csv.gz", "parts-*", "sets-*"):
        assert held(tmp_path, feed) == keys_of(range(18)), feed
    assert not list(tmp_path.glob("*.part"))


# --- Pipes, temporary stores, names ---------------------------------------------------------------


@pytest.fixture(scope="module")
def demo(crawl, start_crawl, tmp_path_factory):
    """Return what a run with a temporary store wrote to standard output, and the next run."""
    paper = Paper(tmp_path_factory.mktemp("paper"))
    folder = tmp_path_factory.mktemp("run")
    paper.publish(down(3, 0))
    replay = ("-s", f"REPLAY={paper.folder}", "-o", "out.jsonl")
    process = start_crawl(*replay, "-o", "/dev/stdout:jsonl", "-o", "-:jsonl", cwd=folder)
    out = process.communicate(timeout=60)[0]
    return out.decode(), crawl(*replay, cwd=folder), folder


def test_a_feed_can_go_to_standard_output_under_both_of_its_names(demo):
    out, *_ = demo
    rows = [json.loads(line) for line in out.splitlines()]
    assert sorted(numbers(rows)) == [0, 0, 1, 1, 2, 2, 3, 3]


def test_with_a_temporary_store_a_feed_is_simply_continued(demo):
    _, run, folder = demo
    assert numbers(run.rows) == down(3, 0) * 2
    assert short(run.requests) == ["/indeks", *down(3, 0)]
    assert not list(folder.glob("*.db*"))


def test_an_upload_takes_the_place_of_the_one_before_with_all_of_its_window(crawl, tmp_path):
    paper = Paper(tmp_path / "paper")
    paper.publish(down(5, 0))
    (tmp_path / "own.py").write_text(OWN)
    feeds = {"upload://host/january.jsonl": {"format": "jsonl"}}
    reader = Reader(crawl, tmp_path, paper.folder, f"FEED_STORAGES={json.dumps(STORAGES)}")
    for _ in range(2):
        reader("-a", "since=2026-01-01", "-s", f"FEEDS={json.dumps(feeds)}", feed=None)
        assert len((tmp_path / "january.jsonl").read_text().splitlines()) == 6
        (tmp_path / "january.jsonl").unlink()


STOPPED = """
import os
import signal
from pathlib import Path

from own import Upload


class Stopped(Upload):
    def _store_in_thread(self, file):
        if not Path("signalled").exists():
            Path("signalled").touch()
            os.kill(os.getpid(), signal.SIGTERM)
        super()._store_in_thread(file)
"""


def test_a_hand_over_that_a_signal_cuts_off_is_taken_up_by_the_next_run(
    crawl, start_crawl, tmp_path
):
    paper = Paper(tmp_path / "paper")
    paper.publish(down(5, 0))
    (tmp_path / "own.py").write_text(OWN)
    (tmp_path / "stopped.py").write_text(STOPPED)
    names = ("one", "two")
    feeds = {
        f"upload://host/{name}-%(batch_id)d.jsonl": {"format": "jsonl", "batch_item_count": 2}
        for name in names
    }
    stopped = STORAGES | {"upload": "stopped.Stopped"}
    settings = [f"FEED_STORAGES={json.dumps(each)}" for each in (STORAGES, stopped)]
    options = ("-s", f"FEEDS={json.dumps(feeds)}")
    (tmp_path / "offline").touch()
    reader = Reader(crawl, tmp_path, paper.folder, settings[0])
    assert reader(*options, feed=None).code == 3
    (tmp_path / "offline").unlink()
    run = Reader(start_crawl, tmp_path, paper.folder, settings[1])(*options, feed=None)
    log = run.communicate(timeout=60)[1].decode()
    assert run.returncode == 11, log
    assert reader(*options, feed=None).code == 0
    for name in names:
        batches = (file.read_text() for file in tmp_path.glob(f"{name}-*.jsonl"))
        rows = map(json.loads, "".join(batches).splitlines())
        assert sorted(numbers(rows)) == down(5, 0)[::-1]


FEW_FILES = """
import resource

resource.setrlimit(resource.RLIMIT_NOFILE, (500, 500))
"""


@pytest.mark.slow
def test_full_batches_are_closed_before_many_more_are_opened(start_crawl, tmp_path):
    with closing(Store.open(tmp_path / "articles.db")) as store, store.writing() as transaction:
        for number in range(600):
            key, address = f"mediaindonesia:{number + 1}", f"{HOME}/ekonomi/{number + 1}/berita"
            date, content = "2026-01-02T10:00:00+07:00", str(number)
            article = Article(key, "mediaindonesia", address, date_published=date)
            article.content_hash = content
            revisions.add(transaction, article, 1)
    paper = Paper(tmp_path / "paper")
    paper.publish(down(5, 0))
    (tmp_path / "sitecustomize.py").write_text(FEW_FILES)
    feeds = {"out-%(batch_id)d.jsonl": {"format": "jsonl", "batch_item_count": 1}}
    reader = Reader(start_crawl, tmp_path, paper.folder)
    window = ("-a", "since=2026-01-02", "-a", "until=2026-01-02")
    run = reader(*window, "-s", f"FEEDS={json.dumps(feeds)}", feed=None)
    log = run.communicate(timeout=60)[1].decode()
    assert run.returncode == 0, log
    assert len(list(tmp_path.glob("out-*.jsonl"))) >= 600


def known_by(template):
    return identity(template, FileNames(None))


def test_a_feed_is_known_by_its_absolute_path(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    here = str(tmp_path.resolve() / "a b.jsonl")
    names = ["a b.jsonl", "./x/../a b.jsonl", here, Path(here).as_uri()]
    assert {known_by(name) for name in names} == {here}
    batches = "a-%(batch_id)d.jsonl"
    assert known_by(batches) == str(tmp_path.resolve() / batches)
    Path("link.jsonl").symlink_to("a b.jsonl")
    Path("folder").symlink_to(".")
    assert known_by("folder/link.jsonl") == str(tmp_path.resolve() / "link.jsonl")


def test_a_feed_elsewhere_is_known_by_its_address_without_the_password():
    assert known_by("ftp://u:p%40ss@h.example:21/a.jsonl") == "ftp://h.example:21/a.jsonl"
    assert known_by("s3://key:secret@bucket/a.jsonl") == "s3://bucket/a.jsonl"
    assert known_by("stdout:") == "stdout:"
