"""Bodies: parts in order, and what is cut out of them."""

import pytest
from worlds.pages import ADVERT, HOST, READ_ALSO, article

LINK = f'<a href="{HOST}/ekonomi/899991/impor">Impor Garam Ditunda</a>'


def parts(body):
    """Return the parts of a body: a letter for the kind (p, s, l, q), and the text."""
    return [f"{part['kind'][0]} {part['text']}" for part in article(body=body).body_parts]


def read_also(body):
    return [link["headline"] for link in article(body=body).read_also]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("<p>SATU <b>te</b>bal, <em>mi</em>ring.</p>", ["p SATU tebal, miring."]),
        ("<p>SATU<b>&nbsp;</b>dua\n  tiga\u202fempat</p>", ["p SATU dua tiga empat"]),
        ("<p>CO<sub>2</sub> su<wbr>hu</p>", ["p CO2 suhu"]),
        ("<p>Kata<!--StartFragment -->nya tetap<!-- x -->.</p>", ["p Katanya tetap."]),
        ("<p>Satu<br>dua</p>", ["p Satu dua"]),
        ("<p>Satu<br>\n<br/>dua</p>", ["p Satu", "p dua"]),
        ("<p>Satu<br>&nbsp;<br>dua</p>", ["p Satu", "p dua"]),
        ("<p>Satu<strong><br><br>dua</strong></p>", ["p Satu", "p dua"]),
        ("<p>&nbsp;</p><p>Satu</p><p> </p><p><br></p>", ["p Satu"]),
        ("Satu polos.<br><br>Dua polos.", ["p Satu polos.", "p Dua polos."]),
        ("Polos.<p>Dua.</p>Tiga.", ["p Polos.", "p Dua.", "p Tiga."]),
        ("<div>Satu<div>Dua</div>Tiga</div>", ["p Satu", "p Dua", "p Tiga"]),
        ("<span><font>Satu <font>dua</font></font></span>", ["p Satu dua"]),
        ("<p>Satu.</p></p></p><p>Dua.</p></p>", ["p Satu.", "p Dua."]),
        ("<p>Satu</p><hr><p>Dua</p>", ["p Satu", "p Dua"]),
        ("<p>Kata <q>kutip</q>.</p>", ["p Kata kutip."]),
    ],
)
def test_paragraphs_are_joined_untouched_and_split_at_blocks(body, expected):
    assert parts(body) == expected


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("<h2>Su<em>b</em></h2><h3>Sub</h3>", ["s Sub", "s Sub"]),
        ("<p><strong>Sub</strong></p><p><b>Sub</b>&nbsp;</p>", ["s Sub", "s Sub"]),
        ("<p><em><strong>Sub</strong></em><br></p>", ["s Sub"]),
        ("<p><strong>Sub</strong> <strong>judul</strong></p>", ["s Sub judul"]),
        ("<p><strong>Tebal</strong> biasa</p>", ["p Tebal biasa"]),
        ("<p><strong>Tebal</strong><br>biasa</p>", ["p Tebal biasa"]),
        ("<ul><li>Satu<ul><li>a</li></ul>lanjut</li></ul>", ["l Satu", "l a", "l lanjut"]),
        ("<ol><li><p>Satu</p></li><li>&nbsp;</li></ol>", ["l Satu"]),
        ("<ul><li><strong>Tebal</strong></li></ul>", ["l Tebal"]),
        ("<blockquote>Satu</blockquote><p>Dua</p>", ["q Satu", "p Dua"]),
        ("<blockquote><p>Satu</p><p><b>Dua</b></p></blockquote>", ["q Satu", "q Dua"]),
        ("<table><tr><th>A</th><td><p>B</p></td></tr></table>", ["p A", "p B"]),
    ],
)
def test_each_part_has_its_kind(body, expected):
    assert parts(f"<p>Awal.</p>{body}<p>Akhir.</p>") == ["p Awal.", *expected, "p Akhir."]


@pytest.mark.parametrize(
    "junk",
    [
        "<figure><img src='x'><figcaption>Foto lain</figcaption></figure>",
        "<iframe>cadangan</iframe>",
        "<script>var x = 'iklan';</script><style>p {}</style>",
        "<noscript><p>Nyalakan JavaScript</p></noscript>",
        "<video><p>Tidak didukung</p></video>",
        "<div class='banner'>Iklan</div>",
        "<div class='parallax_abc'>Iklan</div>",
        "<div id='paralax_div'><div id='parallax_wrap'>Iklan</div></div>",
        "<div class='dable_placeholder'>Iklan</div>",
        "<blockquote class='twitter-tweet'><p>Cuitan</p>&mdash; Nama</blockquote>",
        ADVERT,
    ],
)
def test_what_is_no_text_is_left_out(junk):
    assert parts(f"<p>Satu.</p>{junk}\n<p>Dua.</p>") == ["p Satu.", "p Dua."]


@pytest.mark.parametrize(
    ("first", "expected"),
    [
        (f"SATU dua {ADVERT} tiga.", ["p SATU dua tiga."]),
        (f"SATU {ADVERT} dua {ADVERT} tiga.", ["p SATU dua tiga."]),
        (f"SATU dua.{ADVERT}<br><br>Tiga.", ["p SATU dua.", "p Tiga."]),
        (f"SATU dua.{ADVERT}", ["p SATU dua."]),
        (f"{ADVERT}SATU dua.", ["p SATU dua."]),
    ],
)
def test_an_advert_in_the_first_paragraph_does_not_cut_it(first, expected):
    assert parts(f"<p>{first}</p>\n<p>Empat.</p>") == [*expected, "p Empat."]


@pytest.mark.parametrize(
    "line",
    [
        READ_ALSO,
        READ_ALSO + READ_ALSO,
        f'<div class="related-news mb-2">Baca juga: {LINK}</div>',
        f"<p>Baca juga: {LINK}</p>",
        f"<p>Baca juga {LINK}.</p>",
        f"<p><strong>BACA JUGA : {LINK}</strong></p>",
        f"<p><strong>Bca juga:</strong> {LINK}</p>",
        f"<p>{LINK.replace('Impor', 'Baca juga Impor')}</p>",
        f"<p class='related-news'>{LINK.replace('Impor', 'Baca Juga : Impor')}</p>",
        f"<p>Baca juga:</p><ul><li>{LINK}</li></ul>",
        f"<p>Baca juga:</p><p>{LINK}</p>",
        f"<p>(Baca juga: {LINK})</p>",
        f"<p>» Baca juga berita terkait: &ldquo;{LINK}&rdquo;</p>",
        f"<p>Baca juga; {LINK.replace('Garam', 'Ga</a>' + LINK.partition('Impor')[0] + 'ram')}</p>",
    ],
)
def test_a_read_also_line_leaves_the_body(line):
    for body in (f"<p>Satu.</p>{line}<p>Dua.</p>", f"<p>Satu.</p><p>Dua.</p>{line}"):
        assert parts(body) == ["p Satu.", "p Dua."]
        assert read_also(body) == ["Impor Garam Ditunda"]


@pytest.mark.parametrize("between", [", ", " dan ", " | ", "<br>"])
def test_several_links_in_a_read_also_line_are_all_kept(between):
    body = f"<p>Satu.</p><p>Baca juga: {LINK}{between}<a href='/ekonomi/5/a'>Garam Naik</a></p>"
    assert parts(body) == ["p Satu."]
    assert read_also(body) == ["Impor Garam Ditunda", "Garam Naik"]


def test_a_dateline_alone_in_its_paragraph_leaves_no_empty_part():
    assert parts("<p><strong>JAKARTA, MI &ndash;</strong></p><p>Satu.</p>") == ["p Satu."]


def test_what_follows_an_unclosed_div_stays_out_of_the_body():
    body = f"""<p>Satu.</p><div><p>Dua. (E-1)</p><div class="foot-article">SHARE</div>
    <div><ul class="related-tags"><li>Tags:</li></ul></div><section><div class="ti">Berita
    Lainnya</div><ul class="list-3"><li>{LINK}</li></ul><div class="has-text-centered"><a
    href="/indeks" class="bt bt-primary">LOAD MORE</a></div></section>"""
    assert parts(body) == ["p Satu.", "p Dua."]


def test_the_line_about_the_channels_is_no_text():
    line = "Cek berita dan artikel yg lain di Google News dan dan ikuti WhatsApp channel kami"
    assert parts(f"<p>Satu. (Ant/E-1)</p><p>{line}</p>") == ["p Satu."]
    assert parts("<p>Cek harga di WhatsApp, kata Rina.</p>") == [
        "p Cek harga di WhatsApp, kata Rina."
    ]


@pytest.mark.parametrize(
    "line",
    [
        f" <span class='related-news'>Baca juga: {LINK}</span> ",
        f"<span class='related-news'>Baca juga: {LINK}</span>",
        f" <strong>Baca juga: {LINK}</strong> ",
        f"<br>Baca juga : {LINK}<br>",
    ],
)
def test_a_read_also_line_in_a_paragraph_leaves_it_without_gluing_words(line):
    body = f"<p>Satu kalimat.{line}Dua kalimat.</p>"
    assert parts(body) == ["p Satu kalimat. Dua kalimat."]
    assert read_also(body) == ["Impor Garam Ditunda"]


@pytest.mark.parametrize("label", ["Baca juga : ", "(Baca juga: “", "[Bca pula :'"])
def test_a_label_is_known_behind_a_long_text(label):
    text = "Harga garam naik."
    after = {"(": "”)", "[": "']"}.get(label[0], "")
    body = f"<p>{f'{text} ' * 20}{label}{LINK}{after} Dua kalimat.</p>"
    assert parts(body) == [f"p {f'{text} ' * 20}Dua kalimat."]
    assert read_also(body) == ["Impor Garam Ditunda"]


def test_a_title_is_joined_with_each_line_that_announces_it():
    link = "<p><a href='/buku'>{}</a></p>"
    links = link.format("Garam, dengan judul:") + link.format("Laut") + link.format("Asin")
    text = f"{'Ia menulis buku. ' * 9}Satu berjudul"
    assert parts(f"<p>{text}</p>{links}") == [
        f"p {text} Garam, dengan judul: Laut",
        "p Asin",
    ]


@pytest.mark.parametrize("after", ["", "<br><br>Dua kalimat."])
def test_a_read_also_line_behind_one_break_at_the_end_of_a_part_is_kept_as_a_link(after):
    body = f"<div>Satu kalimat.<br>Baca Juga: {LINK}{after}</div>"
    assert parts(body) == ["p Satu kalimat.", "p Dua kalimat."][: 2 if after else 1]
    assert read_also(body) == ["Impor Garam Ditunda"]


def test_a_read_also_line_without_a_link_goes_too():
    assert parts("<p>Satu.</p><p>Baca juga: Impor Ditunda</p>") == ["p Satu."]
    assert parts("<p>Satu.</p><p>Baca juga Impor Garam Ditunda Lagi</p>") == ["p Satu."]


@pytest.mark.parametrize(
    "text",
    [
        "Baca juga buku petunjuk itu, kata dia.",
        f"Baca juga {LINK} sebelum tanya kami.",
        '"Baca juga buku ini," kata Rina.',
        "Mereka membaca juga koran: setiap hari.",
    ],
)
def test_a_sentence_with_the_words_of_a_read_also_label_stays(text):
    assert len(parts(f"<p>Satu.</p><p>{text}</p>")) == 2
    assert read_also(f"<p>Satu.</p><p>{text}</p>") == []


def test_the_paragraph_after_a_bare_label_stays():
    assert parts("<p>Satu.</p><p>Baca juga:</p><p>Dua nyata.</p>") == ["p Satu.", "p Dua nyata."]


def test_a_paragraph_of_links_after_a_read_also_line_that_is_no_bare_label_stays():
    document = f"<p><a href='{HOST}/dokumen/1/lampiran'>Lampiran Keputusan</a></p>"
    for line in (f"<p>Baca juga: {LINK}</p>", READ_ALSO):
        body = f"<p>Satu.</p>{line}{document}<p>Dua.</p>"
        assert parts(body) == ["p Satu.", "p Lampiran Keputusan", "p Dua."]
        assert read_also(body) == ["Impor Garam Ditunda"]


def test_read_also_links_are_canonical_in_page_order_and_each_article_once():
    body = f"""<p>Satu.</p><p>Baca juga: <a href="/read/detail/5-a">A</a></p>
    <p class="related-news"><a href="http://www.mediaindonesia.com/ekonomi/6/b?utm_source=x">B</a>
    <a href="https://www.contoh.id/c">C</a> <a href="#">D</a></p>
    <p>Baca juga: <a href="{HOST}/ekonomi/5/a-lagi">A lagi</a></p>"""
    assert article(body=body).read_also == [
        {"url": f"{HOST}/read/detail/5-a", "headline": "A", "date_published": None},
        {"url": f"{HOST}/ekonomi/6/b", "headline": "B", "date_published": None},
        {"url": "https://www.contoh.id/c", "headline": "C", "date_published": None},
    ]


@pytest.mark.parametrize(
    "first",
    [
        "<p>Harga Garam Naik: Petambak Untung?</p>",
        "<h2>Harga garam naik, petambak untung</h2>",
        "<p><strong>HARGA GARAM NAIK: PETAMBAK UNTUNG?</strong></p>",
    ],
)
def test_a_first_part_that_repeats_the_headline_is_dropped(first):
    assert parts(f"{first}<p>JAKARTA, MI - Satu.</p>") == ["p Satu."]
    assert article(body=f"{first}<p>JAKARTA, MI - Satu.</p>").dateline == "JAKARTA"


def test_a_first_part_that_goes_on_after_the_headline_stays():
    assert len(parts("<p>Harga Garam Naik: Petambak Untung? Begini.</p><p>Satu.</p>")) == 2


@pytest.mark.parametrize(
    "end",
    [
        " (Ant/E-1)</p>",
        "</p><p>(Ant/E-1)</p>",
        "</p><p><strong>(Ant/E-1)</strong></p>",
        "<br>(Ant/E-1)</p>",
        " <b>(Ant</b>/E-1)&nbsp;</p><p>&nbsp;</p>",
        f" (Ant/E-1)</p>{READ_ALSO}<p>Baca juga: {LINK}</p>",
        " (Ant/E-1)</p><p>Artikel ini telah tayang di Contoh.id.</p>",
    ],
)
def test_the_sign_off_is_cut_wherever_it_stands_at_the_end(end):
    read = article(body=f"<p>Satu.</p><p>Dua.{end}")
    assert (read.body, read.sign_off) == ("Satu.\n\nDua.", "Ant/E-1")


def test_a_sign_off_before_the_last_part_stays():
    read = article(body="<p>Satu. (E-1)</p><p>Dua.</p>")
    assert (read.body, read.sign_off) == ("Satu. (E-1)\n\nDua.", None)


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Artikel ini telah tayang di Contoh.id.", ("Contoh.id", None, None)),
        (
            'Berita ini telah tayang di <a href="https://x.id/a">X.id</a> dengan judul "A, B"',
            ("X.id", "A, B", "https://x.id/a"),
        ),
        (
            "Artikel ini telah tayang di Contoh.id dengan judul: “A?” Klik untuk baca: https://x.id",
            ("Contoh.id", "A?", None),
        ),
    ],
)
def test_a_line_on_the_first_run_is_kept_apart(line, expected):
    read = article(body=f"<p>Satu.</p><p>{line}</p>")
    assert read.body == "Satu."
    assert tuple(read.syndicated_from.values()) == expected


def test_a_mail_address_that_is_hidden_from_robots_is_shown():
    hidden = '<a href="/cdn-cgi/l/email-protection" data-cfemail="2a584b6a48044943">[email]</a>'
    assert parts(f"<p>Surat ke {hidden} saja.</p>") == ["p Surat ke ra@b.ci saja."]


def test_a_container_inside_another_is_read_once():
    assert parts('<div class="article"><p>Satu.</p></div>') == ["p Satu."]
