"""Pages of Liputan6 alone: its lists, its parts in one document, who wrote and edited what."""

from datetime import date

import pytest
from scrapy.http import HtmlResponse

from newsscraper.article.extraction import PartOfArticle, read_article
from newsscraper.failures import Reason
from newsscraper.page.opening import NoArticle, open_page
from newsscraper.roads.index import listing_of_cards
from newsscraper.spiders.liputan6 import Liputan6Spider

HOME = "https://www.liputan6.com"
URL = f"{HOME}/news/read/6258110/pompa-tua-bekerja"
DAY = f"{HOME}/indeks/2026/01/31?start=2026-01-31&end=2026-02-01&page=2"
PART = '<div class="article-content-body__item-page" data-page="{}" data-title="{}">{}</div>'
TEXT = '<div class="article-content-body__item-content"><p>{}</p></div>'


def part(number, text, title=""):
    heading = f'<h2 class="article-content-body__item-title">{title}</h2>' if title else ""
    return PART.format(number, title, heading + TEXT.format(text))


FIRST = part(1, "Awal.")


def page(body=FIRST, head="", above="", behind=""):
    return f"""<html><head>{head}<meta property="article:published_time"
    content="2026-01-20T09:14:22+07:00"></head><body><article class="main"><h1>Judul</h1>{above}
    <div class="article-content-body">{body}</div>{behind}</article></body></html>"""


def read(html, url=URL):
    return read_article(HtmlResponse(url, body=html.encode()), Liputan6Spider)


# --- Lists ----------------------------------------------------------------------------------------

CARD = """<article class="articles--rows--item"><figure><a href="{url}"><img></a></figure>
<a class="articles--rows--item__category" href="https://www.liputan6.com/news">News</a>
<h4><a data-template-var="url" href="{url}" title="Judul">Judul</a></h4>
<time class="timeago" datetime="2026-01-20T09:14:22+07:00">2 jam yang lalu</time></article>"""
PROMOTED = f"""<article class="articles--promoted--item"><h4><a href="{HOME}/news/read/7/lama">Lama
</a></h4></article>"""


def listed(cards):
    html = f"<html><body><div>{PROMOTED}</div><div>{cards}</div></body></html>"
    page = open_page(HtmlResponse(DAY, body=html.encode()), Liputan6Spider)
    return listing_of_cards(page, Liputan6Spider)


def test_the_address_of_a_list_has_its_day_twice_and_the_day_after():
    for road, path in (
        (Liputan6Spider.roads[0], "/indeks"),
        (next(Liputan6Spider.roads[1].by_section(["bisnis"])), "/bisnis/indeks"),
    ):
        last = f"{HOME}{path}/2026/01/31?start=2026-01-31&end=2026-02-01&page=2"
        assert road.page(date(2026, 1, 31), 2) == last
        assert road.read_url(last) == (date(2026, 1, 31), 2)


def test_the_promoted_box_is_not_of_the_list_and_a_story_that_comes_again_is_one():
    (part,) = listed(CARD.format(url=URL) * 2).parts
    assert part == {
        "liputan6:6258110": {
            "url": URL,
            "headline": "Judul",
            "date_published": "2026-01-20T09:14:22+07:00",
        }
    }
    assert listed("").size.links == 0


# --- Addresses ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("url", "canonical"),
    [
        (f"{URL}?page=2", URL),
        ("https://m.liputan6.com/news/read/6258110/pompa-tua-bekerja", URL),
        ("https://amp.liputan6.com/news/read/6258110/pompa-tua-bekerja", URL),
        ("https://surabaya.liputan6.com/read/6258110/lampu", None),
        ("https://m.liputan6.com/amp/6258110/pompa-tua-bekerja", None),
        (f"{HOME}/cek-fakta/read/6258110/cek-fakta-tidak-benar", None),
    ],
)
def test_all_sections_and_hosts_share_one_id_space(url, canonical):
    address = Liputan6Spider.article_urls.match(url)
    assert (address.key, address.url) == ("liputan6:6258110", canonical or url)


@pytest.mark.parametrize(
    "url",
    [
        f"{HOME}/tag/kpk",
        f"{HOME}/news/peristiwa",
        f"{HOME}/me/rani",
        f"{HOME}/indeks/2026/01/20",
        "https://enamplus.liputan6.com/read/6258110/a",
        "https://www.merdeka.com/peristiwa/read/6258110/a",
    ],
)
def test_what_is_no_article_has_no_key(url):
    assert Liputan6Spider.article_urls.key(url) is None


def test_a_page_without_a_canonical_link_names_itself_in_og_url():
    other = '<meta property="og:url" content="https://www.liputan6.com/bisnis/read/6258110/baru">'
    assert read(page(head=other)).url == f"{HOME}/bisnis/read/6258110/baru"
    assert read(page()).url == URL
    with pytest.raises(NoArticle) as error:
        read(page(head=other.replace("6258110", "6258111")))
    assert error.value.reason == Reason.OTHER_ARTICLE


# --- Several pages in one document ----------------------------------------------------------------

BREAK = '<div class="article-content-body__item-break-index">{} dari {} halaman</div>'


def kinds(article):
    return [(each["kind"], each["text"]) for each in article.body_parts]


def test_the_parts_come_in_order_with_their_headings():
    article = read(page(part(1, "Awal.") + part(2, "Tengah.", "Judul Kecil") + part(3, "Akhir.")))
    assert kinds(article) == [
        ("paragraph", "Awal."),
        ("subhead", "Judul Kecil"),
        ("paragraph", "Tengah."),
        ("paragraph", "Akhir."),
    ]


def test_the_count_of_pages_is_no_text_and_must_be_right():
    body = part(1, "Awal.") + BREAK.format(2, 2)
    assert read(page(body + part(2, "Akhir."))).body == "Awal.\n\nAkhir."
    with pytest.raises(PartOfArticle):
        read(page(body))
    with pytest.raises(PartOfArticle):
        read(page(part(1, "Awal.") + part(3, "Akhir.")))


FILM = """<div class="read-page--video-gallery--item"><iframe></iframe>
<p class="read-page--video-gallery--item__video-caption_read">Kata filmnya.</p></div>"""
PICTURE = """<div class="article-content-body__item-media"><figure><a href="#">
<span class="icon__enlarge-caption">Perbesar</span><img data-src="https://cdn.example/{}.jpg"></a>
<figcaption><span>{} (Liputan6.com/Rani)</span></figcaption></figure></div>"""


@pytest.mark.parametrize("last", [FILM, PICTURE.format(2, "Pasar")])
def test_a_part_with_a_film_or_a_picture_alone_leaves_nothing(last):
    heading = '<h2 class="article-content-body__item-title">Infografis</h2>'
    article = read(page(part(1, "Awal.") + PART.format(2, "Infografis", heading + last)))
    assert article.body == "Awal."


def test_a_text_without_a_box_of_its_own_stays():
    body = PART.format(1, "", "<p>Awal.</p>") + PART.format(2, "", "Akhir.<br><br>Habis.")
    assert read(page(body)).body == "Awal.\n\nAkhir.\n\nHabis."


def test_the_caption_is_not_the_label_of_the_button_beside_it():
    above = f'<div class="read-page--top-media">{PICTURE.format(1, "Pasar pagi")}</div>'
    image = read(page(above=above)).image
    assert image == {
        "url": "https://cdn.example/1.jpg",
        "caption": "Pasar pagi",
        "credit": "Liputan6.com/Rani",
    }


# --- Boxes in bodies ------------------------------------------------------------------------------

LINK = f'<a href="{HOME}/news/read/8/pasar-pindah">Pasar Pindah Lagi</a>'
BOXES = [
    f'<div class="baca-juga"><p>Baca Juga</p><ul><li>{LINK}</li></ul></div>',
    '<div class="baca-juga-collections"><div class="baca-juga-collections__detail">BACA JUGA:'
    f"{LINK}</div></div>",
]


@pytest.mark.parametrize("box", BOXES)
def test_boxes_of_other_stories_are_kept_apart(box):
    article = read(page(part(1, f"Awal.</p>{box}<p>Akhir.")))
    assert article.body == "Awal.\n\nAkhir."
    assert [each["headline"] for each in article.read_also] == ["Pasar Pindah Lagi"]


# --- Who wrote it ---------------------------------------------------------------------------------

BYLINE = {
    2020: '<div class="read-page--header--author"><a class="read-page--header--author__link"><span '
    'class="read-page--header--author__name fn">{}</span></a></div>',
    2026: '<div class="read-page-box__author"><span>Oleh</span><a '
    'class="read-page-box__author__name">{}</a></div>',
}


def credit(name, role):
    return f"""<li><div class="read-page--credits__popover"><div
    class="read-page--credits__popover-name">{name}</div><div
    class="read-page--credits__popover-role">{role}</div></div></li>"""


@pytest.mark.parametrize("year", BYLINE)
def test_the_byline_names_the_first_writer(year):
    article = read(page(above=BYLINE[year].format("Rani Prabasari")))
    assert (article.byline, article.authors) == ("Rani Prabasari", ["Rani Prabasari"])
    assert read(page(above=BYLINE[year].format("Liputan6.com"))).authors == []


def test_the_credits_name_all_writers_and_editors():
    names = [("Rani Prabasari", "Author"), ("Galih.Seno", "Author"), ("Tirta Wiguna", "Editor")]
    credits = "".join(credit(*each) for each in names)
    article = read(page(above=BYLINE[2020].format("Rani Prabasari"), behind=credits))
    assert article.authors == ["Rani Prabasari", "Galih.Seno"]
    assert article.editors == ["Tirta Wiguna"]


def test_a_reporter_behind_the_text_is_named_where_the_page_names_only_the_house():
    body = part(1, "Awal.</p><p>Reporter: Rani Prabasari</p><p>Sumber: Contoh.com")
    article = read(page(body, above=BYLINE[2020].format("Liputan6.com")))
    assert (article.authors, article.byline) == (["Rani Prabasari"], "Rani Prabasari")
    assert article.body == "Awal.\n\nSumber: Contoh.com"
    assert read(page(body, above=BYLINE[2020].format("Galih Seno"))).authors == ["Galih Seno"]


# --- Kinds ----------------------------------------------------------------------------------------


def said(kind, is_advertorial="false"):
    return f"""<script>window.kly.gtm = {{"articleId":6258110,"type":"{kind}"}};
    window.kly.article = {{"type":"{kind}","isAdvertorial":{is_advertorial}}};</script>"""


@pytest.mark.parametrize(
    ("head", "kind"),
    [
        (said("TextTypeArticle"), "news"),
        (said("TextTypeArticle", "true"), "advertorial"),
        (said("VideoGallery"), "video"),
        (said("PhotoGallery"), "gallery"),
        (
            f'<meta property="og:url" content="{HOME}/news/read/6258110/infografis-a">',
            "infographic",
        ),
    ],
)
def test_a_page_says_of_what_kind_it_is(head, kind):
    assert read(page(head=head)).kind == kind


def test_a_check_of_facts_is_one_by_its_section():
    assert read(page(), f"{HOME}/cek-fakta/read/6258110/a").kind == "fact_check"


@pytest.mark.parametrize("kind", ["PhotoGallery", "VideoGallery"])
@pytest.mark.parametrize("ld", ["", '{"@type": "NewsArticle", "headline": "Judul"}'])
def test_a_page_of_pictures_without_a_text_is_no_article_whatever_its_address(kind, ld):
    head = f'{said(kind)}<script type="application/ld+json">{ld}</script>'
    html = f"<html><head>{head}</head><body><h2>Judul</h2><figure><p>Pasar.</p></figure>"
    with pytest.raises(NoArticle) as error:
        read(f"{html}</body></html>")
    assert error.value.reason == Reason.NO_TEXT


def test_an_article_that_lost_its_text_is_no_page_of_pictures():
    with pytest.raises(NoArticle) as error:
        read(page("", head=said("TextTypeArticle")))
    assert error.value.reason == Reason.UNRECOGNISED_TEMPLATE
