"""Whole crawls of articles whose pages come one by one: whole or failed, never short."""

import pytest
from worlds.site import HOME, an_article, whole_page
from worlds.web import Visitor, serving_web

pytestmark = pytest.mark.slow
SENTENCE = "Halaman {} dari berita {} bercerita tentang sawah, pasar dan hujan sore."


@pytest.fixture
def web():
    """Return an empty web."""
    with serving_web() as server:
        yield server


@pytest.fixture
def visit(crawl, start_crawl, tmp_path, web):
    """Return the function that crawls the web."""
    return Visitor(crawl, start_crawl, tmp_path, web)


def path(number, page=1):
    """The path of a page of an article."""
    return f"/ekonomi/{800_000 + number}/berita" + (f"?page={page}" if page > 1 else "")


def put(web, number, page, pages, text=None, **options):
    """Let a page of an article be there, and its pager lead to so many."""
    links = "".join(f'<a href="{HOME}{path(number, each)}">{each}</a>' for each in pages)
    text = text or SENTENCE.format(page, number)
    body = f'<p>{text}</p></div><div class="halaman">{links}'
    story = an_article(f"Berita {number}, halaman {page}", web.moment(number), body)
    web.put(path(number, page), whole_page(story), **options)


def put_all(web, number, count):
    for page in range(1, count + 1):
        put(web, number, page, range(1, count + 1))


def of_article(web, number):
    return [each for each in web.requests if f"/{800_000 + number}/" in each]


def test_the_pages_become_one_article_with_the_metadata_of_the_first(web, visit):
    web.day(0, [2, 1])
    put_all(web, 1, 3)
    run = visit("paged", *web.days_ago(0))
    assert (run.code, run.last_line) == (0, "Complete: 2 articles in out.jsonl, 0 failed.")
    row = next(row for row in run.rows if row["key"] == "paged:800001")
    assert row["headline"] == "Berita 1, halaman 1"
    assert row["url"] == HOME + path(1)
    assert [part["text"] for part in row["body_parts"]] == [
        SENTENCE.format(page, 1) for page in (1, 2, 3)
    ]
    assert of_article(web, 1) == [HOME + path(1, page) for page in (1, 2, 3)]
    again = visit("paged", *web.days_ago(0))
    assert (again.code, len(again.rows), web.articles) == (0, 2, [])


def test_an_article_of_which_a_page_does_not_come_is_a_failure_and_comes_later(web, visit):
    web.day(0, range(1, 9))
    for number in range(1, 8):
        put_all(web, number, 3)
    web.put(path(1, 2), "<p>Tidak ada</p>", 404)
    web.put(path(2, 3), "<p>Rusak</p>", 503)
    web.put(path(3, 2), "", 302, Location=HOME + path(3))
    put(web, 4, 2, (1, 2, 3), SENTENCE.format(1, 4))
    put(web, 5, 3, (1, 2, 3), SENTENCE.format(2, 5))
    put(web, 6, 2, ())
    put(web, 7, 2, (1, 2, 3), "&nbsp;")
    run = visit("paged", *web.days_ago(0))
    assert run.code == 7
    assert [row["key"] for row in run.rows] == ["paged:800008"]
    assert run.stat("articles/failed/not_whole") == 7
    for number in range(1, 8):
        put_all(web, number, 3)
    urls = ",".join(HOME + path(number) for number in range(1, 8))
    run = visit("paged", f"urls={urls}")
    assert run.code == 0
    assert {row["word_count"] for row in run.rows} == {36}


def test_a_page_that_robots_txt_forbids_is_not_asked_for_and_the_article_is_refused(web, visit):
    web.day(0, [2, 1])
    web.put("/robots.txt", "User-agent: *\nDisallow: /*?page=2$")
    put_all(web, 1, 2)
    run = visit("paged", *web.days_ago(0))
    assert [row["key"] for row in run.rows] == ["paged:800002"]
    assert of_article(web, 1) == [HOME + path(1)]
    assert run.stat("articles/refused/robots_txt") == 1


def test_a_run_that_is_killed_between_two_pages_loses_nothing(web, visit):
    web.day(0, [2, 1])
    put_all(web, 1, 3)
    visit.kill_at(path(1, 3), "paged", *web.days_ago(0))
    run = visit("paged", *web.days_ago(0))
    assert run.code == 0
    assert sorted(row["key"] for row in run.rows) == ["paged:800001", "paged:800002"]
    assert of_article(web, 1) == [HOME + path(1, page) for page in (1, 2, 3)]
