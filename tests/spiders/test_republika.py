"""Articles of Republika: roles, broken markup, and the story that comes behind one."""

import json
import shutil

import pytest
from lab.project import FIXTURES
from scrapy.http import HtmlResponse

from newsscraper.article.extraction import PartOfArticle, read_article
from newsscraper.spiders.republika import RepublikaSpider

URL = "https://ekonomi.republika.co.id/berita/t956jo335/judul"
BODY = "<p>Kalimat pertama dari dua.</p><p>Kalimat terakhir.</p>"
ROLES = 'Rep: Rani Sari/        Red: <a href="/page/penulis/1/x" style="color:#F30">Budi Arif</a>'
DATE = "2026-01-20T10:04:12+07:00"


def page(body=BODY, *, roles=ROLES, h1="Judul", crumb="Ritel", figure="", head="", **ld):
    data = {"@type": "NewsArticle", "headline": "Judul LD", "author": {"name": "Budi Arif"}}
    data |= {"datePublished": DATE, "dateModified": DATE, "image": {"url": ""}} | ld
    return f"""<html><head><meta property="og:title" content="Judul OG |Republika Online">
    <meta property="og:url" content="https://republika.co.id/share/t956jo335">
    <meta property="og:image" content="">{head}
    <script type="application/ld+json">{json.dumps(data)}</script></head><body>
    <div class="main-content__left"><div class="wrapper-breadcrumb"><ul class="breadcrumb">
    <li><a href="https://www.republika.co.id/">Home</a> &gt;</li>
    <li><a href="https://ekonomi.republika.co.id">Ekonomi</a> &gt;</li>
    <li><a href="https://ekonomi.republika.co.id/x">{crumb}</a></li></ul></div>
    <div class="date date-item__headline">Selasa   20 Jan 2026  10:04 WIB</div>
    <div class="max-card__title"><h1>{h1}</h1><p class="max-card__teaser">Isi ringkas.</p>
    <div class="">{roles}</div></div><div class="komik max-card__image">{figure}
    <div class="article-content"><article>{body}</article></div></div></div></body></html>"""


def read(html, url=URL):
    return read_article(HtmlResponse(url, body=html.encode()), RepublikaSpider)


@pytest.mark.parametrize("host", ["www", "m"])
def test_a_host_of_all_kanals_is_the_same(host):
    story = "republika.co.id/berita/t956jo335/judul"
    address = RepublikaSpider.article_urls.match(f"https://{host}.{story}?utm_source=x")
    assert (address.url, address.section) == (f"https://{story}", None)


# --- Roles ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("roles", "authors", "editors"),
    [
        (ROLES, ["Rani Sari"], ["Budi Arif"]),
        ("Rep: Rani Sari, Dewi Ayu/ Red: Budi Arif", ["Rani Sari", "Dewi Ayu"], ["Budi Arif"]),
        ("Rep: <a>Rani Sari</a>/ Red: <a>Budi Arif</a>", ["Rani Sari"], ["Budi Arif"]),
        ("Red: <a>Budi Arif</a>", [], ["Budi Arif"]),
        ("Rep: / Red: Budi Arif", [], ["Budi Arif"]),
        ("Rep: Antara/ Red: Budi Arif", [], ["Budi Arif"]),
        ("Rep: Rani Sari", ["Rani Sari"], ["Budi Arif"]),
        ("", [], ["Budi Arif"]),
    ],
)
def test_the_reporter_and_the_editor_are_told_apart(roles, authors, editors):
    """JSON-LD names the editor as the author: it is no place of authors."""
    article = read(page(roles=roles))
    assert (article.authors, article.editors) == (authors, editors)
    assert not {"authors", "editors"} & set(article.conflicts)


def test_an_agency_in_the_reporters_place_is_credited():
    story = read(page(roles="Rep: Antara/ Red: Budi Arif")).syndicated_from
    assert story == {"publisher": "Antara", "headline": None, "url": None}
    assert read(page()).syndicated_from is None


def test_the_name_before_an_opinion_is_its_author():
    opinion = read(page(f"<p>Oleh : Dr Galuh Sari, Peneliti</p>{BODY}", roles="Red: Budi Arif"))
    assert (opinion.authors, opinion.editors) == (["Dr Galuh Sari"], ["Budi Arif"])


@pytest.mark.parametrize(
    ("crumb", "kind"),
    [("Opini", "opinion"), ("Kolom", "column"), ("Advertorial", "advertorial"), ("Ritel", "news")],
)
def test_the_breadcrumbs_say_the_kind(crumb, kind):
    assert read(page(crumb=crumb)).kind == kind


# --- Headline, time, picture ----------------------------------------------------------------------


def test_an_empty_heading_leaves_the_headline_to_json_ld_and_then_to_the_title_for_networks():
    assert read(page(h1="")).headline == "Judul LD"
    assert read(page(h1="", headline="")).headline == "Judul OG"


def test_the_two_times_are_one_until_the_story_is_changed():
    assert read(page()).date_modified is None
    changed = read(page(dateModified="2026-01-20T18:05:02+07:00"))
    assert (changed.date_published, changed.date_modified[11:19]) == (DATE, "18:05:02")


def test_the_time_that_is_shown_has_an_english_month():
    article = read(page(datePublished=None, dateModified=None))
    assert article.date_published == "2026-01-20T10:04:00+07:00"
    assert article.date_published_raw == "Selasa 20 Jan 2026 10:04 WIB"


def test_an_empty_address_of_a_picture_is_none():
    assert read(page()).image is None


def test_a_picture_has_its_credit_before_its_caption():
    figure = """<figure><img data-original="https://static.republika.co.id/a.jpeg" src="p.webp">
    <figcaption class="detail__media-caption"><div class="source-img">Foto: Dok Contoh</div>
    <div class="caption-img"><span>Tapir di tepi sungai.</span></div></figcaption></figure>"""
    image = read(page(figure=figure)).image
    assert image["url"] == "https://static.republika.co.id/a.jpeg"
    assert (image["caption"], image["credit"]) == ("Tapir di tepi sungai.", "Dok Contoh")


# --- Text -----------------------------------------------------------------------------------------


def test_paragraphs_in_paragraphs_are_read_once_and_in_order():
    broken = (
        '<!-- B1 --><p class="b2">   <p>Satu.</p><!-- B1 --><p class="b2">\n<p>Dua <a>kata</a>.</p>'
        '<p class="b2">\n<p>&nbsp;</p><p class="b2"><p>Tiga.</p>'
    )
    assert read(page(broken)).body == "Satu.\n\nDua kata.\n\nTiga."


NEXT = '<div id="next-article" data-max-pages="2" data-id="t956jo335">{}</div>'
OTHER = "<hr><div>Halaman 2 / 2</div><h1>Cerita Lain</h1><p>BATAM -- Kalimat cerita lain.</p>"


@pytest.mark.parametrize(
    "junk",
    [
        NEXT.format(""),
        NEXT.format(OTHER),
        '<div id="scroll-trigger"></div><div id="loading" style="display:none;">Loading...</div>',
        '<div id="bn_x8Ku2">Rekomendasi</div><script>console.log("recreative")</script>',
        "<div><div id='div-gpt-ad-1'><script>x()</script>Iklan</div></div>",
        '<div class="footnote-wrap"><p>Catatan kaki.</p></div>',
        "<p>Ikuti Whatsapp Channel Republika</p>",
        '<figure><figcaption class="detail__media-caption">Tapir.</figcaption></figure>',
    ],
)
def test_what_is_around_the_text_is_no_text(junk):
    assert read(page(f"<p>Awal teks.</p>{junk}<p>Akhir teks.</p>")).body == (
        "Awal teks.\n\nAkhir teks."
    )


@pytest.mark.parametrize("box", ["picked-article", "baca-juga"])
def test_a_box_of_read_also_links_is_kept_apart(box):
    links = '<div class="title"><span>Baca Juga</span></div><ul><li><a href="{}">Lain</a></li></ul>'
    other = "/berita/t93lxp409/lain"
    article = read(page(f'{BODY}<div class="{box}">{links.format(other)}</div>'))
    assert len(article.body_parts) == 2
    assert [link["url"] for link in article.read_also] == [
        "https://ekonomi.republika.co.id/berita/t93lxp409/lain"
    ]


@pytest.mark.parametrize(
    ("start", "place"),
    [
        ("REPUBLIKA.CO.ID,&nbsp;JAKARTA - ", "JAKARTA"),
        ("REPUBLIKA.CO.ID, JAKARTA -- ", "JAKARTA"),
        ("REPUBLIKA.CO.ID,JAKARTA--", "JAKARTA"),
        ("REPUBLIKA.CO.ID KUALA LUMPUR \u2014 ", "KUALA LUMPUR"),
        ("REJABAR.CO.ID, BA'A--", "BA'A"),
        ("REPUBLIKA.CO.ID -- ", None),
        ("JAKARTA -- ", "JAKARTA"),
    ],
)
def test_datelines_are_cut_out(start, place):
    article = read(page(f"<p>{start}Air surut.</p>"))
    assert (article.dateline, article.body) == (place, "Air surut.")


@pytest.mark.parametrize("text", ["PSSI - klub sepakat.", "JAKARTA yang banjir -- itu kata dia."])
def test_a_sentence_that_begins_in_capitals_has_no_dateline(text):
    assert read(page(f"<p>{text}</p>")).body == text


# --- Parts ----------------------------------------------------------------------------------------

PARTS = (
    "https://republika.co.id/berita/qwdrk2459/menelusuri-jalur-lori-tebu-dari-colomadu-ke-tasikmadu"
)


@pytest.mark.parametrize("number", [2, 3])
def test_a_part_of_an_old_story_leads_to_the_next(number):
    with pytest.raises(PartOfArticle) as part:
        read(page(BODY + "".join(f'<a href="{URL}-part{n}">x</a>' for n in range(1, number + 1))))
    assert part.value.next_page == f"{URL}-part2"


def test_a_headline_that_ends_so_is_no_part_of_another_story():
    other = "https://ekonomi.republika.co.id/berita/t93lxp409/lain-part2"
    assert len(read(page(f'{BODY}<p><a href="{other}">Lain</a></p>')).body_parts) == 3


@pytest.mark.slow
def test_an_old_story_in_parts_comes_whole(crawl, tmp_path):
    wanted = ("-a", f"urls={PARTS}-part2")
    run = crawl("-s", f"REPLAY={FIXTURES}", *wanted, cwd=tmp_path, name="republika")
    assert (run.code, run.requests) == (0, [PARTS, f"{PARTS}-part2"])
    (row,) = run.rows
    assert (row["url"], len(row["body_parts"])) == (PARTS, 4)
    assert row["body"].endswith("juru rem.")


# --- Lists and robots.txt -------------------------------------------------------------------------


@pytest.mark.slow
def test_the_article_that_a_script_would_load_is_never_asked_for(crawl, tmp_path):
    window = ("-a", "since=2026-01-20", "-a", "until=2026-01-20")
    run = crawl("-s", f"REPLAY={FIXTURES}", *window, cwd=tmp_path, name="republika")
    assert (run.code, len(run.rows)) == (0, 5)
    assert not [url for url in run.requests if "serial" in url or "/index/150" in url]
    assert not [row for row in run.rows if "Losarang" in row["body"]]
    # It is listed as /berita//code/slug.
    assert "republika:t95ri7368" in {row["key"] for row in run.rows}


@pytest.mark.slow
@pytest.mark.parametrize(
    ("agent", "code"), [("Scrapy", 0), ("news-please", 0), ("newsscraper", 5), ("*", 5)]
)
def test_robots_txt_holds_for_its_own_name_and_for_all(crawl, tmp_path, agent, code):
    """That of Republika names Scrapy and news-please, and forty more."""
    folder = tmp_path / "replica"
    for host in FIXTURES.glob("*republika.co.id"):
        shutil.copytree(host, folder / host.name)
        (folder / host.name / "robots.txt").write_text(f"User-agent: {agent}\nDisallow: /\n")
    window = ("-a", "since=2026-01-19", "-a", "until=2026-01-19")
    run = crawl("-s", f"REPLAY={folder}", *window, cwd=tmp_path, name="republika")
    assert run.code == code
    assert bool(run.requests) is (code == 0)


def test_the_robots_txt_of_the_replica_shuts_out_crawlers_by_name():
    text = (FIXTURES / "republika.co.id/robots.txt").read_text(encoding="utf-8")
    assert "User-agent: Scrapy\nDisallow: /\n" in text
    assert "User-agent: news-please\nDisallow: /\n" in text
