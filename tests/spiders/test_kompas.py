"""Article pages of Kompas.com: roles, times, and articles that are spread over pages."""

import json
import re
import subprocess
import sys

import pytest
from lab.project import PROJECT
from scrapy import Request
from scrapy.http import HtmlResponse

from newsscraper.article.extraction import PartOfArticle, read_article
from newsscraper.page.opening import NoArticle
from newsscraper.spiders.kompas import KompasSpider

URL = "https://money.kompas.com/read/2023/11/02/213419626/judul"
MODAL = """<div id="creditModal" class="creditModal">{}</div>"""
CREDIT = """<a href="https://indeks.kompas.com/profile/1/x"><div class="credit-author">
<div class="credit-author-title"><div class="credit-author-name">{}</div>
<div class="credit-author-position">{}</div></div></div></a>"""
NAMES = """<div class="credit-title-name"><h6>Isna Sari,</h6> <h6>Yoga Pratama</h6></div>"""
WORDS = " ".join(["kata"] * 50)


def page(*, head="", header="", body=f"<p>{WORDS}</p>", behind="", ld=None):
    data = {"@type": "NewsArticle", "author": {"name": "Yoga Pratama"}} | (ld or {})
    return f"""<html><head><meta charset="utf-8">{head}
    <script type="application/ld+json">{json.dumps(data)}</script></head><body>
    <div class="read__time">Kompas.com - 02/11/2023, 21:34 WIB</div>{header}
    <h1 class="read__title">Judul</h1><div class="read__content"><div class="clearfix">{body}</div>
    </div>{behind}</body></html>"""


def metas(**contents):
    return "".join(f'<meta name="{name}" content="{value}">' for name, value in contents.items())


def respond(html, url=URL, request=None):
    return HtmlResponse(url, body=html.encode(), request=request)


def read(html, url=URL):
    return read_article(respond(html, url), KompasSpider)


# --- Roles ------------------------------------------------------------------------------------


def test_the_credits_of_2026_tell_reporters_and_editors_apart():
    people = [("Isna Sari", "Penulis"), ("Made Ayu", "Penulis"), ("Yoga Pratama", "Editor")]
    modal = MODAL.format("".join(CREDIT.format(*person) for person in people))
    article = read(page(header=NAMES + modal))
    assert article.authors == ["Isna Sari", "Made Ayu"]
    assert article.editors == ["Yoga Pratama"]
    assert article.byline == "Isna Sari, Yoga Pratama"


def test_the_meta_tags_of_2023_tell_them_apart():
    roles = metas(content_author="Isna Sari", content_editor="Yoga Pratama")
    article = read(page(head=roles, header=NAMES))
    assert (article.authors, article.editors) == (["Isna Sari"], ["Yoga Pratama"])


def test_where_roles_cannot_be_told_apart_nobody_is_named():
    article = read(page(header=NAMES))
    assert (article.authors, article.editors) == ([], [])
    assert article.byline == "Isna Sari, Yoga Pratama"


def test_the_writer_of_an_opinion_is_its_author():
    by = '<div class="opinion__author"><a class="opinion__link" href="#">Tirta Mahendra</a></div>'
    article = read(page(header=by), "https://kolom.kompas.com/read/2023/11/02/213419626/judul")
    assert (article.authors, article.kind) == (["Tirta Mahendra"], "column")


@pytest.mark.parametrize(
    "name", ["Tirta Mahendra, S.Sos., M.I.Kom", "Mayjen TNI (Purn) Tirta Mahendra", "Oleh Mahendra"]
)
def test_ranks_and_degrees_of_a_writer_make_nobody_else(name):
    by = f'<div class="opinion__author"><a class="opinion__link" href="#">{name}</a></div>'
    article = read(page(header=by))
    assert (article.authors, article.byline) == ([name], name)


@pytest.mark.parametrize(
    ("content_type", "kind"),
    [
        ("Standard", "news"),
        ("Kolom", "column"),
        ("Advertorial", "advertorial"),
        ("Brandzview", "advertorial"),
    ],
)
def test_the_content_type_says_the_kind_in_whatever_section(content_type, kind):
    assert read(page(head=metas(content_type=content_type))).kind == kind


def test_a_box_with_the_verdict_makes_a_fact_check():
    box = '<div class="hoax__artikel"><h2 class="hoax__artikel__title">hoaks!</h2></div>'
    body = f"{box}<p>Isi berita.</p>"
    assert read(page(body=body, head=metas(content_type="Standard"))).kind == "fact_check"


@pytest.mark.parametrize(
    ("section", "kind"),
    [("cekfakta", "fact_check"), ("tren", "news"), ("kolom", "column"), ("opini", "opinion")],
)
def test_the_section_says_the_kind_where_the_page_does_not(section, kind):
    article = read(page(), f"https://www.kompas.com/{section}/read/2023/11/02/213419626/judul")
    assert article.kind == kind


@pytest.mark.parametrize("name", ["Kontributor Kupang, Sigiranus", "Sigiranus, Tim Redaksi"])
def test_contributors_places_and_teams_are_no_persons(name):
    assert read(page(head=metas(content_author=name))).authors == ["Sigiranus"]


# --- Times ------------------------------------------------------------------------------------


def test_a_time_in_utc_comes_out_in_wib():
    article = read(page(ld={"datePublished": "2023-11-02T14:34:19+00:00"}))
    assert article.date_published == "2023-11-02T21:34:19+07:00"
    assert article.date_published_raw == "02/11/2023, 21:34 WIB"
    assert article.conflicts == {}


def test_the_house_before_a_date_may_be_a_link():
    shown = page().replace("Kompas.com -", '<a href="https://www.kompas.com/">Kompas.com</a> -')
    assert read(shown).date_published_raw == "02/11/2023, 21:34 WIB"


def test_an_evening_in_utc_is_the_next_day_in_wib():
    url = "https://money.kompas.com/read/2023/11/03/003419626/judul"
    article = read(page(ld={"datePublished": "2023-11-02T17:34:19Z"}), url)
    assert article.date_published == "2023-11-03T00:34:19+07:00"


def test_the_time_in_the_path_is_better_than_the_one_that_is_shown():
    article = read(page())
    assert article.date_published == "2023-11-02T21:34:19+07:00"
    assert article.date_precision == "second"
    assert article.sources["date_published"] == "url published"
    assert article.conflicts == {}


def test_the_time_of_a_change_is_no_publication():
    changed = page().replace("Kompas.com - 02/11/2023, 21:34", "Diperbarui 03/11/2023, 10:03")
    article = read(changed)
    assert article.date_published == "2023-11-02T21:34:19+07:00"
    assert article.date_modified == "2023-11-03T10:03:00+07:00"
    assert article.date_published_raw is None


def test_a_path_without_a_true_time_leaves_the_one_that_is_shown():
    article = read(page(), "https://money.kompas.com/read/2023/11/02/993419626/judul")
    assert article.date_published == "2023-11-02T21:34:00+07:00"


# --- Text -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("start", "place"),
    [
        ("<strong>TEGAL, KOMPAS.com</strong> - ", "TEGAL"),
        ("<strong>LABUAN BAJO, KOMPAS.com </strong>\u2013 ", "LABUAN BAJO"),
        ("<strong>KOMPAS.com</strong> - ", None),
        ("Jakarta, Kompas.com - ", "Jakarta"),
    ],
)
def test_datelines_are_cut_out(start, place):
    article = read(page(body=f"<p>{start}Asap menipis.</p>"))
    assert (article.dateline, article.body) == (place, "Asap menipis.")


@pytest.mark.parametrize(
    "line",
    [
        '<p><strong>Baca juga: <a class="inner-link-baca-juga" href="/a">Judul</a></strong></p>',
        '<div class="inject-baca-juga-2"><a href="/a">Judul Lain</a></div>',
        '<div class="kompasidRec"><p>Langganan</p></div>',
        '<div class="fb-quote"><p>Kutipan</p></div><div class="video"><p>Video</p></div>',
        "<p>Lihat Foto</p><div class='photo'><div class='photo__caption'>Sapi.</div></div>",
        "<p><em>Simak kabar dan cerita pilihan redaksi langsung dari genggaman Anda setiap pagi. "
        "Buka tautan ini untuk masuk ke Kompas.com WhatsApp Channel : https://www.whatsapp.com/channel/0"
        ". Aplikasinya perlu dipasang dahulu, dan saluran dapat ditinggalkan kapan saja.</em></p>",
    ],
)
def test_what_leads_elsewhere_is_no_text(line):
    assert read(page(body=f"<p>Awal teks.</p>{line}<p>Akhir teks.</p>")).body == (
        "Awal teks.\n\nAkhir teks."
    )


# --- Pages ------------------------------------------------------------------------------------

PAGING = f'<div class="read__paging"><a href="{URL}?page=2">2</a></div>'
ALL = f"{URL}?page=all"


@pytest.mark.parametrize(
    ("html", "url"),
    [
        (page(head=metas(content_total_pages=2)), URL),
        (page(head=metas(content_total_pages=2)), f"{URL}?page=2"),
        (page(head=metas(content_total_pages=2, content_total_words=50)), URL),
        (page(behind=PAGING), URL),
        (page(behind=PAGING.replace("read__paging", "paging")), URL),
        (page(head=f'<link rel="next" href="{URL}?page=2">'), URL),
        (page(body=f"<p>{WORDS}</p><p>Halaman Selanjutnya</p>"), URL),
    ],
)
def test_a_page_of_several_is_a_part_and_names_the_whole(html, url):
    with pytest.raises(PartOfArticle) as part:
        read(html, url)
    assert part.value.next_page == ALL
    assert part.value.article.url == URL


@pytest.mark.parametrize(
    "head",
    [
        metas(content_total_pages=2, content_total_words=63),
        metas(content_total_pages=3, content_current_page=1),
    ],
)
def test_a_whole_that_lacks_words_is_a_part_for_good(head):
    with pytest.raises(PartOfArticle) as part:
        read(page(head=head), ALL)
    assert part.value.next_page is None
    assert part.value.reason == "not_whole"


@pytest.mark.parametrize(
    ("head", "url"),
    [
        (metas(content_total_pages=1, content_total_words=500), URL),
        (metas(content_total_pages="", content_total_words="x"), URL),
        (metas(content_total_pages=2, content_total_words=62), ALL),
        (metas(content_total_pages=2, content_total_words=62), f"{ALL}#page2"),
        (metas(content_total_pages=2, content_current_page="all"), ALL),
        (metas(content_total_pages=2), ALL),
    ],
)
def test_a_page_that_has_it_all_is_the_article(head, url):
    assert read(page(head=head), url).word_count == 50


NAVIGATION = f"""<div class="read__paging"><a class="paging__link {{}}" href="{URL}?page=1">1</a>
<a class="paging__link" href="{URL}?page=2">2</a>
<a class="paging__link {{}}" href="{ALL}#page2">Show All</a></div>"""
ACTIVE = "paging__link--active"


def test_an_empty_first_page_is_a_part_of_an_article_whose_text_begins_on_the_second():
    with pytest.raises(PartOfArticle) as part:
        read(page(body="<p></p>", behind=NAVIGATION.format(ACTIVE, "")))
    assert part.value.next_page == ALL


def test_an_empty_whole_has_no_known_template():
    with pytest.raises(NoArticle, match="no known template") as reason:
        read(page(body="<p></p>", behind=NAVIGATION.format("", ACTIVE)), ALL)
    assert not isinstance(reason.value, PartOfArticle)


def test_a_whole_whose_navigation_says_that_it_is_the_first_page_is_a_part():
    stated = metas(content_total_words=50)
    with pytest.raises(PartOfArticle) as part:
        read(page(head=stated, behind=NAVIGATION.format(ACTIVE, "")), ALL)
    assert part.value.next_page is None


def test_a_whole_may_have_a_navigation_in_which_it_is_no_number():
    assert read(page(behind=NAVIGATION.format("", ACTIVE)), ALL).word_count == 50


def test_links_to_pages_of_other_articles_are_no_navigation():
    other = PAGING.replace("213419626", "213419627")
    assert read(page(behind=other)).word_count == 50


def test_words_are_counted_as_the_publisher_does():
    """It counts each blank of a chord, read-also lines and credits."""
    chords = "&nbsp;" * 60 + "C G"
    also = '<p>Baca juga: <a href="/a">Satu Dua Tiga</a></p>'
    body = f"<p>{WORDS}</p><p>{chords}</p>{also}<p>(Penulis: Rani | Editor: Sari)</p>"
    stated = metas(content_total_words=50 + 62 + 5 + 5)
    assert read(page(head=stated, body=body), ALL).word_count == 52
    with pytest.raises(PartOfArticle):
        read(page(head=stated), ALL)


def test_a_whole_that_was_redirected_to_the_first_page_is_not_asked_for_again():
    request = Request(URL, meta={"redirect_urls": [ALL]})
    response = respond(
        page(head=metas(content_total_pages=2, content_total_words=99)), URL, request
    )
    with pytest.raises(PartOfArticle) as part:
        read_article(response, KompasSpider)
    assert part.value.next_page is None


def test_extract_prints_the_first_page_of_several_and_says_so(tmp_path):
    saved = tmp_path / "page.html"
    saved.write_text(page(head=metas(content_total_pages=2)), encoding="utf-8")
    ended = subprocess.run(
        [sys.executable, "-m", "scrapy", "extract", str(saved), "--url", URL],
        cwd=PROJECT,
        capture_output=True,
        encoding="utf-8",
    )
    assert ended.returncode == 0
    assert json.loads(ended.stdout)["word_count"] == 50
    assert re.fullmatch(r".*page\.html: the page is one page of several\n", ended.stderr)


# --- The template of 2020 -----------------------------------------------------------------------

BOX = """<div class="read__credit clearfix"><div class="read__credit__item" id="penulis">
<span>Penulis</span> {}</div> | <div class="read__credit__item" id="editor"><span>Editor</span>
{}</div></div>"""
PHOTO = """<div class="photo" data-photolink="http://www.kompas.com/x">
<img src="https://asset.kompas.com/x.jpg" alt="Judul">
<span class="pb_10 author">{}</span>{}</div>"""


@pytest.mark.parametrize(
    ("writers", "byline", "authors"),
    [
        ("<a>Isna Sari</a>", "Isna Sari", ["Isna Sari"]),
        ("<a>Isna Sari</a>, <a>Made Ayu</a>", "Isna Sari, Made Ayu", ["Isna Sari", "Made Ayu"]),
        ("<a>Kontributor Bima, Isna</a>", "Kontributor Bima, Isna", ["Isna"]),
        ("<b>Tim Cek Fakta</b>", "Tim Cek Fakta", []),
    ],
)
def test_the_box_that_is_shown_is_better_than_the_meta_tag(writers, byline, authors):
    hidden = metas(content_author="Rani Prabasari", content_editor="Rani Prabasari")
    box = BOX.format(writers, "<b>Tim Cek Fakta<b/>")
    article = read(page(head=hidden, header=box))
    assert (article.byline, article.authors, article.editors) == (byline, authors, [])


def test_where_the_box_names_only_an_editor_the_meta_tag_names_the_reporter():
    box = BOX.format("", "<a>Yoga Pratama</a>").replace('id="penulis"', "")
    article = read(page(head=metas(content_author="Isna Sari"), header=box))
    assert (article.authors, article.editors) == (["Isna Sari"], ["Yoga Pratama"])
    assert article.byline is None


@pytest.mark.parametrize(
    ("credit", "text", "expected"),
    [
        ("KOMPAS.com/ISNA SARI", "Ikan, Selasa (20/1/2026).", "KOMPAS.com/ISNA SARI"),
        ("(Dok. Contoh) ", "Ikan, Selasa (20/1/2026).", "Dok. Contoh"),
        (
            "ANTARA FOTO/Isna",
            "Ikan, Selasa (20/1/2026). ANTARA FOTO/Isna/aww.",
            "ANTARA FOTO/Isna",
        ),
    ],
)
def test_a_photo_has_its_credit_in_an_element_of_its_own(credit, text, expected):
    image = read(page(header=PHOTO.format(credit, text))).image
    assert image["url"] == "https://asset.kompas.com/x.jpg"
    assert (image["caption"], image["credit"]) == ("Ikan, Selasa (20/1/2026).", expected)


@pytest.mark.parametrize("nothing", ["", "-"])
def test_a_dash_is_neither_credit_nor_caption(nothing):
    image = read(page(header=PHOTO.format(nothing, nothing))).image
    assert (image["caption"], image["credit"]) == (None, None)
