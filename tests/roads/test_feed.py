"""What RSS and Atom feeds say."""

import pytest
from scrapy.http import Response, TextResponse
from worlds.documents import HOME, address, dates, key, read

from newsscraper.crawl.plan import Plan
from newsscraper.crawl.walk import Walk
from newsscraper.page.opening import NoArticle
from newsscraper.roads.listing import Kind, Listing, Sight
from newsscraper.roads.news_feed import NewsFeed
from newsscraper.window import Window

ROAD = NewsFeed(f"{HOME}/feed")
NOON = "2026-01-20T12:30:00+07:00"


def rss(*items, extra=""):
    """An RSS 2.0 feed."""
    spaces = (
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:media="http://search.yahoo.com/mrss/" '
        'xmlns:atom="http://www.w3.org/2005/Atom"'
    )
    channel = f"<title>Media Indonesia</title><link>{HOME}</link>{extra}{''.join(items)}"
    return f'<?xml version="1.0"?><rss version="2.0" {spaces}><channel>{channel}</channel></rss>'


def item(number, rest="", title="Judul", link=None):
    """An item of RSS."""
    return f"<item><title>{title}</title><link>{link or address(number)}</link>{rest}</item>"


def atom(*entries):
    """An Atom feed."""
    return (
        '<?xml version="1.0" encoding="utf-8"?><feed xmlns="http://www.w3.org/2005/Atom">'
        f'<title>Media Indonesia</title><link rel="self" href="{HOME}/feed"/>'
        f'<link href="{HOME}/"/>{"".join(entries)}</feed>'
    )


DATES = {
    "Tue, 20 Jan 2026 12:30:00 +0700": NOON,
    "Tue, 20 Jan 2026 05:30:00 GMT": NOON,
    "Tue, 20 Jan 2026 05:30:00 +0000": NOON,
    "Tue, 20 Jan 2026 18:30:00 GMT": "2026-01-21T01:30:00+07:00",
    "Tue, 20 Jan 2026 00:30:00 EST": NOON,
    "20 Jan 26 12:30 +0700": NOON,
    "Selasa, 20 Januari 2026 12:30:00 +0700": NOON,
    "Sel, 20 Jan 2026 12:30:00 WIB": NOON,
    "Jumat, 01 Mei 2026 12:30:00": "2026-05-01T12:30:00+07:00",
    "Min, 23 Agu 2026 12:30:00 +0700": "2026-08-23T12:30:00+07:00",
    "Kam, 24 Des 2025 12:30:00 +0700": "2025-12-24T12:30:00+07:00",
    "Tue, 20 Jan 2026 12:30:00": NOON,
    "2026-01-20 12:30:00": NOON,
    "2026-01-20T05:30:00Z": NOON,
    "": None,
    "segera": None,
    "Thu, 01 Jan 1970 00:00:00 +0000": None,
}


@pytest.mark.parametrize(("printed", "expected"), DATES.items(), ids=list(DATES))
def test_dates_of_feeds_in_their_forms(printed, expected):
    if "2026" in printed and expected and expected > "2026-11":
        pytest.skip("in the future")
    feed = rss(item(1, f"<pubDate>{printed}</pubDate>"))
    assert dates(read(ROAD, feed)) == {key(1): expected}


def test_a_date_of_dublin_core_will_do():
    feed = rss(item(1, "<dc:date>2026-01-20T05:30:00Z</dc:date>"))
    assert dates(read(ROAD, feed)) == {key(1): NOON}


def test_items_come_newest_first_and_each_once():
    feed = rss(
        item(1, "<pubDate>Mon, 19 Jan 2026 12:30:00 +0700</pubDate>"),
        item(2, "<pubDate>Tue, 20 Jan 2026 12:30:00 +0700</pubDate>"),
        item(1, link=f"{address(1)}?utm_source=rss"),
        item(3),
    )
    assert list(dates(read(ROAD, feed))) == [key(2), key(1), key(3)]


@pytest.mark.parametrize(
    "title", ["<![CDATA[Harga & Pasar]]>", "Harga &amp; Pasar", "\n Harga\n &#38; Pasar "]
)
def test_titles_are_text(title):
    link = read(ROAD, rss(item(1, title=title))).parts[0][key(1)]
    assert link["headline"] == "Harga & Pasar"


@pytest.mark.parametrize(
    "link",
    [
        "/ekonomi/800001/berita",
        f"<![CDATA[{address(1)}?utm_source=rss&utm_medium=x]]>",
        f"\n  {address(1)}\n",
        "//www.mediaindonesia.com/ekonomi/800001/berita",
    ],
)
def test_links_are_completed_and_canonical(link):
    listing = read(ROAD, rss(item(1, link=link)))
    assert [each["url"] for each in listing.parts[0].values()] == [address(1)]


@pytest.mark.parametrize("permalink", ["", ' isPermaLink="true"', ' isPermaLink="false"'])
def test_an_address_that_only_the_guid_has_is_found(permalink):
    feed = rss(f"<item><title>x</title><guid{permalink}>{address(1)}</guid></item>")
    assert list(dates(read(ROAD, feed))) == [key(1)]


def test_a_guid_that_is_no_address_leads_nowhere():
    assert dates(read(ROAD, rss("<item><guid>800001</guid></item>", "<item/>"))) == {}


def test_the_guid_stands_for_a_link_that_counts_clicks():
    clicks = "https://feeds.example/~r/mi/~3/abc/"
    feed = rss(item(1, f"<guid>{address(1)}</guid>", link=clicks))
    assert list(dates(read(ROAD, feed))) == [key(1)]


@pytest.mark.parametrize(
    "link",
    ["https://lain.example/ekonomi/1/x", f"{HOME}/tag/banjir", HOME, "javascript:x", "data:,"],
)
def test_what_is_no_article_of_the_publisher_is_left_out(link):
    assert list(dates(read(ROAD, rss(item(1, link=link), item(2))))) == [key(2)]


def test_what_a_feed_lists_beside_articles_is_told():
    other = f"{HOME}/berita-baru/harga-cabai-turun"
    listing = read(ROAD, rss(item(1), item(2, link=other)))
    assert (len(listing.parts[0]), listing.others) == (1, [other])


def test_of_an_item_without_an_article_the_address_on_the_publishers_host_is_told():
    own = f"{HOME}/ekonomi/851796/judul/2"
    counted = item(1, f"<guid>{own}</guid>", link="https://klik.example/1")
    assert read(ROAD, rss(counted)).others == [own]


def test_an_atom_link_in_rss_is_not_mistaken_for_the_articles():
    own = f'<atom:link rel="self" href="{HOME}/feed"/>'
    first = f"<item>{own}<title>x</title><link>{address(1)}</link></item>"
    assert list(dates(read(ROAD, rss(first, extra=own)))) == [key(1)]


def test_atom_is_read():
    entry = (
        f"<entry><title type='html'>Harga &amp;amp; Pasar</title>"
        f"<link rel='enclosure' href='{address(9)}'/><link rel='alternate' href='{address(1)}'/>"
        f"<published>2026-01-20T05:30:00Z</published><updated>2026-01-22T05:30:00Z</updated></entry>"
    )
    listing = read(ROAD, atom(entry))
    assert dates(listing) == {key(1): NOON}
    assert listing.latest == {key(1): "2026-01-22T12:30:00+07:00"}


def test_what_atom_updated_alone_says_is_no_date_of_publication():
    link = "<link href='/ekonomi/800001/berita'/>"
    listing = read(ROAD, atom(f"<entry>{link}<updated>2026-01-22T05:30:00Z</updated></entry>"))
    assert dates(listing) == {key(1): None}
    assert listing.latest == {key(1): "2026-01-22T12:30:00+07:00"}


def test_atom_with_a_prefix_is_read():
    feed = atom(f"<entry><link href='{address(1)}'/></entry>")
    for name in ("feed", "entry", "link", "title"):
        feed = feed.replace(f"<{name}", f"<a:{name}").replace(f"</{name}", f"</a:{name}")
    feed = feed.replace("xmlns=", "xmlns:a=")
    assert list(dates(read(ROAD, feed))) == [key(1)]


def test_rss_1_is_read():
    feed = (
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" '
        'xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f"<channel rdf:about='{HOME}'><title>x</title><link>{HOME}</link></channel>"
        f"<item rdf:about='{address(1)}'><title>Judul</title><link>{address(1)}</link>"
        "<dc:date>2026-01-20T12:30:00+07:00</dc:date></item></rdf:RDF>"
    )
    assert dates(read(ROAD, feed)) == {key(1): NOON}


@pytest.mark.parametrize("kind", [Response, TextResponse])
def test_the_content_type_of_a_feed_makes_no_difference(kind):
    assert list(dates(read(ROAD, "\n\n" + rss(item(1)).partition("?>")[2], kind=kind))) == [key(1)]


@pytest.mark.parametrize("body", ["<html><body><p>Masuk</p></body></html>", rss(), atom()])
def test_a_document_without_items_lists_nothing(body):
    assert dates(read(ROAD, body)) == {}


def test_half_a_feed_is_none():
    with pytest.raises(NoArticle):
        read(ROAD, rss(item(1), item(2))[:-40])


def test_a_feed_has_one_page():
    walk = Walk(Plan(ROAD, Window()))
    listing = Listing([{}], [(f"{HOME}/feed?page=2", "next")])
    assert walk.advance(ROAD.url, Sight(Kind.LIST, listing)).page is None
