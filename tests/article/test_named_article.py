"""The page must be the article that was asked for, whichever place of it says otherwise."""

import pytest
from lab.publishers import LOADER
from scrapy import Request
from scrapy.http import HtmlResponse

from newsscraper.article.extraction import read_article
from newsscraper.article.named_article import other_article
from newsscraper.page.opening import NoArticle, open_page

MEDIAINDONESIA = "https://mediaindonesia.com/ekonomi/900001/harga-garam"
DETIK = "https://news.detik.com/berita/d-8311102/rob-surut"
KOMPAS = "https://regional.kompas.com/read/2026/01/20/081534278/perajin-tenun"
OWN = {"mediaindonesia": MEDIAINDONESIA, "detik": DETIK, "kompas": KOMPAS}
OTHERS = {
    "mediaindonesia": "https://mediaindonesia.com/humaniora/900002/lain",
    "detik": "https://health.detik.com/berita/d-8311103/lain",
    "kompas": "https://money.kompas.com/read/2026/01/20/081534279/lain",
}
SAME = [
    ("mediaindonesia", "http://www.mediaindonesia.com/humaniora/900001/pindah?utm_source=x"),
    ("mediaindonesia", "https://mediaindonesia.com/read/detail/900001-harga-garam"),
    ("mediaindonesia", "https://mediaindonesia.com/ekonomi"),
    ("mediaindonesia", "https://mediaindonesia.com/"),
    ("detik", "https://finance.detik.com/moneter/d-8311102/judul-baru"),
    ("detik", "//news.detik.com/berita/d-8311102/rob-surut/amp"),
    ("kompas", "https://www.kompas.com/regional/read/2026/01/20/081534278/judul-baru"),
    ("kompas", "https://regional.kompas.com/read/2026/01/20/081534278/perajin-tenun?page=all"),
]


def canonical(url):
    return f'<link rel="canonical" href="{url}">'


def og_url(url):
    return f'<meta property="og:url" content="{url}">'


def state(number):
    return f"<script>window.dataLayer.push({{'type': 'post', 'article_id': '{number}'}});</script>"


def named(name, head, url=None, body=""):
    """The key of the other article that a page names."""
    html = f"<html><head>{head}</head><body><h1>Judul</h1>{body}</body></html>"
    publisher = LOADER.load(name)
    response = HtmlResponse(url or OWN[name], body=html.encode())
    return other_article(open_page(response, publisher), publisher)


@pytest.mark.parametrize("place", [canonical, og_url])
@pytest.mark.parametrize("name", OWN)
def test_each_address_that_a_page_prints_may_name_another_article(name, place):
    other = LOADER.load(name).article_urls.key(OTHERS[name])
    assert named(name, place(OTHERS[name])) == other
    assert named(name, place(OWN[name])) is None


def test_so_does_one_of_them_when_the_other_is_right():
    assert named("detik", canonical(DETIK) + og_url(OTHERS["detik"])) == "detik:8311103"
    assert named("detik", canonical(OTHERS["detik"]) + og_url(DETIK)) == "detik:8311103"


@pytest.mark.parametrize(
    ("name", "head", "other"),
    [
        ("mediaindonesia", state(900002), "mediaindonesia:900002"),
        ("mediaindonesia", state(900001), None),
        ("mediaindonesia", state(""), None),
        ("mediaindonesia", state("0"), None),
        ("mediaindonesia", state("baru"), None),
        ("detik", '<meta name="articleid" content="8311103">', "detik:8311103"),
        ("detik", '<meta name="dtk:articleid" content=" 8311103 ">', "detik:8311103"),
        ("detik", '<meta name="articleid" content="8311102">', None),
    ],
)
def test_the_number_that_a_publisher_prints_may_name_another_article(name, head, other):
    assert named(name, head) == other


def test_a_number_is_of_the_id_space_of_the_page():
    podium = "https://mediaindonesia.com/podiums/detail_podiums/3999-gunting-pita"
    assert named("mediaindonesia", state(3999), podium) is None
    assert named("mediaindonesia", state(4000), podium) == "mediaindonesia:podium:4000"


@pytest.mark.parametrize(("name", "url"), SAME)
@pytest.mark.parametrize("place", [canonical, og_url])
def test_other_spellings_old_paths_and_fronts_name_no_other_article(name, url, place):
    assert named(name, place(url)) is None


def test_a_link_in_the_body_and_a_second_one_do_not_speak_for_another():
    quoted = f"<div>{canonical(OTHERS['kompas'])}</div>"
    assert named("kompas", "", body=quoted) is None
    assert named("kompas", "", body=canonical(OTHERS["kompas"])) is None
    assert named("kompas", "Teks. " + canonical(OTHERS["kompas"])) == "kompas:20260120081534279"
    assert named("kompas", canonical(KOMPAS) + canonical(OTHERS["kompas"])) is None


def read(head, url, *redirects):
    html = f"""<html><head>{head}</head><body><article class="detail"><h1>Rob Surut</h1>
    <div class="detail__date">Selasa, 20 Jan 2026 07:41 WIB</div>
    <div class="detail__body-text"><p>Kalimat.</p></div></article></body></html>"""
    request = Request(url, meta={"redirect_urls": list(redirects)} if redirects else None)
    response = HtmlResponse(url, body=html.encode(), request=request)
    return read_article(response, LOADER.load("detik"))


def test_another_article_is_none_unless_a_redirect_led_there():
    other = OTHERS["detik"]
    with pytest.raises(NoArticle, match="detik:8311103") as error:
        read(canonical(other), DETIK)
    assert error.value.reason == "other_article"
    assert read(canonical(other), other, DETIK).key == "detik:8311103"
