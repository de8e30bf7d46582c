"""Whole articles: every field of a page of the template and of its variants."""

from dataclasses import asdict
from hashlib import sha256

import pytest
from worlds.pages import (
    ADVERT,
    FIGURE,
    HOST,
    LD,
    PICTURE,
    READ_ALSO,
    URL,
    article,
    article_page,
    read,
)

BODY = f"""<p><!--StartFragment -->HARGA garam naik, 9.000 per kilogram.{ADVERT}</p>
<p>&ldquo;Kami untung,&rdquo; kata Budi, 47, Senin (5/1).</p>{READ_ALSO}<h2>Stok</h2>
<p>Stok aman. (Abc/E-1)</p><p>&nbsp;</p><p><!--EndFragment --></p>"""
OLD = """<html><body><div class="header"><span class="meta">Senin, 19 Maret 2018</span></div>
<h1><b>Guru: Belajar Lagi?</b></h1>
<span class='meta'>Pada: Senin, 19 Mar 2018, 19:45 WIB <a href='/humaniora'>Humaniora</a></span>
<span>Penulis: Rina Astuti</span>
<figure><img src="/images/blank.jpg" data-original="https://disk.mediaindonesia.com/a.jpg">
<figcaption>Guru (MI/Sari)</figcaption></figure>
<div class="shortcode-content"><div itemprop="articleBody" style="line-height: 1.6;">GURU belajar.
<br><br><strong>Baca juga <a href="/read/detail/7-x">Sekolah Baru</a></strong><br><br>Ia senang.
(X-5)<div id="paralax_div"><script>iklan();</script></div></div></div>
<ul><li><a href="/read/detail/9-y">Y</a> <span class="meta">Minggu, 18 Mar 2018, 08:00 WIB</span>
<span>Penulis: Orang Lain</span></li></ul></body></html>"""


def without_date(**variant):
    return article(**{"date": "", "state": {"published_date": ""}} | variant)


def test_every_field_of_an_article_page_is_read():
    found = asdict(article(body=BODY, head='<meta name="robots" content="index, follow">'))
    assert found.pop("sources")
    assert found == {
        "key": "mediaindonesia:900001",
        "publisher": "mediaindonesia",
        "url": URL,
        "kind": "news",
        "headline": "Harga Garam Naik: Petambak Untung?",
        "description": "Ringkasan nilai 9000 tetap",
        "section": "ekonomi",
        "section_name": "Ekonomi",
        "authors": ["Rina Astuti"],
        "editors": ["Bagus Pranoto"],
        "byline": "Rina Astuti",
        "date_published": "2026-01-05T05:00:00+07:00",
        "date_modified": "2026-01-05T05:01:05+07:00",
        "date_published_raw": "05/1/2026 05:00",
        "date_precision": "minute",
        "image": {"url": PICTURE, "caption": "Petambak mengangkut garam", "credit": "MI/Sari Dewi"},
        "body": "HARGA garam naik, 9.000 per kilogram.\n\n"
        "“Kami untung,” kata Budi, 47, Senin (5/1).\n\nStok\n\nStok aman.",
        "body_parts": [
            {"kind": "paragraph", "text": "HARGA garam naik, 9.000 per kilogram."},
            {"kind": "paragraph", "text": "“Kami untung,” kata Budi, 47, Senin (5/1)."},
            {"kind": "subhead", "text": "Stok"},
            {"kind": "paragraph", "text": "Stok aman."},
        ],
        "keywords": ["Garam", "Petambak Madura"],
        "sign_off": "Abc/E-1",
        "dateline": None,
        "related": [
            {
                "url": f"{HOST}/humaniora/899992/sekolah-di-pulau-",
                "headline": "Sekolah di Pulau",
                "date_published": "2025-12-31T22:11:00+07:00",
            }
        ],
        "read_also": [
            {
                "url": f"{HOST}/ekonomi/899991/impor-garam-ditunda",
                "headline": "Impor Garam Ditunda",
                "date_published": None,
            }
        ],
        "word_count": 16,
        "language": "id",
        "free_access": None,
        "syndicated_from": None,
        "rights": {"robots": ["index", "follow"], "tdm_reservation": None, "tdm_policy": None},
        "content_hash": sha256(f"{found['headline']}\n\n{found['body']}".encode()).hexdigest(),
        "revision": 1,
        "duplicate_of": None,
        "similarity": None,
        "conflicts": {
            "headline": [
                {"value": "Harga Garam Naik Petambak Untung", "source": "ld headline"},
                {"value": "Harga Garam Naik Petambak Untung", "source": "meta og:title"},
            ]
        },
        "fetched_at": None,
    }


def test_sources_name_the_place_of_each_field_that_the_page_gave():
    found = article(body=BODY)
    assert found.sources["authors"] == "css div.info div.author-2"
    assert found.sources["date_published"] == "state published_date"
    assert {place.split()[0] for place in found.sources.values()} <= set(
        "css xpath ld meta state url".split()
    )
    for name in found.sources:
        assert getattr(found, name)


def test_a_page_of_2018_is_read():
    found = read(OLD, f"{HOST}/read/detail/150726-guru-belajar-lagi")
    assert (found.key, found.headline) == ("mediaindonesia:150726", "Guru: Belajar Lagi?")
    assert (found.authors, found.byline) == (["Rina Astuti"], "Penulis: Rina Astuti")
    assert found.date_published == "2018-03-19T19:45:00+07:00"
    assert (found.section, found.section_name) == ("humaniora", "Humaniora")
    assert found.body == "GURU belajar.\n\nIa senang."
    assert (found.sign_off, found.read_also[0]["headline"]) == ("X-5", "Sekolah Baru")
    assert found.image == {
        "url": "https://disk.mediaindonesia.com/a.jpg",
        "caption": "Guru",
        "credit": "MI/Sari",
    }


def test_an_old_page_may_print_something_else_before_its_date():
    html = OLD.replace("<span class='meta'>Pada", "<span class='meta'>Nasional</span>\\g", 1)
    html = html.replace("\\g", "<span class='meta'>Pada")
    found = read(html, f"{HOST}/read/detail/150726-guru")
    assert found.date_published == "2018-03-19T19:45:00+07:00"
    assert found.date_published_raw == "Senin, 19 Mar 2018, 19:45 WIB"


def test_an_old_page_takes_nothing_from_what_follows_its_body():
    html = OLD.replace("<span class='meta'>Pada", "<span>Pada").replace("Penulis: Rina Astuti", "")
    other = (
        "<div><span class='meta'>Selasa, 20 Mar 2018, 10:00 WIB</span> <span>Penulis: X Y</span>"
    )
    found = read(
        html.replace("</body>", f"{other}</div></body>"), f"{HOST}/read/detail/150726-guru"
    )
    assert (found.date_published, found.authors) == (None, [])


def test_an_old_page_takes_nothing_from_its_sidebar():
    html = OLD.replace("<span class='meta'>Pada", "<span>Pada").replace("Penulis: Rina Astuti", "")
    found = read(html.replace("<li>", "<li><h3>x</h3>"), f"{HOST}/read/detail/150726-guru")
    assert found.date_published is None
    assert found.section is None


# --- Headline -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("html", "headline"),
    [
        ("Jum'at: 'Pasar' &amp; \"Warung\"?", "Jum'at: 'Pasar' & \"Warung\"?"),
        ("  Harga\n <b>Ga</b>ram ", "Harga Garam"),
        ("Harga<br>Garam", "Harga Garam"),
        ("R&D &lt;baru&gt; <!-- x -->naik", "R&D <baru> naik"),
    ],
)
def test_the_headline_is_the_one_a_reader_sees(html, headline):
    assert article(headline=html).headline == headline


def test_without_an_h1_the_data_layer_has_the_headline_whole():
    assert article(headline="").headline == "Harga Garam Naik: Petambak Untung?"
    assert article(headline="", state="").headline == "Harga Garam Naik Petambak Untung"


# --- People ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("house", [" Media Indonesia", "Mediaindonesia.com", "MI"])
def test_a_house_byline_names_no_author(house):
    found = article(byline=f'<div class="author-2">{house}</div>', state={"author": house})
    assert (found.authors, found.byline) == ([], house.strip())
    assert found.editors == ["Bagus Pranoto"]


@pytest.mark.parametrize("author", [LD["author"], [LD["author"]], "Bagus Pranoto"])
def test_the_json_ld_author_is_the_editor_and_never_an_author(author):
    found = article(byline="", editor="", state="", ld={"author": author})
    assert (found.authors, found.editors) == ([], ["Bagus Pranoto"])
    assert found.sources["editors"].startswith("ld ")
    assert "authors" not in article(ld={"author": author}).conflicts


@pytest.mark.parametrize(
    "names", ["<a>Rina Astuti</a> <a>Budi</a>", "Rina Astuti<br>Budi", "<a>Rina Astuti</a>, Budi"]
)
def test_people_side_by_side_are_not_glued(names):
    assert article(byline=f'<div class="author-2">{names}</div>').authors == ["Rina Astuti", "Budi"]


def test_other_names_for_the_same_role_are_a_conflict():
    found = article(state={"author": "Sari Dewi", "editor": "Tono"})
    assert found.authors == ["Rina Astuti"]
    assert found.conflicts["authors"] == [{"value": ["Sari Dewi"], "source": "state author"}]
    assert found.conflicts["editors"] == [{"value": ["Tono"], "source": "state editor"}]


# --- Dates ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("shown", "published", "precision"),
    [
        (" 05/1/2026 05:00", "2026-01-05T05:00:00+07:00", "minute"),
        ("20/1/2026&nbsp;18:30", "2026-01-20T18:30:00+07:00", "minute"),
        ("05/1/2026", "2026-01-05T00:00:00+07:00", "day"),
    ],
)
def test_the_shown_date_is_read_day_first(shown, published, precision):
    date = f'<span class="datetime">{shown}</span>'
    found = article(date=date, state="", ld="")
    assert (found.date_published, found.date_precision) == (published, precision)
    assert found.date_modified is None


@pytest.mark.parametrize(
    ("published", "modified"),
    [
        ("2026-01-05T05:07:00+07:00", "2026-01-05T05:00:00+07:00"),
        ("2026-01-05T05:00:00+07:00", "2026-01-05T05:07:00+07:00"),
        ("2026-01-04T22:00:00Z", "2026-01-05T05:07:00+07:00"),
        ("2026-01-05T05:07:00+07:00", "2026-01-04T22:00:00Z"),
    ],
)
def test_the_two_json_ld_times_are_told_apart_by_which_is_earlier(published, modified):
    times = {"datePublished": published, "dateModified": modified}
    for found in (article(ld=times), without_date(ld=times)):
        assert found.date_published == "2026-01-05T05:00:00+07:00"
        assert found.date_modified == "2026-01-05T05:07:00+07:00"
        assert "date_published" not in found.conflicts


@pytest.mark.parametrize("odd", [None, 5, "", "kemarin dulu", [], {}, True])
def test_one_usable_json_ld_time_is_enough_and_is_no_modification(odd):
    found = without_date(ld={"datePublished": odd, "dateModified": "2026-01-05T05:00:38+07:00"})
    assert (found.date_published, found.date_precision) == ("2026-01-05T05:00:38+07:00", "second")
    assert found.date_modified is None
    assert "date_modified" not in found.sources


def test_a_modification_before_the_publication_is_none():
    times = {"datePublished": "2026-01-05T04:00:00+07:00", "dateModified": "2026-01-05T04:30:00Z"}
    assert article(ld=times).date_modified == "2026-01-05T11:30:00+07:00"
    times["dateModified"] = "2026-01-05T04:30:00+07:00"
    assert article(ld=times).date_modified is None


def test_a_page_without_a_date_gets_none():
    found = without_date(ld="")
    assert (found.date_published, found.date_precision) == (None, None)


# --- URL, section, kind ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("canonical", "url"),
    [
        (f"{HOST}/ekonomi/900001/slug-baru", f"{HOST}/ekonomi/900001/slug-baru"),
        ("http://www.mediaindonesia.com/ekonomi/900001/x?utm_source=y", f"{HOST}/ekonomi/900001/x"),
        ("/humaniora/900001/pindah", f"{HOST}/humaniora/900001/pindah"),
        ("https://www.contoh.id/ekonomi/900001/x", URL),
        ("http://[salah", URL),
        (None, URL),
    ],
)
def test_the_canonical_link_counts_when_it_is_the_same_article(canonical, url):
    assert article(canonical=canonical).url == url


@pytest.mark.parametrize(
    ("path", "breadcrumb", "section", "label", "kind"),
    [
        ("/fashion/5/x", "/fashion Fesyen", "fashion", "Fesyen", "news"),
        ("/jabar/berita/5/x", "/jabar Jabar", "jabar", "Jabar", "news"),
        ("/jabar/berita/5/x", "/jabar Jabar /jabar/berita Berita", "jabar", "Jabar", "news"),
        ("/opini/5/x", "/opini Opini", "opini", "Opini", "opinion"),
        ("/kolom-pakar/5/x", "/kolom-pakar Pakar", "kolom-pakar", "Pakar", "column"),
        ("/podiums/detail_podiums/5-", "/podiums Podium", "podiums", "Podium", "column"),
        ("/editorials/detail_editorials/5-x", "", "editorials", None, "editorial"),
        ("/galleries/detail_galleries/5-x", "/foto Foto", "galleries", "Foto", "gallery"),
        ("/video/detail_video/5-x", "/video Video", "video", "Video", "video"),
        ("/read/detail/5-x", "/opini Opini", "opini", "Opini", "opinion"),
        ("/read/detail/5-x", "", None, None, "news"),
    ],
)
def test_section_label_and_kind_follow_path_and_breadcrumb(path, breadcrumb, section, label, kind):
    words = breadcrumb.split()
    links = zip(words[::2], words[1::2], strict=True)
    crumbs = "".join(f'<li><a href="{HOST}{front}">{name}</a></li>' for front, name in links)
    found = article(HOST + path, breadcrumb=crumbs, canonical=None, state={"article_id": "5"})
    assert (found.section, found.section_name, found.kind) == (section, label, kind)


def test_section_and_kind_are_those_of_the_canonical_address():
    canonical = f"{HOST}/opini/900001/x"
    for asked in (f"{HOST}/read/detail/900001-x", f"{HOST}/salah/900001/x"):
        found = article(asked, breadcrumb="", canonical=canonical)
        assert (found.url, found.section, found.kind) == (canonical, "opini", "opinion")


@pytest.mark.parametrize("heading", ["BERITA LAINNYA", "Berita lainnya", "Berita&nbsp;Lainnya"])
def test_the_related_list_is_found_however_its_heading_is_written(heading):
    html = article_page().replace("Berita Lainnya", heading)
    assert [link["headline"] for link in read(html).related] == ["Sekolah di Pulau"]


def test_the_headline_at_the_end_of_a_breadcrumb_is_no_section():
    crumbs = f'<li><a href="{HOST}/ekonomi">Ekonomi</a></li><li>Harga Garam</li>'
    assert article(breadcrumb=crumbs).section_name == "Ekonomi"


# --- Image, keywords, rights ----------------------------------------------------------------------


@pytest.mark.parametrize(
    "picture",
    [
        f'<img data-src="{PICTURE}">',
        f'<img src="data:image/gif;base64,R0" data-src="{PICTURE}">',
        f'<img src="https://mediaindonesia.com/images/blank.jpg" data-original="{PICTURE}">',
        f'<img src="{PICTURE.removeprefix("https:")}">',
    ],
)
def test_a_lazy_picture_is_found(picture):
    figure = f'<figure class="main-img">{picture}<figcaption>A<br>B (MI)</figcaption></figure>'
    assert article(figure=figure).image == {"url": PICTURE, "caption": "A B", "credit": "MI"}


@pytest.mark.parametrize("figure", ["", '<figure class="main-img"><img alt="Judul"></figure>'])
def test_without_a_picture_og_image_is_taken(figure):
    assert article(figure=figure).image == {"url": PICTURE, "caption": None, "credit": None}


def test_a_caption_that_repeats_the_headline_is_none():
    figure = FIGURE.replace("Petambak mengangkut garam", "Harga Garam Naik: Petambak Untung?")
    assert article(figure=figure).image["caption"] is None
    assert article(figure=figure).image["credit"] == "MI/Sari Dewi"


def test_keywords_are_the_visible_tags_and_a_comma_in_one_does_not_split_it():
    tags = ("# Garam, Gula", "#Madura", " ", "# Madura")
    assert article(tags=tags).keywords == ["Garam, Gula", "Madura"]
    assert article(tags=()).keywords == ["Garam", "Petambak Madura"]
    assert article(tags=(), state="").keywords == []


@pytest.mark.parametrize(
    ("head", "headers", "rights"),
    [
        ("", {}, None),
        ('<meta name="robots" content=" ">', {}, None),
        ('<meta name="ROBOTS" content="Index,NoFollow">', {}, (["index", "nofollow"], None, None)),
        ("", {"X_Robots_Tag": "noindex, noai"}, (["noindex", "noai"], None, None)),
        ("", {"X_Robots_Tag": "otherbot: noindex"}, None),
        ("", {"X_Robots_Tag": "max-snippet: 50"}, (["max-snippet: 50"], None, None)),
        (
            '<meta name="robots" content="index">',
            {"X_Robots_Tag": ["noindex", "index"], "tdm_reservation": "1", "tdm_policy": " /p "},
            (["noindex", "index"], True, "/p"),
        ),
        ('<meta name="tdm-reservation" content="0">', {}, ([], False, None)),
        ('<meta name="tdm-reservation" content="mungkin">', {}, None),
    ],
)
def test_rights_merge_headers_and_meta_tags(head, headers, rights):
    found = read(article_page(head=head), **headers).rights
    assert (found and tuple(found.values())) == rights


def test_free_access_is_what_json_ld_says():
    assert article(ld={"isAccessibleForFree": "False"}).free_access is False
    assert article(ld={"isAccessibleForFree": True}).free_access is True
    assert article(ld={"isAccessibleForFree": "mungkin"}).free_access is None


@pytest.mark.parametrize(
    ("text", "agency", "place"),
    [
        ("Garam naik lagi. (Ant/E-1)", "Antara", "css div.article"),
        ("Garam naik lagi. (AFP)", "AFP", "css div.article"),
        ("Garam naik lagi. (Far/E-1)", None, None),
        ("JAKARTA (ANTARA) - Garam naik lagi.", "Antara", "css div.article"),
    ],
)
def test_an_agency_that_is_credited_is_where_the_story_ran_first(text, agency, place):
    found = article(body=f"<p>{text}</p>")
    expected = {"publisher": agency, "headline": None, "url": None} if agency else None
    assert found.syndicated_from == expected
    assert found.sources.get("syndicated_from") == place


def test_a_house_that_ran_the_story_first_comes_before_the_agency_in_the_sign_off():
    first_run = "<p>Artikel ini telah tayang di Kontan.co.id dengan judul Garam</p>"
    found = article(body=f"<p>Garam naik lagi. (Ant/E-1)</p>{first_run}")
    assert found.syndicated_from["publisher"] == "Kontan.co.id"
