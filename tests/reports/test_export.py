"""Exports by themselves: articles and clusters into real files."""

import csv
import gzip
import json
from dataclasses import asdict, fields
from datetime import datetime
from importlib.util import find_spec

import pytest
from filelock import FileLock
from scrapy.settings import Settings

from newsscraper.failures import CannotGoOn
from newsscraper.feeds.exporters import CSV_COLUMNS
from newsscraper.feeds.files import lock_of
from newsscraper.items import Article
from newsscraper.reports.cluster_rows import ClusterRow
from newsscraper.reports.export import write_clusters, write_export
from newsscraper.reports.export_formats import FORMATS

SETTINGS = Settings({"FEED_EXPORT_ENCODING": "utf-8"})
ARTICLES = [Article("koran:1", headline="Satu, dua"), Article("koran:2", authors=["A", "B"])]
DAY = "2026-01-02T10:00:00+07:00"
TIMES = ("first_seen", "date_published")
ROWS = [
    ClusterRow("koran:1", "koran:1", DAY, "koran", DAY, None, None, None),
    ClusterRow("lain:1", "koran:1", DAY, "lain", DAY, "Koran", "koran:1", 0.98),
]


def text_of(path):
    """What is in a file, unpacked."""
    content = path.read_bytes()
    return (gzip.decompress(content) if path.name.endswith(".gz") else content).decode()


@pytest.mark.parametrize("name", ["a.jsonl", "a.jsonl.gz"])
def test_articles_are_written_as_json_lines(tmp_path, name):
    assert write_export(iter(ARTICLES), tmp_path / name, SETTINGS) == 2
    rows = [json.loads(line) for line in text_of(tmp_path / name).splitlines()]
    assert rows == [asdict(article) for article in ARTICLES]


@pytest.mark.parametrize("name", ["a.csv", "a.csv.gz"])
def test_articles_are_written_as_the_flat_view(tmp_path, name):
    assert write_export(iter(ARTICLES), tmp_path / name, SETTINGS) == 2
    rows = list(csv.DictReader(text_of(tmp_path / name).splitlines()))
    assert list(rows[0]) == list(CSV_COLUMNS)
    assert [(row["key"], row["headline"], row["authors"]) for row in rows] == [
        ("koran:1", "Satu, dua", ""),
        ("koran:2", "", "A; B"),
    ]


@pytest.mark.parametrize("name", ["a.csv", "a.csv.gz"])
def test_a_file_without_a_row_has_its_columns(tmp_path, name):
    assert write_export([], tmp_path / name, SETTINGS, {}) == 0
    assert text_of(tmp_path / name) == f"{','.join(CSV_COLUMNS)}\r\n"
    manifest = json.loads((tmp_path / f"{name}.manifest.json").read_text())
    assert manifest["columns"] == list(CSV_COLUMNS)
    chosen = {"FEED_EXPORT_FIELDS": {"key": "kunci"}, "FEED_EXPORT_ENCODING": "utf-8-sig"}
    write_export([], tmp_path / name, Settings(chosen | {"CSV_SEPARATOR": ";"}))
    assert text_of(tmp_path / name) == "\ufeffkunci\r\n"
    write_clusters([], tmp_path / name, SETTINGS)
    assert text_of(tmp_path / name) == f"{','.join(each.name for each in fields(ClusterRow))}\r\n"


def test_columns_can_be_chosen_for_articles_and_not_for_clusters(tmp_path):
    settings = Settings({"FEED_EXPORT_FIELDS": ["key"]})
    write_export(ARTICLES, tmp_path / "a.csv", settings)
    assert (tmp_path / "a.csv").read_text().split() == ["key", "koran:1", "koran:2"]
    write_clusters(ROWS, tmp_path / "b.csv", settings)
    assert (tmp_path / "b.csv").read_text().startswith("key,cluster,first_seen,publisher,")


def test_columns_may_be_given_as_on_a_command_line(tmp_path):
    settings = Settings({"FEED_EXPORT_FIELDS": "key,headline", "CSV_SEPARATOR": ";"})
    write_export(ARTICLES[:1], tmp_path / "a.csv", settings)
    assert (tmp_path / "a.csv").read_text() == "key;headline\nkoran:1;Satu, dua\n"
    write_clusters(ROWS[:1], tmp_path / "b.csv", settings)
    assert (tmp_path / "b.csv").read_text().startswith("key;cluster;first_seen;publisher;")


def test_clusters_are_written_as_tables_with_their_types(tmp_path):
    parquet = pytest.importorskip("pyarrow.parquet", reason="the extra `tables` is not installed")
    assert write_clusters(ROWS, tmp_path / "a.parquet", SETTINGS) == 2
    rows = parquet.read_table(tmp_path / "a.parquet").to_pylist()
    assert [row | {name: row[name].isoformat() for name in TIMES} for row in rows] == [
        asdict(row) for row in ROWS
    ]
    openpyxl = pytest.importorskip("openpyxl", reason="openpyxl is not installed")
    assert write_clusters(ROWS, tmp_path / "a.xlsx", SETTINGS) == 2
    header, _, second = openpyxl.load_workbook(tmp_path / "a.xlsx")["clusters"].values
    row = dict(zip(header, second, strict=True))
    assert row == asdict(ROWS[1]) | dict.fromkeys(TIMES, datetime(2026, 1, 2, 10))


def test_clusters_are_written_in_both_formats(tmp_path):
    for name in ("a.jsonl", "a.csv"):
        assert write_clusters(ROWS, tmp_path / name, SETTINGS) == 2
    lines = (tmp_path / "a.jsonl").read_text().splitlines()
    assert [json.loads(line) for line in lines] == [asdict(row) for row in ROWS]
    cells = list(csv.DictReader((tmp_path / "a.csv").read_text().splitlines()))
    assert (cells[0]["credit"], cells[1]["similarity"]) == ("", "0.98")


ENDINGS = ["jsonl", "csv", "jsonl.gz", "csv.gz", "xlsx"]
if find_spec("pyarrow"):
    ENDINGS.append("parquet")


@pytest.mark.parametrize("name", [f"a.{ending}" for ending in ENDINGS])
def test_the_same_articles_make_the_same_bytes(tmp_path, name):
    for folder in ("one", "two"):
        (tmp_path / folder).mkdir()
        write_export(ARTICLES, tmp_path / folder / name, SETTINGS)
    assert (tmp_path / "one" / name).read_bytes() == (tmp_path / "two" / name).read_bytes()


@pytest.mark.parametrize("name", [f"a.{ending}" for ending in ENDINGS])
def test_a_file_stays_as_it_is_when_the_articles_end_with_an_error(tmp_path, name):
    path = tmp_path / name
    path.write_text("lama")

    def broken():
        yield ARTICLES[0]
        raise OSError(5, "Input/output error")

    with pytest.raises(OSError, match="Input/output error"):
        write_export(broken(), path, SETTINGS, {"publisher": None})
    assert path.read_text() == "lama"
    assert [file.name for file in tmp_path.iterdir()] == [name]


def test_a_file_that_a_run_is_writing_is_left_alone(tmp_path):
    path = tmp_path / "a.jsonl"
    with FileLock(lock_of(path)), pytest.raises(CannotGoOn, match="is held by another run"):
        write_export(ARTICLES, path, SETTINGS)
    assert not path.exists()


def test_an_unknown_ending_is_refused_before_anything_is_written(tmp_path):
    with pytest.raises(ValueError, match=FORMATS.replace(".", r"\.")):
        write_export(ARTICLES, tmp_path / "a.xml", SETTINGS)
    assert list(tmp_path.iterdir()) == []
