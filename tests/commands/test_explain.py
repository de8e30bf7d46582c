"""`scrapy explain`: a saved page, a page of the replica, and what it refuses."""

import json

import pytest
from lab.command_line import FIXTURES, INDEX_URL, PAGE, URL, is_one_line

from newsscraper.store.clock import Clock
from newsscraper.store.locks import publisher_lock

REPLAY = ("-s", f"REPLAY={FIXTURES}")
STORE = ("-s", "STORE_URL=sqlite:///articles.db")


def test_a_saved_page_and_a_fetched_one_are_explained_alike(scrapy, tmp_path):
    saved, fetched = scrapy("explain", PAGE, "--url", URL), scrapy("explain", URL, *REPLAY)
    assert (saved.code, saved.err, saved.out) == (0, "", fetched.out)
    assert "[sign-off: (E-2)]" in saved.out
    assert list(tmp_path.iterdir()) == []


def test_json_is_the_line_of_extract_and_more(scrapy):
    extracted = json.loads(scrapy("extract", PAGE, "--url", URL).out)
    ended = scrapy("explain", PAGE, "--url", URL, "--json")
    assert is_one_line(ended.out)
    explained = json.loads(ended.out)
    assert explained.pop("explanation")["readings"]
    assert explained.keys() == extracted.keys()
    assert explained | {"fetched_at": ""} == extracted | {"fetched_at": ""}


def test_what_the_store_knows_is_told(scrapy):
    scrapy("crawl", "mediaindonesia", "-a", f"urls={URL}", *REPLAY, *STORE)
    out = scrapy("explain", PAGE, "--url", URL, *STORE).out
    assert "ledger                 stored, by run 1\n" in out


def test_a_saved_page_is_explained_while_the_server_of_the_store_is_down(scrapy):
    pytest.importorskip("psycopg", reason="the extra postgres is not installed")
    down = ("-s", "STORE_URL=postgresql://ani:rahasia@127.0.0.1:1/berita")
    saved, fetched = scrapy("explain", PAGE, "--url", URL, *down), scrapy("explain", URL, *down)
    assert (saved.code, saved.err) == (0, "")
    assert "store                  postgresql+psycopg://***@127.0.0.1:1/berita cannot" in saved.out
    assert (fetched.code, fetched.out) == (3, "")
    assert is_one_line(fetched.err)


def test_a_page_is_not_fetched_while_a_run_holds_the_publisher(scrapy, tmp_path):
    (tmp_path / "articles.db").touch()
    lock = publisher_lock(tmp_path / "articles.db", "mediaindonesia", Clock())
    try:
        ended = scrapy("explain", URL, *REPLAY, *STORE)
    finally:
        lock.release()
    assert (ended.code, ended.out) == (8, "")
    assert "is held by another run" in ended.err


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        ([], 2, "give a URL, or a page and its address: scrapy explain PAGE --url URL"),
        ([URL, URL], 2, "give a URL, or a page"),
        (["https://example.org/a"], 2, "https://example.org/a is no URL of a known publisher"),
        (
            [PAGE, "--url", URL, "-s", "STORE_URL=mysql://x/y"],
            2,
            "SQLite and PostgreSQL are supported",
        ),
        (["none.html", "--url", URL], 2, "none.html cannot be read: No such file"),
        ([PAGE], 2, f"{PAGE} has no address; add --url URL, where it was fetched from"),
        (
            [f"{URL}-tidak-ada".replace("851796", "851999"), *REPLAY],
            4,
            "was not fetched: the answer is 404",
        ),
    ],
)
def test_what_cannot_be_explained_is_told_in_one_line(scrapy, arguments, code, said):
    ended = scrapy("explain", *arguments)
    assert (ended.code, ended.out) == (code, "")
    assert is_one_line(ended.err)
    assert said in ended.err


def test_a_page_that_robots_txt_forbids_is_refused(scrapy, tmp_path):
    folder = tmp_path / "site/mediaindonesia.com"
    folder.mkdir(parents=True)
    (folder / "robots.txt").write_text("User-agent: *\nDisallow: /ekonomi/\n")
    ended = scrapy("explain", URL, "-s", "REPLAY=site")
    assert (ended.code, ended.out) == (5, "")
    assert "robots.txt" in ended.err


@pytest.mark.parametrize(
    ("said", "settings", "verdict"),
    [
        ("noindex", (), "noindex"),
        ("noindex", ("-s", "ROBOTS_META_OBEY=False"), None),
        ("index, follow", (), None),
    ],
)
def test_a_page_that_a_crawl_leaves_out_says_so(scrapy, tmp_path, said, settings, verdict):
    text = PAGE.read_text(encoding="utf-8").replace("index, follow", said)
    assert f'name="robots" content="{said}"' in text
    (tmp_path / "page.html").write_text(text, encoding="utf-8")
    line = ("explain", "page.html", "--url", URL, *settings)
    lines = scrapy(*line).out.splitlines()
    assert (f"left out by a crawl    {verdict}" in lines) == (verdict is not None)
    assert json.loads(scrapy(*line, "--json").out)["explanation"]["left_out"] == verdict


def test_a_page_without_an_article_ends_with_code_4(scrapy, tmp_path):
    (tmp_path / "page.html").write_text("<html><body><p>Halo</p></body></html>")
    ended = scrapy("explain", "page.html", "--url", URL)
    assert ended.code == 4
    assert ended.out.splitlines()[1].startswith("no article: ")
    assert INDEX_URL not in ended.out
