"""The list of posts of WordPress: windows, pages, and the end as the site says it."""

import json
from datetime import date

import pytest
from scrapy import Request
from scrapy.http import JsonResponse

from newsscraper.crawl.plan import Plan
from newsscraper.crawl.walk import Walk
from newsscraper.page.opening import NoArticle
from newsscraper.roads.listing import Sight
from newsscraper.roads.wordpress_posts import WordPressPosts
from newsscraper.spiders.lampost import LampostSpider
from newsscraper.window import Window

POSTS = "https://lampost.co/wp-json/wp/v2/posts"
ROAD = WordPressPosts(POSTS, per_page=2)
TODAY = date(2026, 1, 25)
FIRST = f"{POSTS}?_fields=link,date_gmt,title&per_page=2&page=1"


def post(number, **own):
    return {
        "link": f"https://lampost.co/ekonomi/berita-nomor-{number}/",
        "date_gmt": f"2026-01-19T17:{number:02}:00",
        "title": {"rendered": f"Berita &#8216;{number}&#8217; <em>baru</em>"},
    } | own


def listing(*posts, page=1, road=ROAD, **headers):
    url = FIRST.replace("page=1", f"page={page}")
    headers = {name.replace("_", "-"): str(value) for name, value in headers.items()}
    body = json.dumps(posts).encode()
    response = JsonResponse(url, body=body, headers=headers, request=Request(url))
    return road.read(response, LampostSpider)


@pytest.mark.parametrize(
    ("since", "until", "bounds"),
    [
        (None, None, ""),
        (date(2026, 1, 19), None, "&after=2026-01-18T00%3A00%3A00"),
        (date(2026, 1, 19), TODAY, "&after=2026-01-18T00%3A00%3A00"),
        (None, date(2026, 1, 20), "&before=2026-01-22T00%3A00%3A00"),
        (
            date(2026, 1, 1),
            date(2026, 1, 1),
            "&after=2025-12-31T00%3A00%3A00&before=2026-01-03T00%3A00%3A00",
        ),
    ],
)
def test_a_window_is_asked_for_with_a_day_more_on_both_sides(since, until, bounds):
    asked = ROAD.first_page(Window(since, until), TODAY)
    assert asked == FIRST.replace("&page=1", f"{bounds}&page=1")


def test_posts_are_listed_in_order_with_their_times_in_the_publishers_zone():
    [links] = listing(post(2), post(1)).parts
    assert list(links) == ["lampost:berita-nomor-2", "lampost:berita-nomor-1"]
    first = links["lampost:berita-nomor-2"]
    assert first["headline"] == "Berita \u20182\u2019 baru"
    assert first["date_published"] == "2026-01-20T00:02:00+07:00"
    assert first["url"] == "https://lampost.co/ekonomi/berita-nomor-2"


ODD = [None, 5, "x", {}, {"link": 7}, {"link": "https://lampost.co/tentang/"}]


def test_what_is_no_post_is_a_card_without_an_article():
    found = listing(*ODD, post(1, date_gmt=None, title=None))
    assert found.cards == 7
    [links] = found.parts
    assert links["lampost:berita-nomor-1"]["date_published"] is None
    assert found.others == ["https://lampost.co/tentang/"]


def following(*posts, **how):
    return [url.rpartition("=")[2] for url, _ in listing(*posts, **how).links]


def test_the_site_says_which_page_is_the_last():
    assert following(post(2), post(1), X_WP_TotalPages=3) == ["2"]
    assert following(post(2), page=2, X_WP_TotalPages=3) == ["3"]
    assert following(post(2), post(1), page=3, X_WP_TotalPages=3) == []


def test_where_it_does_not_say_it_a_page_that_is_not_full_is_the_last():
    assert following(post(2), post(1)) == ["2"]
    assert following(post(2), page=2) == []


def test_the_end_of_the_list_is_no_fault():
    walk = Walk(Plan(ROAD, Window(date(2026, 1, 19), None)))
    found = listing(post(2), post(1), X_WP_TotalPages=1)
    walk.record(found.parts[0], (), ())
    step = walk.advance(FIRST, Sight(walk.kind_of(FIRST, found), found))
    assert (step.page, step.lacks_next, step.unread) == (None, False, {})


@pytest.mark.parametrize("body", [b"{}", b"<html></html>", b'{"code": "rest_no_route"}'])
def test_what_is_no_list_of_posts_is_told(body):
    response = JsonResponse(FIRST, body=body, request=Request(FIRST))
    with pytest.raises(NoArticle) as told:
        ROAD.read(response, LampostSpider)
    assert told.value.reason == "not_json"


def test_a_redirect_to_another_list_is_told():
    request = Request("https://lampost.co/", meta={"redirect_urls": [FIRST]})
    with pytest.raises(NoArticle, match="another list"):
        ROAD.read(JsonResponse(request.url, body=b"[]", request=request), LampostSpider)
