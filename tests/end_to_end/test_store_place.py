"""The store of a run is in the working folder, whatever lies in the folders above."""

import pytest
from worlds.site import Site

SAID = "This run begins a new store."


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    """A folder with a site of one article."""
    folder = tmp_path_factory.mktemp("home")
    site = Site(folder / "site")
    site.index("/indeks", [site.article("/ekonomi/800001/awal", "2026-01-10 10:00")])
    return folder


@pytest.fixture(scope="module")
def here(crawl, home):
    """A run in the project's folder, and then two in a folder below."""
    (home / "scrapy.cfg").write_text("[settings]\ndefault = newsscraper.settings\n")
    below = home / "notes" / "january"
    below.mkdir(parents=True)

    def run(folder, store="STORE_URL=sqlite:///articles.db"):
        return crawl("-s", f"REPLAY={home / 'site'}", "-s", store, cwd=folder)

    return {
        "first": run(home),
        "below": run(below),
        "below again": run(below),
        "another name": run(below, "STORE_URL=sqlite:///trial.db"),
        "temporary": run(below, "STORE_URL=sqlite://"),
    }


def test_a_run_in_a_folder_below_begins_a_store_there(here, home):
    assert {name: run.code for name, run in here.items()} == dict.fromkeys(here, 0)
    assert f"Store: {home / 'notes/january/articles.db'}\n" in here["below"].log
    assert (home / "notes/january/articles.db").exists()


def test_it_says_once_that_another_one_lies_in_a_folder_above(here, home):
    counted = {name: run.log.count(SAID) for name, run in here.items()}
    assert counted == dict.fromkeys(here, 0) | {"below": 1}
    [line] = [line for line in here["below"].log.splitlines() if SAID in line]
    assert "WARNING" in line
    assert line.endswith(f"-s STORE_URL=sqlite:///{home / 'articles.db'}")


def test_the_store_that_the_line_names_is_found_as_it_says(crawl, here, home):
    [line] = [line for line in here["below"].log.splitlines() if SAID in line]
    named = line.rpartition("-s ")[2]
    run = crawl("-s", f"REPLAY={home / 'site'}", "-s", named, cwd=home / "notes")
    assert run.last_line.startswith("Complete: 0 new;")
    assert not (home / "notes/articles.db").exists()
