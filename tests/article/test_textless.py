"""Photo series, films, quizzes and live scores: by address, by page, and never with a text."""

import pytest
from lab.publishers import LOADER
from scrapy.http import HtmlResponse

from newsscraper.article.extraction import read_article
from newsscraper.article.textless import is_textless, unknown_addresses
from newsscraper.page.opening import NoArticle, open_page

PLAIN = {
    "mediaindonesia": "https://mediaindonesia.com/ekonomi/900001/pameran-tenda",
    "detik": "https://news.detik.com/berita/d-8311102/pameran-tenda",
    "kompas": "https://regional.kompas.com/read/2026/01/20/081534278/pameran-tenda",
    "cnnindonesia": "https://www.cnnindonesia.com/ekonomi/20260120074800-92-8/pameran-tenda",
    "cnbcindonesia": "https://www.cnbcindonesia.com/market/20260120074800-17-8/pameran-tenda",
    "liputan6": "https://www.liputan6.com/news/read/6258110/pameran-tenda",
    "sindonews": "https://daerah.sindonews.com/read/1668120/174/pameran-tenda-1768867200",
    "okezone": "https://news.okezone.com/read/2026/01/20/340/3196204/pameran-tenda",
    "republika": "https://news.republika.co.id/berita/t956jo335/pameran-tenda",
    "antaranews": "https://www.antaranews.com/berita/5364802/pameran-tenda",
    "tribunnews": "https://www.tribunnews.com/regional/7781204/pameran-tenda",
    "lampost": "https://lampost.co/ekonomi/pameran-tenda-baru",
}
ADDRESSES = [
    ("detik", "https://travel.detik.com/fototravel/d-8317101/foto-tenda"),
    ("detik", "https://health.detik.com/fotohealth/d-8317102/tenda"),
    ("detik", "https://www.detik.com/jabar/fotojabar/d-8317103/tenda"),
    ("detik", "https://www.detik.com/sulsel/infografis/d-8317103/tenda"),
    ("detik", "https://sport.detik.com/livescore/d-8317104/tenda"),
    ("detik", "http://news.detik.com/readfoto/2014/03/12/123456/2523456/157/1/tenda"),
    ("kompas", "https://regional.kompas.com/image/2020/10/16/143000078/tenda"),
    ("kompas", "https://www.kompas.com/sports/image/2020/10/16/143000078/tenda"),
    ("detik", "https://hot.detik.com/kuis/d-8317105/tenda"),
    ("detik", "https://20.detik.com/detikflash/20260120-1/tenda"),
    ("kompas", "https://foto.kompas.com/photo/read/2026/01/20/081534278/tenda"),
    ("kompas", "https://video.kompas.com/watch/1/tenda"),
    ("kompas", "https://www.kompas.com/infografik/read/2026/01/20/081534278/tenda"),
    ("kompas", "https://bola.kompas.com/livescore/read/2026/01/20/081534278/tenda"),
    ("okezone", "https://infografis.okezone.com/detail/776626/tenda"),
    ("okezone", "https://news.okezone.com/view/2026/01/20/9921/tenda"),
    ("okezone", "https://news.okezone.com/play/2016/01/20/9921/tenda"),
    ("republika", "https://visual.republika.co.id/berita/t95cdc298/tenda"),
    (
        "republika",
        "http://www.republika.co.id/berita/inpicture/nasional-inpicture/16/02/23/o2zwha283-tenda",
    ),
    ("mediaindonesia", "https://mediaindonesia.com/galleries/detail_galleries/49614-tenda"),
    ("mediaindonesia", "https://mediaindonesia.com/video/detail_video/2955-tenda"),
    ("mediaindonesia", "https://mediaindonesia.com/infografis/detail_infografis/1203-tenda"),
    ("mediaindonesia", "https://mediaindonesia.com/foto/900002/tenda"),
    ("cnnindonesia", "https://www.cnnindonesia.com/tv/20260120073322-405-9/kereta-tenda"),
    ("cnnindonesia", "https://www.cnnindonesia.com/nasional/20260120070011-22-9/foto-tenda"),
    ("cnnindonesia", "https://www.cnnindonesia.com/ekonomi/20260120070011-532-9/infografis-tenda"),
    ("cnbcindonesia", "https://www.cnbcindonesia.com/market/20260120072500-19-9/video-tenda"),
    ("cnbcindonesia", "https://www.cnbcindonesia.com/news/20260120072500-7-9/foto-tenda"),
    ("liputan6", "https://www.liputan6.com/photo/read/6258110/tenda"),
    ("liputan6", "https://www.liputan6.com/news/read/6258110/foto-tenda-di-tepi-sungai"),
    ("liputan6", "https://surabaya.liputan6.com/read/6258110/video-tenda"),
    ("sindonews", "https://photo.sindonews.com/view/88120/tenda"),
    ("sindonews", "https://sports.sindonews.com/read/1668060/13/foto-tenda-1768843200"),
    ("sindonews", "https://otomotif.sindonews.com/read/1667950/121/infografis-tenda-1768804200"),
    ("antaranews", "https://www.antaranews.com/foto/5364177/tenda"),
    ("antaranews", "https://www.antaranews.com/video/5364451/tenda"),
    ("antaranews", "https://www.antaranews.com/infografik/5364452/tenda"),
    ("tribunnews", "https://www.tribunnews.com/foto/7780861/tenda"),
    ("tribunnews", "https://video.tribunnews.com/view/880011/tenda"),
    ("lampost", "https://lampost.co/foto/pameran-tenda-baru"),
    ("lampost", "https://lampost.co/infografis/pameran-tenda-baru"),
    ("lampost", "https://www.lampost.co/video/pameran-tenda-baru"),
]
FIGURE = "<figure><img src='a.jpg'><figcaption>Tenda di tepi sungai.</figcaption></figure>"
TEXT = f"<p>{'Kalimat tentang tenda di tepi sungai yang ramai. ' * 12}</p>"
BODY = {
    "mediaindonesia": "<div class='article'>{}</div>",
    "detik": "<div class='detail__body-text'>{}</div>",
    "kompas": "<div class='read__content'>{}</div>",
    "cnnindonesia": "<div class='detail-text'>{}</div>",
    "cnbcindonesia": "<div class='detail-text'>{}</div>",
    "liputan6": "<div class='article-content-body'>{}</div>",
    "sindonews": "<div class='detail-desc'>{}</div>",
    "okezone": "<div class='c-detail read'>{}</div>",
    "republika": "<div class='article-content'><article>{}</article></div>",
    "antaranews": "<div class='wrap__article-detail-content post-content'>{}</div>",
    "tribunnews": "<div class='side-article txt-article'>{}</div>",
    "lampost": "<div class='entry-content'>{}</div>",
}


def block(kind):
    return f'<script type="application/ld+json">{{"@type": "{kind}", "name": "Tenda"}}</script>'


MARKS = [
    block("VideoObject"),
    block("ImageGallery"),
    block("Quiz"),
    block("SportsEvent"),
    '<meta property="og:type" content="video.other">',
    '<meta property="og:type" content="video">',
    '<meta name="contenttype" content="multiplefoto">',
]


def page(content=FIGURE, head=""):
    return f"""<html><head><title>Foto: Tenda</title>{head}</head><body>
    <article class="detail"><section class="detail"><h1>Foto: Tenda</h1>{content}</section>
    </article></body></html>"""


def reason(name, url, html):
    with pytest.raises(NoArticle) as error:
        read_article(HtmlResponse(url, body=html.encode()), LOADER.load(name))
    return error.value.reason


@pytest.mark.parametrize(("name", "url"), ADDRESSES)
def test_an_address_says_that_a_page_without_body_is_no_article(name, url):
    assert reason(name, url, page()) == "no_text"


@pytest.mark.parametrize("head", MARKS)
@pytest.mark.parametrize("name", PLAIN)
def test_a_page_may_say_it_whatever_its_address(name, head):
    assert reason(name, PLAIN[name], page(head=head)) == "no_text"


@pytest.mark.parametrize("name", PLAIN)
def test_the_frame_of_a_gallery_says_it_too(name):
    gallery = f"<div class='detail gallery'>{FIGURE * 3}</div>"
    assert reason(name, PLAIN[name], page(gallery)) == "no_text"


@pytest.mark.parametrize("name", PLAIN)
def test_a_page_that_says_nothing_has_a_layout_that_nobody_knows(name):
    assert reason(name, PLAIN[name], page()) == "unrecognised_template"


@pytest.mark.parametrize("head", MARKS)
@pytest.mark.parametrize("name", PLAIN)
def test_a_film_above_a_story_in_a_new_layout_hides_no_change(name, head):
    assert reason(name, PLAIN[name], page(FIGURE + TEXT, head)) == "unrecognised_template"
    article = block("NewsArticle")
    assert reason(name, PLAIN[name], page(head=head + article)) == "unrecognised_template"


@pytest.mark.parametrize(
    ("name", "url"),
    [each for each in ADDRESSES if LOADER.load(each[0]).article_urls.key(each[1])],
)
def test_a_page_with_a_body_is_an_article_whatever_address_and_page_say(name, url):
    body = BODY[name].format(TEXT)
    html = page(body, "".join(MARKS))
    assert read_article(HtmlResponse(url, body=html.encode()), LOADER.load(name)).body


def test_captions_and_teasers_are_no_text():
    publisher = LOADER.load("detik")
    captions = f"<figure>{TEXT}</figure><aside>{TEXT}</aside><ul><li>{TEXT}</li></ul>"
    response = HtmlResponse(PLAIN["detik"], body=page(captions, MARKS[0]).encode())
    assert is_textless(open_page(response, publisher), publisher)


def test_an_address_without_text_counts_for_nothing_where_an_article_says_who_it_is():
    url = ADDRESSES[0][1]
    assert reason("detik", url, page(head=block("NewsArticle"))) == "no_text"
    told = page(FIGURE + TEXT, block("NewsArticle"))
    assert reason("detik", url, told) == "unrecognised_template"


@pytest.mark.parametrize(
    ("url", "is_named"),
    [
        ("https://news.detik.com/berita/detail?x=1", False),
        ("https://news.detik.com/baru/2026/harga-cabai-turun", True),
        ("https://news.detik.com/b/8311102.html", True),
        ("https://news.detik.com/read/2012/05/09/070533/1912000/10/2/judul", True),
        ("https://news.detik.com/berita/d-8311102/judul/komentar", True),
        ("https://news.detik.com/kolom/2663/judul", True),
        ("https://www.detik.com/berita.asp?id=12345", True),
        ("https://news.detik.com/indeks/2026/01", False),
        ("https://news.detik.com/indeks?date=2026-01-20", False),
        ("https://news.detik.com/indeks", False),
        ("https://www.detik.com/tag/cabai", False),
        ("https://travel.detik.com/fototravel/x/potret-tenda-di-tepi", False),
        ("https://20.detik.com/detikflash/20260120-1/harga-cabai-turun", False),
        ("https://foto.detik.com/20260120-1/harga-cabai-turun", False),
        ("https://www.contoh.example/baru/2026/harga-cabai-turun", False),
    ],
)
def test_what_may_be_an_article_in_an_unknown_form_is_named(url, is_named):
    publisher = LOADER.load("detik")
    assert unknown_addresses([url], publisher) == ([url] if is_named else [])


@pytest.mark.parametrize(
    "path",
    (
        "ekonomi/851796/judul/2|ekonomi/851796/judul/amp|podiums/detail_podiums/2663"
        "|editorials/2663/judul|mipagi/read/12345/judul/2015/05/09|berita.asp?id=12345"
    ).split("|"),
)
def test_forms_that_media_indonesia_is_not_known_to_have_are_named(path):
    url = f"https://mediaindonesia.com/{path}"
    assert unknown_addresses([url], LOADER.load("mediaindonesia")) == [url]
