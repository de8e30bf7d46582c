"""Article pages of detik: what its templates of 2023 and 2026 print, and what is cut out."""

import pytest
from lab.project import FIXTURES
from scrapy.http import HtmlResponse

from newsscraper.article.extraction import PartOfArticle, read_article
from newsscraper.page.opening import NoArticle
from newsscraper.spiders.detik import DetikSpider

URL = "https://news.detik.com/berita/d-8311102/judul"
BODY = "<p>Kalimat pertama dari dua.</p><p>Kalimat terakhir.</p>"
TIME = '<meta name="dtk:publishdate" content="2026/01/20 07:41:05">'


def page(body=BODY, author="Bagas Wirayuda - <span>detikNews</span>", head=TIME):
    return f"""<html><head>{head}<meta name="pubdate" content="2026-01-20T07-41-05Z"></head><body>
    <article class="detail"><h1 class="detail__title">Rob Surut</h1>
    <div class="detail__author">{author}</div>
    <div class="detail__date">Selasa, 20 Jan 2026 07:41 WIB</div>
    <div class="detail__body-text itp_bodycontent">{body}</div></article></body></html>"""


def read(html, url=URL):
    return read_article(HtmlResponse(url, body=html.encode()), DetikSpider)


def texts(body):
    return [part["text"] for part in read(page(body)).body_parts]


@pytest.mark.parametrize(
    ("byline", "authors"),
    [
        ("Vidya Lestari - <span class='detail__label'>detikHealth</span>", ["Vidya Lestari"]),
        ("Anisa Indah, Herdi Alif - <span>detikFinance</span>", ["Anisa Indah", "Herdi Alif"]),
        ("Tim detikcom - <span>detikNews</span>", []),
        ("<span>- detikOto</span>", []),
        ("detikJatim", []),
        ("Rina - <span>Sport</span>", ["Rina"]),
        ("dr. Budi Arifin, Sp.PD - <span>detikHealth</span>", ["dr. Budi Arifin, Sp.PD"]),
    ],
)
def test_the_label_of_a_byline_is_no_person(byline, authors):
    assert read(page(author=byline)).authors == authors


@pytest.mark.parametrize(
    ("text", "sign_off"),
    [
        ("Kereta itu melaju cepat. (bgs/rih)", "bgs/rih"),
        ("Kereta itu berhenti (km/jam)", None),
        ("Nilainya naik (BBCA/BBRI)", None),
        ("Kata dia, 'sudah.' (bgs/rih/ab)", "bgs/rih/ab"),
    ],
)
def test_initials_stand_behind_a_sentence(text, sign_off):
    article = read(page(f"<p>{text}</p>"))
    assert article.sign_off == sign_off
    assert article.body == (text.rpartition(" (")[0] if sign_off else text)


def test_the_false_zone_of_pubdate_is_never_read():
    article = read(page())
    assert article.date_published == "2026-01-20T07:41:05+07:00"
    assert read(page(head="")).date_published == "2026-01-20T07:41:00+07:00"
    assert article.conflicts == {}


def test_the_parts_of_an_article_in_one_document_are_read_in_order():
    parts = "".join(
        f'<div class="clearfix"></div><section id="section-detail-{n}" class="multi-card" '
        f'data-page="{n}"><p>Bagian {n}.</p></section>'
        for n in (1, 2, 3)
    )
    assert texts(parts) == ["Bagian 1.", "Bagian 2.", "Bagian 3."]


@pytest.mark.parametrize(
    "line",
    [
        '<br/><br/><strong>Simak Video "<span>Rob Surut?</span>"</strong><br/>'
        '<a class="embed video20detik" href="https://20.detik.com/embed/1">[Gambas:Video 20detik]'
        "</a><br/><strong>(bgs/rih)</strong>",
        "<p><strong>Lihat juga Video: 'Rob Surut'</strong></p>[Gambas:Video 20detik]"
        "<strong>(bgs/rih)</strong>",
        "<p><strong>Simak juga Video 'H.M. Rob, Bagian 2.':</strong></p>[Gambas:Video 20detik]"
        "<p>Simak selengkapnya di halaman selanjutnya.</p><p>(bgs/rih/ab)</p>",
        "<p><strong>Tonton juga Video: Rob Surut</strong></p>[Gambas:Video 20detik]<br/><br/>"
        "(bgs/rih)",
        "<p>ADVERTISEMENT</p><p>SCROLL TO CONTINUE WITH CONTENT</p><strong>(bgs/rih)</strong>",
        "<br><strong>(bgs/rih)</strong><div class='detail__body-tag'><div class='nav'><a>rob</a>"
        "</div></div>",
    ],
)
def test_what_comes_after_the_text_is_no_text(line):
    article = read(page(BODY + line))
    assert [part["text"] for part in article.body_parts][1:] == ["Kalimat terakhir."]
    assert len(article.body_parts) == 2
    assert article.sign_off.startswith("bgs/rih")


@pytest.mark.parametrize(
    "text",
    [
        "Lihat video yang beredar, warga tampak tenang.",
        "Simak video itu sampai habis, lalu laporkan (bila perlu).",
        "Simak di halaman selanjutnya buku itu, katanya.",
        "Jarak tempuh turun (km/jam) dan naik lagi.",
    ],
)
def test_sentences_that_begin_like_a_line_of_a_film_stay(text):
    assert texts(f"<p>{text}</p>{BODY}")[0] == text


@pytest.mark.parametrize("place", ["Jakarta", "Kabupaten Bandung", "Washington D.C"])
def test_a_dateline_before_the_first_paragraph_is_cut_out(place):
    article = read(page(f"<strong>{place}</strong> - {BODY}"))
    assert article.dateline == place
    assert article.body_parts[0]["text"] == "Kalimat pertama dari dua."


def test_a_first_sentence_with_a_dash_is_no_dateline():
    assert texts("<p>Indonesia - Malaysia bermain imbang.</p>")[0].startswith("Indonesia - M")


@pytest.mark.parametrize("wrap", ["{}", "<div class='noncontent'>{}</div>"])
def test_a_box_of_read_also_links_is_kept_apart(wrap):
    box = (
        "<table class='linksisip'><tbody><tr><td><div class='lihatjg'><strong>Baca juga: </strong>"
        "<a href='https://www.detik.com/edu/d-7/ombak'>Ombak</a></div></td></tr></tbody></table>"
    )
    article = read(page(BODY + wrap.format(box)))
    assert len(article.body_parts) == 2
    assert article.read_also == [
        {
            "url": "https://www.detik.com/edu/d-7/ombak",
            "headline": "Ombak",
            "date_published": None,
        }
    ]


def test_a_page_of_another_publisher_gives_no_article():
    other = next(FIXTURES.glob("mediaindonesia.com/ekonomi/851120/*.html"))
    with pytest.raises(NoArticle):
        read(other.read_text(encoding="utf-8"))


def test_days_that_no_kanal_has_a_page_for_are_unread(crawl, tmp_path):
    window = ("-a", "since=2026-01-17", "-a", "until=2026-01-21", "-s", "RETRY_TIMES=0")
    run = crawl("-s", f"REPLAY={FIXTURES}", *window, cwd=tmp_path, name="detik")
    count = len(DetikSpider.sections) * 3
    assert run.stat("index_pages/failed/http_404") == count
    assert (run.code, run.last_line) == (
        7,
        f"Partial: 9 articles in out.jsonl, 0 failed, {count} index pages unread "
        "(2026-01-17, 2026-01-18, 2026-01-21); the next run tries again.",
    )


def test_a_quiet_day_of_a_kanal_is_no_failure(crawl, tmp_path):
    day = ("-a", "since=2026-01-19", "-a", "until=2026-01-20", "-a", "sections=finance")
    run = crawl("-s", f"REPLAY={FIXTURES}", *day, "-a", "related=0", cwd=tmp_path, name="detik")
    assert (run.code, run.last_line) == (0, "Complete: 1 article in out.jsonl, 0 failed.")
    assert "Index page without any article: https://finance.detik.com/" in run.log


def test_the_older_template_of_detik_travel_is_read_whole():
    article = read(
        f"""<html><head>{TIME}<meta name="dtk:author" content="Tim detikBali"></head><body>
        <div class="read" id="news"><article><div class="read__head mb20">
        <div class="breadcrumb mb20"><a href="https://travel.detik.com">detikTravel</a>
        <a href="https://travel.detik.com/travel-news">Travel News</a>
        <a class="active" href="{URL}">Detail Artikel</a></div>
        <div class="date">Selasa, 20 Jan 2026 07:41 WIB</div><h1 class="mt5">Rob Surut</h1></div>
        <div class="ugc__block"><div class="ugc__block__name"><a> Tim detikBali </a>
        <div class="detail">detikTravel</div></div></div>
        <div class="read__photo"><figure><img src="https://akcdn.detik.net.id/a.jpeg">
        <figcaption class="read__photo__caption">Foto: Rob di Sanur (Wisnu)</figcaption></figure>
        </div>
        <div class="itp_bodycontent read__content" id="detikdetailtext"><b>Badung</b> - {BODY}
        <div class="paradetail"><p id="para_caption">ADVERTISEMENT</p></div>
        <div class="detail_tag"><a>rob</a> <a>sanur</a></div></div></article></div>
        </body></html>""",
        URL.replace("news.", "travel."),
    )
    assert article.body == "Kalimat pertama dari dua.\n\nKalimat terakhir."
    assert (article.byline, article.authors, article.dateline) == ("Tim detikBali", [], "Badung")
    assert (article.keywords, article.section_name) == (["rob", "sanur"], "Travel News")
    assert article.date_published_raw == "Selasa, 20 Jan 2026 07:41 WIB"
    image = article.image
    assert (image["caption"], image["credit"]) == ("Rob di Sanur", "Wisnu")


# --- Articles on several pages ------------------------------------------------------------------

SINGLE = f"{URL}?single=1"
NAVIGATION = f"""<div class="detail__long-nav"><a href="{URL}/2">Selanjutnya</a></div>
<div class="detail__anchor">Halaman
<a class="detail__anchor-numb detail__anchor-numb--active" href="{URL}/1">1</a>
<a class="detail__anchor-numb" href="{URL}/2">2</a></div>"""


@pytest.mark.parametrize("url", [URL, f"{URL}/2", URL + "/all"])
@pytest.mark.parametrize(
    "navigation",
    [
        NAVIGATION,
        f'<p><a href="{URL}/2">Halaman 2</a></p>',
        f'<p><a href="{URL.removeprefix("https:")}?single=1">Tampilkan semua</a></p>',
        f'<p><a href="{URL}/all">Semua</a></p>',
        '<p><a href="?page=2">Berikutnya</a></p>',
        "<p>Simak selengkapnya di halaman selanjutnya.</p>",
        "<p>Halaman Berikutnya ></p><div class='detail__body-tag'><a>rob</a></div>",
    ],
)
def test_a_page_of_several_names_the_one_that_has_it_all(navigation, url):
    with pytest.raises(PartOfArticle) as part:
        read(page(BODY + navigation), url)
    assert part.value.next_page == SINGLE
    assert part.value.article.body.startswith("Kalimat pertama dari dua.\n\nKalimat terakhir.")


def test_a_page_that_was_to_have_it_all_and_is_one_of_several_is_a_part():
    with pytest.raises(PartOfArticle) as part:
        read(page(BODY + NAVIGATION), SINGLE)
    assert part.value.next_page is None


@pytest.mark.parametrize(
    ("behind", "url"),
    [
        ("", SINGLE),
        ('<meta name="articletype" content="multipage">', SINGLE),
        (NAVIGATION.replace("d-8311102", "d-8311103"), URL),
        (f'<p><a href="{SINGLE}">Satu halaman</a></p>', SINGLE),
        ("<p>Selengkapnya di halaman selanjutnya.</p><p>Akhir.</p>", SINGLE),
        ("<p>Selengkapnya di halaman selanjutnya.</p><p>(bgs/rih)</p>", URL),
    ],
)
def test_a_page_without_a_navigation_of_its_own_is_whole(behind, url):
    article = read(page(BODY + behind), url)
    assert article.url == URL
    assert len(article.body_parts) >= 2


# --- Lists --------------------------------------------------------------------------------------

CARD = """<article class="list-content__item"><h3 class="media__title">
<a class="media__link" href="https://news.detik.com/{}">Judul</a></h3>
<div class="media__date"><span title="Selasa, 20 Jan 2026 07:50 WIB">2 jam lalu</span></div>
</article>"""
PIECES = ("berita/d-8311102/judul", "baru/2026/harga-cabai-turun", "fototravel/d-8311103/tenda")


def test_an_address_of_an_unknown_form_is_counted_and_named(crawl, tmp_path):
    host = tmp_path / "site" / "news.detik.com"
    (host / "berita" / "d-8311102").mkdir(parents=True)
    (host / "berita" / "d-8311102" / "judul.html").write_text(page(), encoding="utf-8")
    cards = "".join(map(CARD.format, PIECES))
    index = f"<!DOCTYPE html><html><body><div>{cards}</div></body></html>"
    (host / "indeks@date=01%2F20%2F2026&page=1.html").write_text(index, encoding="utf-8")
    window = ("-a", "sections=news", "-a", "since=2026-01-20", "-a", "until=2026-01-20")
    run = crawl(*window, "-s", "REPLAY=site", cwd=tmp_path, name="detik")
    assert [row["key"] for row in run.rows] == ["detik:8311102"]
    assert run.stat("index_pages/unknown_addresses") == 1
    assert "as https://news.detik.com/baru/2026/harga-cabai-turun" in run.log
