"""Which formats there are, what each needs, and what writes it."""

import io
import subprocess
import sys
from dataclasses import fields
from pathlib import Path

import pytest
from lab.project import own_environment
from scrapy.settings import Settings

from newsscraper.feeds.exporters import CSV_COLUMNS
from newsscraper.items import Article
from newsscraper.reports.cluster_rows import ClusterRow
from newsscraper.reports.export_formats import (
    FORMATS,
    check_format,
    columns_of,
    exporter_of,
    format_of,
)
from newsscraper.reports.table_exporter import TableExporter

NAMES = [field.name for field in fields(Article)]
OF_CLUSTERS = [field.name for field in fields(ClusterRow)]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("a.jsonl", ".jsonl"),
        ("a.JSONL.GZ", ".jsonl"),
        ("a.csv", ".csv"),
        ("a.csv.gz", ".csv"),
        ("a.Parquet", ".parquet"),
        ("a.xlsx", ".xlsx"),
        ("a.xlsx.gz", None),
        ("a.parquet.gz", None),
        ("a.json", None),
        ("a.gz", None),
        ("csv", None),
    ],
)
def test_the_ending_of_a_file_tells_its_format(name, expected):
    assert format_of(Path("folder.csv", name)) == expected


def test_an_unknown_ending_is_refused_with_those_that_there_are():
    with pytest.raises(ValueError, match="the ending must be"):
        check_format(Path("a.xml"))
    assert all(
        check_format(Path(f"a{each}")) for each in FORMATS.replace(" or", ",").split(", ")[:4]
    )


def test_what_parquet_needs_is_named_where_it_is_not_installed(monkeypatch):
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(ValueError, match=r"a.parquet needs pyarrow: pip install") as wrong:
        check_format(Path("a.parquet"))
    assert "\n" not in str(wrong.value)
    assert check_format(Path("a.xlsx")) == ".xlsx", "needs nothing"


@pytest.mark.parametrize(
    ("ending", "row", "chosen", "expected"),
    [
        (".jsonl", Article, None, NAMES),
        (".jsonl", Article, "image_url,key", ["key"]),
        (".csv", Article, None, list(CSV_COLUMNS)),
        (".csv", Article, ["key", "none"], ["key", "none"]),
        (".csv", ClusterRow, "key", OF_CLUSTERS),
        (".xlsx", Article, {"key": "kunci", "none": "x"}, ["kunci"]),
        (".xlsx", ClusterRow, "key", OF_CLUSTERS),
        (".parquet", Article, None, NAMES),
        (".parquet", ClusterRow, "key", OF_CLUSTERS),
    ],
)
def test_an_exporter_has_the_columns_of_its_format_or_those_asked_for(
    ending, row, chosen, expected
):
    if ending == ".parquet":
        pytest.importorskip("pyarrow", reason="the extra `tables` is not installed")
    settings = Settings({"FEED_EXPORT_FIELDS": chosen, "FEED_EXPORT_ENCODING": "utf-8"})
    exporter = exporter_of(ending, io.BytesIO(), row, settings)
    assert columns_of(exporter, row) == expected
    if isinstance(exporter, TableExporter):
        exporter.abandon()


def test_the_libraries_of_tables_are_not_loaded_before_they_are_used():
    heavy = "{'pyarrow', 'numpy', 'pandas', 'openpyxl'}"
    code = f"import sys, newsscraper.reports.export; sys.exit(str({heavy} & set(sys.modules)))"
    environment = own_environment()
    run = [sys.executable, "-c", code]
    done = subprocess.run(run, env=environment, capture_output=True, text=True, timeout=60)
    assert done.stderr == "set()\n"
