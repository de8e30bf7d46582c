"""How articles on several pages come whole: which page is next, and when the rest is not there."""

from dataclasses import replace

import pytest
from scrapy.http import HtmlResponse

from newsscraper.normalize.article_urls import ArticleUrls
from newsscraper.page.fetched_page import Page
from newsscraper.page.places import css
from newsscraper.publisher.any_paging import MOST_PAGES, Came, Further, NotWhole
from newsscraper.publisher.paging import OneDocument, PageByPage, WholeAddress

HOME = "https://koran.example"
URLS = ArticleUrls(
    publisher="koran",
    host="koran.example",
    mirrors=(),
    paths={"": (r"/(?P<id>\d+)/[^/]+?(?P<more>(?:/|-part)\d{1,2})?",)},
)
ARTICLE, OTHER = f"{HOME}/7/banjir", f"{HOME}/8/pasar"


def page(html, url=ARTICLE):
    return Page(HtmlResponse(url), f"<html><body>{html}", URLS)


def links(*addresses):
    return "".join(f'<a class="hal" href="{address}">x</a>' for address in addresses)


# --- Page by page ---------------------------------------------------------------------------------

STEPS = PageByPage(links=css("a.hal, select option"), total=css(".dari"))


def further(html, url=ARTICLE, number=1, words=40, **known):
    return STEPS.further(page(html, url), Came([url], number, words, **known))


@pytest.mark.parametrize("form", ["/{}", "?page={}", "?hal={}", "-part{}"])
def test_the_next_page_is_the_one_whose_number_is_one_higher(form):
    second, third = ARTICLE + form.format(2), ARTICLE + form.format(3)
    assert further(links(ARTICLE, second, third)) == Further(second, 3)
    assert further(links(third, second, ARTICLE), second, 2) == Further(third, 3)
    assert further(links(ARTICLE, second, third), third, 3) is None


def test_a_menu_of_pages_leads_on_as_links_do():
    menu = f'<select><option value="{ARTICLE}">1</option><option value="/7/banjir/2">2</option>'
    assert further(menu) == Further(f"{ARTICLE}/2", 2)


@pytest.mark.parametrize(
    "html", ["", links(ARTICLE), links(f"{OTHER}/2", f"{OTHER}?page=2"), links("#", "/tag/2")]
)
def test_an_article_on_one_page_is_whole(html):
    assert further(html) is None
    assert further(html, f"{ARTICLE}?sumber=rss") is None


SHORT = {
    "the first page instead of the second": (links(f"{ARTICLE}/2"), ARTICLE, 2, 40, {}),
    "the third page instead of the second": (links(), f"{ARTICLE}/3", 2, 40, {}),
    "a second page that was to be the first": (links(), f"{ARTICLE}/2", 1, 40, {}),
    "a page without a text": (links(f"{ARTICLE}/3"), f"{ARTICLE}/2", 2, 0, {}),
    "a pager that skips a page": (links(f"{ARTICLE}/3"), ARTICLE, 1, 40, {}),
    "a pager that is gone": (links(), f"{ARTICLE}/2", 2, 40, {"last": 3}),
    "a count that is higher than the pager": ("<b class=dari>Halaman 1/2</b>", ARTICLE, 1, 40, {}),
    "a text that goes on": (links(), ARTICLE, 1, 40, {"goes_on": True}),
    "a pager without an end": (
        links(f"{ARTICLE}/{MOST_PAGES + 1}"),
        f"{ARTICLE}/{MOST_PAGES}",
        MOST_PAGES,
        40,
        {},
    ),
}


@pytest.mark.parametrize("case", SHORT.values(), ids=SHORT)
def test_what_can_not_come_whole_is_told(case):
    html, url, number, words, known = case
    with pytest.raises(NotWhole, match=r"\w"):
        further(html, url, number, words, **known)


# --- One address for all --------------------------------------------------------------------------

WHOLE = WholeAddress("showpage", "all", links=css("a.hal"), active=css("a.aktif"))
ALL = f"{ARTICLE}?showpage=all"


def test_the_whole_is_asked_for_when_the_page_is_one_of_several():
    assert WHOLE.further(page(links(f"{ARTICLE}/5")), Came([ARTICLE])) == Further(ALL)
    assert WHOLE.further(page(""), Came([ARTICLE], goes_on=True)) == Further(ALL)
    assert WHOLE.further(page(links(f"{OTHER}/5")), Came([ARTICLE])) is None


def test_a_whole_that_calls_itself_a_page_is_a_part():
    active = links(f"{ARTICLE}/5") + "<a class=aktif>1</a>"
    with pytest.raises(NotWhole):
        WHOLE.further(page(active, ALL), Came([ALL], 2, 40))
    assert WHOLE.further(page("<a class=aktif>2</a>", ALL), Came([ALL], 2, 40)) is None


def test_a_whole_without_any_new_text_is_a_part_unless_it_says_how_many_words_it_has():
    with pytest.raises(NotWhole):
        WHOLE.further(page("", ALL), Came([ALL], 2, 40, is_new=False))
    counting = replace(WHOLE, words=css("i"))
    assert counting.further(page("<i>41</i>", ALL), Came([ALL], 2, 40, is_new=False)) is None


# --- All in one document --------------------------------------------------------------------------

DOCUMENT = OneDocument(pages=css("div.hal"), total=css(".dari"))


def pages(*numbers, total=""):
    parts = "".join(f'<div class="hal" data-page="{each}">Isi</div>' for each in numbers)
    return page(parts + (f"<i class=dari>2 dari {total} halaman</i>" if total else ""))


@pytest.mark.parametrize("html", [pages(), pages(1), pages(1, 2, 3), pages(1, 2, total=2)])
def test_a_document_with_all_its_pages_is_whole(html):
    assert DOCUMENT.further(html, Came([ARTICLE])) is None


@pytest.mark.parametrize(
    "html", [pages(2), pages(1, 3), pages(1, 1, 2), pages(2, 1), pages(1, ""), pages(1, 2, total=3)]
)
def test_a_document_that_lacks_a_page_or_has_one_twice_is_a_part(html):
    with pytest.raises(NotWhole, match=r"of \d pages it has"):
        DOCUMENT.further(html, Came([ARTICLE]))
