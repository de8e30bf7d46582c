"""Roles in bylines: who writes and who edits are told apart."""

import pytest

from newsscraper.normalize.roles import editors_of, writers_of


@pytest.mark.parametrize(
    ("byline", "writers"),
    [
        ("Rina Astuti", "Rina Astuti"),
        ("Penulis: Rina | Editor: Bagus", "Rina"),
        ("Penulis: Rina - Editor: Bagus", "Rina"),
        ("Penulis: Rina Video Editor: Bagus", "Rina"),
        ("Pewarta: Rina Copyright \u00a9 CONTOH 2025", "Rina"),
        ("Editor: Bagus Penulis: Rina", "Rina"),
        ("Foto: Bagus | Teks: Sari | Reporter: Rina | Editor: Tono", "Rina"),
        ("Editor: Bagus", ""),
        ("Editor Bagus", ""),
        ("Redaktur Foto: Bagus", ""),
        ("Laporan Wartawan Contoh.com, Rina", "Contoh.com, Rina"),
        ("Oleh, Rina Astuti", "Rina Astuti"),
        ("Oleh Rina", "Oleh Rina"),
        ("Oleh Rina Astuti", "Rina Astuti"),
        ("Oleh Antara", "Antara"),
        ("Editorial Rina", "Editorial Rina"),
        ("Redjo", "Redjo"),
    ],
)
def test_writers_without_their_role_and_nobody_else(byline, writers):
    assert writers_of(byline) == writers


@pytest.mark.parametrize(
    ("line", "editors"),
    [
        ("Editor: Bagus", "Bagus"),
        ("Editor Bagus", "Bagus"),
        ("Bagus", "Bagus"),
        ("Penulis: Rina Editor: Bagus", "Bagus"),
        ("Pewarta: RinaEditor: Bagus Copyright \u00a9 CONTOH 2025", "Bagus"),
        ("Editor: Bagus | Penulis: Rina", "Bagus"),
        ("Editor: Bagus Uploader: Sari", "Bagus"),
        ("Penulis: Rina", ""),
    ],
)
def test_editors_and_nobody_else(line, editors):
    assert editors_of(line) == editors
