"""The manifest of an export, written with it."""

import hashlib
import json

import pytest
from filelock import FileLock
from scrapy.settings import Settings

from newsscraper import __version__
from newsscraper.failures import CannotGoOn
from newsscraper.feeds.exporters import CSV_COLUMNS
from newsscraper.feeds.files import lock_of
from newsscraper.items import Article
from newsscraper.reports.export import write_export
from newsscraper.reports.manifest import manifest_of

CHOICE = {"publisher": None, "window": {"since": "2026-01-01", "until": None}}
DAYS = ("2026-01-02T10:00:00+07:00", "2026-01-01T10:00:00+07:00")
ARTICLES = [
    Article(f"koran:{n}", "koran", date_published=day, fetched_at="2026-01-03T00:00:00+00:00")
    for n, day in enumerate(DAYS)
]
SETTINGS = {"FEED_EXPORT_FIELDS": None, "FEED_EXPORT_ENCODING": "utf-8", "CSV_SEPARATOR": ";"}


@pytest.mark.parametrize("name", ["a.csv", "a.jsonl.gz", "a.xlsx"])
def test_a_manifest_says_what_the_file_holds_and_which_file_it_is(tmp_path, name):
    path = tmp_path / name
    assert write_export(ARTICLES, path, Settings(SETTINGS), CHOICE) == 2
    assert sorted(tmp_path.iterdir()) == [path, manifest_of(path)]
    facts = json.loads(manifest_of(path).read_text(encoding="utf-8"))
    assert facts["sha256"] == hashlib.sha256(path.read_bytes()).hexdigest()
    assert (facts["bytes"], facts["rows"]) == (path.stat().st_size, 2)
    assert (facts["publisher"], facts["window"]) == (None, CHOICE["window"])
    assert facts["publishers"] == {"koran": 2}
    assert facts["date_published"] == {"first": DAYS[1], "last": DAYS[0]}
    assert facts["fetched_at"]["last"] == "2026-01-03T00:00:00+00:00"
    assert facts["versions"]["newsscraper"] == __version__


def test_a_manifest_names_the_settings_that_shape_such_a_file(tmp_path):
    for name in ("a.csv", "a.xlsx"):
        write_export(ARTICLES, tmp_path / name, Settings(SETTINGS), CHOICE)
    of_csv, of_xlsx = (
        json.loads((tmp_path / f"{name}.manifest.json").read_text()) for name in ("a.csv", "a.xlsx")
    )
    assert of_csv["settings"] == SETTINGS | {"CSV_FORMULA_GUARD": None}
    assert of_xlsx["settings"] == {"FEED_EXPORT_FIELDS": None}
    assert of_csv["columns"] == of_xlsx["columns"] == list(CSV_COLUMNS)


def test_the_manifest_of_parquet_names_the_version_of_its_library(tmp_path):
    pyarrow = pytest.importorskip("pyarrow", reason="the extra `tables` is not installed")
    path = tmp_path / "a.parquet"
    write_export(ARTICLES, path, Settings(SETTINGS), CHOICE)
    assert json.loads(manifest_of(path).read_text())["versions"]["pyarrow"] == pyarrow.__version__


def test_without_a_choice_there_is_none(tmp_path):
    write_export(ARTICLES, tmp_path / "a.csv", Settings(SETTINGS))
    assert [path.name for path in tmp_path.iterdir()] == ["a.csv"]


def test_a_file_and_its_manifest_stay_while_another_export_writes_either(tmp_path):
    path = tmp_path / "a.csv"
    write_export(ARTICLES, path, Settings(SETTINGS), CHOICE)
    before = [path.read_bytes(), manifest_of(path).read_bytes()]
    for held in (path, manifest_of(path)):
        with FileLock(lock_of(held)), pytest.raises(CannotGoOn, match="is held by another run"):
            write_export(ARTICLES[:1], path, Settings(SETTINGS), CHOICE)
    assert [path.read_bytes(), manifest_of(path).read_bytes()] == before
