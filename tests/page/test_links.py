"""Links: "Berita Lainnya" and list items."""

from urllib.parse import urljoin

import pytest
from lxml.html import fromstring
from worlds.pages import HOST, PICTURE, RELATED, URL, article, related_item

from newsscraper.page.links import absolute, join, read_items
from newsscraper.spiders.mediaindonesia import MediaIndonesiaSpider
from newsscraper.spiders.okezone import OkezoneSpider


def related(items, **variant):
    return [(link["url"], link["headline"]) for link in article(related=items, **variant).related]


def test_a_related_link_has_url_headline_and_date():
    assert article().related == [
        {
            "url": f"{HOST}/humaniora/899992/sekolah-di-pulau-",
            "headline": "Sekolah di Pulau",
            "date_published": "2025-12-31T22:11:00+07:00",
        }
    ]


def test_an_empty_list_gives_no_related_links():
    assert related("") == []


def test_an_article_is_listed_once_whatever_its_slug():
    assert len(related(RELATED + RELATED + related_item("ekonomi/899992/lain", "Lain"))) == 1


def test_mirrors_and_relative_links_are_canonical_and_foreign_links_stay():
    items = [
        related_item("http://www.mediaindonesia.com/humaniora/5/a?utm_source=x", "A"),
        related_item("/humaniora/6/b", "B"),
        related_item("/podiums/detail_podiums/6-b", "Podium"),
        related_item("https://www.contoh.id/c?x=1", "C"),
    ]
    assert related("".join(items)) == [
        (f"{HOST}/humaniora/5/a", "A"),
        (f"{HOST}/humaniora/6/b", "B"),
        (f"{HOST}/podiums/detail_podiums/6-b", "Podium"),
        ("https://www.contoh.id/c?x=1", "C"),
    ]


def test_a_clock_before_the_date_does_no_harm_and_no_date_is_none():
    items = related_item("a/5/a", "A", '<i class="fa"></i> 05/1/2026 05:00')
    items += related_item("a/6/b", "B", "")
    dates = [link["date_published"] for link in article(related=items).related]
    assert dates == ["2026-01-05T05:00:00+07:00", None]


def test_pictures_share_links_and_links_not_to_be_followed_are_not_the_headline():
    items = f"""<li><a href="{HOST}/a/5/a"><img data-src="{PICTURE}"></a>
    <a href="https://facebook.com/sharer">Bagikan</a><h3><a href="{HOST}/a/5/a">A</a></h3></li>
    <li><a href="/cdn-cgi/content?id=1" rel="nofollow noopener">X</a></li>
    <li><h3><a href="#">Y</a></h3></li><!-- {related_item("a/7/z", "Z")} -->"""
    assert related(items) == [(f"{HOST}/a/5/a", "A")]


def test_other_lists_of_the_same_look_are_not_related():
    other = f'<section><div class="ti">Opini</div><ul class="list-3">{RELATED}</ul></section>'
    assert related("", after=other) == []


@pytest.mark.parametrize(
    ("address", "url"),
    [
        ("/a?b=c", f"{HOST}/a?b=c"),
        (" https://contoh.id/x ", "https://contoh.id/x"),
        ("//contoh.id/x", "https://contoh.id/x"),
        ("HTTP://contoh.id/x", "HTTP://contoh.id/x"),
        ("https://contoh.id/a/\n../x", "https://contoh.id/a/../x"),
        ("https://contoh.id/x y\u00ad", "https://contoh.id/x y"),
        ("https://contoh.id/cdn-cgi/x", None),
        ("https://", "https://"),
        ("#atas", None),
        ("", None),
        ("javascript:void(0)", None),
        ("mailto:a@b.id", None),
        ("http://[salah", None),
    ],
)
def test_an_address_is_made_absolute_or_leads_nowhere(address, url):
    result = absolute(URL, address)
    assert (result or "").lower() == (url or "").lower()


@pytest.mark.parametrize("base", [URL, "http://m.contoh.id", "ftp://contoh.id/a", ""])
@pytest.mark.parametrize("rest", ["", "/", "/a.b//c_d/../e-1/", "/\u00e9", "/a?b", "/a#", "/a;b"])
@pytest.mark.parametrize("host", ["https://contoh.id", "http://x.contoh.id", "HTTPS://contoh.id"])
def test_an_absolute_address_needs_no_base(base, host, rest):
    assert join(base, host + rest) == urljoin(base, host + rest)


@pytest.mark.parametrize(
    ("anchors", "found"),
    [
        ('<a href="/lain">L</a><a href="/a/5/a">A</a><a href="/a/6/b">B</a>', "A"),
        ('<a href="/lain">L</a><h2><a href="/satu">S</a></h2><a href="/a/6/b">B</a>', "S"),
        (
            '<h3><a href="/satu" rel="nofollow">S</a></h3><a href="/x">L</a><a href="/y">Y</a>',
            "L",
        ),
        ('<h3><a>S</a></h3><a href="/a/6/b"> </a><a href="/a/7/c" rel="NoFollow">C</a>', None),
    ],
)
def test_the_headline_of_an_item_is_in_a_heading_or_leads_to_an_article(anchors, found):
    item = fromstring(f"<ul><li>{anchors}</li></ul>").find("li")
    items = read_items([item], MediaIndonesiaSpider.article_urls, URL, "Asia/Jakarta")
    assert [each.link["headline"] for each in items] == ([found] if found else [])


def test_an_exact_time_in_a_title_is_better_than_words_that_are_relative():
    item = '<span title="Senin, 5 Jan 2026 05:00 WIB">2 jam yang lalu</span>'
    (link,) = article(related=related_item("a/5/a", "A", item)).related
    assert link["date_published"] == "2026-01-05T05:00:00+07:00"


def test_so_is_one_in_a_comment_behind_such_words():
    item = "<span>Ekonomi</span><span> • 2 jam yang lalu<!--2026-01-05 05:00:07--> </span>"
    (link,) = article(related=related_item("a/5/a", "A", item)).related
    assert link["date_published"] == "2026-01-05T05:00:07+07:00"


@pytest.mark.parametrize("words", ["14 jam yang lalu", "6 hari yang lalu", "1 minggu yang lalu"])
def test_a_distance_from_now_is_no_date_of_a_list(words):
    """Days and hours are whole ones: six days ago may be seven but for a minute."""
    (link,) = article(related=related_item("a/5/a", "A", f"<span>{words}</span>")).related
    assert link["date_published"] is None


def test_a_block_that_holds_only_a_date_prints_it_after_all_others():
    item = f"""<li><div>Rapat 1/2/2025 09:00</div><h3><a href="{HOST}/a/5/a">A</a></h3>
    <span>05/1/2026 05:00</span></li><li><h3><a href="{HOST}/a/6/b">B</a></h3>
    <div><div>06/1/2026</div></div></li>"""
    dates = [link["date_published"] for link in article(related=item).related]
    assert dates == ["2026-01-05T05:00:00+07:00", "2026-01-06T00:00:00+07:00"]


def test_a_link_around_a_card_has_the_headline_of_the_card():
    item = f'<li><a href="{HOST}/a/5/a"><h2>Judul</h2><div>Ekonomi</div></a></li>'
    assert related(item) == [(f"{HOST}/a/5/a", "Judul")]


CARDS = {
    "of a section before the headline": (
        """<a href="/nasional">Nasional</a><a href="{url}">Judul</a>
        <a class="time-text">20 Januari 2026 15:18:24</a>""",
        "2026-01-20T15:18:24+07:00",
    ),
    "behind a label": (
        """<a href="{url}"><div class="date"><span>Energi</span> - 20 January 2026, 23:40</div>
        <h3>Judul</h3></a>""",
        "2026-01-20T23:40:00+07:00",
    ),
    "in its address alone": (
        '<a href="{url}">Judul</a><b>Hari ini</b>',
        "2026-01-20T00:00:00+07:00",
    ),
    "said by its distance": (
        """<a href="{url}"><div><span>Energi</span> - 7 menit yang lalu</div><h3>Judul</h3></a>""",
        "2026-01-20T00:00:00+07:00",
    ),
}


@pytest.mark.parametrize("name", CARDS)
def test_a_card_leads_to_its_article_with_the_best_date_that_it_has(name):
    html, date = CARDS[name]
    url = "https://news.okezone.com/read/2026/01/20/340/3196204/judul"
    card = fromstring(f"<li>{html.format(url=url)}</li>")
    (found,) = read_items([card], OkezoneSpider.article_urls, url, "Asia/Jakarta")
    assert found.key == "okezone:3196204"
    assert found.link == {"url": url, "headline": "Judul", "date_published": date}


def test_a_card_without_an_article_leads_where_its_first_text_does():
    card = fromstring("<li><a href='/a'></a><a href='/video/1'>Film</a><a href='/b'>B</a></li>")
    (found,) = read_items([card], OkezoneSpider.article_urls, HOST, "Asia/Jakarta")
    assert (found.key, found.link["url"]) == (None, f"{HOST}/video/1")


def test_a_sentence_behind_a_label_is_no_date():
    card = fromstring("<li><b><span>Foto</span> Banjir 5 Januari 2025</b><a href='/b'>B</a></li>")
    (found,) = read_items([card], OkezoneSpider.article_urls, HOST, "Asia/Jakarta")
    assert found.link["date_published"] is None
