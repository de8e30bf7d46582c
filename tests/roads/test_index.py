"""An index page: the articles that it lists, and the other pages that it links to."""

import pytest
from scrapy.http import HtmlResponse
from worlds.site import HOME, Story, a_list, item, whole_page

from newsscraper.crawl.plan import Plan
from newsscraper.crawl.walk import Walk
from newsscraper.failures import Reason
from newsscraper.page.fetched_page import Page
from newsscraper.page.opening import NoArticle
from newsscraper.roads.index import Index, listing_of_cards, pagination
from newsscraper.roads.listing import Kind, Listing, Sight, Usual
from newsscraper.spiders.mediaindonesia import MediaIndonesiaSpider
from newsscraper.window import Window

ROAD = Index(f"{HOME}/indeks")
STORIES = [Story(f"{HOME}/ekonomi/{number}/judul", "2026-01-20 06:40") for number in (3, 2, 1)]


def answer(content, url=ROAD.url):
    return HtmlResponse(url, body=whole_page(content).encode())


def page(content, url=ROAD.url):
    facts = MediaIndonesiaSpider
    response = answer(content, url)
    return Page(response, response.text, facts.article_urls, facts.main.find)


def links(*anchors):
    content = a_list(map(item, STORIES), "".join(anchors))
    return list(pagination(page(content, f"{HOME}/indeks/20/20"), MediaIndonesiaSpider))


def test_articles_are_listed_by_key_in_page_order_with_their_dates():
    [found] = listing_of_cards(page(a_list(map(item, STORIES))), MediaIndonesiaSpider).parts
    assert list(found) == [f"mediaindonesia:{number}" for number in (3, 2, 1)]
    assert {link["date_published"] for link in found.values()} == {"2026-01-20T06:40:00+07:00"}


def test_a_page_without_articles_lists_none():
    assert listing_of_cards(page(a_list([])), MediaIndonesiaSpider) == Listing(strays=2)
    assert list(ROAD.read(answer(a_list([])), MediaIndonesiaSpider).parts) == [{}]


def test_what_is_no_page_is_no_list():
    with pytest.raises(NoArticle):
        ROAD.read(HtmlResponse(ROAD.url, body=b""), MediaIndonesiaSpider)


def test_links_to_other_pages_are_on_scheme_and_host_of_this_one():
    anchors = ('<a href="40" rel="next">', f'<a href="{HOME.replace("https", "http")}/indeks#a">')
    assert links(*anchors) == [(f"{HOME}/indeks/20/40", "next"), (f"{HOME}/indeks", "")]


@pytest.mark.parametrize(
    "anchor",
    [
        '<a href="https://lain.example/indeks">',
        '<a href="/indeks/20/60" rel="nofollow">',
        f'<a href="{STORIES[0].url}">',
        '<a href="mailto:redaksi@mediaindonesia.com">',
    ],
)
def test_links_that_lead_away_or_to_an_article_are_none(anchor):
    assert links(anchor) == []


@pytest.mark.parametrize(
    ("there", "here", "is_further"),
    [
        ("/indeks/20/40", "/indeks/20/20", True),
        ("/indeks/20/20", "/indeks/20/40", False),
        ("/indeks?page=10", "/indeks?page=9", True),
        ("/indeks", "/indeks?page=2", False),
        ("/lama", "/indeks", True),
        ("/indeks", "/indeks", False),
    ],
)
def test_the_page_of_the_higher_number_is_further(there, here, is_further):
    assert ROAD.is_further(HOME + there, HOME + here) is is_further


# --- Which page is next, and which page cannot be what it says ------------------------------------

FULL = Usual(20, cards=20, links=20, is_any=True)


def at(number):
    return f"{ROAD.url}?page={number}" if number > 1 else ROAD.url


def shown(number, count=20, ahead=(), cards=0, strays=0, day=None, then=None):
    """The page of this *number* with so many articles of a *day*, and links to pages *ahead*."""
    keys = [f"{number}-{each}" for each in range(count)]
    date = day and f"2026-01-{day}T10:00:00+07:00"
    found = {key: {"url": key, "headline": None, "date_published": date} for key in keys}
    links = [*((at(each), "") for each in ahead), *([(at(then), "next")] if then else [])]
    return Listing([found], links, cards=cards, strays=strays)


class Way:
    """A walk down the index, page by page."""

    def __init__(self, usual=FULL, second=None):
        self.walk = Walk(Plan(ROAD, Window(), usual=usual, second=second))

    def read(self, number, *given, had=0, **named):
        listing = shown(number, *given, **named)
        self.walk.record(listing.parts[0], (), ())
        kind = self.walk.kind_of(at(number), listing)
        return self.step(number, Sight(kind, listing, had))

    def lose(self, number, kind=Kind.FAILED):
        return self.step(number, Sight(kind))

    def step(self, number, sight):
        """The number of the next page, and why those that are unread are."""
        step = self.walk.advance(at(number), sight)
        numbers = {at(each): each for each in range(1, 20)}
        unread = {numbers[page]: reason for page, reason in step.unread.items()}
        return (numbers[step.page] if step.page else None), unread


@pytest.mark.parametrize("kind", [Kind.FAILED, Kind.ABSENT])
def test_behind_a_lost_page_the_way_goes_on_by_the_links_of_earlier_pages(kind):
    way = Way()
    assert way.read(1, ahead=(2, 3, 9)) == (2, {})
    assert way.lose(2, kind) == (3, {})
    assert way.read(3, ahead=(4,)) == (4, {})


def test_without_such_links_it_goes_on_by_the_distance_of_the_last_two():
    way = Way()
    way.read(1, ahead=(2,))
    assert way.lose(2)[0] == 3
    offset = Walk(Plan(ROAD, Window()))
    places = [f"{HOME}/indeks/20/{number}" for number in (20, 40, 60)]
    offset.advance(places[0], Sight(Kind.LIST, Listing(links=[(places[1], "next")])))
    assert offset.advance(places[1], Sight(Kind.FAILED)).page == places[2]


def test_a_page_that_is_lost_at_once_leads_nowhere():
    assert Way().lose(1) == (None, {})


def test_behind_three_lost_pages_none_is_asked_for():
    way = Way()
    way.read(1, ahead=(2, 3, 4, 5, 6))
    assert [way.lose(number)[0] for number in (2, 3, 4)] == [3, 4, None]


def test_a_guess_that_is_not_there_is_the_end_and_one_that_failed_is_not():
    for kind, following in ((Kind.ABSENT, None), (Kind.EMPTY, None), (Kind.FAILED, 4)):
        way = Way()
        way.read(1, ahead=(2,))
        way.lose(2)
        assert way.lose(3, kind) == (following, {})


def test_an_empty_page_that_another_linked_to_is_unread():
    way = Way()
    way.read(1, ahead=(2,))
    assert way.read(2, 0) == (3, {2: Reason.NO_ARTICLES})


def test_an_empty_page_that_links_to_many_articles_is_not_understood():
    assert Way().read(1, 0, ahead=(2,), strays=2) == (2, {1: Reason.NOT_UNDERSTOOD})
    assert Way().read(1, 0, ahead=(2,), strays=1) == (2, {1: Reason.NO_ARTICLES})


def test_so_is_one_that_listed_articles_before_on_a_road_whose_usual_size_is_not_known():
    for had, reason in ((0, Reason.NO_ARTICLES), (9, Reason.NOT_UNDERSTOOD)):
        assert Way(usual=Usual()).read(1, 0, strays=9, had=had) == (None, {1: reason})


def test_a_page_of_cards_that_are_no_articles_is_no_end():
    assert Way().read(1, 0, ahead=(2,), cards=20) == (2, {})


@pytest.mark.parametrize(("count", "is_unread"), [(9, True), (10, False)])
def test_a_page_with_less_than_half_of_the_usual_links_is_not_understood(count, is_unread):
    unread = {2: Reason.NOT_UNDERSTOOD} if is_unread else {}
    way = Way()
    way.read(1, ahead=(2,))
    assert way.read(2, count, ahead=(3,), cards=20) == (3, unread)
    fresh = Way(usual=Usual())
    fresh.read(1, ahead=(2,))
    assert fresh.read(2, count, ahead=(3,), cards=20) == (3, {}), "nothing is usual yet"
    assert fresh.read(3, count, ahead=(4,), cards=20, had=20) == (
        4,
        {3: Reason.NOT_UNDERSTOOD} if is_unread else {},
    )


def test_where_the_list_may_end_a_page_may_be_short():
    way = Way()
    way.read(1, ahead=(2,))
    assert way.read(2, 3, ahead=(1,)) == (None, {})


def test_a_page_that_leads_nowhere_though_another_linked_behind_it_lacks_its_links():
    way = Way()
    way.read(1, ahead=(2, 3))
    assert way.read(2) == (3, {2: Reason.NO_NEXT_PAGE})
    assert way.read(3) == (None, {})


def test_pages_that_show_a_part_and_lead_on_do_not_end_a_walk_above_known_ground():
    way = Way()
    numbers = range(1, 9)
    assert [way.read(each, 5, ahead=(each + 1,))[0] for each in numbers] == [*range(2, 10)]


def test_a_page_whose_articles_are_younger_than_all_of_the_page_before_denies_that_one():
    way = Way()
    way.read(1, ahead=(2, 3), day=20)
    way.read(2, ahead=(3, 4), day=10)
    assert way.read(3, ahead=(4,), day=19) == (4, {2: Reason.ANOTHER_LIST})
    assert way.read(4, ahead=(5,), day=18) == (5, {})
    assert way.read(5, 2, ahead=(6,), day=19, cards=20, had=2)[1] == {5: Reason.NOT_UNDERSTOOD}


def test_a_link_that_leaps_past_pages_is_not_followed():
    way = Way()
    assert way.read(1, then=2) == (2, {})
    assert way.read(2, then=9) == (3, {})
    assert way.read(3, then=4) == (4, {})
    way = Way()
    way.read(1, ahead=(3,), then=2)
    assert way.read(2, then=9) == (3, {})


def test_nor_is_one_on_the_first_page_past_the_page_that_earlier_walks_read():
    assert ROAD.second_of([at(4), ROAD.url, at(2), at(3)]) == at(2)
    assert ROAD.second_of([ROAD.url]) is None
    assert ROAD.second_of([at(2), at(5)]) is None, "nothing shows how far one page is from another"
    assert ROAD.second_of([at(5000), at(4900), at(100)]) is None, "numbers of articles"
    assert ROAD.second_of([at(20), at(60), at(40)]) == at(20)
    for then, following in ((9, 2), (3, 2), (2, 2)):
        way = Way(second=at(2))
        assert way.read(1, then=then) == (following, {})
    assert Way().read(1, then=3) == (3, {})


def test_behind_a_leap_to_a_page_that_is_not_there_the_link_is_followed_after_all():
    way = Way()
    way.read(1, then=2)
    assert way.read(2, then=9) == (3, {})
    assert way.lose(3, Kind.ABSENT) == (9, {})


def test_a_page_from_below_known_ground_that_was_not_met_is_another_list():
    way = Way()
    way.read(1, ahead=(2, 3))
    assert way.lose(2, Kind.APART) == (3, {2: Reason.ANOTHER_LIST})


def test_the_links_of_another_list_are_none_of_this_one():
    other = '<a href="/olahraga/20/20" rel="next">2</a>'
    own = '<a href="/indeks/20/20">2</a>'
    for anchors, links, is_elsewhere in (
        ((other,), [], True),
        ((other, own), [(f"{HOME}/indeks/20/20", "")], False),
        ((), [], False),
    ):
        content = a_list(map(item, STORIES), "".join(anchors))
        request = HtmlResponse(ROAD.url, body=whole_page(content).encode())
        listing = ROAD.read(request, MediaIndonesiaSpider)
        assert (list(listing.links), listing.leads_elsewhere) == (links, is_elsewhere)
