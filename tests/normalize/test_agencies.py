"""Agencies that stories credit."""

import pytest

from newsscraper.normalize.agencies import agency_of_byline, agency_of_sign_off, agency_of_text


@pytest.mark.parametrize(
    ("sign_off", "agency"),
    [
        ("Ant/OL-1", "Antara"),
        ("AFP/I-1", "AFP"),
        ("AP/OL-10", "AP"),
        ("Medcom/M-3", "Medcom.id"),
        ("Far/Ant/P-3", "Antara"),
        ("Antono/P-3", None),
        ("Far/P-3", None),
        ("OL-1", None),
        ("naf/up", None),
        ("efe/kna", None),
        ("Ap/E-1", None),
        ("ANTARA/E-1", "Antara"),
        ("ant/dpa", None),
        ("Antara/rda", "Antara"),
        ("antara/rda", "Antara"),
        ("antar/rda", None),
    ],
)
def test_a_sign_off_credits_the_agency_among_its_parts(sign_off, agency):
    assert agency_of_sign_off(sign_off) == agency


@pytest.mark.parametrize(
    ("byline", "agency"),
    [
        ("Antara", "Antara"),
        ("ANTARA NEWS", "Antara"),
        (" Reuters ", "Reuters"),
        ("Rep: Antara/ Red: Rani Sari", "Antara"),
        ("Pewarta: ANTARA", "Antara"),
        ("Rep: Antara, Dewi Ayu/ Red: Rani Sari", None),
        ("Red: Antara", None),
        ("Antara Wijaya", None),
        ("Media Indonesia", None),
        ("", None),
    ],
)
def test_a_byline_credits_an_agency_that_signs_alone(byline, agency):
    assert agency_of_byline(byline) == agency


@pytest.mark.parametrize(
    ("last", "agency"),
    [
        ("Kapal itu bersandar pada malam hari. (ANTARA)", "Antara"),
        ("Kapal itu bersandar pada malam hari. (AFP/Reuters)", "AFP"),
        ("Kapal itu bersandar pada malam hari, katanya. (Antara/sal)", "Antara"),
        ("\u201cKapal itu bersandar,\u201d kata dia. (Reuters).", "Reuters"),
        ("Sumber: Antara", "Antara"),
        ("(Sumber: ANTARA/Reuters)", "Antara"),
        ("(Sumber: antaranews.com)", "Antara"),
        ("Sumber: The Associated Press", "AP"),
        ("Kapal bersandar. (Antara News)", "Antara"),
        ("Sumber: AFP dan Reuters", "AFP"),
        ("Sumber: Antara mengatakan kapal itu bersandar, lalu pergi.", None),
        ("sumber : AFP.", "AFP"),
        ("Copyright \u00a9 ANTARA 2026", "Antara"),
        ("Lampunya dipasang di antara dua tiang (antara lain)", None),
        ("Direktur Angkasa Pura (AP)", None),
        ("Kasus itu ditangani Kepolisian Federal Australia (AFP).", None),
        ("Sumber: Dinas Perikanan", None),
        ("Menurut Antara, kapal itu bersandar.", None),
    ],
)
def test_the_end_of_a_text_credits_an_agency_in_a_bracket_or_a_line_of_its_own(last, agency):
    assert agency_of_text("Kapal itu datang.", last) == agency


@pytest.mark.parametrize(
    ("first", "agency"),
    [
        ("Jakarta (ANTARA) - Kapal itu datang.", "Antara"),
        ("WASHINGTON, AS (AFP) \u2014 Kapal itu datang.", "AFP"),
        ("Fuzhou (ANTARA/Xinhua) - Kapal itu datang.", "Xinhua"),
        ("Kupang (ANTARA/Rina Astuti) - Kapal itu datang.", None),
        ("Kapal (Antara) itu datang - dan pergi.", None),
        ("Kepolisian Federal Australia (AFP) - lembaga itu - datang.", None),
    ],
)
def test_a_dateline_credits_an_agency(first, agency):
    assert agency_of_text(first, "Selesai.") == agency
