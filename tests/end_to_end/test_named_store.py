"""The environment names the store of every command, unless the command line does."""

import json
import os

import pytest
from lab import forked
from lab.project import PROJECT, own_environment
from lab.whole_crawl import start_anew
from worlds.site import Site

STORY = "/ekonomi/800001/awal"
CUT_OFF = PROJECT / "tests/lab/cut_off"


@pytest.fixture(scope="module")
def home(tmp_path_factory, crawl):
    """A folder with a site and, in `data`, the store of a crawl of its one article."""
    folder = tmp_path_factory.mktemp("home")
    (folder / "data").mkdir()
    site = Site(folder / "site")
    text = "<p>Jembatan gantung dibuka pada Sabtu pagi oleh warga desa.</p>"
    story = site.article(STORY, "2026-01-10 10:00", headline="Jembatan Dibuka", body=text)
    site.index("/indeks", [story])
    store = f"STORE_URL={url_of(folder / 'data')}"
    assert crawl("-s", f"REPLAY={folder / 'site'}", "-s", store, cwd=folder).code == 0
    return folder


@pytest.fixture
def scrapy(home, tmp_path):
    """Return a function that runs a command in an empty folder, its store in the environment."""

    def run(*arguments, url=None):
        env = own_environment(NEWSSCRAPER_STORE_URL=url or url_of(home / "data"))
        return forked.run(*arguments, cwd=tmp_path, env=env)

    return run


def url_of(folder):
    return f"sqlite:///{folder / 'articles.db'}"


COMMANDS = {
    "status": b"mediaindonesia",
    "coverage": b"2026-01-10",
    "dedup": b"mediaindonesia",
    "search jembatan": b"Jembatan Dibuka",
    "export -O all.jsonl": b"",
    "report -O report.html": b"",
    "backup copy.db": b"",
    "reextract {site} -O diff.jsonl": b"",
    "explain {page} --url {url}": b"Jembatan Dibuka",
}
"""A command -> what it prints."""


@pytest.mark.parametrize("line", COMMANDS)
def test_each_command_reads_the_store_that_the_environment_names(line, scrapy, home, tmp_path):
    site = home / "site"
    page = site / f"mediaindonesia.com{STORY}.html"
    words = [
        word.format(site=site, page=page, url=f"https://mediaindonesia.com{STORY}")
        for word in line.split()
    ]
    ended = scrapy(*words)
    assert ended.code == 0, ended.err
    assert COMMANDS[line] in ended.out
    assert not (tmp_path / "articles.db").exists()


def test_an_export_has_the_articles_of_that_store(scrapy, tmp_path):
    assert scrapy("export", "-O", "all.jsonl").code == 0
    [row] = (tmp_path / "all.jsonl").read_text().splitlines()
    assert json.loads(row)["headline"] == "Jembatan Dibuka"


def test_the_command_line_comes_first(scrapy, tmp_path):
    ended = scrapy("status", "-s", "STORE_URL=sqlite:///none.db")
    assert ended.code == 2
    assert f"there is no store {tmp_path}/none.db; scrapy crawl makes it, STORE_URL" in (
        ended.err.decode()
    )


def test_a_store_that_is_not_there_or_cannot_be_is_told_by_the_variables_name(scrapy, tmp_path):
    ended = scrapy("status", url="sqlite:///none.db")
    said = f"there is no store {tmp_path}/none.db; scrapy crawl makes it, NEWSSCRAPER_STORE_URL"
    assert (ended.code, said in ended.err.decode()) == (2, True)
    for command in ("crawl mediaindonesia", "search kata", "explain https://detik.com/x/d-1/y"):
        ended = scrapy(*command.split(), url="articles.db")
        assert ended.code == 2
        assert b"NEWSSCRAPER_STORE_URL=articles.db is no database URL" in ended.err


def test_a_demo_never_mixes_into_the_store_of_the_environment(scrapy, home, tmp_path):
    before = sorted((home / "data").iterdir())
    ended = scrapy("crawl", "mediaindonesia", "-s", f"REPLAY={home / 'site'}", "-O", "demo.jsonl")
    log = ended.err.decode()
    assert ended.code == 0, log
    assert len((tmp_path / "demo.jsonl").read_text().splitlines()) == 1
    [line] = [line for line in log.splitlines() if "Store: " in line]
    assert "a temporary one, as REPLAY is given without STORE_URL" in line
    assert line.endswith("; NEWSSCRAPER_STORE_URL is not for replays")
    status = json.loads(scrapy("status", "--json").out)["publishers"]
    assert [each["last_run"]["number"] for each in status] == [1]
    assert sorted((home / "data").iterdir()) == before


@pytest.mark.slow
def test_a_crawl_of_the_live_site_uses_the_store_of_the_environment(tmp_path):
    (tmp_path / "data").mkdir()
    crawl = start_anew(
        *("-s", "RETRY_TIMES=0"),
        cwd=tmp_path,
        PYTHONPATH=os.pathsep.join(map(str, (CUT_OFF, PROJECT))),
        CUT_OFF_LOG=str(tmp_path / "tried"),
        NEWSSCRAPER_STORE_URL=url_of(tmp_path / "data"),
    )
    log = crawl.communicate(timeout=60)[1].decode()
    assert crawl.returncode == 4, log
    assert set((tmp_path / "tried").read_text().split()) == {"mediaindonesia.com"}
    assert f"Store: {tmp_path / 'data/articles.db'}\n" in log
    assert (tmp_path / "data/articles.db").exists()
    assert not (tmp_path / "articles.db").exists()
