"""The command `newsscraper`, as an installed package has it."""

import os
import subprocess
import sys
import tomllib
from importlib import import_module

import pytest
from lab.project import FIXTURES, PROJECT, environment, hear_signals
from lab.publishers import NAMES

from newsscraper.console import script
from newsscraper.messages.hints import Typed, hint
from newsscraper.store.article_store import Store

CODE = "import sys; from newsscraper.console.script import main; sys.exit(main())"


def newsscraper(*arguments, cwd):
    return subprocess.run(
        [sys.executable, "-W", "error", "-c", CODE, *arguments],
        cwd=cwd,
        env=environment(),
        capture_output=True,
        text=True,
    )


def test_it_is_the_script_of_the_package():
    project = tomllib.loads((PROJECT / "pyproject.toml").read_text())["project"]
    module, _, name = project["scripts"]["newsscraper"].partition(":")
    assert getattr(import_module(module), name) is script.main


@pytest.mark.slow
def test_it_knows_the_publishers_in_any_folder(tmp_path):
    done = newsscraper("list", cwd=tmp_path)
    assert (done.returncode, done.stdout.split()) == (0, NAMES)


def test_the_project_of_a_folder_is_not_asked(tmp_path):
    (tmp_path / "scrapy.cfg").write_text("[settings]\ndefault = toko.settings\n")
    assert newsscraper("list", cwd=tmp_path).returncode == 0


@pytest.mark.slow
def test_a_crawl_leaves_file_and_store_in_the_working_folder(tmp_path):
    where = ("-s", f"REPLAY={FIXTURES}", "-s", "STORE_URL=sqlite:///articles.db")
    done = newsscraper("crawl", "mediaindonesia", *where, "-O", "all.jsonl", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert "0 failed." in done.stderr.splitlines()[-1]
    assert {path.name for path in tmp_path.iterdir()} >= {"all.jsonl", "articles.db"}


@pytest.mark.slow
def test_a_wrong_line_is_refused_as_ever(tmp_path):
    done = newsscraper("crawl", "koran", cwd=tmp_path)
    assert done.returncode == 2
    assert "Traceback" not in done.stderr


def test_a_signal_while_modules_load_is_one_line(tmp_path):
    slow = tmp_path / "scrapy"
    slow.mkdir()
    loading = "import os, signal, time; os.kill(os.getpid(), signal.SIGINT); time.sleep(60)"
    (slow / "__init__.py").write_text(loading)
    done = subprocess.run(
        [sys.executable, "-c", f"import sys; sys.path.insert(0, {str(PROJECT)!r}); {CODE}"],
        cwd=tmp_path,
        env=environment() | {"PYTHONPATH": str(tmp_path)},
        capture_output=True,
        text=True,
        preexec_fn=hear_signals,
    )
    assert (done.returncode, done.stderr) == (11, "newsscraper: stopped by a signal\n")


def test_it_says_where_the_settings_are_and_what_it_is_called(monkeypatch):
    monkeypatch.setenv("SCRAPY_SETTINGS_MODULE", "toko.settings")
    monkeypatch.setattr("scrapy.cmdline.execute", lambda: None)
    monkeypatch.setattr(Typed, "program", "scrapy")
    script.main()
    assert hint("list") == "newsscraper list"
    assert os.environ["SCRAPY_SETTINGS_MODULE"] == "newsscraper.settings"


def test_the_next_command_is_told_as_this_one_was_typed(tmp_path):
    Store.open(tmp_path / "berita.db").close()
    done = newsscraper("coverage", "-s", "STORE_URL=sqlite:///berita.db", cwd=tmp_path)
    again = "newsscraper crawl NAME -s STORE_URL=sqlite:///berita.db"
    assert done.stderr == f"Nothing has been listed yet: {again}\n"


@pytest.mark.parametrize("arguments", [(), pytest.param(("-h",), marks=pytest.mark.slow)])
def test_without_a_command_it_lists_them(tmp_path, arguments):
    done = newsscraper(*arguments, cwd=tmp_path)
    assert done.returncode == 0
    assert "coverage" in done.stdout
