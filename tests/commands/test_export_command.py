"""`scrapy export`: files made from the store, with the real command line."""

import csv
import gzip
import hashlib
import io
import json
import os
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime

import pytest
from lab import forked
from lab.project import PROJECT
from worlds.site import Site
from worlds.stories import (
    BRIDGE,
    COFFEE,
    ELSEWHERE,
    LIBRARY,
    MIRRORED,
    OTHERS,
    SALT,
    SALT_AGAIN,
    SALT_NEXT_DAY,
    crawl_three,
    rows_of,
)

STORE = ("-s", "STORE_URL=sqlite:///articles.db")


def export(*arguments, cwd):
    """Run `scrapy export` in the folder *cwd*; return exit code and stderr."""
    environment = os.environ | {
        "PYTHONPATH": str(PROJECT),
        "SCRAPY_SETTINGS_MODULE": "newsscraper.settings",
    }
    done = forked.run("export", *arguments, cwd=cwd, env=environment)
    return done.code, done.err.decode()


@pytest.fixture(scope="module")
def folder(crawl, tmp_path_factory):
    """A folder with a store of five articles of three days, one of them in two revisions."""
    site = Site(tmp_path_factory.mktemp("site"))
    days = {1: "2026-01-03 10:00", 2: "2026-01-01 09:00", 3: "2026-01-02 23:59"}
    days |= {4: "2026-01-02 00:00", 5: "2026-01-01 09:00"}
    stories = [site.article(f"/ekonomi/80000{n}/berita", day) for n, day in days.items()]
    site.index("/indeks", stories)
    cwd = tmp_path_factory.mktemp("run")
    assert crawl(*STORE, "-s", f"REPLAY={site.folder}", cwd=cwd).code == 0
    site.article("/ekonomi/800003/berita", days[3], body="<p>Isi yang diralat.</p>")
    recheck = ("-a", "recheck=500000", "-s", f"REPLAY={site.folder}")
    assert crawl(*STORE, *recheck, cwd=cwd).ids == ["800003"]
    return cwd


def ids(file):
    """The numbers of the articles in a JSON Lines file."""
    return [json.loads(line)["key"][-1] for line in file.read_text("utf-8").splitlines()]


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        ((), "25431"),
        (("--since", "2026-01-02"), "431"),
        (("--until", "2026-01-02"), "2543"),
        (("--since", "2026-01-02", "--until", "2026-01-02"), "43"),
        (("--until", "9999-12-31"), "25431"),
        (("--since", "today"), ""),
        (("--publisher", "mediaindonesia", "--revisions", "all"), "254331"),
    ],
)
def test_an_export_holds_the_articles_of_the_window_by_date(folder, tmp_path, arguments, expected):
    file = tmp_path / "out.jsonl"
    code, said = export("-O", file, *arguments, cwd=folder)
    assert code == 0
    assert "".join(ids(file)) == expected
    assert said == f"{len(expected)} article{'s' * (len(expected) != 1)} in {file}\n"


def test_the_newest_revision_is_exported_and_all_of_them_if_asked_for(folder, tmp_path):
    file = tmp_path / "out.jsonl"
    export("-O", file, "--since", "2026-01-02", "--until", "2026-01-02", cwd=folder)
    assert [json.loads(line)["revision"] for line in file.read_text().splitlines()] == [1, 2]
    export("-O", file, "--revisions", "all", cwd=folder)
    both = [row for row in map(json.loads, file.read_text().splitlines()) if "3" in row["key"][-1]]
    assert [(row["revision"], row["body"]) for row in both] == [
        (1, "Isi berita /ekonomi/800003/berita."),
        (2, "Isi yang diralat."),
    ]


ENDINGS = ("jsonl", "csv", "jsonl.gz", "csv.gz")


@pytest.fixture(scope="module")
def exported(folder, tmp_path_factory):
    """The folder in which all formats were exported twice: a.csv, b.csv …"""
    target = tmp_path_factory.mktemp("exports")
    files = [target / f"{name}.{ending}" for name in "ab" for ending in ENDINGS]
    with ThreadPoolExecutor(2) as pool:
        jobs = [pool.submit(export, "-O", file, cwd=folder) for file in files]
        assert {job.result()[0] for job in jobs} == {0}
    assert sorted(target.iterdir()) == sorted(files)
    return target


@pytest.mark.parametrize("ending", ENDINGS)
def test_an_export_is_the_same_to_the_byte_when_repeated(exported, ending):
    first, second = ((exported / f"{name}.{ending}").read_bytes() for name in "ab")
    assert first == second
    text = (gzip.decompress(first) if ending.endswith("gz") else first).decode()
    if "csv" in ending:
        rows = list(csv.DictReader(io.StringIO(text, newline="")))
    else:
        rows = [json.loads(line) for line in text.splitlines()]
    assert [row["key"][-1] for row in rows] == list("25431")


@pytest.mark.parametrize(("guard", "expected"), [((), ""), (("-s", "CSV_FORMULA_GUARD=1"), "'")])
def test_a_feed_and_an_export_defuse_formulas_where_they_are_to(crawl, tmp_path, guard, expected):
    headline = '=HYPERLINK("https://x.example")'
    site = Site(tmp_path / "site")
    site.index(
        "/indeks", [site.article("/ekonomi/800001/berita", "2026-01-01 09:00", (), headline)]
    )
    run = crawl(*STORE, *guard, "-s", f"REPLAY={site.folder}", "-O", "fed.csv", cwd=tmp_path)
    assert run.code == 0
    assert export("-O", "exported.csv", *guard, cwd=tmp_path)[0] == 0
    fed, exported = (tmp_path / f"{name}.csv" for name in ("fed", "exported"))
    assert fed.read_bytes() == exported.read_bytes()
    with fed.open(encoding="utf-8", newline="") as file:
        assert [row["headline"] for row in csv.DictReader(file)] == [expected + headline]


def test_a_feed_and_an_export_write_the_same_line(folder, tmp_path):
    export("-O", tmp_path / "a.jsonl", "--since", "2026-01-02", cwd=folder)
    fed = (folder / "out.jsonl").read_text()
    assert fed in (tmp_path / "a.jsonl").read_text()


def test_an_export_never_takes_the_place_of_the_store(folder):
    link = folder / "link.jsonl"
    link.symlink_to("articles.db")
    before = (folder / "articles.db").read_bytes()
    code, said = export("-O", "link.jsonl", cwd=folder)
    assert (code, (folder / "articles.db").read_bytes()) == (2, before)
    assert said == f"newsscraper: link.jsonl is the store {folder}/articles.db; name another file\n"
    link.unlink()


@pytest.mark.parametrize("scheme", ["file://", "FILE:"])
def test_the_file_may_be_named_as_a_uri_as_that_of_a_feed(folder, tmp_path, scheme):
    code, said = export("-O", f"{scheme}{tmp_path}/out.jsonl", cwd=folder)
    assert (code, said) == (0, f"5 articles in {tmp_path}/out.jsonl\n")
    assert len(ids(tmp_path / "out.jsonl")) == 5


def test_an_export_is_no_folder(folder, tmp_path):
    (tmp_path / "out.jsonl").mkdir()
    code, said = export("-O", tmp_path / "out.jsonl", cwd=folder)
    assert (code, said) == (2, f"newsscraper: {tmp_path}/out.jsonl is a folder; name a file\n")


def test_an_export_that_cannot_be_written_leaves_the_last_one(folder, tmp_path):
    file = tmp_path / "out.jsonl"
    file.write_text("lama\n")
    (tmp_path / "out.jsonl.part").mkdir()
    code, said = export("-O", file, cwd=folder)
    assert (code, file.read_text()) == (3, "lama\n")
    assert said == f"newsscraper: {file} cannot be written: Is a directory\n"


WRONG = {
    (): "give the file to write: scrapy export -O FILE",
    (
        "-O",
        "a.xml",
    ): "a.xml: the ending must be .jsonl, .csv, .jsonl.gz, .csv.gz, .parquet or .xlsx",
    ("-O", "a.csv", "--since", "kemarin"): "since=kemarin is not a day",
    ("-O", "a.csv", "--since", "2026-02-01", "--until", "2026-01-01"): "since=2026-02-01 is after",
    ("-O", "a.csv", "--publisher", "koran"): "there is no publisher 'koran'; known are",
    ("-O", "a.csv", "--revisions", "some"): "argument --revisions: invalid choice: 'some'",
    ("-O", "a.csv", "--wrong"): "unknown option --wrong",
    ("-O", "a.csv", "--unique", "--clusters"): "--clusters: not allowed with argument --unique",
    ("-O", "a.csv", "--clusters", "--unique"): "--unique: not allowed with argument --clusters",
    ("-O", "a.csv", "--clusters", "--revisions", "all"): "--revisions: not allowed with argument",
    ("-O", "a.csv", "-s", "STORE_URL=sqlite:///none.db"): "there is no store",
    ("-O", "a.csv", "-s", "STORE_URL=mysql://x/y"): "SQLite and PostgreSQL are supported",
    ("-O", "ftp://u:p@host/a.csv"): "ftp://host/a.csv is no file of this machine; name a file",
    ("-O", "file://a.csv"): "file://a.csv names a host and no file",
    ("-O", "a.csv", "-s", "CSV_FORMULA_GUARD=yes"): "CSV_FORMULA_GUARD=yes is not True or False",
    ("-O", "a.csv", "-s", "FEED_EXPORT_ENCODING=x"): "FEED_EXPORT_ENCODING=x is no encoding",
    ("-O", "a.csv", "-L", "LOUD"): "LOG_LEVEL=LOUD is none of DEBUG",
}


@pytest.fixture(scope="module")
def refusals(folder):
    """What each wrong input ended with."""
    with ThreadPoolExecutor(2) as pool:
        jobs = [pool.submit(export, *arguments, cwd=folder) for arguments in WRONG]
        return dict(zip(WRONG, [job.result() for job in jobs], strict=True))


@pytest.mark.parametrize("arguments", WRONG, ids=WRONG.values())
def test_bad_input_is_refused_in_one_line_with_code_2(refusals, folder, arguments):
    code, said = refusals[arguments]
    assert code == 2
    assert said.startswith("newsscraper: ")
    assert WRONG[arguments] in said
    assert said.count("\n") == 1
    assert not (folder / "a.csv").exists()
    assert not (folder / "none.db").exists()


# --- Tables ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "choice",
    [
        pytest.param((), marks=pytest.mark.slow),
        pytest.param(("--unique",), marks=pytest.mark.slow),
        ("--revisions", "all"),
    ],
)
def test_tables_hold_what_the_lines_hold(folder, three, tmp_path, choice):
    """Of three publishers, and of a store with an older revision."""
    parquet = pytest.importorskip("pyarrow.parquet", reason="the extra `tables` is not installed")
    openpyxl = pytest.importorskip("openpyxl", reason="openpyxl is not installed")
    for store in (three, folder):
        for ending in ("jsonl", "parquet", "xlsx"):
            assert export("-O", tmp_path / f"a.{ending}", *choice, cwd=store)[0] == 0
        rows = [json.loads(line) for line in (tmp_path / "a.jsonl").read_text("utf-8").splitlines()]
        table = parquet.read_table(tmp_path / "a.parquet").to_pylist()
        header, *cells = openpyxl.load_workbook(tmp_path / "a.xlsx")["articles"].values
        assert len(rows) == len(table) == len(cells) > 3
        for row, typed, flat in zip(rows, table, cells, strict=True):
            in_cells = dict(zip(header, flat, strict=True))
            for name in ("key", "headline", "body", "word_count", "revision", "duplicate_of"):
                assert row[name] == typed[name] == in_cells[name]
            published = datetime.fromisoformat(row["date_published"])
            assert published == typed["date_published"]
            assert published.replace(tzinfo=None) == in_cells["date_published"]
            assert (row["authors"], row["body_parts"]) == (typed["authors"], typed["body_parts"])
            assert row["sources"] == dict(typed["sources"])


def test_a_manifest_lies_beside_the_file_and_states_what_was_asked_for(folder, tmp_path):
    file = tmp_path / "a.xlsx"
    code, said = export("-O", file, "--manifest", "--since", "2026-01-02", cwd=folder)
    assert (code, said) == (0, f"3 articles in {file}\n")
    facts = json.loads((tmp_path / "a.xlsx.manifest.json").read_text())
    assert facts["sha256"] == hashlib.sha256(file.read_bytes()).hexdigest()
    assert (facts["rows"], facts["publishers"]) == (3, {"mediaindonesia": 3})
    assert facts["window"] == {"since": "2026-01-02", "until": None}
    assert (facts["revisions"], facts["unique"], facts["clusters"]) == ("newest", False, False)
    assert {each.name for each in tmp_path.iterdir()} == {"a.xlsx", "a.xlsx.manifest.json"}


def test_a_manifest_is_no_store_and_has_its_place_beside_a_file(folder, tmp_path):
    link = folder / "a.csv.manifest.json"
    link.symlink_to("articles.db")
    code, said = export("-O", "a.csv", "--manifest", cwd=folder)
    assert (code, "a.csv.manifest.json is the store" in said) == (2, True)
    link.unlink()
    (tmp_path / "a.csv").symlink_to("/dev/null")
    code, said = export("-O", tmp_path / "a.csv", "--manifest", cwd=folder)
    assert (code, "has no place for a manifest" in said) == (2, True)


# --- What repeats what ----------------------------------------------------------------------------

COLUMNS = "key cluster first_seen publisher date_published credit duplicate_of similarity".split()
CLUSTERS = {
    MIRRORED: (COFFEE, "01T07", "01T07", "Media Indonesia", COFFEE, "1.0"),
    OTHERS: (OTHERS, "02T09", "02T09", "", "", ""),
    ELSEWHERE: (ELSEWHERE, "01T10", "01T10", "", BRIDGE, None),
    SALT: (SALT, "01T04", "01T04", "", "", ""),
    COFFEE: (COFFEE, "01T07", "01T08", "", "", ""),
    SALT_AGAIN: (SALT, "01T04", "01T12", "", SALT, None),
    BRIDGE: (ELSEWHERE, "01T10", "01T16", "", "", ""),
    LIBRARY: (LIBRARY, "01T20", "01T20", "Antara", "", ""),
    SALT_NEXT_DAY: (SALT, "01T04", "02T12", "", SALT, "1.0"),
}
"""Key -> the other columns but for the publisher, times shortened; None is a share below 1.

Detik had the coffee first, but credits it; Kompas had the bridge first, though it came later."""


@pytest.fixture(scope="module")
def three(crawl, tmp_path_factory):
    """A folder with a store of three publishers, some of whose articles repeat others."""
    return crawl_three(crawl, tmp_path_factory.mktemp("three"))[1].folder


def csv_rows(file):
    with file.open(newline="", encoding="utf-8") as text:
        return list(csv.DictReader(text))


def test_clusters_have_a_row_for_each_article_with_the_original_of_its_cluster(three, tmp_path):
    file = tmp_path / "clusters.csv"
    code, said = export("--clusters", "-O", file, cwd=three)
    assert (code, said.count("\n")) == (0, 1)
    rows = csv_rows(file)
    assert list(rows[0]) == COLUMNS
    assert [row["key"] for row in rows] == list(CLUSTERS)
    for row in rows:
        assert row["publisher"] == row["key"].partition(":")[0]
        cluster, first_seen, published, credit, original, similarity = CLUSTERS[row["key"]]
        assert (row["cluster"], row["credit"]) == (cluster, credit)
        assert row["first_seen"] == f"2026-01-{first_seen}:00:00+07:00"
        assert row["date_published"] == f"2026-01-{published}:00:00+07:00"
        assert row["duplicate_of"] == original
        is_share = similarity is None and 0.3 <= float(row["similarity"]) <= 0.999
        assert is_share or row["similarity"] == similarity


def test_clusters_in_json_lines_are_the_same_with_null_for_nothing(three, tmp_path):
    for name in ("a.csv", "a.jsonl", "b.jsonl"):
        export("--clusters", "-O", tmp_path / name, cwd=three)
    rows = rows_of(tmp_path / "a.jsonl")
    as_text = [
        {name: "" if value is None else str(value) for name, value in row.items()} for row in rows
    ]
    assert as_text == csv_rows(tmp_path / "a.csv")
    assert list(rows[0]) == COLUMNS
    assert {type(row["similarity"]) for row in rows} == {float, type(None)}
    assert (tmp_path / "a.jsonl").read_bytes() == (tmp_path / "b.jsonl").read_bytes()


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (("--publisher", "detik"), [MIRRORED, OTHERS]),
        (("--since", "2026-01-02"), [OTHERS, SALT_NEXT_DAY]),
    ],
)
def test_clusters_of_a_selection_name_originals_outside_it(three, tmp_path, arguments, expected):
    file = tmp_path / "clusters.jsonl"
    assert export("--clusters", "-O", file, *arguments, cwd=three)[0] == 0
    rows = rows_of(file)
    assert [row["key"] for row in rows] == expected
    assert [row["cluster"] for row in rows] == [CLUSTERS[key][0] for key in expected]


FROM_2, TO_1 = ("--since", "2026-01-02"), ("--until", "2026-01-01")


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        ((), [OTHERS, ELSEWHERE, SALT, COFFEE, LIBRARY]),
        (("--publisher", "detik"), [MIRRORED, OTHERS]),
        (("--publisher", "kompas"), [ELSEWHERE]),
        (("--publisher", "mediaindonesia"), [SALT, COFFEE, BRIDGE, LIBRARY]),
        (FROM_2, [OTHERS, SALT_NEXT_DAY]),
        (TO_1, [ELSEWHERE, SALT, COFFEE, LIBRARY]),
        (("--publisher", "detik", *TO_1), [MIRRORED]),
        (("--publisher", "mediaindonesia", *FROM_2), [SALT_NEXT_DAY]),
        (("--publisher", "kompas", *FROM_2), []),
    ],
)
def test_unique_has_one_article_of_each_cluster_in_the_selection(
    three, tmp_path, arguments, expected
):
    file = tmp_path / "unique.jsonl"
    code, said = export("--unique", "-O", file, *arguments, cwd=three)
    assert (code, said) == (0, f"{len(expected)} article{'s' * (len(expected) != 1)} in {file}\n")
    rows = rows_of(file)
    assert [row["key"] for row in rows] == expected
    assert {(row["duplicate_of"], row["similarity"]) for row in rows} <= {(None, None)}


def test_unique_articles_are_whole_and_an_export_without_it_has_all_with_their_marks(
    three, tmp_path
):
    export("--unique", "-O", tmp_path / "unique.csv", cwd=three)
    export("-O", tmp_path / "all.csv", cwd=three)
    every = {row["key"]: row for row in csv_rows(tmp_path / "all.csv")}
    assert list(every) == list(CLUSTERS)
    assert {key: row["duplicate_of"] for key, row in every.items()} == {
        key: values[4] for key, values in CLUSTERS.items()
    }
    for row in csv_rows(tmp_path / "unique.csv"):
        assert row == every[row["key"]] | {"duplicate_of": "", "similarity": ""}
