"""The store that a command opens, and what it does with an empty one."""

import pytest
from scrapy.settings import Settings

from newsscraper.console import backup_job, coverage_job, dedup_job, export_job
from newsscraper.console.open_store import reading_store
from newsscraper.store.article_store import Store
from newsscraper.window import Window


@pytest.fixture
def path(tmp_path):
    path = tmp_path / "articles.db"
    Store.open(path).close()
    return path


@pytest.fixture
def settings(path):
    settings = Settings()
    settings.setmodule("newsscraper.settings", "project")
    settings.set("STORE_URL", f"sqlite:///{path}", "cmdline")
    return settings


def test_a_store_that_is_not_there_is_refused_and_not_made(tmp_path, settings, capsys):
    settings.set("STORE_URL", f"sqlite:///{tmp_path}/none.db", "cmdline")
    with pytest.raises(SystemExit), reading_store(settings):
        pass
    said = f"there is no store {tmp_path}/none.db; scrapy crawl makes it, STORE_URL names it"
    assert capsys.readouterr().err == f"newsscraper: {said}\n"
    assert not (tmp_path / "none.db").exists()


def test_another_database_is_refused(settings, capsys):
    settings.set("STORE_URL", "oracle://host/db", "cmdline")
    with pytest.raises(SystemExit), reading_store(settings):
        pass
    assert "STORE_URL" in capsys.readouterr().err


def test_a_demo_has_no_store_to_read(settings, capsys):
    settings.set("STORE_URL", None, "cmdline")
    settings.set("REPLAY", "fixtures", "cmdline")
    with pytest.raises(SystemExit), reading_store(settings):
        pass
    assert "there is no store; scrapy crawl makes it" in capsys.readouterr().err


def test_an_empty_store_covers_nothing_and_misses_nothing(settings):
    assert coverage_job.tables([], Window(), settings) == []
    assert coverage_job.gaps([], Window(), settings) == ((), ())


def test_an_empty_store_has_no_duplicates(settings):
    assert dedup_job.compare_anew(settings) == 0
    assert dedup_job.counts(settings) == ["publisher  articles  exact  near"]


def test_an_export_of_an_empty_store_is_an_empty_file(settings, tmp_path):
    choice = export_job.ExportChoice(None, Window())
    target = tmp_path / "all.jsonl"
    assert export_job.write(choice, target, settings) == 0
    assert target.read_bytes() == b""


def test_a_copy_of_an_empty_store_is_a_store(settings, tmp_path):
    target = tmp_path / "copy.db"
    assert backup_job.back_up(settings, target).startswith("0 articles, 0.")
    settings.set("STORE_URL", f"sqlite:///{target}", "cmdline")
    assert coverage_job.tables([], Window(), settings) == []
