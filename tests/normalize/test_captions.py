"""Photo lines are split as a reader splits them: see data/captions.tsv.

Each line of the table has a shape that was seen in public, with words of our own. Empty is none.
"""

import csv
from pathlib import Path

import pytest

from newsscraper.normalize.captions import clean_credit, split_caption

TABLE = Path(__file__).parents[1] / "data" / "captions.tsv"


def table_rows():
    with TABLE.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


@pytest.mark.parametrize("row", table_rows(), ids=lambda row: row["line"])
def test_a_photo_line_of_the_table_is_split_right(row):
    assert split_caption(row["line"]) == (row["caption"] or None, row["credit"] or None)


def test_the_table_has_eighty_shapes():
    lines = [row["line"] for row in table_rows()]
    assert len(lines) == len(set(lines)) >= 80


@pytest.mark.parametrize(
    ("line", "caption", "credit"),
    [
        ("Banjir di Demak(MI/Sari )", "Banjir di Demak", "MI/Sari"),
        ("Banjir di Demak (MI/Sari).", "Banjir di Demak", "MI/Sari"),
        ("Banjir ((MI/Sari))", "Banjir", "MI/Sari"),
        ("(MI/Sari)", None, "MI/Sari"),
        ("Banjir", "Banjir", None),
        ("Banjir()", "Banjir", None),
        ("", None, None),
        ("Menteri Rina (kiri)", "Menteri Rina (kiri)", None),
        ("Rina (kiri) dan Budi (kanan)(Dok. IGI)", "Rina (kiri) dan Budi (kanan)", "Dok. IGI"),
        ("Rina (berkerudung biru)", "Rina (berkerudung biru)", None),
        ("Rapat, Selasa (20/1)", "Rapat, Selasa (20/1)", None),
        ("Piala Dunia (2026)", "Piala Dunia (2026)", None),
        ("Rapat (20/1).(ANTARA FOTO/Rina/nz/12)", "Rapat (20/1).", "ANTARA FOTO/Rina/nz/12"),
        ("Gunung(MI/Tengah)", "Gunung", "MI/Tengah"),
        ("Berita lama (Berita Satu)", "Berita lama", "Berita Satu"),
        ("Banjir (Ist)", "Banjir", "Ist"),
        ("Banjir (MI/Sari (foto))", "Banjir", "MI/Sari (foto)"),
        ("Banjir(Instagram @sari99)", "Banjir", "Instagram @sari99"),
        ("Banjir(Kodim 0808)", "Banjir", "Kodim 0808"),
        ("Banjir(Dok. PT Sari (Persero))", "Banjir", "Dok. PT Sari (Persero)"),
        ("Menteri Rina(kiri)", "Menteri Rina(kiri)", None),
        ("Banjir (MI/Sari", "Banjir (MI/Sari", None),
        ("Gedung tua (Liputan6/Rani Prabasari)", "Gedung tua", "Liputan6/Rani Prabasari"),
        ("Gedung tua (Liputan6)", "Gedung tua", "Liputan6"),
    ],
)
def test_a_photo_line_is_split_into_caption_and_credit(line, caption, credit):
    assert split_caption(line) == (caption, credit)


@pytest.mark.parametrize(
    ("shown", "credit"),
    [
        ("KOMPAS.com/RANI PRABASARI", "KOMPAS.com/RANI PRABASARI"),
        ("(Dok. Contoh) ", "Dok. Contoh"),
        ("Foto: Rani", "Rani"),
        ("Rani D.", "Rani D."),
        ("-", None),
        ("()", None),
        ("", None),
    ],
)
def test_a_credit_in_an_element_of_its_own_loses_brackets_and_label(shown, credit):
    assert clean_credit(shown) == credit
