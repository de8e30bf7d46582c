"""Clean text, sign-offs and datelines."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsscraper.normalize.text import (
    clean_text,
    letters_of,
    split_dateline,
    split_sign_off,
)
from newsscraper.spiders.mediaindonesia import MediaIndonesiaSpider

RULES = MediaIndonesiaSpider.body_rules


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        ("  dua \n kata\t", "dua kata"),
        ("a\u00a0b\u202fc\u2009d", "a b c d"),
        ("a\u2028b\u2029c\x85d\x1ce", "a b c d e"),
        ("ga\u200bram\ufeff\u2060 la\u00adut", "garam laut"),
        ("\u202akiri\u202c \u2066x\u2069", "kiri x"),
        ("a\x00b\x07c\x7fd\x9fe", "abcde"),
        ("a \x01 b", "a b"),
        ("cafe\x01\u0301", "café"),
        ("foto\ufffc jatuh\uffff", "foto jatuh"),
        ("cafe\u0301", "café"),
        ("luas 12 m² dan ½ ha", "luas 12 m² dan ½ ha"),
        ("Nabi Muhammad \ufdfa", "Nabi Muhammad \ufdfa"),
        ("a\u200cb\u200ed", "abd"),
        ("\u0628\u0650\u200c\u0627 x\u200cy", "\u0628\u0650\u200c\u0627 xy"),
        ("rusak \ud83d", "rusak \ufffd"),
        ("João, tâ'ibûn, “kutip” ''dua''", "João, tâ'ibûn, “kutip” ''dua''"),
        ("Rp 35,6 triliun; Rp4.500-4.700; 5,39%", "Rp 35,6 triliun; Rp4.500-4.700; 5,39%"),
        ("", ""),
    ],
)
def test_text_is_cleaned_and_nothing_visible_is_lost(text, clean):
    assert clean_text(text) == clean


def test_of_all_white_space_only_the_blank_is_printable():
    spaces = filter(str.isspace, map(chr, range(0x110000)))
    assert list(filter(str.isprintable, spaces)) == [" "]


@given(st.text(alphabet=" \u00a0\u2028\t\x00\u200b\u0301\u00e2\u20aca.") | st.text())
def test_clean_text_is_one_line_that_every_file_can_hold(text):
    clean = clean_text(text)
    assert clean.encode().decode() == clean
    assert clean == " ".join(clean.split())
    assert clean_text(clean) == clean


@pytest.mark.parametrize(
    ("end", "sign_off"),
    [
        ("(E-2)", "E-2"),
        (" (X-12)", "X-12"),
        (" (OL-8))", "OL-8"),
        (" (Sru/OL-09).", "Sru/OL-09"),
        ("(OL-11)", "OL-11"),
        (" ( Z-10 )", "Z-10"),
        (" (AP/OL-10)", "AP/OL-10"),
        (" (Cah/FL/YH/R-1)", "Cah/FL/YH/R-1"),
        (" (Medcom.id/OL-1)", "Medcom.id/OL-1"),
        (" (AFP/Al Jazeera/I-1)", "AFP/Al Jazeera/I-1"),
    ],
)
def test_a_sign_off_goes_with_its_brackets_and_the_full_stop_stays(end, sign_off):
    assert split_sign_off(f"Harga naik.{end}", RULES.sign_off) == ("Harga naik.", sign_off)


@pytest.mark.parametrize("text", ["Harga naik (E-2)", "Harga naik (OL-1)", "Harga naik (Ant/P-1)"])
def test_a_sign_off_needs_no_full_stop_before_it(text):
    assert split_sign_off(text, RULES.sign_off)[0] == "Harga naik"


@pytest.mark.parametrize(
    "end",
    [
        *"(put) (OJK) (18/6/2025) (ke-130) (YTD) (AI) (K) (dan) (Covid-19) (A-320) (e-2)".split(),
        *"(Ant/AFP) [E-2] (E-2 (U-23) (G-20) (F-16)".split(),
        *("(KTT G-20)", "(pusat erupsi)", "(Mothiba 76')"),
    ],
)
def test_ordinary_brackets_at_the_end_stay(end):
    for text in (f"Kalimat akhir {end}", f"Kalimat akhir. {end}", f"Kalimat akhir {end}."):
        assert split_sign_off(text, RULES.sign_off) == (text, None)


@pytest.mark.parametrize("text", ["negara berkembang (D-8)", "tiga hari sebelum Lebaran (H-3)."])
def test_a_letter_and_number_that_end_a_sentence_are_text(text):
    assert split_sign_off(text, RULES.sign_off) == (text, None)


@pytest.mark.parametrize(
    ("head", "place"),
    [
        ("JAKARTA, MI - ", "JAKARTA"),
        ("Jakarta, MI \u2013 ", "Jakarta"),
        ("KOTA BANDUNG BARAT (MI) -- ", "KOTA BANDUNG BARAT"),
        ("Jakarta, Mediaindonesia.com \u2014 ", "Jakarta"),
        ("Jakarta (ANTARA) - ", "Jakarta"),
        ("JAKARTA, MI-", "JAKARTA"),
    ],
)
def test_a_dateline_gives_its_place(head, place):
    assert split_dateline(f"{head}Warga antre.", RULES.dateline) == (place, "Warga antre.")


@pytest.mark.parametrize(
    "text",
    [
        "BANJIR yang merendam Demak - kata warga - surut.",
        "JAKARTA - Warga antre.",
        "TAHUN-tahun awal itu sulit.",
        "Menurut Budi, MI-6 datang.",
    ],
)
def test_capitals_alone_are_no_dateline(text):
    assert split_dateline(text, RULES.dateline) == (None, text)


def test_two_spellings_of_a_line_share_their_letters():
    assert letters_of("Harga Naik: 9.000?") == letters_of("harga naik 9000")


@given(st.text(alphabet=st.characters(max_codepoint=300)) | st.text())
def test_letters_are_what_unicode_calls_so(text):
    assert letters_of(text) == "".join(filter(str.isalnum, text)).casefold()
