"""Articles of Okezone: bylines, times, pages and boxes, and which hosts are its own."""

import json

import pytest
from lab.project import FIXTURES
from scrapy.http import HtmlResponse

from newsscraper.article.extraction import PartOfArticle, read_article
from newsscraper.page.opening import NoArticle
from newsscraper.spiders.okezone import OkezoneSpider

URL = "https://news.okezone.com/read/2026/01/20/340/3196204/judul"
BODY = "<p>Kalimat pertama dari dua.</p>\n<p>Kalimat terakhir.</p>"
SPAN = "<span>&#44;&nbsp;Jurnalis-Jum'at, 23 Januari 2026 |15:18 WIB</span>"
LINK = '<a href="https://redaksi.okezone.com/detail/x/1"{}>{}</a>'
NAMED = LINK.format(' class="icon-profile"', "") + LINK.format(' title="Rani Sari"', "Rani Sari")
DATES = {"datePublished": "2026-01-23T15:18:24+07:00", "dateModified": "2026-01-23 15:16:40"}
ADVERT = '<div class="inject-{0}"><p>Iklan {0}</p></div>'


def page(body=BODY, *, byline=NAMED + SPAN, crumb="Nasional", ld=None, behind="", h1="Judul"):
    data = {"@type": "NewsArticle", "mainEntityOfPage": {"@type": "WebPage", "@id": "3196204"}}
    script = json.dumps(data | (DATES if ld is None else ld))
    return f"""<html><head><meta property="og:title" content="Judul Lain : Okezone News">
    <script type="application/ld+json">{script}</script></head><body><div class="left-section">
    <div class="breadcrumb"><a href="https://www.okezone.com/">HOME</a>
    <a href="https://news.okezone.com/">NEWS</a><a href="#">{crumb.upper()}</a></div>
    <section class="section article"><div class="title-article"><h1>{h1}</h1></div>
    <div class="journalist">{byline}</div><div class="c-detail read"><p></p>{body}</div></section>
    {behind}</div></body></html>"""


def read(html, url=URL):
    return read_article(HtmlResponse(url, body=html.encode()), OkezoneSpider)


def texts(body):
    return [part["text"] for part in read(page(body)).body_parts]


# --- Who and when -------------------------------------------------------------------------------


def test_the_line_of_name_role_weekday_and_date_is_taken_apart():
    article = read(page(ld={}))
    assert (article.authors, article.byline) == (["Rani Sari"], "Rani Sari")
    assert article.date_published == "2026-01-23T15:18:00+07:00"
    assert article.date_published_raw == "Jum'at, 23 Januari 2026 |15:18 WIB"


@pytest.mark.parametrize(
    ("byline", "authors"),
    [
        (LINK.format(' title="Tim Okezone"', "Tim Okezone") + SPAN, []),
        (SPAN, []),
        (LINK.format(' title="Dr. Budi, M.Ag"', "Dr. Budi, M.Ag") + SPAN, ["Dr. Budi, M.Ag"]),
    ],
)
def test_a_team_and_an_empty_line_name_nobody(byline, authors):
    article = read(page(byline=byline))
    assert article.authors == authors
    assert article.date_published == "2026-01-23T15:18:24+07:00"


@pytest.mark.parametrize(
    ("modified", "expected"),
    [
        ("2026-01-23 15:16:40", None),
        ("2026-01-23 18:02:05", "2026-01-23T18:02:05+07:00"),
        ("2026-01-24 00:30:00", "2026-01-24T00:30:00+07:00"),
    ],
)
def test_a_change_without_a_zone_is_on_the_publishers_clock_and_never_before(modified, expected):
    article = read(page(ld=DATES | {"dateModified": modified}))
    assert article.date_modified == expected


def test_without_a_heading_the_title_for_networks_lacks_the_kanal():
    article = read(page(h1=""))
    assert (article.headline, article.section_name) == ("Judul Lain", "NEWS")


@pytest.mark.parametrize(
    ("crumb", "kind"),
    [("Opini", "opinion"), ("Kolom", "column"), ("Advertorial", "advertorial"), ("Bola", "news")],
)
def test_the_breadcrumbs_say_the_kind(crumb, kind):
    assert read(page(crumb=crumb)).kind == kind


def test_a_page_that_names_another_number_is_another_article():
    with pytest.raises(NoArticle, match="3196204"):
        read(page(), URL.replace("3196204", "3196205"))


# --- Text ---------------------------------------------------------------------------------------

ALSO = """<div id="baca-juga"><div class="text baca">Baca Juga:</div><div class="group-baca">
<a href="{}" class="text title">{}</a></div></div>"""


def test_a_box_behind_each_paragraph_is_kept_apart():
    links = ["https://mpi.okezone.com/article/sindonews/1", f"{URL[:-9]}5/lain"]
    boxes = [ALSO.format(link, f"Judul {number}") for number, link in enumerate(links)]
    article = read(page(f"<p>Satu.</p>{boxes[0]}<p>Dua.</p>{boxes[1]}<p>Tiga.</p>"))
    assert article.body == "Satu.\n\nDua.\n\nTiga."
    assert [link["url"] for link in article.read_also] == links
    assert [link["headline"] for link in article.read_also] == ["Judul 0", "Judul 1"]


@pytest.mark.parametrize(
    "junk",
    [
        '<div class="vicon"><iframe src="https://www.youtube.com/embed/x"></iframe>Tonton</div>',
        ADVERT.format("iklan"),
        "<span class='inject-video'>Tonton sampai habis</span>",
        '<div class="banner-bawah"><p>Promo</p></div>',
        "<p>Follow WhatsApp Channel Okezone untuk update berita terbaru setiap hari</p>",
        "<p>Telusuri berita Ekonomi lainnya</p>",
        "<p><strong>Telusuri berita <a href='/nasional'>Nasional</a> lainnya</strong></p>",
        '<div style="page-break-after: always"><span style="display: none;"> </span></div>',
        "<p><!--pagebreak--></p>",
    ],
)
def test_what_leads_elsewhere_is_no_text(junk):
    assert texts(f"<p>Awal teks.</p>{junk}<p>Akhir teks.</p>") == ["Awal teks.", "Akhir teks."]


@pytest.mark.parametrize(
    "text",
    ["Telusuri berita lama itu sendiri, kata dia.", "Warga mengikuti saluran WhatsApp desa."],
)
def test_sentences_that_look_like_it_stay(text):
    assert texts(f"<p>{text}</p>{BODY}")[0] == text


@pytest.mark.parametrize(
    ("tail", "sign_off"),
    [
        ("<p><strong>(Baharudin)</strong></p>", "Baharudin"),
        ("<p>(NIA DEVIYANA)</p>", "NIA DEVIYANA"),
        ("<p>(kha)</p>", "kha"),
        ("<p>Sudah selesai. (Fitri Iskandar)</p>", "Fitri Iskandar"),
        ("<p>Timnas bermain tanpa kiper (U-23)</p>", None),
        ("<p>(Sumber: keterangan pers dinas, 2025)</p>", None),
        ("<p>Ia pulang (dengan kereta)</p>", None),
    ],
)
def test_a_name_in_brackets_behind_the_text_is_the_sign_off(tail, sign_off):
    assert read(page(BODY + tail)).sign_off == sign_off


@pytest.mark.parametrize(
    ("start", "place"),
    [
        ("<strong>JAKARTA</strong> - ", "JAKARTA"),
        ("<strong>JAKARTA</strong>- ", "JAKARTA"),
        ("<strong>LABUAN BAJO </strong>\u2013 ", "LABUAN BAJO"),
        ("KUALA LUMPUR, Okezone.com - ", "KUALA LUMPUR"),
        ("JAKARTA -", "JAKARTA"),
        ("<strong>TOMAT</strong> ternyata ", None),
        ("<strong>BERIKUT</strong> ini ", None),
    ],
)
def test_a_place_in_capitals_before_a_dash_is_the_dateline(start, place):
    article = read(page(f"<p>{start}Air surut.</p>"))
    assert article.dateline == place
    assert article.body.endswith("Air surut.")
    assert place is None or article.body == "Air surut."


def test_a_picture_has_its_line_in_a_box_of_its_own():
    golden = FIXTURES / "news.okezone.com/read/2026/01/20/340/3196204"
    image = json.loads(next(golden.glob("*.json")).read_text(encoding="utf-8"))["image"]
    assert image["caption"] == "Anak-anak Pulau Kapota menunggu kapal ajar."
    assert image["credit"] == "Dok. Sekolah Laut"


# --- Pages --------------------------------------------------------------------------------------

PAGING = f"""<div id="paging"><div class="title">Halaman:</div><div class="box-nomor">
<a href="{URL}" class="nomor active">1</a><a href="{URL}?page=2" class="nomor">2</a></div></div>"""


@pytest.mark.parametrize("url", [URL, f"{URL}?page=2"])
def test_a_page_of_several_names_the_one_that_has_them_all(url):
    with pytest.raises(PartOfArticle) as part:
        read(page(behind=PAGING), url)
    assert part.value.next_page == f"{URL}?page=all"


def test_a_whole_has_its_pages_in_order_and_no_navigation():
    mark = '<div style="page-break-after: always"><span style="display: none;"> </span></div>'
    article = read(page(f"<p>Satu.</p>{mark}<p><!--pagebreak--></p><p>Dua.</p>"), f"{URL}?page=all")
    assert (article.body, article.url) == ("Satu.\n\nDua.", URL)


def test_a_whole_that_is_the_first_page_again_is_a_part():
    with pytest.raises(PartOfArticle) as part:
        read(page(behind=PAGING), f"{URL}?page=all")
    assert part.value.next_page is None


# --- Hosts and lists ----------------------------------------------------------------------------


@pytest.mark.slow
def test_a_window_asks_no_other_house_and_nothing_that_robots_txt_closes(crawl, tmp_path):
    window = ("-a", "since=2026-01-20", "-a", "until=2026-01-20", "-a", "sections=bola,ototekno")
    run = crawl("-s", f"REPLAY={FIXTURES}", *window, cwd=tmp_path, name="okezone")
    assert run.last_line == "Complete: 2 articles in out.jsonl, 0 failed."
    hosts = {url.partition("://")[2].partition("/")[0] for url in run.requests}
    assert hosts == {"bola.okezone.com", "ototekno.okezone.com"}
    assert not [url for url in run.requests if "/more/" in url or "/view/" in url]
    assert run.stat("index_pages/unknown_addresses") == 0
