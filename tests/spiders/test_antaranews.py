"""Antara: credits in the body, the dateline of the house, other hosts, lists without days."""

import json

import pytest
from lab import command_line
from lab.project import FIXTURES
from scrapy import Request
from scrapy.http import HtmlResponse

from newsscraper.article.extraction import PartOfArticle, read_article
from newsscraper.spiders.antaranews import AntaranewsSpider

HOME = "https://www.antaranews.com"
URL = f"{HOME}/berita/5361207/judul"
KEY = AntaranewsSpider.article_urls.key


@pytest.mark.parametrize(
    ("url", "key", "canonical"),
    [
        (URL, "5361207", URL),
        ("http://antaranews.com/berita/5361207/judul?page=all", "5361207", URL),
        (
            "https://m.antaranews.com/amp/berita/5361207/judul",
            "5361207",
            "https://m.antaranews.com/amp/berita/5361207/judul",
        ),
        (f"{HOME}/rilis-pers/5361207/judul", "release:5361207", f"{HOME}/rilis-pers/5361207/judul"),
        (f"{HOME}/foto/5361207/judul", "gallery:5361207", f"{HOME}/foto/5361207/judul"),
    ],
)
def test_an_address_has_a_number(url, key, canonical):
    address = AntaranewsSpider.article_urls.match(url)
    assert (address.key, address.url) == (f"antaranews:{key}", canonical)


@pytest.mark.parametrize(
    "url",
    [
        "https://megapolitan.antaranews.com/berita/232695/judul",
        "https://kalteng.antaranews.com/berita/5361207/judul",
        "https://en.antaranews.com/news/405814/judul",
        f"{HOME}/berita/5361207",
        f"{HOME}/tag/5361207/judul",
        f"{HOME}/terkini?page=5361207",
        f"{HOME}/ekonomi",
    ],
)
def test_regional_and_foreign_hosts_are_other_sites_and_lists_no_articles(url):
    assert KEY(url) is None


BODY = "Kupang (ANTARA) - Angin reda.<br><br>Perahu tambat."
TIME = """<div class="wrap__article-detail-info"><ul class="list-inline">
<li class="list-inline-item mr-2">waktu baca 2 menit</li><li class="list-inline-item mr-2"><span>
Senin, 19 Januari 2026 10:12 WIB</span></li></ul></div>"""
CRUMBS = f"""<ul><li class="breadcrumbs__item"><a href="{HOME}">Beranda</a></li>
<li class="breadcrumbs__item"><a href="{HOME}/{{}}">{{}}</a></li>
<li class="breadcrumbs__item breadcrumbs__item--current">Judul</li></ul>"""


def page(body=BODY, credits="", section="tekno", behind=""):
    credits = credits and f'<p class="text-muted mt-2 small">{credits}</p>'
    return f"""<html><head><link rel="canonical" href="{URL}"></head><body>
    {CRUMBS.format(section, section.title())}<div class="wrap__article-detail-title"><h1>Judul</h1>
    </div>{TIME}<div class="wrap__article-detail-content post-content">{body}{credits}</div>{behind}
    </body></html>"""


def read(html, url=URL):
    return read_article(HtmlResponse(url, body=html.encode()), AntaranewsSpider)


C = "Copyright \u00a9 ANTARA 2026"


@pytest.mark.parametrize(
    ("credits", "authors", "editors", "byline"),
    [
        (
            f"Pewarta: Yohanes<br>Editor: Siti<br>{C}",
            "Yohanes",
            "Siti",
            "Pewarta: Yohanes Editor: Siti",
        ),
        (f"Pewarta: YohanesEditor: Siti {C}", "Yohanes", "Siti", "Pewarta: YohanesEditor: Siti"),
        (
            f"Pewarta : Yohanes/Rahmat Fajri Editor: Siti {C.upper()}",
            "Yohanes,Rahmat Fajri",
            "Siti",
            "Pewarta : Yohanes/Rahmat Fajri Editor: Siti",
        ),
        (
            f"Penerjemah: Katriana<br>Editor: Siti<br>{C}",
            "",
            "Siti",
            "Penerjemah: Katriana Editor: Siti",
        ),
        (f"Pewarta: PR Wire<br>Editor: PR Wire<br>{C}", "", "", "Pewarta: PR Wire Editor: PR Wire"),
        (f"Editor: Siti<br>{C}", "", "Siti", "Editor: Siti"),
        (C, "", "", None),
    ],
)
def test_the_credits_in_the_body_are_reporter_and_editor_and_no_text(
    credits, authors, editors, byline
):
    article = read(page(credits=credits))
    assert article.authors == list(filter(None, authors.split(",")))
    assert article.editors == list(filter(None, [editors]))
    assert article.byline == byline
    assert article.body == "Angin reda.\n\nPerahu tambat."
    assert article.syndicated_from is None


def test_credits_without_their_element_are_no_text_either_and_credit_nobody():
    line = f"<p>Pewarta: Yohanes Adrianus Editor: Siti Maesaroh {C}</p>"
    article = read(page(BODY + line))
    assert article.body == "Angin reda.\n\nPerahu tambat."
    assert article.syndicated_from is None


@pytest.mark.parametrize(
    ("opening", "place", "credit"),
    [
        ("Kupang (ANTARA) - ", "Kupang", None),
        ("Jeneponto, Sulawesi Selatan (ANTARA) - ", "Jeneponto, Sulawesi Selatan", None),
        ("Fuzhou (ANTARA/Xinhua) - ", "Fuzhou", "Xinhua"),
        ("Washington D.C. (ANTARA) \u2013 ", "Washington D.C.", None),
    ],
)
def test_the_dateline_is_cut_and_names_only_another_agency(opening, place, credit):
    article = read(page(f"<p>{opening}Angin reda.</p>"))
    assert (article.dateline, article.body) == (place, "Angin reda.")
    assert (article.syndicated_from or {}).get("publisher") == credit


def test_read_also_lines_and_the_notice_of_the_house_are_no_text():
    link = '<a href="/berita/7/b">Ombak tinggi</a>'
    also = f'<p><span class="baca-juga"><b>Baca juga: {link}</b></span></p>'
    notice = "<p>Dilarang keras memakai isi berita ini tanpa izin tertulis dari kantor berita.</p>"
    article = read(page(f"{also}<p>Kupang (ANTARA) - Angin reda.</p>{also}{notice}"))
    assert article.body == "Angin reda."
    assert [link["headline"] for link in article.read_also] == ["Ombak tinggi"]


def test_the_time_stands_behind_how_long_reading_takes():
    article = read(page())
    assert article.date_published == "2026-01-19T10:12:00+07:00"
    assert article.date_published_raw == "Senin, 19 Januari 2026 10:12 WIB"


@pytest.mark.parametrize(
    ("section", "kind"), [("tekno", "news"), ("telaah", "opinion"), ("artikel", "opinion")]
)
def test_the_section_is_that_of_the_breadcrumbs(section, kind):
    article = read(page(section=section))
    assert (article.section, article.section_name) == (section, section.title())
    assert article.kind == kind


def test_the_headline_behind_the_home_page_is_no_section():
    link = f'<a href="{HOME}/tekno">Tekno</a>'
    article = read(page().replace(link, "Judul"))
    assert (article.section, article.section_name) == (None, None)


def test_a_page_of_several_leads_to_the_whole():
    link = f'<a href="{URL}?page=2">2</a>'
    pager = f'<ul class="pagination"><li class="active">1</li><li>{link}</li></ul>'
    with pytest.raises(PartOfArticle) as part:
        read(page(behind=pager))
    assert part.value.next_page == f"{URL}?page=all"


def test_a_list_says_no_day_and_boxes_beside_it_are_none_of_it():
    road, url = AntaranewsSpider.roads[0], f"{HOME}/terkini"
    html = (FIXTURES / "www.antaranews.com/terkini.html").read_bytes()
    listing = road.read(HtmlResponse(url, body=html, request=Request(url)), AntaranewsSpider)
    (links,) = listing.parts
    assert len(links) == listing.cards == 4
    assert {link["date_published"] for link in links.values()} == {None}
    assert listing.links == [(f"{url}?page=2", "")]


# --- Whole crawls ---------------------------------------------------------------------------------

WINDOW = ("-a", "since=2026-01-19", "-a", "until=2026-01-20")


@pytest.mark.slow
def test_a_page_that_is_not_there_is_not_read_however_many_articles_it_links_to(
    crawl, serve, tmp_path
):
    links = "".join(f'<h2><a href="/berita/53600{each}/judul">J</a></h2>' for each in range(10, 99))
    with serve(FIXTURES) as server:
        server.answers = {
            f"{HOME}/terkini": (
                200,
                {},
                (FIXTURES / "www.antaranews.com/terkini.html").read_bytes(),
            ),
            **{
                f"{HOME}/terkini?page={number}": (404, {}, f"<html>{links}</html>".encode())
                for number in range(2, 9)
            },
        }
        unpaced = ("-s", f"REPLAY={server.url}", "-s", "DOWNLOAD_DELAY=0")
        run = crawl(*unpaced, *WINDOW, cwd=tmp_path, name="antaranews")
    assert not [url for url in server.requests if "/berita/53600" in url]
    assert (run.code, len(run.rows)) == (7, 2)
    assert "1 index page unread" in run.last_line


@pytest.mark.slow
def test_a_story_that_others_carry_is_in_one_cluster_and_antara_is_its_origin(crawl, tmp_path):
    store = f"STORE_URL=sqlite:///{tmp_path / 'all.db'}"
    names = "antaranews detik tribunnews"
    crawl("-s", f"REPLAY={FIXTURES}", "-s", store, *WINDOW, cwd=tmp_path, name=names)
    options = ("--clusters", "-s", store, "-O", str(tmp_path / "clusters.jsonl"))
    assert command_line.run(FIXTURES.parent, "export", *options).code == 0
    lines = (tmp_path / "clusters.jsonl").read_text(encoding="utf-8").splitlines()
    story = [row for row in map(json.loads, lines) if row["cluster"] == "antaranews:5361207"]
    assert {row["key"] for row in story} >= {
        "antaranews:5361207",
        "detik:8310411",
        "tribunnews:7780802",
    }
    credits = {row["key"]: row["credit"] for row in story}
    assert credits["antaranews:5361207"] is None
    assert credits["tribunnews:7780802"] == "Antara"
