"""Pages of CNN Indonesia alone: its lists, its keywords, its sections."""

import pytest
from scrapy.http import HtmlResponse

from newsscraper.article.extraction import PartOfArticle, read_article
from newsscraper.page.opening import open_page
from newsscraper.roads.index import listing_of_cards
from newsscraper.spiders.cnnindonesia import CNNIndonesiaSpider

HOME = "https://www.cnnindonesia.com"
LIST = f"{HOME}/indeks/2?date=2026/01/20&page=1"
URL = f"{HOME}/ekonomi/20260119231502-92-1318820/judul"
CARD = """<article class="flex-grow"><a class="flex group" href="{url}"><span><img src="a.jpg">
</span><span class="flex-grow"><h2>Judul Berita</h2><span class="text-cnn_red">Ekonomi</span>
<span class="text-xs text-cnn_black_light3"> &#8226; {ago}<!--2026-01-20 00:41:07--> </span></span>
</a></article>"""
POPULAR = f"""<article class="pl-9 mb-4"><a href="{HOME}/nasional/20260117080000-20-7/lama">
<h2>Paling Dicari</h2></a></article>"""


def listed(cards, url=LIST):
    html = f"<html><body><div>{cards}</div><div>{POPULAR}</div></body></html>"
    facts = CNNIndonesiaSpider
    page = open_page(HtmlResponse(url, body=html.encode()), facts)
    return listing_of_cards(page, facts)


@pytest.mark.parametrize("ago", ["9 jam yang lalu", "2 hari yang lalu", "6 tahun yang lalu"])
def test_the_time_of_a_card_is_that_of_its_comment(ago):
    (part,) = listed(CARD.format(url=URL, ago=ago)).parts
    assert part == {
        "cnnindonesia:1318820": {
            "url": URL,
            "headline": "Judul Berita",
            "date_published": "2026-01-20T00:41:07+07:00",
        }
    }


def test_what_is_read_most_is_not_of_the_list():
    assert listed("").size.links == 0
    assert listed(CARD.format(url=URL, ago="")).strays == 1


def test_the_list_of_all_sections_has_number_2_and_days_with_slashes():
    index = CNNIndonesiaSpider.roads[0]
    assert index.read_url(LIST)[1] == 1
    assert index.page(index.day_of(LIST), 34) == f"{HOME}/indeks/2?date=2026/01/20&page=34"


def test_each_section_has_its_number_in_the_address_of_its_list():
    fronts = CNNIndonesiaSpider.roads[1].by_section(["gaya-hidup", "tv"])
    day = "?date={day:%Y/%m/%d}&page={page}"
    assert [front.url for front in fronts] == [
        f"{HOME}/gaya-hidup/indeks/10{day}",
        f"{HOME}/tv/indeks/398{day}",
    ]


TOPICS = """<div class="my-5"><div class="title-box"> TOPIK TERKAIT </div><div class="flex">
<a href="/tag/kapal-kayu"> kapal kayu </a><a href="/tag/bulukumba">bulukumba</a></div></div>
<div class="my-5"><div class="title-box"> TERPOPULER </div><div><a href="/tag/viral">viral</a>"""


def article(behind, crumbs=""):
    html = f"""<html><body>{crumbs}<h1>Judul</h1><div>Selasa, 20 Jan 2026 00:41 WIB</div>
    <div class="detail-text"><p>Perajin <a href="/tag/bira">Bira</a> menggambar.</p></div>{behind}
    </body></html>"""
    return read_article(HtmlResponse(URL, body=html.encode()), CNNIndonesiaSpider)


def test_keywords_are_the_topics_of_the_box_behind_the_body():
    assert article(TOPICS).keywords == ["kapal kayu", "bulukumba"]
    assert article("").keywords == []


def test_the_label_of_a_section_is_that_of_the_kanal():
    crumbs = f"""<div><a class="gtm_breadcrumb_kanal" href="{HOME}/ekonomi">Ekonomi</a>
    <a class="gtm_breadcrumb_subkanal" href="{HOME}/ekonomi/keuangan">Keuangan</a></div>"""
    found = article("", crumbs)
    assert (found.section, found.section_name) == ("ekonomi", "Ekonomi")


# --- Articles on several pages --------------------------------------------------------------------

PARTS = [f"{URL}/2", f"{URL}/3"]
MENU = "<select name='multipage'>{}</select>".format(
    "".join(f"<option value='{url}'>{n}</option>" for n, url in enumerate([URL, *PARTS], 1))
)
NUMBERS = '<div class="mb-8"><div class="flex gap-2 text-base">{}</div></div>'.format(
    "".join(f"<a href='{url}'>{n}</a>" for n, url in enumerate([f"{URL}/1", *PARTS], 1))
)
LATER = '<div class="inline-block"><a dtr-evt="halaman" href="{}">Halaman Selanjutnya</a></div>'


def read(url, text, menu="", pager="", draft=None):
    html = f"""<html><body><h1>Judul</h1><div>Selasa, 20 Jan 2026 00:41 WIB</div>{menu}
    <div class="detail-text"><p>{text}</p>{pager}<div class="end-of-article"></div></div>
    </body></html>"""
    return read_article(HtmlResponse(url, body=html.encode()), CNNIndonesiaSpider, draft)


def part_of(*arguments, **more):
    with pytest.raises(PartOfArticle) as part:
        read(*arguments, **more)
    return part.value


@pytest.mark.parametrize(
    ("menu", "pager"),
    [(MENU, ""), ("", NUMBERS), ("", LATER.format(PARTS[0])), (MENU, LATER.format("/2") + NUMBERS)],
)
def test_a_page_of_several_leads_to_the_next_and_its_pager_is_no_text(menu, pager):
    part = part_of(URL, "Awal.", menu, pager)
    assert part.next_page == PARTS[0]
    assert part.article.body == "Awal."


def test_the_pages_make_one_article_in_their_order():
    first = part_of(URL, "<strong>Bima, CNN Indonesia</strong> -- Awal.", MENU, NUMBERS)
    second = part_of(PARTS[0], "Tengah.", MENU, NUMBERS, first.draft)
    assert second.next_page == PARTS[1]
    whole = read(PARTS[1], "Akhir.</p> <strong>(agt)</strong><p>", MENU, NUMBERS, second.draft)
    assert whole.body == "Awal.\n\nTengah.\n\nAkhir."
    assert (whole.dateline, whole.sign_off, whole.url) == ("Bima", "agt", URL)


def test_an_article_whose_next_page_is_not_linked_is_a_failure():
    lacking = NUMBERS.replace(f"{URL}/2", "#")
    assert part_of(URL, "Awal.", "", lacking).next_page is None


def test_the_pager_of_another_article_makes_no_part():
    other = LATER.format(PARTS[0].replace("1318820", "1318821"))
    assert read(URL, "Awal.", "", other).body == "Awal."
