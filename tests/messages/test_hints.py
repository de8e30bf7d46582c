"""Command lines that a person is told to run are typed as this one was."""

import ast
import re

import pytest
from lab.project import PROJECT
from scrapy.settings import Settings

from newsscraper.messages.hints import Typed, hint, note_script, note_store, store_hint


@pytest.fixture(autouse=True)
def _as_before(monkeypatch):
    """Forget afterwards what a test has noted."""
    monkeypatch.setattr(Typed, "program", "scrapy")
    monkeypatch.setattr(Typed, "store", "")


def typed(url, priority="cmdline"):
    settings = Settings()
    settings.set("STORE_URL", url, priority)
    return settings


def test_the_program_is_scrapy_or_our_own():
    assert hint("list") == "scrapy list"
    note_script()
    assert hint("list") == "newsscraper list"


def test_a_store_that_was_typed_is_named_again():
    note_store(typed("sqlite:///data/articles.db"))
    assert store_hint("dedup") == "scrapy dedup -s STORE_URL=sqlite:///data/articles.db"
    assert hint("list") == "scrapy list"


def test_what_a_shell_would_take_apart_is_quoted():
    note_store(typed("sqlite:///berita saya.db"))
    assert store_hint("dedup") == "scrapy dedup -s 'STORE_URL=sqlite:///berita saya.db'"


def test_a_store_of_settings_or_environment_goes_without_saying():
    note_store(typed("sqlite:///typed.db"))
    note_store(typed("sqlite:///articles.db", "project"))
    assert store_hint("dedup") == "scrapy dedup"
    note_store(Settings())
    assert store_hint("dedup") == "scrapy dedup"


PACKAGE = PROJECT / "newsscraper"
COMMANDS = sorted({path.stem for path in (PACKAGE / "commands").glob("[a-z]*.py")} | {"list"})
WRITTEN_OUT = re.compile(rf"(?<!`)\bscrapy ({'|'.join(COMMANDS)})\b")


def texts(module):
    """The texts of a module that are no docstrings."""
    tree = ast.parse(module.read_text("utf-8"))
    docs = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docs:
            yield node.value


def test_no_other_module_writes_a_command_line_out():
    assert "crawl" in COMMANDS
    found = [
        (path.name, text)
        for path in PACKAGE.rglob("*.py")
        for text in texts(path)
        if WRITTEN_OUT.search(text)
    ]
    assert found == []
