"""Persons out of bylines; houses, agencies, roles and affiliations are none."""

import csv
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from newsscraper.normalize.names import editors, people
from newsscraper.spiders.detik import DetikSpider
from newsscraper.spiders.kompas import KompasSpider
from newsscraper.spiders.mediaindonesia import MediaIndonesiaSpider

HOUSES = MediaIndonesiaSpider.houses
TABLE = Path(__file__).parents[1] / "data" / "bylines.tsv"
"""Invented people in bylines as they are printed, and who is named: to be mended, add a line."""
ALL_HOUSES = (*HOUSES, *KompasSpider.houses, *DetikSpider.houses)


@pytest.mark.parametrize(
    ("byline", "names"),
    [
        ("Rina Astuti", ["Rina Astuti"]),
        ("fahri zulfikar", ["fahri zulfikar"]),
        ("Rina", ["Rina"]),
        ("RINA ASTUTI", ["RINA ASTUTI"]),
        ("M. Syarif", ["M. Syarif"]),
        ("Syakir Ni'am", ["Syakir Ni'am"]),
        ("Rina Astuti, Budi Hartono", ["Rina Astuti", "Budi Hartono"]),
        ("Rina Astuti dan Budi", ["Rina Astuti", "Budi"]),
        ("Rina, Budi, dan Sari", ["Rina", "Budi", "Sari"]),
        ("Rina/Budi; Sari & Tono|Dewi", ["Rina", "Budi", "Sari", "Tono", "Dewi"]),
        ("Dan Hartono", ["Dan Hartono"]),
        ("Rina, Rina", ["Rina"]),
        ("Penulis: Rina Astuti", ["Rina Astuti"]),
        ("Oleh Rina Astuti", ["Rina Astuti"]),
        ("Reporter: Rina | Editor: Budi", ["Rina"]),
        ("Rina Astuti (Kontributor)", ["Rina Astuti"]),
        ("Rina Astuti - Peneliti", ["Rina Astuti"]),
    ],
)
def test_a_byline_gives_its_persons(byline, names):
    assert people(byline, HOUSES) == names


@pytest.mark.parametrize(
    "byline",
    ["Dr. Rina Astuti, M.Si", "Rina Astuti, S.H., M.H.", "Rina Astuti, Ph.D.", "Rina, SE"],
)
def test_a_degree_belongs_to_the_name_before_it(byline):
    assert people(byline, HOUSES) == [byline]
    assert people(f"{byline}, Budi", HOUSES) == [byline, "Budi"]


@pytest.mark.parametrize(
    "house",
    [
        " Media Indonesia",
        "MI",
        "Mediaindonesia.com",
        "MEDIA INDONESIA",
        "Tim Media Indonesia",
        "Litbang Media Indonesia",
        "Antara",
        "AFP",
        "Medcom.id",
        "Redaksi",
        "admin",
        "AP",
        "Al Jazeera",
        "BMKG",
        "RO",
        "H-1",
        "-",
        "",
    ],
)
def test_a_house_an_agency_or_a_desk_is_no_person(house):
    assert people(house, HOUSES) == []
    assert people(f"{house}/Rina Astuti", HOUSES) == ["Rina Astuti"]
    assert people(f"Rina Astuti, {house}", HOUSES) == ["Rina Astuti"]


@pytest.mark.parametrize(
    "byline",
    [
        "Rina Astuti Ketua Umum Perkumpulan Guru",
        "Rina Astuti Guru Besar UGM",
        "Rina Astuti BMKG",
        "Anggota DPR RI Rina",
        "Rina Astuti Dewan Redaksi Media Group",
        "Rina Astuti Ekonom Contoh",
        "Rina Astuti Dosen UI, Jakarta",
    ],
)
def test_a_name_that_runs_into_its_affiliation_is_left_out(byline):
    assert people(byline, HOUSES) == []


def test_an_affiliation_after_a_comma_is_told_apart():
    assert people("Rina Astuti, Dosen Universitas Contoh", HOUSES) == ["Rina Astuti"]
    assert people("Rina Astuti, Peneliti Lembaga Contoh, Jakarta", HOUSES) == ["Rina Astuti"]


def test_a_post_that_is_also_a_common_name_is_a_name():
    assert people("Lukman Hakim, Guru Sudarmo", HOUSES) == ["Lukman Hakim", "Guru Sudarmo"]


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("Editor : Bagus Pranoto", ["Bagus Pranoto"]),
        ("EDITOR: Bagus, Sari", ["Bagus", "Sari"]),
        ("Editor Bagus", ["Bagus"]),
        ("Bagus", ["Bagus"]),
        ("Penulis : Rina Editor : Bagus", ["Bagus"]),
        ("Reporter : Rina", []),
        ("Editor : Media Indonesia", []),
        ("Editor :", []),
    ],
)
def test_an_editor_line_gives_editors_and_nobody_else(line, names):
    assert editors(line, HOUSES) == names


@pytest.mark.parametrize("sign", ["=", "\x80", "\u2028", "=\x85", "\u201c", "\U0001f642"])
def test_a_sign_is_neither_a_person_nor_a_degree(sign):
    assert people(sign) == []
    assert people(f"Rina Astuti, {sign}") == ["Rina Astuti"]


@given(st.text())
@example("\x80,=\x85")
@example("Rina, S.H.\x85")
def test_no_byline_raises_and_names_are_trimmed(byline):
    assert all(name == name.strip() != "" for name in people(byline, HOUSES))


@pytest.mark.parametrize(
    ("byline", "names"),
    [
        ("- detikOto", []),
        ("Anisa Indah - detikFinance, Herdi", ["Anisa Indah", "Herdi"]),
        ("Kontributor Ende, Markus Bere", ["Markus Bere"]),
    ],
)
def test_labels_and_towns_beside_names_are_left_out(byline, names):
    assert people(byline) == names


def rows():
    with TABLE.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def test_titles_and_degrees_make_no_second_person_and_lose_none():
    expected = {row["byline"]: [*filter(None, row["authors"].split("; "))] for row in rows()}
    assert len(expected) >= 1500
    assert {byline: people(byline, ALL_HOUSES) for byline in expected} == expected
