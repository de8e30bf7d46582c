"""Body rules: what a publisher states is cut out of its bodies, and kept."""

import re

from lxml import html

from newsscraper.article.body import read_body
from newsscraper.publisher.body_rules import NEVER, BodyRules

RULES = BodyRules(
    junk=".iklan",
    read_also=".baca",
    sign_off=re.compile(r" \((?P<code>[A-Z]-\d)\)$"),
    dateline=re.compile(r"(?P<place>[A-Z]+), Contoh - "),
    leads=re.compile(r"^Simak video: "),
)
BODY = """<p>Judul</p><p>BLITAR, Contoh - Satu.<span class="iklan">Beli</span></p>
<p class="baca"><a href="/2">Dua</a></p><p>Simak video: Tiga. (A-1)</p>"""


def body(rules=RULES, *markup):
    found = read_body([html.fromstring(f"<div>{each}</div>") for each in markup or [BODY]], rules)
    found.cut("Judul!", rules)
    return found


def test_what_rules_name_is_cut_out_and_kept():
    found = body()
    assert found.text == "Satu.\n\nTiga."
    assert (found.dateline, found.sign_off) == ("BLITAR", "A-1")
    assert found.read_also == [("/2", "Dua")]


def test_a_publisher_that_prints_neither_sign_off_nor_dateline_loses_no_text():
    plain = BodyRules(junk=".iklan", read_also=".baca", sign_off=NEVER, dateline=NEVER)
    found = body(plain)
    assert found.text == "BLITAR, Contoh - Satu.\n\nSimak video: Tiga. (A-1)"
    assert (found.dateline, found.sign_off) == (None, None)


def test_a_container_inside_another_is_read_once():
    outer = html.fromstring("<div><div><p>Satu.</p></div></div>")
    assert read_body([outer, outer[0]], RULES).text == "Satu."


def test_a_body_of_nothing_has_no_parts():
    assert body(RULES, "<p> </p>").parts == []
