"""Pages of CNBC Indonesia alone: its lists, its English months, its articles on several pages."""

import pytest
from scrapy.http import HtmlResponse

from newsscraper.article.extraction import PartOfArticle, read_article
from newsscraper.page.opening import open_page
from newsscraper.roads.index import listing_of_cards
from newsscraper.spiders.cnbcindonesia import CNBCIndonesiaSpider

HOME = "https://www.cnbcindonesia.com"
URL = f"{HOME}/market/20250731102850-17-653827/judul"


def page(body="<p>Awal.</p><p>Akhir.</p>", shown="31 July 2025 11:01", behind=""):
    return f"""<html><body><h1>Judul</h1><div class="mb-1 text-base">fsd, CNBC Indonesia</div>
    <div class="text-cm text-gray">{shown}</div><div class="detail-text">{body}</div>{behind}
    </body></html>"""


def read(html, url=URL):
    return read_article(HtmlResponse(url, body=html.encode()), CNBCIndonesiaSpider)


@pytest.mark.parametrize(
    ("shown", "date"),
    [
        ("31 July 2025 11:01", "2025-07-31T11:01:00+07:00"),
        ("02 January 2019 07:02", "2019-01-02T07:02:00+07:00"),
        ("17 May 2026 00:05", "2026-05-17T00:05:00+07:00"),
        ("09 December 2025 23:59", "2025-12-09T23:59:00+07:00"),
    ],
)
def test_the_months_of_the_visible_date_are_english(shown, date):
    article = read(page(shown=shown))
    assert (article.date_published, article.date_precision) == (date, "minute")
    assert article.date_published_raw == shown


@pytest.mark.parametrize("look", ["text-cm text-gray", "mt-1 text-xs text-slate-500", ""])
def test_the_looks_of_date_and_byline_do_not_matter(look):
    html = page().replace("text-cm text-gray", look).replace("mb-1 text-base", look)
    assert read(html).date_published == "2025-07-31T11:01:00+07:00"
    assert read(html).byline == "fsd, CNBC Indonesia"


def test_keywords_are_the_tags_behind_the_body():
    tags = f'<section><a href="{HOME}/tag/saham">#saham</a> <a href="{HOME}/tag/emas">#emas</a>'
    body = f'<p>Harga <a href="{HOME}/tag/pakan">#pakan</a> naik.</p>'
    article = read(page(body, behind=f'{tags}<a href="{HOME}/tag/x">Lainnya</a></section>'))
    assert article.keywords == ["saham", "emas"]


def test_the_words_six_days_ago_are_no_date_of_a_list():
    card = f"""<div class="nhl-list"><article><a class="group flex" href="{URL}"><span><h2>Judul
    </h2><span class="text-xs text-gray">6 hari yang lalu</span></span></a></article></div>"""
    popular = f'<article><a class="flex" href="{HOME}/news/20250701000000-4-7/a"><h2>A</h2></a>'
    response = HtmlResponse(f"{HOME}/indeks", body=f"<html><body>{card}{popular}".encode())
    found = listing_of_cards(open_page(response, CNBCIndonesiaSpider), CNBCIndonesiaSpider)
    assert found.parts == [
        {"cnbcindonesia:653827": {"url": URL, "headline": "Judul", "date_published": None}}
    ]


def test_each_section_has_its_number_in_the_address_of_its_list():
    day = "?date={day:%Y/%m/%d}&page={page}"
    fronts = CNBCIndonesiaSpider.roads[1].by_section(["cuap-cuap-cuan"])
    assert [front.url for front in fronts] == [f"{HOME}/cuap-cuap-cuan/indeks/78{day}"]


# --- Articles on several pages --------------------------------------------------------------------

WHOLE = f"{URL}?page=all"
PAGER = f"""<select name="multipage"><option selected>1</option><option>2</option></select>
<a dtr-evt="halaman" href="{URL}/2">Halaman Selanjutnya</a>"""


@pytest.mark.parametrize("url", [URL, f"{URL}/2"])
@pytest.mark.parametrize(
    "pager", [PAGER, f'<a href="{WHOLE}">Semua</a>', '<p><a href="?page=2">2</a></p>']
)
def test_a_page_of_several_names_the_one_that_has_it_all(pager, url):
    with pytest.raises(PartOfArticle) as part:
        read(page(f"<p>Awal.</p>{pager}"), url)
    assert part.value.next_page == WHOLE
    assert part.value.article.body.startswith("Awal.")


def test_a_whole_is_whole_and_one_that_shows_the_first_page_again_is_not():
    assert read(page(), WHOLE).body == "Awal.\n\nAkhir."
    with pytest.raises(PartOfArticle) as part:
        read(page(f"<p>Awal.</p>{PAGER}"), WHOLE)
    assert part.value.next_page is None


def test_the_pager_of_another_article_makes_no_part():
    other = PAGER.replace("653827", "653828")
    assert read(page(f"<p>Awal.</p>{other}")).body == "Awal."
