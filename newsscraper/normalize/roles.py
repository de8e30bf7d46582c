"""Roles in bylines: who writes, and who edits, photographs or uploads."""

import re
from typing import Final

from newsscraper.normalize.lazy_pattern import lazy_pattern
from newsscraper.normalize.lower_case import lowered
from newsscraper.normalize.organisations import is_organisation
from newsscraper.normalize.titles import is_degree, without_titles

_WRITERS: Final = (
    r"penulis|reporter|pewarta|wartawan|jurnalis|koresponden|kontributor|laporan|naskah|author|writer"
    r"|(?:di(?:tulis|susun|laporkan) )?oleh|(?:written )?by|rep"
)
_EDITORS: Final = r"editor|redaktur|penyunting|red"
_OTHERS: Final = (
    r"(?:foto|video)(?:grafer)?|foto-foto|teks|produser|uploader|pengunggah|penerjemah"
    r"|ilustra(?:tor|si)|infografis|desain(?:er)?|sumber|narasumber|kameramen"
)
_ANY: Final = rf"(?:foto |video )?(?:{_WRITERS}|{_EDITORS}|{_OTHERS})(?: foto| video| bahasa)?\s*:"
_LABEL: Final = re.compile(
    rf"^\s*\(?\s*(?:(?:{_WRITERS}|{_EDITORS})\s*:|oleh\s*[;,.\u2013-](?=\s))\s*", re.IGNORECASE
)
_WRITER_LABEL: Final = lazy_pattern(rf"\b(?:{_WRITERS})\s*:", re.IGNORECASE)
# Templates set roles without a blank between them: "Kornelis KahaEditor: Siti Maesaroh".
_BORDER: Final = r"(?:\b|(?-i:(?<=[a-z])(?=[A-Z])))"
_EDITOR_LABEL: Final = re.compile(rf"{_BORDER}(?:{_EDITORS})\s*:", re.IGNORECASE)
_NO_WRITER: Final = re.compile(
    rf"\s*\(?\s*(?:(?:foto |video )?(?:{_EDITORS}|{_OTHERS})(?: foto| video| bahasa)?\s*:"
    r"|(?-i:(?:Editor|Redaktur|EDITOR|REDAKTUR) (?=[A-Z])))",
    re.IGNORECASE,
)
_BARE_LABEL: Final = re.compile(
    r"(?:(?:[Dd]i(?:tulis|susun|laporkan) )?[Oo]leh|OLEH|(?:Written )?[Bb]y|BY|Editor|Redaktur)"
    r"\s+(?=\w)"
    r"|(?:(?:Laporan )?(?:[Ww]artawan|Reporter|Pewarta|Penulis|Jurnalis|Koresponden)"
    r"|Laporan)\s+(?=[A-Z])"
)
# A byline that goes on with another role: what follows names somebody else.
_NEXT_ROLE: Final = lazy_pattern(
    rf"\s*[|/,;(\u2013-]?\s*{_BORDER}(?:{_ANY}|copyright\b).*$",
    re.IGNORECASE | re.DOTALL,
)


def writers_of(byline: str) -> str:
    """Return what *byline* says of its writers, without their role, and of nobody else.

    ``Oleh`` before one word is a part of the name: ``Oleh Sujana``.
    """
    if _NO_WRITER.match(byline):
        label = _WRITER_LABEL().search(byline)
        return _without_next_role(byline[label.end() :]).strip() if label else ""
    text, labels = _LABEL.subn("", byline)
    text = _without_next_role(text)
    return text if labels else _without_bare_label(text)


def editors_of(line: str) -> str:
    """Return what *line* says of editors; with only another role's label it says nothing."""
    if label := _EDITOR_LABEL.search(line):
        return _without_next_role(line[label.end() :]).strip()
    return "" if _LABEL.match(line) else _without_bare_label(_without_next_role(line))


def _without_next_role(text: str) -> str:
    is_possible = ":" in text or "copyright" in lowered(text)  # to look for them is faster
    return _NEXT_ROLE().sub("", text) if is_possible else text


def _without_bare_label(text: str) -> str:
    label = _BARE_LABEL.match(text)
    if label is None:
        return text
    rest = text[label.end() :]
    first, *others = rest.split(",")
    is_word = " " not in without_titles(first) and not is_organisation(first)
    is_name = text.startswith("Oleh") and is_word and all(map(is_degree, others))
    return text if is_name else rest
