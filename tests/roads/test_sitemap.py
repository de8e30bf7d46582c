"""What sitemaps say, and what they do not."""

import gzip
from datetime import date

import pytest
from scrapy.http import HtmlResponse, TextResponse
from worlds.documents import (
    DECLARATION,
    HOME,
    SITEMAP,
    address,
    dates,
    entry,
    index_of,
    key,
    plain,
    read,
    sitemap,
)

from newsscraper.crawl.plan import Plan
from newsscraper.crawl.walk import Walk
from newsscraper.page.opening import NoArticle
from newsscraper.roads.list_entries import PER_PART
from newsscraper.roads.listing import Sight
from newsscraper.roads.sitemap import Sitemap
from newsscraper.window import Window

ROAD = Sitemap(SITEMAP)


def test_a_plain_sitemap_lists_articles_without_any_time():
    listing = read(ROAD, sitemap(entry(1), entry(2)))
    assert dates(listing) == {key(1): None, key(2): None}
    assert listing.latest == {}


def test_a_publication_date_is_one_in_the_publishers_zone():
    listing = read(ROAD, sitemap(entry(1, published="2026-01-20T18:30:00Z")))
    assert dates(listing) == {key(1): "2026-01-21T01:30:00+07:00"}


@pytest.mark.parametrize(
    ("published", "expected"),
    [
        ("2026-01-20T18:30:00+07:00", "2026-01-20T18:30:00+07:00"),
        ("2026-01-20T18:30+00:00", "2026-01-21T01:30:00+07:00"),
        ("2026-01-20 18:30:00", "2026-01-20T18:30:00+07:00"),
        ("2026-01-20", "2026-01-20T00:00:00+07:00"),
        ("  2026-01-20T18:30:00.123Z\n", "2026-01-21T01:30:00+07:00"),
        ("kemarin dulu", None),
        ("0000-00-00", None),
        ("1970-01-01T00:00:00Z", None),
        ("9999-12-31T23:59:59Z", None),
    ],
)
def test_publication_dates_in_their_forms(published, expected):
    assert dates(read(ROAD, sitemap(entry(1, published=published)))) == {key(1): expected}


def test_lastmod_only_says_what_an_article_is_not_younger_than():
    listing = read(ROAD, sitemap(entry(1, changed="2026-01-20T18:30:00Z")))
    assert dates(listing) == {key(1): None}
    assert listing.latest == {key(1): "2026-01-21T01:30:00+07:00"}


def test_a_day_alone_may_be_that_of_utc():
    listing = read(ROAD, sitemap(entry(1, changed="2026-01-20")))
    scope = Window(date(2026, 1, 21), date(2026, 1, 21))
    assert not scope.is_before(date.fromisoformat(listing.latest[key(1)][:10]))


def test_articles_come_newest_first_those_without_time_last():
    listing = read(
        ROAD,
        sitemap(
            entry(1),
            entry(2, published="2026-01-18T10:00:00+07:00"),
            entry(3, changed="2026-01-19T10:00:00+07:00"),
            entry(4, published="2026-01-19T02:00:00Z", changed="2026-02-01T10:00:00+07:00"),
            entry(5, published="2026-01-19T22:00:00+07:00"),
        ),
    )
    assert list(dates(listing)) == [key(number) for number in (5, 3, 4, 2, 1)]


def test_a_sitemap_is_taken_in_parts_of_the_size_of_an_index_page():
    listing = read(ROAD, sitemap(*map(entry, range(PER_PART * 2 + 1))))
    assert [len(part) for part in listing.parts] == [PER_PART, PER_PART, 1]


FOREIGN = """
https://lain.example/ekonomi/800009/berita https://mediaindonesia.com.evil.test/ekonomi/9/x
https://mediaindonesia.com/tag/banjir https://mediaindonesia.com/ https://mediaindonesia.com/ekonomi
file:///ekonomi/800009/berita javascript:alert(1) http://[bad
https://img.mediaindonesia.com/ekonomi/800009/berita
""".split()


def test_entries_of_others_and_what_is_no_article_are_left_out():
    others = [f"<url><loc>{url}</loc></url>" for url in FOREIGN]
    others += ["<url/>", "<url><loc/></url>", "<loc>x</loc>", "<url><loc>  </loc></url>"]
    assert list(dates(read(ROAD, sitemap(*others, entry(1))))) == [key(1)]


def test_what_a_sitemap_lists_beside_articles_is_told():
    other = f"{HOME}/berita-baru/harga-cabai-turun"
    listing = read(ROAD, sitemap(entry(1), f"<url><loc>{other}</loc></url>"))
    assert (len(listing.parts[0]), listing.others) == (1, [other])


def test_an_article_that_is_listed_twice_counts_once():
    twice = entry(1).replace("https://", "http://www.").replace("/berita", "/berita?utm_source=x")
    listing = read(ROAD, sitemap(entry(1), twice))
    assert [link["url"] for part in listing.parts for link in part.values()] == [address(1)]


@pytest.mark.parametrize("namespace", ["", 'xmlns="http://www.google.com/schemas/sitemap/0.84"'])
def test_the_namespace_makes_no_difference(namespace):
    body = f"<urlset {namespace}><url><loc><![CDATA[ {address(1)} ]]></loc></url></urlset>"
    assert list(dates(read(ROAD, body))) == [key(1)]


def test_a_headline_comes_with_its_entities_and_a_relative_address_is_completed():
    title = "<news:title>Harga &amp; Pasar &#8211; Naik</news:title>"
    body = sitemap(f"<url><loc>/ekonomi/800001/berita</loc><news:news>{title}</news:news></url>")
    link = read(ROAD, body).parts[0][key(1)]
    assert (link["url"], link["headline"]) == (address(1), "Harga & Pasar \u2013 Naik")


@pytest.mark.parametrize("kind", [TextResponse, HtmlResponse])
def test_the_content_type_makes_no_difference(kind):
    assert list(dates(read(ROAD, sitemap(entry(1)), kind=kind))) == [key(1)]


def test_a_gzipped_sitemap_is_unpacked():
    assert list(dates(plain(ROAD, gzip.compress(sitemap(entry(1)).encode())))) == [key(1)]


@pytest.mark.parametrize(
    "body",
    [
        sitemap(),
        index_of(),
        "<urlset/>",
        "<!DOCTYPE html><html><body><a href='/ekonomi/1/a'>x</a></body></html>",
        "<html><head><title>Situs</title><meta charset='utf-8'></head><body><br></body></html>",
    ],
)
def test_a_document_without_articles_lists_none(body):
    listing = read(ROAD, body)
    assert not dates(listing)
    assert not listing.links


def test_a_page_that_is_cut_off_is_no_sitemap():
    with pytest.raises(NoArticle):
        read(ROAD, sitemap(*map(entry, range(9)))[:-30])


# --- Indexes of sitemaps --------------------------------------------------------------------------

CHILDREN = {
    f"{HOME}/sitemap-1.xml": "2026-01-10T10:00:00+07:00",
    f"{HOME}/sitemap-3.xml.gz": "2026-01-30",
    f"{HOME}/sitemap-2.xml": "2026-01-20T20:00:00Z",
}
NEWEST_FIRST = [f"{HOME}/sitemap-3.xml.gz", f"{HOME}/sitemap-2.xml", f"{HOME}/sitemap-1.xml"]


def after(walk, page, listing):
    """The sitemap that *walk* asks for after *page*."""
    return walk.advance(page, Sight(walk.kind_of(page, listing), listing)).page


def walked(*children, window=Window(), **known):
    """The sitemaps that a walk asks for after the index of *children*."""
    walk, page = Walk(Plan(ROAD, window, **known)), SITEMAP
    listing, found = read(ROAD, index_of(*children)), []
    while page := after(walk, page, listing):
        found.append(page)
        listing = read(ROAD, sitemap())
    return found


def test_the_sitemaps_of_an_index_are_read_newest_first():
    assert walked(*CHILDREN.items()) == NEWEST_FIRST


def test_sitemaps_that_say_no_time_come_last():
    undated = f"{HOME}/sitemap-0.xml"
    assert walked(undated, *CHILDREN.items()) == [*NEWEST_FIRST, undated]


@pytest.mark.parametrize(
    ("since", "count"), [("2026-01-31", 0), ("2026-01-30", 1), ("2026-01-21", 2), ("2026-01-10", 3)]
)
def test_sitemaps_that_did_not_change_since_the_window_are_not_asked_for(since, count):
    window = Window(date.fromisoformat(since), date.fromisoformat(since))
    assert walked(*CHILDREN.items(), window=window) in (NEWEST_FIRST[:count], NEWEST_FIRST[:1])


def test_sitemaps_that_did_not_change_since_the_last_walk_are_not_asked_for():
    known = {"stops_at_known": True, "settled_before": date(2026, 1, 20)}
    assert walked(*CHILDREN.items(), **known) == NEWEST_FIRST[:2]
    undated = f"{HOME}/sitemap-0.xml"
    assert walked(undated, *CHILDREN.items(), **known) == [*NEWEST_FIRST[:2], undated]


@pytest.mark.parametrize(
    "url",
    """
    https://lain.example/sitemap.xml http://127.0.0.1:1/sitemap.xml file:///etc/passwd ftp://x/y
    //lain.example/sitemap.xml https://mediaindonesia.com.evil.test/sitemap.xml http://[bad
    https://mediaindonesia.com@evil.test/sitemap.xml http://169.254.169.254/sitemap.xml
    """.split(),
)
def test_sitemaps_on_foreign_hosts_are_not_asked_for(url):
    assert walked(url, f"{HOME}/sitemap-1.xml") == [f"{HOME}/sitemap-1.xml"]


def test_sitemaps_on_the_publishers_other_hosts_and_relative_ones_are():
    found = walked("https://www.mediaindonesia.com/a.xml", "/b.xml", "c.xml")
    assert found == ["https://www.mediaindonesia.com/a.xml", f"{HOME}/b.xml", f"{HOME}/c.xml"]


def test_no_sitemap_is_read_twice_and_an_index_that_names_itself_ends():
    assert walked(SITEMAP, f"{HOME}/a.xml", f"{HOME}/a.xml?utm_source=x") == [f"{HOME}/a.xml"]


def test_an_index_in_an_index_is_followed_before_older_sitemaps():
    walk = Walk(Plan(ROAD, Window()))
    nested = f"{HOME}/nested.xml"
    first = read(ROAD, index_of((nested, "2026-01-30"), (f"{HOME}/a.xml", "2026-01-01")))
    assert after(walk, SITEMAP, first) == nested
    second = read(ROAD, index_of(f"{HOME}/b.xml", SITEMAP))
    assert after(walk, nested, second) == f"{HOME}/b.xml"
    assert after(walk, f"{HOME}/b.xml", read(ROAD, sitemap())) == f"{HOME}/a.xml"


# --- Cost -----------------------------------------------------------------------------------------


@pytest.mark.slow
@pytest.mark.parametrize("changed", [None, "2026-01-20T18:30:00+07:00"])
def test_fifty_thousand_entries_are_all_read(changed):
    body = sitemap(*(entry(number, changed=changed) for number in range(50_000))).encode()
    listing = read(ROAD, body)
    assert sum(map(len, listing.parts)) == 50_000


def test_the_full_size_that_the_protocol_allows_to_news_is_read():
    body = sitemap(*(entry(number, "2026-01-20T18:30:00Z") for number in range(1000)))
    assert DECLARATION in body
    assert len(dates(read(ROAD, body))) == 1000
