"""Bodies that are no row of paragraphs: text between breaks, first words outside, nested ``p``."""

import re

import pytest
from lxml import html

from newsscraper.article.body import read_body
from newsscraper.publisher.body_rules import BodyRules

RULES = BodyRules(
    junk=".iklan, [class^=v-], .para_caption",
    read_also=".picked-article, .linksisip",
    sign_off=re.compile(r"(?:^|(?<=[.!?\"]))\s*\((?P<code>[a-z]{3}(?:/[a-z]{3})?)\)$"),
    dateline=re.compile(
        r"(?:REPUBLIKA\.CO\.ID, )?(?P<place>[A-Z][\w.]*(?: [A-Z][\w.]*)*)(?:, CNN Indonesia)? ?-+ ?"
    ),
)
LINK = '<a href="/read/7/178/harga-cabai">Harga Cabai Turun di Pasar Induk</a>'


def body_of(markup):
    document = html.document_fromstring(f'<div id="isi">{markup}</div>')
    body = read_body([document.get_element_by_id("isi")], RULES)
    body.cut("Pasar Pagi Pindah", RULES)
    return body


def texts(markup):
    return [part["text"] for part in body_of(markup).parts]


BREAKS = f"""
 <strong>KENDAL</strong> - Pasar <a href="/topic/1/pasar">pagi</a> pindah ke lapangan.<br><br>
 Pedagang menata sayur sejak subuh.<br/>
 <br/><strong>Baca Juga:</strong> {LINK.replace("</a>", "<br></a>")} <br>Pembeli datang
 berjalan kaki.<br><br><div class="v-youtube"><iframe></iframe></div><br><br>Hujan reda.<br><br>
 <strong>Baca Juga: {LINK.replace("</a>", "<br></a>").replace("/7/", "/8/")} </strong><br>
 Pasar tutup pukul sembilan.<div class="editor">(tst)</div>"""


def test_text_between_breaks_is_told_apart_by_two_of_them():
    body = body_of(BREAKS)
    assert [part["text"] for part in body.parts] == [
        "Pasar pagi pindah ke lapangan.",
        "Pedagang menata sayur sejak subuh.",
        "Pembeli datang berjalan kaki.",
        "Hujan reda.",
        "Pasar tutup pukul sembilan.",
    ]
    assert (body.dateline, body.sign_off) == ("KENDAL", "tst")
    assert [address for address, _ in body.read_also] == [
        "/read/7/178/harga-cabai",
        "/read/8/178/harga-cabai",
    ]


@pytest.mark.parametrize("breaks", ["<br>", "<br/>\n"])
def test_one_break_is_a_space_and_a_line_between_two_leads_elsewhere_all_the_same(breaks):
    markup = breaks.join(["Satu kalimat.", "Dua kalimat.", f"Baca Juga: {LINK}", "Tiga kalimat."])
    assert texts(markup) == ["Satu kalimat. Dua kalimat. Tiga kalimat."]
    assert len(body_of(markup).read_also) == 1


@pytest.mark.parametrize(
    "markup",
    [
        "<strong>Jakarta, CNN Indonesia</strong> -- <p>Gubernur datang.</p><p>Ia pulang.</p>",
        "<strong>Jakarta, CNN Indonesia</strong> -- Gubernur datang.<p>Ia pulang.</p>",
        "<strong>Jakarta, CNN Indonesia</strong> --<p><p>Gubernur datang.</p></p><p>Ia pulang.</p>",
        "<strong>Jakarta, CNN Indonesia</strong> -- <!-- s: parallax --><style>p {}</style><p "
        "class='para_caption'>ADVERTISEMENT</p><p>Gubernur datang.</p><table class='linksisip'><tr>"
        f"<td><h5>Lihat Juga :</h5>{LINK}</td></tr></table><p>Ia pulang.</p><p></p> "
        "<strong>(con/con)</strong> <div class='end-of-article'></div>",
    ],
)
def test_first_words_outside_any_paragraph_are_the_first_words(markup):
    assert texts(markup) == ["Gubernur datang.", "Ia pulang."]
    assert body_of(markup).dateline == "Jakarta"


def test_paragraphs_in_paragraphs_are_each_one_part():
    markup = f"""<!-- B1 --><p class="b2">   <p>REPUBLIKA.CO.ID,&nbsp;JAKARTA -- Satu kalimat.</p>
    <!-- B1 --><div style="width:100%"><div class="iklan"><script>x()</script></div></div>
    <p class="b2"><p>Dua kalimat.</p><div id="bn_1"></div><div class="picked-article"><div
    class="title"><span>Baca Juga</span></div><ul><li>{LINK}</li></ul></div><p
    class="b2"><p><strong>Sub judul</strong></p><p class="b2"><p>Tiga<p>empat</p> lima.</p>
    <p>&nbsp;</p>"""
    body = body_of(markup)
    assert [(part["kind"][0], part["text"]) for part in body.parts] == [
        ("p", "Satu kalimat."),
        ("p", "Dua kalimat."),
        ("s", "Sub judul"),
        ("p", "Tiga"),
        ("p", "empat"),
        ("p", "lima."),
    ]
    assert body.dateline == "JAKARTA"
    assert len(body.read_also) == 1
