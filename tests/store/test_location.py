"""Where the store lies: by its URL, and by the settings of a run."""

from pathlib import Path

import pytest
from scrapy.settings import Settings

from newsscraper.store.location import VARIABLE, named_store, place_at, store_above, store_place


@pytest.mark.parametrize("url", ["sqlite://", "sqlite:///", "sqlite:///:memory:"])
def test_a_store_without_a_name_is_temporary(url):
    assert place_at(url) is None


def test_the_path_of_a_store_is_absolute_and_a_link_in_it_stays(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "deep").mkdir()
    (tmp_path / "link").symlink_to("deep")
    assert place_at("sqlite:///link/a.db") == Path.cwd() / "link/a.db"
    assert place_at(f"sqlite:///{tmp_path}/x/../a b.db") == tmp_path / "a b.db"


@pytest.mark.parametrize(
    ("url", "reason"),
    {
        "articles.db": "is no database URL",
        "": "is no database URL",
        "sqlite:articles.db": "is no database URL",
        "mysql://u:secret@h/d": "SQLite and PostgreSQL are supported",
        "postgresql+asyncpg://u:secret@h/d": "only psycopg is supported",
        "postgresql://u:secret@h": "names no database",
        "postgresql://h?password=secret": "names no database",
        "sqlite+aiosqlite:///a.db": "SQLite and PostgreSQL are supported",
        "sqlite:///a.db?mode=ro": "should be a path and no more",
        "sqlite://host/a.db": "should be a path and no more",
    }.items(),
)
def test_another_store_url_is_refused_in_one_line_without_its_password(url, reason):
    with pytest.raises(ValueError, match=reason) as refused:
        place_at(url)
    assert "\n" not in str(refused.value)
    assert "secret" not in str(refused.value)


@pytest.mark.parametrize(
    ("settings", "path"),
    [
        ({}, "articles.db"),
        ({"STORE_URL": "sqlite:///other.db"}, "other.db"),
        ({"STORE_URL": "sqlite:///other.db", "REPLAY": "pages"}, "other.db"),
        ({"REPLAY": "pages"}, None),
        ({"REPLAY": ""}, None),
        ({"STORE_URL": "sqlite://"}, None),
    ],
)
def test_the_settings_say_where_the_store_is_and_a_demo_has_a_temporary_one(
    settings, path, tmp_path, monkeypatch
):
    monkeypatch.chdir(tmp_path)
    assert store_place(Settings(settings)) == (path and Path.cwd() / path)


def typed(url, **others):
    """Settings whose store the command line names."""
    settings = Settings(others)
    settings.set("STORE_URL", url, "cmdline")
    return settings


@pytest.mark.parametrize(
    ("settings", "path"),
    [
        (Settings(), "shared.db"),
        (Settings({"STORE_URL": "sqlite:///other.db"}), "shared.db"),
        (typed("sqlite:///typed.db"), "typed.db"),
        (typed("sqlite:///typed.db", REPLAY="pages"), "typed.db"),
        (typed(""), "articles.db"),
        (Settings({"REPLAY": "pages"}), None),
        (Settings({"REPLAY": "pages", "STORE_URL": "sqlite:///other.db"}), "other.db"),
    ],
)
def test_the_environment_names_the_store_where_the_command_line_does_not_and_never_a_demos(
    settings, path, tmp_path, monkeypatch
):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv(VARIABLE, "sqlite:///shared.db")
    assert store_place(settings) == (path and Path.cwd() / path)


def test_an_empty_variable_names_no_store(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv(VARIABLE, "")
    assert store_place(Settings()) == Path.cwd() / "articles.db"
    assert named_store(Settings()) is None


def test_whoever_names_the_store_is_named_when_it_cannot_be_used(monkeypatch):
    monkeypatch.setenv(VARIABLE, "mysql://ani:secret@h/d")
    with pytest.raises(ValueError, match=r"^NEWSSCRAPER_STORE_URL=mysql") as refused:
        store_place(Settings())
    assert "secret" not in str(refused.value)
    with pytest.raises(ValueError, match=r"^STORE_URL=oracle"):
        store_place(typed("oracle://h/d"))


@pytest.mark.parametrize(
    ("lies", "found"),
    [
        ([], None),
        (["a/articles.db"], "a/articles.db"),
        (["articles.db"], "articles.db"),
        (["articles.db", "a/articles.db"], "a/articles.db"),
        (["a/b/articles.db", "a/articles.db"], None),
        (["a/b/c/articles.db", "a/other.db", "d/articles.db"], None),
    ],
)
def test_where_a_store_begins_the_nearest_of_its_name_in_a_folder_above_is_told(
    tmp_path, lies, found
):
    for name in lies:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()
    assert store_above(tmp_path / "a/b/articles.db") == (found and tmp_path / found)


def test_a_folder_of_that_name_is_no_store(tmp_path):
    (tmp_path / "articles.db").mkdir()
    assert store_above(tmp_path / "a/articles.db") is None
