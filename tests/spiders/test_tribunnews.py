"""Tribunnews: two forms of address, boxes around and in the text, lists that repeat, refusals."""

import pytest
from lab.project import FIXTURES
from scrapy import Request
from scrapy.http import HtmlResponse

from newsscraper.article.extraction import PartOfArticle, read_article
from newsscraper.page.opening import NoArticle
from newsscraper.spiders.tribunnews import TribunnewsSpider

HOME = "https://www.tribunnews.com"
URL = f"{HOME}/regional/7781204/judul"
DATED = f"{HOME}/internasional/2026/07/24/judul-berita"
KEY = TribunnewsSpider.article_urls.key


@pytest.mark.parametrize(
    ("url", "key"),
    [
        (URL, "tribunnews:7781204"),
        (f"{URL}?page=2", "tribunnews:7781204"),
        ("http://tribunnews.com/new-economy/7781205/judul-2026", "tribunnews:7781205"),
        (DATED, "tribunnews:dated:2026/07/24/judul-berita"),
        (f"{DATED}?page=all#x", "tribunnews:dated:2026/07/24/judul-berita"),
        (f"{HOME}/nasional/2020/02/11/Judul-Lama/", "tribunnews:dated:2020/02/11/judul-lama"),
    ],
)
def test_an_address_has_a_number_or_a_day(url, key):
    assert KEY(url) == key


@pytest.mark.parametrize(
    "url",
    [
        f"{HOME}/index-news/nasional?page=3",
        f"{HOME}/index-news/7781204/judul",
        f"{HOME}/tag/7781204/judul",
        f"{HOME}/topic/2026/07/24/judul",
        f"{HOME}/penulis/7781204/rina",
        f"{HOME}/internasional",
        f"{HOME}/internasional/2026/07/24",
        "https://jatim.tribunnews.com/regional/7781204/judul",
        "https://jatim.tribunnews.com/2026/07/24/judul",
        "https://m.tribunnews.com/regional/7781204/judul",
        "https://www.tribunnewswiki.com/regional/7781204/judul",
    ],
)
def test_lists_and_regional_papers_have_no_articles_of_it(url):
    assert KEY(url) is None


def page(body, *, number="7781204", url=URL, head="", before=""):
    return f"""<html><head><link rel="canonical" href="{url}">
    <meta property="android:app_id" content="{number}">{head}</head><body>
    <h1 id="arttitle">Judul</h1>{before}<time datetime="2026-01-20T09:12+07:00">Selasa, 20 Januari
    2026 09:12 WIB</time><div class="side-article txt-article multi-fontsize">{body}</div>
    <div class="side-article mb5"><p>Pilihan untukmu.</p></div></body></html>"""


def read(html, url=URL):
    return read_article(HtmlResponse(url, body=html.encode()), TribunnewsSpider)


def test_the_number_of_the_page_is_that_of_its_address():
    assert read(page("<p>Awal.</p>")).key == "tribunnews:7781204"
    with pytest.raises(NoArticle, match="it is tribunnews:7781205"):
        read(page("<p>Awal.</p>", number="7781205"))


def test_the_number_of_a_page_at_a_dated_address_denies_nothing():
    article = read(page("<p>Awal.</p>", number="9000303", url=DATED), DATED)
    assert (article.key, article.url) == ("tribunnews:dated:2026/07/24/judul-berita", DATED)
    assert (article.section, article.body) == ("internasional", "Awal.")


def test_the_time_is_that_below_the_headline():
    popular = (
        '<aside><time datetime="2020-02-11T10:21+07:00">Selasa, 11 Februari 2020</time></aside>'
    )
    html = page("<p>Awal.</p>").replace("<body>", f"<body>{popular}").replace("</body>", popular)
    article = read(html)
    assert article.date_published == "2026-01-20T09:12:00+07:00"
    assert article.date_published_raw == "Selasa, 20 Januari 2026 09:12 WIB"


def test_the_body_has_both_classes():
    assert read(page("<p>Awal.</p>")).body == "Awal."
    alone = page("<p>Awal.</p>").replace(" txt-article", "")
    with pytest.raises(NoArticle, match="no known template"):
        read(alone)
    with pytest.raises(NoArticle, match="no known template"):
        read(page("<p>Awal.</p>").replace("side-article txt", "txt"))


BOXES = """<blockquote class="summary-article mceNonEditable"><strong>Ringkasan Berita:</strong>
<ul><li>Butir pertama.</li></ul></blockquote><p>Awal.</p><div class="ads-placeholder"><div>Iklan
</div></div><p class="baca"><strong><span class="more">Baca juga: </span>
<a href="/nasional/7781000/lain">Antrean Solar Mereda</a></strong></p>
<figure><img src="a.jpg"><figcaption>Keterangan.</figcaption></figure><p>Akhir.</p>"""


def test_summaries_adverts_and_captions_are_no_text():
    article = read(page(BOXES))
    assert [part["text"] for part in article.body_parts] == ["Awal.", "Akhir."]
    assert [link["headline"] for link in article.read_also] == ["Antrean Solar Mereda"]


@pytest.mark.parametrize(
    ("opening", "place"),
    [
        ("<strong>TRIBUNNEWS.COM - </strong>", None),
        ("<strong>TRIBUNNEWS.COM, JAKARTA - </strong>", "JAKARTA"),
        ("TRIBUNNEWS.COM, KOTA BIMA \u2013 ", "KOTA BIMA"),
    ],
)
def test_the_house_opens_a_text_with_a_town_or_without(opening, place):
    article = read(page(f"<p>{opening}Air surut.</p>"))
    assert (article.body, article.dateline) == ("Air surut.", place)


def test_a_sentence_that_names_the_house_stays():
    text = "TRIBUNNEWS.COM, kata dia, menulis hal itu."
    assert read(page(f"<p>{text}</p>")).body == text


BOTH = """<div id="penulis">Penulis: <a href="/penulis/a">Nur Aini</a></div>
<div id="editor">Editor: <a href="/editor/b">Dedi Prasetyo</a></div>"""
LD = """<script type="application/ld+json">{"@graph": [{"@type": "NewsArticle",
"author": [{"name": "Wahyu Aji"}], "editor": {"name": "Dewi Agustina"}}]}</script>"""


@pytest.mark.parametrize(
    ("before", "head", "authors", "editors"),
    [
        (BOTH, LD, ["Nur Aini"], ["Dedi Prasetyo"]),
        (BOTH.replace('<a href="/penulis/a">Nur Aini</a>', "Nur Aini"), "", ["Nur Aini"], None),
        (BOTH.partition("\n")[2], "", [], ["Dedi Prasetyo"]),
        ("", LD, ["Wahyu Aji"], ["Dewi Agustina"]),
        ("", LD.replace("Wahyu Aji", "Tribunnews.com"), [], ["Dewi Agustina"]),
    ],
)
def test_who_wrote_and_who_edited_have_boxes_of_their_own(before, head, authors, editors):
    article = read(page("<p>Awal.</p>", before=before, head=head))
    assert article.authors == authors
    assert article.editors == (editors or ["Dedi Prasetyo"])


PAGER = f"""<div class="paging"><span class="total-page">Halaman {{}}/2</span>
<a href="{URL}" rel="page-1">1</a><a href="{URL}?page=2" rel="page-2">2</a></div>"""


def test_a_text_goes_on_behind_the_pager():
    first = page("<p>Satu.</p>").replace("</body>", PAGER.format(1) + "</body>")
    second = page("<p>Dua.</p>").replace("</body>", PAGER.format(2) + "</body>")
    with pytest.raises(PartOfArticle) as part:
        read(first)
    assert part.value.next_page == f"{URL}?page=2"
    response = HtmlResponse(part.value.next_page, body=second.encode())
    whole = read_article(response, TribunnewsSpider, part.value.draft)
    assert (whole.body, whole.url) == ("Satu.\n\nDua.", URL)


def test_a_list_has_the_time_beside_each_story_and_no_topics():
    road, url = TribunnewsSpider.roads[0], f"{HOME}/index-news"
    html = (FIXTURES / "www.tribunnews.com/index-news.html").read_bytes()
    listing = road.read(HtmlResponse(url, body=html, request=Request(url)), TribunnewsSpider)
    (links,) = listing.parts
    assert links["tribunnews:7781204"]["date_published"] == "2026-01-20T09:12:00+07:00"
    assert len(links) == listing.cards == 5
    assert listing.links == [(f"{url}?page=2", "")]


# --- Whole crawls ---------------------------------------------------------------------------------

DEEP = ("-a", "since=2020-02-01", "-a", "until=2020-02-29")
STORE = ("-s", "STORE_URL=sqlite:///articles.db")


@pytest.mark.slow
def test_a_window_below_the_repeated_page_is_never_complete(crawl, tmp_path):
    for _ in range(3):
        run = crawl("-s", f"REPLAY={FIXTURES}", *STORE, *DEEP, cwd=tmp_path, name="tribunnews")
        pages = [url for url in run.requests if "index-news" in url]
        assert pages[-3:] == [f"{HOME}/index-news?page={number}" for number in (6, 7, 8)]
        assert (run.code, [row["date_published"][:4] for row in run.rows]) == (7, ["2020"])
        assert run.last_line.startswith("Partial: 1 article"), run.last_line
        assert "3 index pages unread" in run.last_line


@pytest.mark.slow
def test_honest_user_agents_are_refused_and_the_run_says_so(crawl, serve, tmp_path):
    with serve(FIXTURES) as server:
        server.answer = lambda url: (403, {}, b"<html><body><h1>403 ERROR</h1></body></html>")
        unpaced = ("-s", f"REPLAY={server.url}", "-s", "DOWNLOAD_DELAY=0")
        run = crawl(*unpaced, cwd=tmp_path, name="tribunnews")
    assert (run.code, run.rows) == (5, [])
    assert run.last_line == (
        f"Refused: a burst of 10 refusals by the publisher; {HOME}/index-news answers 403; "
        "0 articles, 0 failed, 1 index page unread; if later runs come to the same, it lets no "
        "honest user agent in: ask the publisher."
    )
    assert f"http_403: {HOME}/index-news" in run.log
    assert len(server.requests) < 20


def test_it_is_no_part_of_all_until_it_lets_honest_user_agents_in():
    assert not TribunnewsSpider.is_part_of_all
    assert "403 to honest user agents" in TribunnewsSpider.access
