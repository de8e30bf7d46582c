"""What the pages of detik, CNN Indonesia and CNBC Indonesia share: addresses, sign-offs, films."""

import pytest
from lab.publishers import LOADER
from scrapy.http import HtmlResponse

from newsscraper.article.extraction import read_article
from newsscraper.spiders.ct_corp import CTCorpSpider, dateline, stamped_urls

HOUSES = {"cnnindonesia": "CNN Indonesia", "cnbcindonesia": "CNBC Indonesia"}
GROUP = ["detik", *HOUSES]
URLS = {name: LOADER.load(name).article_urls for name in HOUSES}
STORY = "ekonomi/20260119231502-92-1318820/judul"


def home(name):
    return f"https://www.{name}.com"


@pytest.mark.parametrize("name", GROUP)
def test_all_three_are_of_the_group(name):
    assert issubclass(LOADER.load(name), CTCorpSpider)


# --- Addresses: the 14 digits are no time ---------------------------------------------------------


@pytest.mark.parametrize("name", HOUSES)
@pytest.mark.parametrize("more", ["", "/2", "/12", "/amp", "?page=all", "/2?utm_source=x", "/"])
def test_the_last_number_of_an_address_is_its_article(name, more):
    article = URLS[name].match(f"{home(name)}/{STORY}{more}")
    assert article.key == f"{name}:1318820"
    assert (article.section, article.url) == ("ekonomi", f"{home(name)}/{STORY}")


@pytest.mark.parametrize("name", HOUSES)
def test_the_digits_of_an_address_are_no_time_of_publication(name):
    assert URLS[name].match(f"{home(name)}/{STORY}").published is None


@pytest.mark.parametrize("name", HOUSES)
@pytest.mark.parametrize(
    "path",
    (
        "|indeks/1|indeks/2?date=2026/01/20&page=1|ekonomi|ekonomi/indeks/5|tag/kapal-kayu"
        "|ekonomi/2026011923150-92-1318820/judul|ekonomi/20260119231502-92/judul"
        "|ekonomi/20260119231502-92-1318820|ekonomi/bisnis/20260119231502-92-1318820/judul"
        "|ekonomi/20260119231502-92-0318820/judul|ekonomi/20260119231502-92-1318820/judul/2/3"
        "|outboundlinks?url=https://www.google.com|embed/video/702011"
    ).split("|"),
)
def test_other_pages_have_no_key(name, path):
    assert URLS[name].key(f"{home(name)}/{path}") is None


def test_an_address_of_the_sister_is_none():
    cnn, cnbc = (f"{home(name)}/{STORY}" for name in HOUSES)
    assert URLS["cnnindonesia"].key(cnbc) is None
    assert URLS["cnbcindonesia"].key(cnn) is None
    assert LOADER.load("detik").article_urls.key(cnn) is None


def test_a_host_without_www_is_the_same():
    urls = stamped_urls("contoh", "www.contoh.example")
    assert urls.match(f"http://contoh.example/{STORY}").url == f"https://www.contoh.example/{STORY}"


# --- Article pages --------------------------------------------------------------------------------

BODY = "<p>Kalimat pertama dari dua.</p><p>Kalimat terakhir.</p>"
DATED = """<script type="application/ld+json">{"@type": "NewsArticle", "headline": "Judul Berita",
"datePublished": "2026-01-20T00:41:07+07:00", "author": {"name": ""}}</script>"""
SHOWN = {
    "cnnindonesia": "Selasa, 20 Jan 2026 00:41 WIB",
    "cnbcindonesia": "20 January 2026 00:41",
}


def page(name, body=BODY, head=DATED, byline="", caption="", shown=None):
    house = HOUSES[name]
    return f"""<html><head>{head}</head><body><div class="mb-1 font-semibold">Trending</div>
    <h1>Judul Berita</h1><div><div><div class="mb-1">{byline or house}</div>
    <div class="text-sm">{shown or SHOWN[name]}</div></div></div>
    <figure><img src="a.jpg"></figure><div class="text-xs">{caption}</div>
    <div class="detail-text grow">{body}</div><footer>&copy; 2026 {house}</footer></body></html>"""


def read(name, html, path=STORY):
    return read_article(HtmlResponse(f"{home(name)}/{path}", body=html.encode()), LOADER.load(name))


@pytest.mark.parametrize("name", HOUSES)
def test_a_house_that_is_a_headline_above_the_story_is_none_of_it(name):
    house = f"<body><header><h1>{HOUSES[name]}</h1></header>"
    article = read(name, page(name, byline=f"Rani, {HOUSES[name]}").replace("<body>", house))
    assert (article.headline, article.authors) == ("Judul Berita", ["Rani"])
    assert article.date_published_raw == SHOWN[name]


@pytest.mark.parametrize("name", HOUSES)
def test_the_time_is_that_of_json_ld(name):
    article = read(name, page(name))
    assert article.date_published == "2026-01-20T00:41:07+07:00"
    assert article.date_published_raw == SHOWN[name]
    assert (article.conflicts, article.date_precision) == ({}, "second")


@pytest.mark.parametrize("name", HOUSES)
def test_an_article_without_json_ld_has_the_time_that_is_shown(name):
    article = read(name, page(name, head=""))
    assert article.date_published == "2026-01-20T00:41:00+07:00"
    assert (article.headline, article.authors) == ("Judul Berita", [])


@pytest.mark.parametrize("name", HOUSES)
def test_a_day_in_a_caption_is_not_the_time_of_the_article(name):
    caption = "Perajin di Bira, Senin (19/1/2026)."
    article = read(name, page(name, head="", caption=caption))
    assert article.date_published == "2026-01-20T00:41:00+07:00"


@pytest.mark.parametrize("name", HOUSES)
def test_an_article_without_any_time_has_none(name):
    assert read(name, page(name, head="", shown="2 jam yang lalu")).date_published is None


@pytest.mark.parametrize("name", HOUSES)
@pytest.mark.parametrize(
    ("byline", "authors"),
    [
        ("{house}", []),
        ("fsd, {house}", []),
        ("mae, {house}", []),
        ("Tim | {house}", []),
        ("Tim Riset, {house}", []),
        ("Arrijal Rahmadi ,<span>{house}</span>", ["Arrijal Rahmadi"]),
        ("Dina Aprilliani | <span>{house}</span>", ["Dina Aprilliani"]),
        ("Ratna Sari, Bayu Nugraha, {house}", ["Ratna Sari", "Bayu Nugraha"]),
    ],
)
def test_a_house_and_initials_are_no_persons(name, byline, authors):
    article = read(name, page(name, byline=byline.format(house=HOUSES[name])))
    assert article.authors == authors
    assert article.byline.endswith(HOUSES[name])


@pytest.mark.parametrize("name", HOUSES)
@pytest.mark.parametrize("credit", ["({house}/Safir Nugraha)", "{house}/Safir Nugraha", "{house}."])
def test_a_photographer_is_no_author(name, credit):
    caption = f"Ilustrasi. {credit.format(house=HOUSES[name])}"
    article = read(name, page(name, byline="Tim", caption=caption))
    assert (article.authors, article.byline) == ([], None)


@pytest.mark.parametrize("name", HOUSES)
def test_a_name_in_json_ld_is_read_where_the_page_shows_none(name):
    head = DATED.replace('"name": ""', '"name": "Ratna Sari"')
    assert read(name, page(name, head=head)).authors == ["Ratna Sari"]
    assert read(name, page(name)).authors == []


@pytest.mark.parametrize("name", HOUSES)
@pytest.mark.parametrize("dash", [" -- ", " - ", " \u2013 ", " -", "- ", "-"])
@pytest.mark.parametrize("wrap", ["<strong>{}</strong>{}<p>Awal.</p>", "<p>{}{}Awal.</p>"])
def test_the_place_stands_before_the_first_paragraph_or_in_it(name, dash, wrap):
    body = wrap.format(f"Kota Bima, {HOUSES[name]}", dash) + "<p>Akhir.</p>"
    article = read(name, page(name, body))
    assert (article.dateline, article.body) == ("Kota Bima", "Awal.\n\nAkhir.")


@pytest.mark.parametrize("house", HOUSES.values())
def test_a_sentence_about_the_house_is_no_dateline(house):
    assert dateline(house).match(f"Jakarta, {house} menulis hal itu.") is None
    assert dateline(house).match("Indonesia - Malaysia bermain imbang.") is None


@pytest.mark.parametrize("name", HOUSES)
def test_links_to_tags_in_the_body_are_no_keywords(name):
    link = f'<a href="{home(name)}/tag/kapal-kayu">kapal kayu</a>'
    article = read(name, page(name, f"<p>Perajin {link} di Bira.</p><p>Akhir.</p>"))
    assert (article.keywords, article.read_also) == ([], [])
    assert article.body.startswith("Perajin kapal kayu di Bira.")


@pytest.mark.parametrize("name", HOUSES)
def test_what_is_paid_for_is_told_by_its_sign_off(name):
    paid = read(name, page(name, f"{BODY}<p></p> <strong>(adv/adv)</strong>"))
    assert (paid.kind, paid.sign_off) == ("advertorial", "adv/adv")
    assert read(name, page(name, f"{BODY}<strong>(lau/pta)</strong>")).kind == "news"


@pytest.mark.parametrize("name", HOUSES)
def test_an_infographic_with_a_text_is_one(name):
    path = "ekonomi/20260120074800-532-1318858/infografis-harga-cabai"
    link = f'<link rel="canonical" href="{home(name)}/{path}">'
    assert read(name, page(name, head=DATED + link), path).kind == "infographic"
