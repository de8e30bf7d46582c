"""Lines around a text: what goes, and whom they name. More in data/leftovers.tsv."""

import pytest

from newsscraper.article.frame import editor_behind, reporter_behind, without_frame

TEXT = ["Awal.", "Akhir."]


def parts(*texts):
    return [{"kind": "paragraph", "text": text} for text in texts]


def test_lines_around_a_text_go_and_a_source_stays():
    framed = parts(
        "Editor: Tegar", *TEXT, "Reporter: Rani Prabasari", "Sumber: Contoh.com", "#ikan"
    )
    assert without_frame(framed) == parts(*TEXT, "Sumber: Contoh.com")


@pytest.mark.parametrize(
    ("behind", "reporter"),
    [
        (["Reporter: Rani Prabasari"], "Rani Prabasari"),
        (["Pewarta : Rani Prabasari", "Editor: Tegar"], "Rani Prabasari"),
        (["Reporter: Rani Prabasari", "Sumber: Contoh.com"], "Rani Prabasari"),
        (["Reporter: Rani Prabasari", "Kapal itu pergi."], None),
        (["Editor: Tegar"], None),
        (["Penulis: Rani Prabasari"], None),
        ([], None),
    ],
)
def test_a_reporter_is_named_in_the_lines_behind_the_text(behind, reporter):
    assert reporter_behind(parts(*TEXT, *behind)) == reporter
    assert reporter_behind(parts(*behind[:1])) is None


@pytest.mark.parametrize(
    ("behind", "editor"),
    [
        (["Editor: Tegar Wibowo"], "Tegar Wibowo"),
        (["Reporter: Rani Prabasari", "REDAKTUR : Tegar Wibowo"], "Tegar Wibowo"),
        (["Editor: Tegar Wibowo", "Sumber: Contoh.com"], "Tegar Wibowo"),
        (["Editor: Tegar Wibowo", "Kapal itu pergi."], None),
        (["Reporter: Rani Prabasari"], None),
        ([], None),
    ],
)
def test_an_editor_is_named_in_the_lines_behind_the_text(behind, editor):
    assert editor_behind(parts(*TEXT, *behind)) == editor
    assert editor_behind(parts(*behind[:1])) is None
