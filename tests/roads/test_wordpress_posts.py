"""The list of posts of WordPress: windows, pages, and the end as the site says it."""

import json
from datetime import date

import pytest
from scrapy import Request
from scrapy.http import JsonResponse

from newsscraper.crawl.plan import Plan
from newsscraper.crawl.walk import Walk
from newsscraper.failures import Reason
from newsscraper.page.opening import NoArticle
from newsscraper.roads.listing import Kind, Listing, Sight
from newsscraper.roads.wordpress_posts import WordPressPosts, is_behind_last
from newsscraper.spiders.lampost import LampostSpider
from newsscraper.window import Window

POSTS = "https://lampost.co/wp-json/wp/v2/posts"
ROAD = WordPressPosts(POSTS, per_page=2)
TODAY = date(2026, 1, 25)
FIRST = f"{POSTS}?_fields=link,date,date_gmt,title&per_page=2&page=1"


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


@pytest.mark.parametrize("said", [{}, {"X_WP_TotalPages": "many"}, {"X_WP_TotalPages": 0}])
def test_where_it_does_not_say_it_another_may_be_behind_any_page_with_posts(said):
    assert following(post(2), post(1), **said) == ["2"]
    assert following(post(2), page=2, **said) == ["3"]
    assert following(page=3, **said) == []


def walked(pages):
    """Walk down *pages*, each a listing or the kind of an answer that is none."""
    walk = Walk(Plan(ROAD, Window(date(2026, 1, 19), None)))
    page, doubts, read = FIRST, {}, []
    while page:
        found = pages[len(read)]
        read.append(int(page.rpartition("=")[2]))
        is_kind = isinstance(found, Kind)
        listed = Listing() if is_kind else found
        walk.record(listed.parts[0], (), ())
        kind = found if is_kind else walk.kind_of(page, listed)
        step = walk.advance(page, Sight(kind, listed))
        doubts |= step.unread
        page = step.page
    return read, doubts


@pytest.mark.parametrize("end", [listing(page=4), Kind.ABSENT])
def test_where_it_does_not_say_it_short_pages_go_on_until_one_is_empty_or_none(end):
    pages = [listing(post(4), post(3)), listing(post(2), page=2), listing(post(1), page=3), end]
    assert walked(pages) == ([1, 2, 3, 4], {})


def test_an_empty_page_that_was_promised_is_a_fault():
    pages = [listing(post(4), post(3), X_WP_TotalPages=2), listing(page=2)]
    assert walked([*pages, Kind.ABSENT])[1] == {FIRST[:-1] + "2": Reason.NO_ARTICLES}


def test_only_the_words_of_wordpress_say_that_a_page_lies_behind_the_last():
    code = {"code": "rest_post_invalid_page_number"}
    assert is_behind_last(answer(400, code))
    assert not is_behind_last(answer(400, {"code": "rest_invalid_param"}))
    assert not is_behind_last(answer(500, code))
    assert not is_behind_last(answer(400, [code]))


def answer(status, body):
    return JsonResponse(FIRST, status=status, body=json.dumps(body).encode())


@pytest.mark.parametrize("none", [None, "0000-00-00T00:00:00", "", 7])
def test_a_post_without_a_time_in_utc_has_that_of_the_publishers_clock(none):
    [links] = listing(post(1, date_gmt=none, date="2026-01-20T00:01:00")).parts
    assert [each["date_published"] for each in links.values()] == ["2026-01-20T00:01:00+07:00"]
    [links] = listing(post(1, date_gmt=none, date=none)).parts
    assert [each["date_published"] for each in links.values()] == [None]


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
