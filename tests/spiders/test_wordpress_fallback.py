"""Whole crawls of a publisher on WordPress whose better roads are closed, one after the other."""

import pytest
from lab.project import FIXTURES
from worlds.server import Loopback, run_server

SITE = "https://lampost.co"
REST, FEED, SITEMAP = f"{SITE}/wp-json/wp/v2/posts", f"{SITE}/feed", f"{SITE}/sitemap_index.xml"
WINDOW = ("-a", "since=2026-01-19", "-a", "until=2026-01-20")
UNPACED = ("-s", "DOWNLOAD_DELAY=0", "-s", "RETRY_TIMES=0", "-a", "related=0")
PAGE = b"<html><head><title>Lampost</title></head><body><p>Selamat datang</p></body></html>"
JSON = {"Content-Type": "application/json"}
CLOSED = {
    "refused": (403, JSON, b'{"code": "rest_forbidden"}'),
    "absent": (404, JSON, b'{"code": "rest_no_route"}'),
    "a page": (200, {}, PAGE),
}
"""What a road that is closed answers."""
FOUND = {
    FEED: {"jembatan", "menjaga", "petani"},
    SITEMAP: {
        *("bank", "jembatan", "kereta", "klub", "menjaga", "menumpang"),
        *("musyawarah", "pabrik", "pedagang", "perpustakaan", "petani"),
    },
}
FOUND["pages"] = FOUND[SITEMAP] - {"bank"}  # advertorials are in no section


class Closing(Loopback):
    """The replica, of which some roads are closed."""

    closed = ()
    status = 404, JSON, b""

    def answer(self, url):
        return self.status if url.startswith(self.closed) else super().answer(url)


@pytest.fixture
def served():
    with run_server(Closing(FIXTURES)) as server:
        yield server


def read(crawl, server, folder, *arguments):
    store = ("-s", f"STORE_URL=sqlite:///{folder / 'articles.db'}")
    given = ("-s", f"REPLAY={server.url}", *store, *UNPACED, *arguments)
    return crawl(*given, cwd=folder, name="lampost")


def words(run):
    return {row["url"].rpartition("/")[2].partition("-")[0] for row in run.rows}


WAYS = [
    ((REST,), (), FEED),
    ((REST, FEED), (), SITEMAP),
    ((REST,), WINDOW, SITEMAP),
    ((REST, SITEMAP), WINDOW, "pages"),
]


@pytest.mark.slow
@pytest.mark.parametrize("how", CLOSED)
@pytest.mark.parametrize(("closed", "asked", "road"), WAYS)
def test_the_next_road_is_taken_and_rest_left_alone(
    crawl, served, tmp_path, how, closed, asked, road
):
    served.closed, served.status = closed, CLOSED[how]
    run = read(crawl, served, tmp_path, *asked)
    assert (run.code, words(run) & FOUND[SITEMAP]) == (0, FOUND[road])
    assert words(run) == FOUND[road] or not asked
    assert rest_of(served) == 1


def rest_of(server):
    """How many requests for REST a server had."""
    return len([url for url in server.requests if url.startswith(REST)])


@pytest.mark.slow
@pytest.mark.parametrize("how", CLOSED)
def test_where_nothing_else_is_open_the_newest_pages_are_read(crawl, served, tmp_path, how):
    served.closed, served.status = (REST, FEED, SITEMAP), CLOSED[how]
    run = read(crawl, served, tmp_path)
    assert words(run) >= FOUND["pages"]
    assert run.stat("articles/failed") == 0  # some pages of the replica are missing: not found
    assert rest_of(served) == 1


def test_where_rest_answers_with_a_page_it_is_asked_once(crawl, served, tmp_path):
    served.closed, served.status = (REST,), CLOSED["a page"]
    stories = (
        "opini/menjaga-aksara-lampung-di-ruang-kelas",
        "lampung/jembatan-gantung-way-sekampung-dibuka-lagi",
    )
    urls = ",".join(f"{SITE}/{each}" for each in stories)
    run = read(crawl, served, tmp_path, "-a", f"urls={urls}", "-s", "CONCURRENT_REQUESTS=1")
    assert (run.code, words(run)) == (0, {"menjaga", "jembatan"})
    assert rest_of(served) <= 2  # both may be under way
