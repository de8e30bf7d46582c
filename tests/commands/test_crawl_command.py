"""`scrapy crawl`: what it refuses before it starts, and what becomes of feed files."""

import csv

import pytest
from lab.publishers import KNOWN
from worlds.site import HOME, Site, Story

from newsscraper.feeds.exporters import CSV_COLUMNS

HEADER = ",".join(CSV_COLUMNS)

STORE_A = ("-s", "STORE_URL=sqlite:///a.db")
REFUSED = {
    "since=31-02-2026 is not a day": ["-a", "since=31-02-2026"],
    "until=x is not a day": ["-a", "until=x"],
    "since=2026-02-01 is after until=2026-01-01": [
        *("-a", "since=2026-02-01", "-a", "until=2026-01-01"),
    ],
    "sections: mediaindonesia has no 'sport'": ["-a", "sections=ekonomi,sport"],
    "urls: item 1 is no article URL of mediaindonesia": ["-a", "urls=x"],
    "urls=@/dev/zero is no file, but a pipe or a device": ["-a", "urls=@/dev/zero"],
    "urls=@none: the file cannot be read (No such file or directory)": ["-a", "urls=@none"],
    "related=x is not a whole number": ["-a", "related=x"],
    "max_pages=0 is not a whole number from 1 up": ["-a", "max_pages=0"],
    "recheck=-1 is not a whole number": ["-a", "recheck=-1"],
    "unknown argument 'sinces'; known are since, until, sections": ["-a", "sinces=today"],
    "unknown argument 'name'": ["-a", "name=x"],
    "Invalid -a value, use -a NAME=VALUE": ["-a", "since"],
    "Invalid -s value, use -s NAME=VALUE": ["-s", "REPLAY"],
    "argument -a: expected one argument": ["-a"],
    "since=2199-01-02 is in the future": ["--since", "2199-01-02"],
    "until=y is not a day": ["--until=y"],
    "max_pages=-1 is not a whole number": ["--max-pages", "-1"],
    "max_pages=x is not a whole number": ["--max_pages", "x"],
    "argument --since: expected one argument": ["--since"],
    "unknown option --sinc": ["--sinc", "2026-01-01"],
    "unknown option --max-page": ["--max-page", "3"],
    "-a since=today and --since yesterday differ; give one of them": [
        *("-a", "since=today", "--since", "yesterday"),
    ],
    "--max_pages=2 and --max-pages 3 differ": ["--max_pages", "2", "--max-pages", "3"],
    "unknown option -x": ["-x"],
    "name publishers or give --all, not both": ["--all"],
    "REPLAY=none: there is no such folder or file": ["-s", "REPLAY=none"],
    "REPLAY=http://192.0.2.1:80: a server must be": ["-s", "REPLAY=http://192.0.2.1:80"],
    "a.foo: the feed's format is missing or unknown; use .jsonl or .csv": ["-O", "a.foo"],
    "a.xlsx: the feed's format is missing or unknown": ["-o", "a.xlsx"],
    "a.csv:foo: the feed's format is missing or unknown": ["-O", "b.csv", "-O", "a.csv:foo"],
    "unknown option --overwrite": ["--overwrite", "a.csv"],
    "there is no feed storage 'foo'": ["-O", "foo://host/a.jsonl"],
    "use only one of -o/--output and -O": ["-o", "a.jsonl", "-O", "b.jsonl"],
    "a.csv: the feed's format is missing or unknown": ["-s", 'FEEDS={"a.csv": {}}'],
    "FIRST_RUN_PAGES=x is not a whole number from 1": ["-s", "FIRST_RUN_PAGES=x"],
    "NEAR_DUPLICATE_DAYS=-1 is not a whole number from 0": ["-s", "NEAR_DUPLICATE_DAYS=-1"],
    "NEAR_DUPLICATE_SIMILARITY=0 is not a number above 0": ["-s", "NEAR_DUPLICATE_SIMILARITY=0"],
    "NEAR_DUPLICATE_SIMILARITY=x is not a number": ["-s", "NEAR_DUPLICATE_SIMILARITY=x"],
    "FEED_DUPLICATES=maybe is not True or False": ["-s", "FEED_DUPLICATES=maybe"],
    "FIRST_RUN_PAGES=0 is not a whole number from 1": ["-s", "FIRST_RUN_PAGES=0"],
    "RELATED_MAX_AGE_DAYS=9999999999 is not": ["-s", "RELATED_MAX_AGE_DAYS=9999999999"],
    "DOWNLOAD_DELAY=x is not a number": ["-s", "DOWNLOAD_DELAY=x"],
    "ROBOTSTXT_OBEY=maybe is not True or False": ["-s", "ROBOTSTXT_OBEY=maybe"],
    "RETRY_ENABLED=False takes a guard away": ["-s", "RETRY_ENABLED=False"],
    "a.jsonl is the store /": ["-s", "STORE_URL=sqlite:///a.jsonl", "-O", "a.jsonl"],
    "a.db-wal is a file of the store /": [*STORE_A, "-O", "a.db-wal:jsonl"],
    "../a.db is the store /": ["-s", "STORE_URL=sqlite:///../a.db", "-o", "../a.db:jsonl"],
    "a.db.detik.lock is a lock of the store /": [*STORE_A, "-O", "a.db.detik.lock:jsonl"],
    "./b.jsonl is the feed b.jsonl, or a file of it": ["-O", "b.jsonl", "-O", "./b.jsonl"],
    "b.jsonl.part is the feed b.jsonl": ["-O", "b.jsonl", "-O", "b.jsonl.part:csv"],
    "JOBDIR is not needed": ["-s", "JOBDIR=job"],
    "CSV_FORMULA_GUARD=maybe is not True or False": ["-s", "CSV_FORMULA_GUARD=maybe"],
    "old.json cannot be continued; use -O": ["-o", "old.json"],
    "old.xml cannot be continued; use -O": ["-o", "old.xml:xml"],
    "since=2199-01-01 is in the future; today is 20": ["-a", "since=2199-01-01"],
    "until=1994-12-31 is before 1995-01-01": ["-a", "until=1994-12-31"],
    "LOG_LEVEL=LOUD is none of DEBUG": ["-L", "LOUD"],
    "old.csv has other columns and is left as it is; name a new file": ["-o", "old.csv"],
    "b.jsonl cannot take the batches of FEED_EXPORT_BATCH_ITEM_COUNT=5; put %(batch_id)d": [
        *("-o", "b.jsonl", "-s", "FEED_EXPORT_BATCH_ITEM_COUNT=5"),
    ],
    "FEED_EXPORT_BATCH_ITEM_COUNT=-3 is not a whole number": [
        *("-o", "b-%(batch_id)d.jsonl", "-s", "FEED_EXPORT_BATCH_ITEM_COUNT=-3"),
    ],
    "FEED_EXPORT_ENCODING=klingon is no encoding": ["-s", "FEED_EXPORT_ENCODING=klingon"],
    "file://out.jsonl names a host and no file": ["-O", "file://out.jsonl"],
    "newsscraper: . is a folder; name a file": ["-O", ":jsonl"],
    ".. is a folder; name a file": ["-o", "..:jsonl"],
}


QUICK = [*REFUSED][::6]
"""So many of them tell whether the command line refuses at all."""


@pytest.fixture(scope="module")
def refused(run_crawl, serve, tmp_path_factory):
    """Return a function that tries what is to be refused, on a server that sees each request."""
    cwd = tmp_path_factory.mktemp("refused")
    (cwd / "old.csv").write_text("a,b\n1,2\n")
    with serve(cwd) as server:

        def run(arguments):
            has_own = any("REPLAY" in each for each in arguments)
            replay = [] if has_own else ["-s", f"REPLAY={server.url}"]
            code, out, log = run_crawl(*replay, "-a", "related=0", *arguments, cwd=cwd, feed=None)
            return code, out.decode(), log.decode(), server.requests, cwd

        yield run


@pytest.mark.parametrize(
    "reason",
    [pytest.param(reason, marks=() if reason in QUICK else pytest.mark.slow) for reason in REFUSED],
)
def test_bad_input_gives_one_line_and_code_2_before_anything_is_asked_or_touched(refused, reason):
    code, out, log, requests, cwd = refused(REFUSED[reason])
    assert reason in log
    assert log.startswith("newsscraper: ")
    assert log.endswith("\n")
    assert log.count("\n") == 1
    assert (code, out, requests) == (2, "", [])
    assert [path.name for path in cwd.iterdir()] == ["old.csv"]
    assert (cwd / "old.csv").read_text() == "a,b\n1,2\n"


def test_an_unknown_publisher_is_refused_with_the_known_ones(start_crawl, tmp_path):
    for name, reason in {
        "kompos": f"there is no publisher 'kompos'; known are {KNOWN}",
        "": "name one publisher: scrapy crawl NAME; scrapy list shows them",
    }.items():
        process = start_crawl(cwd=tmp_path, name=name)
        log = process.communicate(timeout=60)[1].decode()
        assert (process.returncode, log.strip()) == (2, f"newsscraper: {reason}")


@pytest.mark.parametrize("option", ["--logfile", "--pidfile"])
def test_a_log_that_cannot_be_written_is_told_in_one_line_with_code_3(run_crawl, tmp_path, option):
    given = ("-s", f"REPLAY={tmp_path}", option, "none/crawl.log")
    code, _, said = run_crawl(*given, cwd=tmp_path)
    words = "/none/crawl.log cannot be written: No such file or directory\n"
    assert (code, said.count(b"\n")) == (3, 1)
    assert said.decode().endswith(words.removeprefix("/"))


@pytest.fixture
def small_site(tmp_path):
    site = Site(tmp_path / "site")
    site.index("/indeks", [site.article("/ekonomi/800001/berita", "2026-01-20 10:00")])
    return site


def test_a_feed_is_replaced_by_a_large_o_and_continued_by_a_small_one(crawl, small_site, tmp_path):
    replay = ("-s", f"REPLAY={small_site.folder}")
    (tmp_path / "rows.csv").write_text("a,b\n1,2\n")
    (tmp_path / "out.jsonl").write_text("old\n")
    run = crawl(*replay, "-O", "rows.csv", "-O", "out.jsonl", cwd=tmp_path)
    assert run.ids == ["800001"]
    run = crawl(*replay, "-o", "rows.csv", "-o", "out.jsonl", cwd=tmp_path)
    assert run.ids == ["800001", "800001"]
    with (tmp_path / "rows.csv").open(newline="", encoding="utf-8") as file:
        rows = list(csv.reader(file))
    assert [row[0] for row in rows] == ["key", "mediaindonesia:800001", "mediaindonesia:800001"]
    assert rows[0] == list(CSV_COLUMNS)


def test_a_run_with_nothing_to_deliver_leaves_the_last_good_file(crawl, small_site, tmp_path):
    (tmp_path / "out.jsonl").write_text('{"key": "lama:1"}\n')
    small_site.index("/indeks", [Story(f"{HOME}/ekonomi/800099/tidak-ada")])
    replay = f"REPLAY={small_site.folder}"
    assert crawl("-s", replay, cwd=tmp_path).rows == [{"key": "lama:1"}]
    assert crawl("-s", replay, "-s", "FEED_STORE_EMPTY=True", cwd=tmp_path).rows == []


def test_excel_gets_its_byte_order_mark_and_json_lines_get_none(crawl, small_site, tmp_path):
    feeds = ("-O", "rows.csv", "-O", "out.jsonl")
    arguments = ("-s", f"REPLAY={small_site.folder}", "-s", "FEED_EXPORT_ENCODING=utf-8-sig")
    assert crawl(*arguments, *feeds, cwd=tmp_path).ids == ["800001"]
    assert (tmp_path / "rows.csv").read_bytes().startswith(f"\ufeff{HEADER}\r\n".encode())


OURS, SCRAPYS = "newsscraper.feeds.extension.ArticleFeeds", "scrapy.extensions.feedexport"
NOBODYS = {
    f'EXTENSIONS={{"{OURS}": null, "{SCRAPYS}.FeedExporter": null}}': (
        "no feed can be written; the log above says why, or EXTENSIONS has no writer"
    ),
    'FEEDS={"s3://ember/a.jsonl": {"format": "jsonl"}}': "no feed can be written; the log above",
    'FEEDS={"%(tanggal)s.jsonl": {"format": "jsonl"}}': (
        "%(tanggal)s.jsonl cannot be filled in ('tanggal'); use %(name)s, %(time)s or %(batch_id)d"
    ),
    'FEEDS={"%(name)d.jsonl": {"format": "jsonl"}}': "%(name)d.jsonl cannot be filled in (%d",
}


@pytest.mark.parametrize("setting", NOBODYS)
def test_a_feed_that_nobody_can_write_ends_the_run_with_code_2_before_any_request(
    crawl, small_site, serve, tmp_path, setting
):
    with serve(small_site.folder) as server:
        run = crawl("-s", f"REPLAY={server.url}", "-s", setting, cwd=tmp_path)
        assert server.requests == []
    assert run.code == 2
    assert run.last_line.startswith(f"Not begun: {NOBODYS[setting]}")


@pytest.mark.parametrize("scheme", ["file://", "FILE://", "File:"])
def test_the_scheme_of_a_feed_may_have_capitals(crawl, small_site, tmp_path, scheme):
    feed = f"{scheme}{tmp_path}/out.jsonl"
    run = crawl("-s", f"REPLAY={small_site.folder}", "-O", feed, cwd=tmp_path)
    assert (run.code, run.ids) == (0, ["800001"])
    assert [each.name for each in tmp_path.iterdir() if each.is_dir()] == ["site"]


def test_a_feed_goes_to_stdout(start_crawl, small_site, tmp_path):
    process = start_crawl("-s", f"REPLAY={small_site.folder}", "-o", "-:csv", cwd=tmp_path)
    out = process.communicate(timeout=60)[0].decode()
    assert out.startswith(f"{HEADER}\r\nmediaindonesia:800001,")


def test_the_outcome_is_the_last_line_of_a_log_file_too(crawl, small_site, tmp_path):
    arguments = ("-s", f"REPLAY={small_site.folder}", "--logfile", "crawl.log")
    assert crawl(*arguments, cwd=tmp_path).log == ""
    assert (
        (tmp_path / "crawl.log")
        .read_text()
        .endswith("Complete: 1 article in out.jsonl, 0 failed.\n")
    )


WRONG = {
    "a wrong value": (("-a", "since=never"), "since=never is not a day"),
    "an unknown argument": (("-a", "sejak=today"), "unknown argument 'sejak'"),
    "a wrong setting": (("-s", "PROGRESS=x"), "PROGRESS=x is none of"),
    "no pages": (("-s", "REPLAY=none"), "REPLAY=none: there is no such folder"),
    "no store": (("-s", "STORE_URL=articles.db"), "STORE_URL=articles.db is no database URL"),
    "an unknown format": (("-o", "a.odt"), "a.odt"),
}


@pytest.mark.parametrize("what", WRONG)
def test_what_is_refused_stands_in_the_log_file_as_on_standard_error(run_crawl, tmp_path, what):
    given, reason = WRONG[what]
    log = tmp_path / "logs" / "job.log"
    log.parent.mkdir()
    code, _, said = run_crawl(*given, "--logfile", str(log), cwd=tmp_path)
    assert code == 2
    [line] = log.read_text().splitlines()
    assert line.partition(" ERROR: ")[2] == said.decode().removeprefix("newsscraper: ").strip()
    assert reason in line


def test_a_store_that_is_named_as_the_log_stays_as_it_is(run_crawl, tmp_path):
    given = ("-s", f"REPLAY={tmp_path}", "-s", "STORE_URL=sqlite:///a.db", "--logfile", "a.db")
    assert run_crawl(*given, cwd=tmp_path)[0] == 2
    assert list(tmp_path.iterdir()) == []


def test_the_help_names_the_options(start_crawl, tmp_path):
    process = start_crawl("-h", cwd=tmp_path, feed=None)
    assert b"--overwrite-output" in process.communicate(timeout=60)[0]
    assert process.returncode == 0


ADD_ON = "class Addon:\n    def update_settings(self, settings):\n        pass\n"


def test_other_add_ons_take_no_run_from_a_crawl(crawl, small_site, tmp_path):
    (tmp_path / "own_addon.py").write_text(ADD_ON)
    add_ons = 'ADDONS={"own_addon.Addon": 1, "newsscraper.replay.addon.Replay": 100}'
    run = crawl("-s", f"REPLAY={small_site.folder}", "-s", add_ons, cwd=tmp_path)
    assert (run.code, len(run.rows)) == (0, 1)


OWN_DEFAULT = """
from newsscraper.spiders.mediaindonesia import MediaIndonesiaSpider


class OwnSpider(MediaIndonesiaSpider):
    name = "own"

    def __init__(self, name=None, since="2026-06-01", **given):
        super().__init__(name, since=since, **given)
"""


def test_a_spider_may_have_defaults_of_its_own_for_its_arguments(crawl, small_site, tmp_path):
    (tmp_path / "own_spiders.py").write_text(OWN_DEFAULT)
    modules = "SPIDER_MODULES=own_spiders"
    replay = ("-s", f"REPLAY={small_site.folder}", "-s", modules)
    run = crawl(*replay, cwd=tmp_path, name="own")
    assert (run.code, run.rows) == (0, []), "the window is after all articles"
    run = crawl(*replay, "-a", "since=2020-01-01", cwd=tmp_path, name="own")
    assert len(run.rows) == 1
