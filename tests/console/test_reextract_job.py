from pathlib import Path

import pytest
from scrapy.settings import Settings

from newsscraper.console.reextract_job import Report, Rereading, store_of

OUT = Path("out.jsonl")


@pytest.fixture(autouse=True)
def here(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return tmp_path


def store(target=OUT, named=None, **options):
    settings = Settings({"STORE_URL": named} if named else {})
    return store_of(Rereading([], target, 1, **options), settings)


def test_without_a_store_articles_are_written_but_only_if_none_is_named(here, capsys):
    assert store() is None
    for options in ({"named": "sqlite:///typo.db"}, {"applies": True}, {"target": None}):
        with pytest.raises(SystemExit):
            store(**options)
        assert "there is no store" in capsys.readouterr().err


def test_a_store_that_is_there_is_compared_with_and_insert_makes_one(here):
    assert store(inserts=True) == here / "articles.db"
    (here / "articles.db").touch()
    assert store() == here / "articles.db"


def test_a_damaged_record_or_archive_makes_a_report_of_damage():
    assert not Report({"articles": 2, "noindex": 1}).is_damaged
    assert Report({"broken_record": 1}, damage={"a.warc": 1}).is_damaged
    assert Report({}, {"a.warc": "No such file"}).is_damaged
    assert Report({"articles": 2}).found == 2
