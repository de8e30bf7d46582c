"""Pages of SINDOnews alone: its hosts and lists, its text without paragraphs, its further pages."""

from datetime import date

import pytest
from scrapy.http import HtmlResponse

from newsscraper.article.extraction import PartOfArticle, read_article
from newsscraper.page.opening import open_page
from newsscraper.roads.index import listing_of_cards
from newsscraper.spiders.sindonews import SindonewsSpider

URL = "https://ekbis.sindonews.com/read/1731775/178/ihsg-sesi-siang-1784873276"
WHOLE = f"{URL}?showpage=all"
LD = """<script type="application/ld+json">{"@type": "NewsArticle", "headline": "Judul",
"datePublished": "2026-07-24T13:39:12+07:00", "dateModified": "2026-07-24T14:10:00+07:00",
"author": {"name": "Rani Prabasari"}, "image": {"url": "https://pict.sindonews.com/a.jpg"}}
</script><meta name="description" content="Ringkasan.">"""
SHOWN = "Jum'at, 24 Juli 2026 - 13:39 WIB"


def page(body="Awal.<br><br>Akhir.", head=LD, pager="", shown=SHOWN, url=URL):
    return f"""<html><head>{head}<link rel="canonical" href="{url}"></head><body><article>
    <h1 class="detail-title">Judul</h1><div class="detail-avatar"><a rel="author"></a></div>
    <div class="detail-nama-redaksi"><a rel="author" href="/blog/9/x">Rani Prabasari</a></div>
    <div class="detail-date-artikel">{shown}</div>
    <div class="detail-desc" id="detail-desc">{body}</div>{pager}</article></body></html>"""


def read(html, url=URL, draft=None):
    return read_article(HtmlResponse(url, body=html.encode()), SindonewsSpider, draft)


# --- Hosts and addresses --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("url", "key"),
    [
        (URL, "sindonews:1731775"),
        (WHOLE, "sindonews:1731775"),
        (f"{URL}/5", "sindonews:1731775"),
        (f"{URL}/10", "sindonews:1731775"),
        ("https://www.sindonews.com/read/1731775/178/ihsg", "sindonews:1731775"),
        ("https://kalam.sindonews.com/read/5/70/doa-1768539674/10", "sindonews:5"),
        ("https://hi-lite.sindonews.com/read/1731775/178/ihsg", None),
        ("https://scope.sindonews.com/read/1731775/178/ihsg", None),
        ("https://pict.sindonews.com/read/1731775/178/ihsg", None),
        ("https://ekbis.sindonews.com.example/read/1731775/178/ihsg", None),
        ("https://www.sindonews.com/indeks/8/20", None),
        ("https://ekbis.sindonews.com/more/178", None),
        ("https://www.sindonews.com/topic/9001/ihsg", None),
        ("https://www.sindonews.com/blog/9999/rani", None),
    ],
)
def test_only_stories_of_its_own_hosts_are_articles_and_the_first_number_is_the_id(url, key):
    assert SindonewsSpider.article_urls.key(url) == key


def test_the_address_of_a_further_page_leads_to_the_article_and_its_host_is_the_section():
    address = SindonewsSpider.article_urls.match(f"{URL}/5")
    assert (address.url, address.section, address.published) == (URL, "ekbis", None)


# --- Lists ----------------------------------------------------------------------------------------


def test_a_list_counts_articles_and_has_the_number_of_its_kanal():
    day, everything = date(2026, 1, 20), SindonewsSpider.roads[0]
    assert everything.page(day, 1) == "https://www.sindonews.com/indeks/0/0?t=2026-01-20"
    assert everything.page(day, 5) == "https://www.sindonews.com/indeks/0/80?t=2026-01-20"
    assert everything.read_url(everything.page(day, 5)) == (day, 5)
    (kanal,) = SindonewsSpider.roads[1].by_section(["edukasi"])
    assert kanal.page(day, 2) == "https://www.sindonews.com/indeks/144/20?t=2026-01-20"


def test_a_card_has_its_kanal_before_the_headline():
    card = f"""<div class="list-article"><div class="warp-article"><a href="{URL}"><img></a>
    <div class="sub-kanal"><a href="https://ekbis.sindonews.com/">Ekonomi Bisnis</a></div>
    <div class="title-article"><a href="{URL}">Judul</a></div>
    <div class="date-article">{SHOWN}</div><div class="hit-view">Dibaca: 120x</div></div></div>"""
    response = HtmlResponse("https://www.sindonews.com/indeks/0/0?t=2026-07-24", body=card.encode())
    (part,) = listing_of_cards(open_page(response, SindonewsSpider), SindonewsSpider).parts
    assert part == {
        "sindonews:1731775": {
            "url": URL,
            "headline": "Judul",
            "date_published": "2026-07-24T13:39:00+07:00",
        }
    }


# --- The text -------------------------------------------------------------------------------------

LINK = (
    '<a class="int-link" href="https://ekbis.sindonews.com/read/8/178/pasar">Pasar Pindah<br></a>'
)


@pytest.mark.parametrize(
    "also", [f"<strong>Baca Juga:</strong> {LINK} ", f"<strong>Baca Juga: {LINK} </strong>"]
)
def test_lines_that_lead_elsewhere_stand_between_breaks(also):
    body = f"<strong>JAKARTA</strong> - Awal.<br><br>{also}<br>Tengah.<br><br>Akhir."
    article = read(page(body))
    assert (article.dateline, article.body) == ("JAKARTA", "Awal.\n\nTengah.\n\nAkhir.")
    assert [each["headline"] for each in article.read_also] == ["Pasar Pindah"]


def test_initials_of_the_editor_are_no_text_and_neither_is_what_a_post_says():
    post = '<div class="v-twitter"><blockquote>Kata orang.</blockquote></div>'
    article = read(page(f'Awal.<br><br>{post}<br><br>Akhir.<div class="editor">(tst)</div>'))
    assert (article.body, article.sign_off) == ("Awal.\n\nAkhir.", "tst")


def test_the_day_of_a_date_has_an_apostrophe():
    article = read(page(head=""))
    assert article.date_published == "2026-07-24T13:39:00+07:00"
    assert (article.date_published_raw, article.date_precision) == (SHOWN, "minute")


def test_the_time_at_the_end_of_a_slug_is_none():
    article = read(page(shown="", head=LD.replace('"datePublished"', '"x"')))
    assert article.date_published is None


def test_the_breadcrumb_names_the_rubric_and_no_section():
    crumbs = (
        '{"@type": "BreadcrumbList", "itemListElement": [{"@type": "ListItem", "position": 2,'
        ' "item": {"@id": "https://ekbis.sindonews.com/more/178", "name": "bursa finansial"}}]}'
    )
    article = read(page(head=f'{LD}<script type="application/ld+json">{crumbs}</script>'))
    assert (article.section, article.section_name) == ("ekbis", None)


def test_the_rubric_of_opinions():
    url = "https://nasional.sindonews.com/read/1731775/18/antrean-1784873276"
    assert read(page(url=url), url).kind == "opinion"
    assert read(page()).kind == "news"


# --- Several pages --------------------------------------------------------------------------------

PAGER = f"""<div class="paging-artikel"><div>Halaman :</div><ul><li><a class="active" href="#">1</a>
</li><li><a href="{URL}/5" data-ci-pagination-page="2">2</a></li></ul><div class="paging-all">
<a href="{WHOLE}">Baca Selengkapnya</a></div></div>"""
LAST = '<div class="paging-artikel"><ul><li><a class="active" href="#">2</a></li></ul></div>'


def begun(pager=PAGER):
    with pytest.raises(PartOfArticle) as part:
        read(page("Awal.", pager=pager))
    return part.value


def test_what_is_known_comes_from_the_first_page_and_the_text_from_the_whole():
    first = begun()
    assert first.next_page == WHOLE
    article = read(page(head="", pager=LAST), WHOLE, first.draft)
    assert article.body == "Awal.\n\nAkhir."
    assert (article.date_published, article.date_precision) == (
        "2026-07-24T13:39:12+07:00",
        "second",
    )
    assert (article.date_modified, article.description) == (
        "2026-07-24T14:10:00+07:00",
        "Ringkasan.",
    )
    assert article.image["url"] == "https://pict.sindonews.com/a.jpg"
    assert (article.url, article.sources["date_published"]) == (URL, "ld datePublished")


def test_a_whole_may_link_to_its_first_page_and_one_that_is_that_page_again_is_none():
    back = LAST.replace("<ul>", f'<ul><li><a href="{URL}">1</a></li>')
    assert read(page(head="", pager=back), WHOLE, begun().draft).body == "Awal.\n\nAkhir."
    with pytest.raises(PartOfArticle) as again:
        read(page("Awal.", pager=PAGER), WHOLE, begun().draft)
    assert again.value.next_page is None


def test_a_pager_of_another_story_makes_no_part():
    assert read(page(pager=PAGER.replace("1731775", "1731776"))).body == "Awal.\n\nAkhir."


def test_the_second_page_is_not_the_whole():
    first = "Harga beras di pasar induk turun untuk ketiga kalinya dalam sebulan."
    with pytest.raises(PartOfArticle) as part:
        read(page(first, pager=PAGER))
    assert read(page(f"{first}<br><br>Akhir.", "", LAST), WHOLE, part.value.draft).word_count == 12
    with pytest.raises(PartOfArticle, match="lacks the text"):
        read(page("Akhir saja.", "", LAST), WHOLE, part.value.draft)


def test_a_whole_that_is_the_first_page_again_without_its_pager_is_none():
    with pytest.raises(PartOfArticle, match="only a part"):
        read(page("Awal."), WHOLE, begun().draft)
