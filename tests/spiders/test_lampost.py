"""Whole crawls of lampost.co in the replica: by REST, and by pages where that is closed."""

import shutil

import pytest
from lab.project import FIXTURES
from worlds.server import Loopback, run_server

from newsscraper.spiders.lampost import LampostSpider

WINDOW = "-a since=2026-01-19 -a until=2026-01-20 -a related=0".split()
SITE = "https://lampost.co"
REST = f"{SITE}/wp-json/wp/v2/posts"


@pytest.fixture(scope="module")
def window(crawl, tmp_path_factory):
    cwd = tmp_path_factory.mktemp("lampost")
    store = f"STORE_URL=sqlite:///{cwd}/articles.db"
    arguments = ("-s", f"REPLAY={FIXTURES}", "-s", store, *WINDOW)
    return [crawl(*arguments, cwd=cwd, name="lampost") for _ in range(2)]


def slug(row):
    return row["url"].rpartition("/")[2].partition("-")[0]


def test_a_window_comes_as_json_one_request_for_each_article(window):
    first, _ = window
    assert first.code == 0
    assert first.last_line.startswith("Complete: 7 articles in out.jsonl, 0 failed")
    lists = [url for url in first.requests if "&page=" in url]
    assert len(lists) == 1
    assert "after=2026-01-18" in lists[0]
    assert len(first.requests) == 1 + 9
    assert all(url.startswith(REST) for url in first.requests)


def test_dates_are_those_of_the_publishers_clock_and_entities_are_resolved(window):
    rows = {slug(row): row for row in window[0].rows}
    assert rows["pedagang"]["date_published"] == "2026-01-19T00:30:00+07:00"
    assert rows["perpustakaan"]["date_modified"] == "2026-01-20T11:00:00+07:00"
    assert rows["klub"]["headline"].startswith("\u2018Dayung & Doa\u2019: Klub Teluk Betung")
    assert rows["petani"]["section_name"] == "Ekonomi & Bisnis"
    assert rows["petani"]["sources"]["date_published"] == "json date_gmt"
    assert rows["bank"]["kind"] == "advertorial"


def test_what_is_no_article_or_asks_not_to_be_kept_is_neither_stored_nor_a_failure(window):
    assert window[0].stat("articles/not_article") == 1
    assert window[0].stat("articles/refused/noindex") == 1
    assert not [row for row in window[0].rows if slug(row) in ("curah", "uji")]


def test_a_second_run_asks_for_the_list_alone(window):
    _, second = window
    assert (second.code, len(second.rows)) == (0, 7)
    assert len([url for url in second.requests if "slug=" in url]) <= 1  # the refused one


def test_an_incremental_run_reads_the_newest_posts(crawl, tmp_path):
    run = crawl("-s", f"REPLAY={FIXTURES}", cwd=tmp_path, name="lampost")
    assert run.code == 0
    assert run.requests[0] == f"{REST}?_fields=link,date_gmt,title&per_page=50&page=1"


@pytest.fixture
def closed(tmp_path):
    """Serve the replica, with its REST interface closed."""
    shutil.copytree(FIXTURES / "lampost.co", tmp_path / "site" / "lampost.co")
    with run_server(Closed(tmp_path / "site")) as server:
        yield server


class Closed(Loopback):
    status = 401

    def answer(self, url):
        if url.startswith(f"{SITE}/wp-json/"):
            return self.status, {"X-Robots-Tag": "noindex"}, b'{"code": "rest_forbidden"}'
        return super().answer(url)


def read(crawl, server, folder, *arguments):
    settings = ("-s", f"REPLAY={server.url}", "-s", "DOWNLOAD_DELAY=0", "-s", "RETRY_TIMES=0")
    return crawl(*settings, *arguments, cwd=folder, name="lampost")


@pytest.mark.parametrize("status", [401, 403, 404])
def test_where_rest_is_closed_the_feed_leads_to_pages(crawl, closed, tmp_path, status):
    closed.status = status
    run = read(crawl, closed, tmp_path, "-a", "related=0")
    assert run.code == 0
    assert sorted(map(slug, run.rows)) == ["jembatan", "menjaga", "petani"]
    assert run.rows[0]["sources"]["body"] == "css .entry-content"
    assert len([url for url in closed.requests if url.startswith(REST)]) == 1


def test_where_rest_is_closed_articles_asked_for_come_as_pages_after_one_try(
    crawl, closed, tmp_path
):
    urls = [
        LampostSpider.article_urls.match(f"{SITE}/{path}").url
        for path in (
            "ekonomi/petani-kopi-liwa-menjemur-panen-di-halaman-balai",
            "opini/menjaga-aksara-lampung-di-ruang-kelas",
        )
    ]
    run = read(crawl, closed, tmp_path, "-a", f"urls={','.join(urls)}")
    assert (run.code, len(run.rows)) == (0, 2)
    assert len([url for url in closed.requests if url.startswith(REST)]) <= 2


def test_robots_txt_that_forbids_rest_is_obeyed(crawl, closed, tmp_path):
    robots = b"User-agent: *\nDisallow: /wp-json/\n"
    closed.answers[f"{SITE}/robots.txt"] = (200, {"Content-Type": "text/plain"}, robots)
    run = read(crawl, closed, tmp_path, "-a", "related=0")
    assert (run.code, len(run.rows)) == (0, 3)
    assert not [url for url in closed.requests if "wp-json" in url]


def test_a_post_that_rest_does_not_have_is_read_from_its_page(crawl, closed, tmp_path):
    url = f"{SITE}/opini/menjaga-aksara-lampung-di-ruang-kelas"
    closed.answer = lambda asked: (
        (200, {"Content-Type": "application/json"}, b"[]")
        if asked.startswith(REST)
        else Loopback.answer(closed, asked)
    )
    run = read(crawl, closed, tmp_path, "-a", f"urls={url}")
    assert (run.code, [slug(row) for row in run.rows]) == (0, ["menjaga"])
