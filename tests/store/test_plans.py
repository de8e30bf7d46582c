"""How the database finds what is asked: no statement reads all of a large table without a reason.

Real runs of the real commands log what they ask. Then a store with the statistics of a million
articles says how it would answer, and so does one without any statistics.
"""

import ast
import json
import re
import sqlite3
from collections import defaultdict
from contextlib import closing
from datetime import datetime, timedelta
from functools import partial

import pytest
from lab import forked, statement_log
from lab.project import PROJECT, own_environment
from worlds.paper import Paper, down
from worlds.stories import CREDIT, html, on_detik, retold, told

from newsscraper.failures import Fate, Verdict
from newsscraper.items import Article
from newsscraper.roads.listing import Size
from newsscraper.store import (
    comparison_anew,
    delivered,
    index_pages,
    known_ground,
    ledger,
    list_sizes,
    marks_anew,
    open_work,
    page_changes,
    passed_by,
    profile_rows,
    recent_ends,
    rereading,
    revisions,
    run_log,
    settling,
    shrunken,
    text_index,
    walk_log,
)
from newsscraper.store.article_store import Store
from newsscraper.store.clock import Clock
from newsscraper.store.comparison_anew import Repeated
from newsscraper.store.index_pages import IndexPage
from newsscraper.store.profile_rows import Kept
from newsscraper.store.states import InCommon
from newsscraper.window import Window

ME, ROAD = "mediaindonesia", "https://mediaindonesia.com/indeks"

STATISTICS = {
    ("articles", "articles_by_date"): "1000000 333333 1 1",
    ("articles", "sqlite_autoindex_articles_1"): "1000000 1",
    ("revisions", "revisions_by_publisher"): "1030000 343333",
    ("revisions", "sqlite_autoindex_revisions_1"): "1030000 1 1",
    ("ledger", "ledger_by_run"): "1050000 20",
    ("ledger", "ledger_open"): "400 130 1",
    ("ledger", "sqlite_autoindex_ledger_1"): "1050000 1",
    ("listings", "listings_by_walk"): "1000000 20",
    ("listings", "listings"): "1000000 333333 1",
    ("walks", "walks_by_road"): "50000 16667 16667",
    ("walks", "walks_by_heir"): "50000 1000",
    ("runs", "runs_by_publisher"): "50000 16667",
    ("profiles", "profiles_by_selection"): "900 300 180 180",
    ("page_changes", "page_changes_by_selection"): "300 100 60 60",
    ("page_changes", "page_changes_open"): "6 2",
    ("index_pages", "index_pages"): "50000 16667 1",
    ("ledger", "ledger_given_up"): "7000 2333",
    ("ledger", "ledger_left_out"): "14000 4667",
    ("index_pages", "index_pages_unread"): "20 7 7",
    ("index_pages", "index_pages_given_up"): "20 7",
    ("deliveries", "deliveries_by_file"): "2000000 400000",
    ("deliveries", "deliveries"): "2000000 400000 1",
    ("sketches", "sketches"): "9000000 1 1 1",
    ("matches", "matches"): "20000 1 1",
    ("duplicates", None): "10000",
    ("aliases", "sqlite_autoindex_aliases_1"): "100000 1",
    ("files", "sqlite_autoindex_files_1"): "5 1",
    ("feeds", "sqlite_autoindex_feeds_1"): "5 1 1",
}
"""Table and index -> rows in all, and for each value of the first column, the first two …"""

BESIDE = {"sketches_anew", "matches_anew", "duplicates_anew", "changed_marks"}
SMALL = {"files", "feeds", "profiles"}  # profiles are forgotten after some weeks
LARGE = {table for table, _ in STATISTICS} - SMALL | BESIDE
FEW = ("ledger_open", "index_pages_unread", "given_up", "page_changes_")
"""Indexes of the few rows that are still to be fetched, or given up, or that tell of changes."""

OF_ALL = {"publisher=?", "rowid>?", "hash>?", "road=?", "feed=?"}
"""Conditions that hold for a third of the rows."""

OF_POSTGRESQL = {"tsvector", "statements"}
"""Modules whose functions ask nothing of SQLite by themselves."""

ALL_IS_READ = {
    "store.copying.count_rows": "a copy has all rows",
    "store.copying.all_rows": "a copy has all rows",
    "store.coverage.failures": "each URL of the publisher that did not come is counted",
    "store.coverage.groups": "each URL of the publisher is counted in its day",
    "store.coverage.numbered": "an estimate of the ids of each day, from all that are known",
    "store.index_pages.count_of_unfinished": "the pages of one road, some thousands",
    "store.index_pages.forget_links": "the pages of one road, some thousands",
    "store.index_pages.oldest_owed": "the pages of one road, some thousands",
    "store.index_pages.read_urls": "the pages of one road, some thousands",
    "store.index_pages.unread_of": "the pages of one road, some thousands",
    "store.index_pages.was_empty": "it ends at the first that was empty: each day ends with one",
    "store.index_pages.was_read": "it ends at the first that listed an article",
    "store.known_ground.oldest_if_met": "it ends at the first article that was not met: as a rule "
    "one of the first, as known ground is larger than a page",
    "store.marks_anew.end": "how many marks changed, once in a rebuild",
    "store.marks_anew.write": "it ends at the hundredth mark that changed",
    "store.matches.counts": "each article that repeats another is counted",
    "store.matches.pairs": "clusters are of the whole store, whatever is chosen of them",
    "store.revisions.count": "how many articles there are: 10 ms for a million in their index",
    "store.revisions.count_articles": "how many articles there are, in their index",
    "store.revisions.following": "a rebuild compares every article",
    "store.revisions.read_all": "an export of all",
}
"""Function that asks -> why it must read every row of a table, or of a publisher."""

ENDS_EARLY = {
    "store.known_ground.newest_shown": "when it has found enough: what is newest is known",
    "store.revisions.last_before": "at the newest revision that is older than the runs of a day",
    "store.revisions.newest_documents": "at the newest that are looked at",
    "store.revisions.newest_seq": "at the first",
    "store.standing.last_run": "at the newest",
    "store.run_log.newest": "at the first",
    "store.run_log.ended_after": "at the run before the command: few are newer",
    "store.run_log.first_since": "at the newest run that is older than a day",
    "store.run_log.last_whole": "at the fiftieth run",
}
"""Function that asks in the order of an index -> where it ends."""


def reads_all(step, statement):
    """Tell whether a *step* of a plan goes through a large table from its beginning to its end."""
    found = re.match(r"(SCAN|SEARCH) (\w+)(?: .*\((.*)\))?", step)
    if not found:
        return False
    way, name, conditions = found.groups()
    aliases = {alias: table for table, alias in re.findall(r"(\w+) AS (\w+)", statement)}
    if aliases.get(name, name) not in LARGE or any(each in step for each in FEW):
        return False
    return way == "SCAN" or conditions in OF_ALL


# --- What is asked --------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def asked(tmp_path_factory):
    """Return what the runs and commands ask: function, statement and values, each once."""
    folder = tmp_path_factory.mktemp("asked")
    log = folder / "statements"
    environment = own_environment(STATEMENT_LOG=str(log))

    def scrapy(*arguments, codes=(0, 7)):
        ended = forked.run(*arguments, cwd=folder, env=environment)
        assert ended.code in codes, ended.err.decode()

    def crawl(*arguments, name="mediaindonesia"):
        store = ("-s", "STORE_URL=sqlite:///articles.db", "-s", f"REPLAY={folder / 'site'}")
        scrapy("crawl", name, *store, *arguments)

    crawl_all(crawl, Paper(folder / "site"))
    read_all(scrapy)
    return statements(log)


def crawl_all(crawl, paper):
    """Crawl in every way, with what goes wrong."""
    for number, body in {1: told("garam"), 2: told("kopi"), 3: retold("garam")}.items():
        paper.story(number, body=body)
    paper.story(9, body=told("garam"))
    paper.publish(down(15, 1))
    crawl("-O", "a.jsonl")
    paper.publish(down(40, 1))
    paper.publish(down(12, 1), road="/ekonomi")
    (paper.folder / f"{paper.address(30).partition('://')[2]}.html").unlink()
    crawl("-O", "a.jsonl")
    crawl("-o", "b.jsonl")
    crawl("-O", "a.jsonl", "-a", "since=2026-01-02", "-a", "until=2026-01-04")
    crawl("-o", "b.jsonl", "-a", "since=2026-01-02", "-a", "until=2026-01-04")
    crawl("-O", "a.jsonl", "-a", "sections=ekonomi", "-a", "since=2026-01-01")
    urls = ",".join(map(paper.address, (3, 9, 77)))
    crawl("-o", "b.jsonl", "-a", f"urls={urls}")
    paper.story(40, body=told("kereta"))
    (paper.folder.parent / "b.jsonl").unlink()
    crawl("-o", "b.jsonl", "-a", "recheck=20000")
    mirrored = on_detik(paper, 8310001, datetime(2026, 1, 1, 7), told("kopi") + html(CREDIT))
    crawl("-O", "d.jsonl", "-a", f"urls={mirrored}", name="detik")
    # The index is gone, and a feed stands in for it.
    (paper.folder / "mediaindonesia.com/indeks.html").unlink()
    crawl("-O", "a.jsonl")


def read_all(scrapy):
    """Give every command that reads the store, and the one that compares anew."""
    a_day = ("--since", "2026-01-02", "--until", "2026-01-02")
    scrapy("export", "-O", "all.jsonl")
    scrapy("export", "-O", "day.jsonl", "--publisher", "mediaindonesia", *a_day)
    scrapy("export", "-O", "day.jsonl", *a_day)
    for choice in (("--unique",), ("--clusters",), ("--revisions", "all")):
        scrapy("export", "-O", "all.csv", *choice)
    scrapy("search", "garam")
    scrapy("search", "garam", "-O", "hits.csv", "--publisher", ME, *a_day)
    scrapy("status")
    scrapy("report", "-O", "report.html", "--since", "2016-01-01")
    scrapy("coverage")
    scrapy("coverage", "mediaindonesia", *a_day)
    scrapy("coverage", "mediaindonesia", "--gaps")
    scrapy("dedup")
    scrapy("dedup", "--rebuild")
    scrapy("backup", "copy.db")
    scrapy("copystore", "articles.db", "new.db")


def ask_what_is_rare(transaction):
    """Ask what these runs do not: it takes other publishers, or many faults."""
    moment, page = Clock().now(), IndexPage(ME, ROAD, ROAD, 1)
    article = Article("a:1", ME, "https://a.id/1", date_published="2026-01-01T10:00:00+07:00")
    article.content_hash = "x"
    run_log.begin(transaction, ME, {}, moment)
    run_log.newest(transaction)
    run_log.newest(transaction, ME)
    list(run_log.ended_after(transaction, ME, 1))
    revisions.add(transaction, article, 1)
    revisions.add_aliases(transaction, "a:1", ["https://a.id/2"])
    list(revisions.texts(transaction, ME, 0))
    revisions.replace(transaction, 1, article)
    rereading.replace(transaction, 1, article)
    rereading.revisions_of(transaction, "a:1")
    delivered.pass_over(transaction, ME, 1, 0)
    delivered.owe_again(transaction, ME, 1)
    index_pages.fail(transaction, page, Verdict(Fate.FAILED, "x"), moment)
    index_pages.forget_links(transaction, ROAD)
    index_pages.unread(transaction, ME)
    walk_log.complete(transaction, ROAD, begin(transaction), makes_known=True)
    walk_log.first_to_show(transaction, ME, ROAD)
    walk_log.last_complete(transaction, ME, ROAD)
    walk_log.take_over(transaction, begin(transaction), 1)
    known_ground.newest_shown(transaction, ME, [ROAD], [1, 2], [ROAD], 10)
    known_ground.oldest_if_met(transaction, ROAD, 1, [])
    walk_log.show_as(transaction, ROAD, 1, [2])
    ledger.put(transaction, ME, 1, [listed := ledger.Listed("a:1", "https://a.id/1", 0, None)])
    ledger.come_nearer(transaction, [listed])
    ledger.dates_of(transaction, ["a:1"])
    ledger.leave(transaction, "a:1", None, "out_of_window")
    gone = Verdict(Fate.GONE, "http_404", 404)
    for _ in range(2):
        ledger.fail(transaction, "a:1", gone, 1, moment)
    settling.settle(transaction, ME, 1, moment, InCommon.GONE)
    ledger.fail(transaction, "a:1", gone, 2, moment + timedelta(days=2))
    list_sizes.add_day(transaction, ROAD, moment.date(), Size(20, 20))
    list_sizes.add_end(transaction, ROAD, links_too_far=True)
    list_sizes.least_by_now(transaction, ME, ROAD, moment)
    list_sizes.forget_ends(transaction, ROAD)
    list_sizes.forget(transaction, ROAD)
    open_work.all_open(transaction, ME)
    list(passed_by.unseen(transaction, 1, ""))
    passed_by.walks_showing(transaction, "a:1", [1])
    passed_by.with_own_date(transaction, ["a:1"])
    recent_ends.reopen_since(transaction, ME, 1, moment)
    settling.reopen(transaction, ME, 0, ["x"], moment)
    shrunken.put(transaction, article, 1, "2026-01-01")
    ledger.repeat(transaction, "a:1", None)
    list(revisions.newest_documents(transaction, ME, 60))
    ask_of_changed_pages(transaction, Kept(ME, ""))
    delivered.paths(transaction)
    transaction.exec_driver_sql("UPDATE text_index SET until = 9")
    text_index.put_in_more(transaction)
    comparison_anew.begin(transaction, 30, 0.3)
    comparison_anew.note(transaction, Repeated(1, None, None))
    marks_anew.write(transaction, 0)
    marks_anew.judge(transaction, "")


def ask_of_changed_pages(transaction, mine):
    """Ask for what runs counted and what has changed."""
    counted = {"first": 1, "last": 1, "began": "2026-01-01", "articles": 1, "pages": 0}
    profile_rows.add(transaction, mine, {**counted, "counts": "{}"})
    [row] = profile_rows.newest(transaction, mine, 9)
    profile_rows.replace(transaction, row.id, counted)
    profile_rows.forget_before(transaction, mine, row.id)
    said = {"question": "authors", "kind": "lacks", "value": "", "field": "authors", "text": ""}
    change = {"stage": "open", "first": 1, "found": 1, "of": 2, "usual": 0, "scale": 20, **said}
    page_changes.put(transaction, mine, None, change)
    page_changes.put(transaction, mine, page_changes.known(transaction, mine)[0].id, change)
    page_changes.open_changes(transaction, ME)
    page_changes.tell(transaction, ME)
    page_changes.accept(transaction, ME)
    page_changes.forget_before(transaction, mine, 1)


def begin(transaction):
    return walk_log.begin(transaction, ME, ROAD, 1, Window(), is_from_top=True)


@pytest.fixture(scope="module")
def rare(tmp_path_factory):
    """The same of what is asked rarely."""
    folder = tmp_path_factory.mktemp("rare")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sqlite3, "connect", sqlite3.connect)
        statement_log.install(folder / "statements")
        store = Store.open(folder / "articles.db")
        with closing(store), store.writing() as transaction:
            ask_what_is_rare(transaction)
    return statements(folder / "statements")


def statements(log):
    return [json.loads(line) for line in log.read_text(encoding="utf-8").splitlines()]


@pytest.mark.slow
def test_whatever_a_module_of_the_store_asks_is_asked_here(asked, rare):
    askers = {asker for asker, _, _ in (*asked, *rare)}
    known = {
        f"store.{path.stem}.{function.name}"
        for path in (PROJECT / "newsscraper/store").glob("*.py")
        if path.stem not in OF_POSTGRESQL
        for function in ast.parse(path.read_text(encoding="utf-8")).body
        if isinstance(function, ast.FunctionDef) and is_asking(function)
    }
    assert len(known) > 80
    assert sorted(each for each in known if not any(map(partial(is_of, each), askers))) == []


def is_asking(function):
    """Tell whether a function gives a statement to a transaction."""
    return any(
        isinstance(node, ast.Attribute)
        and node.attr in {"execute", "scalar", "scalars"}
        and isinstance(node.value, ast.Name)
        and node.value.id == "transaction"
        for node in ast.walk(function)
    )


def is_of(function, asker):
    """Tell whether the *asker* is the function, or a generator in it."""
    return asker == function or asker.startswith(f"{function}.")


# --- How it is found ------------------------------------------------------------------------------


@pytest.fixture(params=["with the statistics of a million", "without statistics"])
def empty(request, tmp_path):
    """A connection to a store without rows."""
    path = tmp_path / "articles.db"
    store = Store.open(path)
    with store.writing() as transaction:
        comparison_anew.begin(transaction, 30, 0.3)
    store.close()
    with closing(sqlite3.connect(path)) as database:
        if request.param.startswith("with the"):
            database.execute("ANALYZE sqlite_schema")
            rows = [(*names, numbers) for names, numbers in STATISTICS.items()]
            database.executemany("INSERT INTO sqlite_stat1 VALUES (?, ?, ?)", rows)
            database.commit()
    with closing(sqlite3.connect(path)) as database:
        yield database


def plan(database, statement, values):
    return [row[3] for row in database.execute(f"EXPLAIN QUERY PLAN {statement}", values)]


@pytest.mark.slow
def test_no_statement_reads_all_of_a_large_table_but_those_that_must(asked, rare, empty):
    found = defaultdict(set)
    for asker, statement, values in (*asked, *rare):
        if re.match(r"SELECT|INSERT|UPDATE|DELETE|WITH", statement):
            steps = plan(empty, statement, values)
            is_in_order = not any(step.startswith("USE TEMP B-TREE") for step in steps)
            if not (is_in_order and asker in ENDS_EARLY):
                found[asker].update(step for step in steps if reads_all(step, statement))
    assert {asker: steps for asker, steps in found.items() if steps} == {
        asker: found[asker] for asker in ALL_IS_READ
    }


def test_the_statistics_are_of_all_indexes_of_large_tables(tmp_path):
    path = tmp_path / "articles.db"
    Store.open(path).close()
    with closing(sqlite3.connect(path)) as database:
        query = "SELECT tbl_name, name FROM sqlite_schema WHERE type = 'index'"
        indexes = {row for row in database.execute(query) if row[0] in LARGE}
    assert indexes - STATISTICS.keys() == set()


@pytest.mark.parametrize(
    ("step", "is_one"),
    [
        ("SCAN revisions", True),
        ("SCAN own", True),
        ("SCAN files", False),
        ("SEARCH revisions USING INTEGER PRIMARY KEY (rowid>?)", True),
        ("SEARCH own USING INTEGER PRIMARY KEY (rowid=?)", False),
        ("SEARCH articles USING COVERING INDEX articles_by_date (publisher=?)", True),
        ("SEARCH articles USING INDEX articles_by_date (publisher=? AND date_published>?)", False),
        ("USE TEMP B-TREE FOR ORDER BY", False),
    ],
)
def test_a_plan_that_reads_all_is_seen(step, is_one):
    assert reads_all(step, "SELECT * FROM revisions AS own") == is_one
