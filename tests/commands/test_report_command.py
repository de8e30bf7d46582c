"""`scrapy report`: the page that it writes, figure by figure beside SQL, and its codes."""

import sqlite3
from collections import Counter
from contextlib import closing

import pytest
from lab.command_line import is_one_line, run
from lab.report_tables import tables_of
from worlds import reported

STORE = ("-s", "STORE_URL=sqlite:///articles.db")
DAYS = ("--since", reported.SINCE, "--until", reported.UNTIL)
NEWEST = "articles a JOIN revisions r ON r.key = a.key AND r.revision = a.revision"
WITHIN = f"substr(a.date_published, 1, 10) BETWEEN '{reported.SINCE}' AND '{reported.UNTIL}'"


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """A folder with a store and the report of a month of it."""
    folder = tmp_path_factory.mktemp("report")
    reported.make(folder / "articles.db")
    ended = run(folder, "report", "-O", "report.html", *DAYS, *STORE)
    assert ended.code == 0, ended.err
    return folder


@pytest.fixture(scope="module")
def ask(folder):
    """Return a function that asks the store."""
    with closing(sqlite3.connect(folder / "articles.db")) as database:
        yield lambda query: database.execute(query).fetchall()


@pytest.fixture(scope="module")
def tables(folder):
    """Chapter and panel -> the rows of its table."""
    return tables_of((folder / "report.html").read_text(encoding="utf-8"))


def test_it_says_how_many_articles_of_how_many_publishers(folder, ask):
    [(count,)] = ask(f"SELECT count(*) FROM articles a WHERE {WITHIN}")
    ended = run(folder, "report", "-O", "again.html", *DAYS, *STORE)
    assert (ended.code, ended.out) == (0, "")
    assert ended.err == f"again.html: {count} articles of 2 publishers\n"


CHAPTERS = {
    "All publishers": "1",
    "detik": "a.publisher = 'detik'",
    "kompas": "a.publisher = 'kompas'",
}


@pytest.mark.parametrize(("chapter", "chosen"), CHAPTERS.items())
def test_the_articles_of_each_day_are_those_of_the_store(tables, ask, chapter, chosen):
    day = "substr(a.date_published, 1, 10)"
    found = dict(ask(f"SELECT {day}, count(*) FROM articles a WHERE {chosen} GROUP BY 1"))
    rows = tables[chapter, "Articles per day"]
    assert len(rows) == 30
    assert {name: int(count) for name, count, _ in rows} == {
        name: found.get(name, 0) for name, _, _ in rows
    }


@pytest.mark.parametrize(("chapter", "chosen"), CHAPTERS.items())
def test_the_hours_are_those_of_the_store(tables, ask, chapter, chosen):
    found = ask(
        "SELECT CAST(substr(a.date_published, 12, 2) AS INTEGER),"
        " (CAST(strftime('%w', substr(a.date_published, 1, 10)) AS INTEGER) + 6) % 7, count(*)"
        f" FROM {NEWEST} WHERE {chosen} AND {WITHIN}"
        " AND json_extract(document, '$.date_precision') <> 'day' GROUP BY 1, 2"
    )
    rows = tables[chapter, "Hour and weekday"]
    shown = {
        (hour, day): int(count)
        for hour, (_, *counts) in enumerate(rows)
        for day, count in enumerate(counts)
        if count != "0"
    }
    assert shown == {(hour, day): count for hour, day, count in found}


@pytest.mark.parametrize(("chapter", "chosen"), CHAPTERS.items())
def test_the_sections_are_those_of_the_store(tables, ask, chapter, chosen):
    found = ask(
        f"SELECT coalesce(section, 'no section'), count(*) FROM articles a"
        f" WHERE {chosen} AND {WITHIN} GROUP BY 1"
    )
    rows = tables[chapter, "Sections"]
    assert {row[0]: int(row[1].partition(" ")[0]) for row in rows} == dict(found)


@pytest.mark.parametrize(("chapter", "chosen"), CHAPTERS.items())
def test_delays_are_those_of_the_store(tables, ask, chapter, chosen):
    found = ask(
        "SELECT substr(a.date_published, 1, 10), count(*)"
        f" FROM {NEWEST} WHERE {chosen} AND {WITHIN}"
        " AND json_extract(document, '$.date_precision') <> 'day' GROUP BY 1"
    )
    rows = tables[chapter, "Delay"]
    assert {day: int(count) for day, count, _, _ in rows} == dict(found)
    for day, count, half, _ in rows[:3]:
        waits = ask(
            "SELECT round((julianday(json_extract(document, '$.fetched_at'))"
            f" - julianday(a.date_published)) * 1440) AS wait FROM {NEWEST} WHERE {chosen}"
            f" AND a.date_published LIKE '{day}%' AND"
            " json_extract(document, '$.date_precision') <> 'day' ORDER BY wait"
        )
        [minutes] = waits[(int(count) - 1) // 2]
        assert half in (
            f"{minutes:.0f} min",
            f"{minutes / 60:.1f} h",
            "0 s",
            f"{minutes / 60:.0f} h",
        )


@pytest.mark.parametrize(("chapter", "chosen"), CHAPTERS.items())
@pytest.mark.parametrize("name", ["authors", "section", "free_access", "body", "image"])
def test_completeness_is_that_of_the_store(tables, ask, chapter, chosen, name):
    [(count,)] = ask(
        f"SELECT count(*) FROM {NEWEST} WHERE {chosen} AND {WITHIN}"
        f" AND json_extract(document, '$.{name}') NOT IN ('[]')"
    )
    [row] = [row for row in tables[chapter, "Completeness"] if row[0] == name]
    assert (int(row[1]), sum(map(int, row[2:]))) == (count, count)


@pytest.mark.parametrize(("chapter", "chosen"), CHAPTERS.items())
def test_sources_are_those_of_the_store(tables, ask, chapter, chosen):
    found = ask(
        f"SELECT each.key || ': ' || each.value, count(*) FROM {NEWEST},"
        f" json_each(document, '$.sources') AS each WHERE {chosen} AND {WITHIN} GROUP BY 1"
    )
    _, *rows = tables[chapter, "Sources"]
    assert {name: int(count) for name, count, *_ in rows} == dict(found)


def test_what_became_of_urls_and_why_is_as_the_ledger_has_it(tables, ask):
    day = "coalesce(a.date_published, l.date)"
    found = ask(
        f"SELECT state, reason, substr({day}, 1, 10), count(*) FROM ledger l"
        " LEFT JOIN articles a USING (key) WHERE l.publisher = 'kompas' AND"
        f" ({day} IS NULL OR substr({day}, 1, 10) BETWEEN '{reported.SINCE}' AND"
        f" '{reported.UNTIL}') GROUP BY 1, 2, 3"
    )
    states = Counter()
    for state, _, _, count in found:
        states[state] += count
    _, *columns = zip(*tables["kompas", "Coverage"], strict=True)
    shown = [sum(map(int, column)) for column in columns]
    assert sorted(shown) == sorted(states.values())
    reasons = Counter()
    for state, reason, _, count in found:
        if reason:
            reasons[f"{state.replace('_', ' ')}: {reason}"] += count
    assert {row[0]: int(row[1]) for row in tables["kompas", "Failures"]} == dict(reasons)


@pytest.mark.parametrize(("chapter", "chosen"), CHAPTERS.items())
def test_credits_are_those_of_the_store(tables, ask, chapter, chosen):
    credit = "json_extract(document, '$.syndicated_from.publisher')"
    found = ask(
        f"SELECT {credit}, count(*) FROM {NEWEST} WHERE {chosen} AND {WITHIN}"
        f" AND {credit} IS NOT NULL GROUP BY 1"
    )
    rows = [row for row in tables[chapter, "Duplicates and wire stories"] if len(row) == 3]
    assert {row[0]: int(row[1]) for row in rows if row[2] == ""} == dict(found)


@pytest.mark.parametrize(("chapter", "chosen"), CHAPTERS.items())
def test_the_newest_fifty_are_linked(tables, ask, chapter, chosen):
    found = ask(
        f"SELECT replace(substr(a.date_published, 1, 16), 'T', ' ') FROM articles a"
        f" WHERE {chosen} AND {WITHIN} ORDER BY a.date_published DESC LIMIT 50"
    )
    rows = tables[chapter, "Newest articles"]
    assert [row[0] for row in rows] == [moment for (moment,) in found]
    headlines = {
        text for (text,) in ask("SELECT json_extract(document, '$.headline') FROM revisions")
    }
    assert {row[1] for row in rows} <= headlines


def test_one_publisher_has_one_chapter(folder, tables):
    only = ("--publisher", "kompas")
    ended = run(folder, "report", "-O", "one.html", *DAYS, *only, *STORE)
    assert ended.err.endswith(" articles of 1 publisher\n")
    found = tables_of((folder / "one.html").read_text(encoding="utf-8"))
    assert {chapter for chapter, _ in found} == {"kompas"}
    panel = ("kompas", "Articles per day")
    assert found[panel] == tables[panel]


@pytest.mark.parametrize("scheme", ["file://", "FILE:"])
def test_the_file_may_be_named_as_a_uri_as_that_of_a_feed(folder, tmp_path, scheme):
    ended = run(folder, "report", "-O", f"{scheme}{tmp_path}/of.html", *DAYS, *STORE)
    assert ended.code == 0
    assert ended.err.startswith(f"{tmp_path}/of.html: ")
    assert (tmp_path / "of.html").is_file()


def test_a_report_without_days_is_of_the_last_thirty(folder):
    assert run(folder, "report", "-O", "now.html", *STORE).code == 0
    found = tables_of((folder / "now.html").read_text(encoding="utf-8"))
    assert len(found["detik", "Articles per day"]) == 30


def test_a_long_report_is_of_weeks_and_begins_with_the_first_article(folder):
    assert run(folder, "report", "-O", "all.html", "--since", "2016-01-01", *STORE).code == 0
    found = tables_of((folder / "all.html").read_text(encoding="utf-8"))
    assert found["detik", "Articles per week"][0][0] == "2025-12-29"


def test_the_last_good_page_stays_when_the_store_cannot_be_read(folder):
    (folder / "broken.db").write_bytes(b"no database" * 999)
    before = (folder / "report.html").read_bytes()
    ended = run(folder, "report", "-O", "report.html", "-s", "STORE_URL=sqlite:///broken.db")
    assert ended.code == 3
    assert is_one_line(ended.err)
    assert (folder / "report.html").read_bytes() == before


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        ([], "give the file to write: scrapy report -O FILE.html"),
        (["-O", "report.pdf"], "report.pdf: the ending must be .html"),
        (["-O", "ftp://u:p@host/x.html"], "ftp://host/x.html is no file of this machine"),
        (["-O", "file://x.html"], "file://x.html names a host and no file"),
        (["-O", "x.html", "--since", "kemarin"], "since=kemarin"),
        (["-O", "https://host/x.html"], "https://host/x.html is no file of this machine"),
        (["-O", "x.html", "--publisher", "nix"], "there is no publisher 'nix'; known are"),
        (["-O", "x.html", "-s", "STORE_URL=sqlite:///none.db"], "there is no store "),
    ],
)
def test_bad_input_gives_one_line_and_code_2(folder, arguments, reason):
    ended = run(folder, "report", *STORE, *arguments)
    assert (ended.code, ended.out) == (2, "")
    assert is_one_line(ended.err)
    assert ended.err.startswith(f"newsscraper: {reason}")
    assert not (folder / "x.html").exists()
