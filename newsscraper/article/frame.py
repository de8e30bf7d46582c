"""The lines before and behind a text that name who wrote, edited or tagged it."""

from collections.abc import Iterable, Iterator
from itertools import takewhile

from newsscraper.article.stray_lines import AROUND, EDITOR, REPORTER, SOURCE, TWO_LINES, WRITER
from newsscraper.items import BodyPart
from newsscraper.normalize.lazy_pattern import LazyPattern


def with_lines_apart(parts: Iterable[BodyPart]) -> Iterator[BodyPart]:
    """Yield *parts*; one that names a person and a source becomes two."""
    for part in parts:
        for line in _lines_of(part["text"]):
            yield {"kind": part["kind"], "text": line}


def _lines_of(text: str) -> Iterable[str]:
    if ":" not in text or "sumber" not in text.casefold():  # to look for them is faster
        return (text,)
    found = TWO_LINES().fullmatch(text)
    return filter(None, found.groups()) if found else (text,)


def without_frame(parts: list[BodyPart]) -> list[BodyPart]:
    """Return *parts* without the lines around them that name who edited or tagged them.

    Who wrote them is left in the first line: `Body.cut` keeps it.
    """
    first, last = 0, len(parts)
    while first < last and AROUND.fullmatch(text := parts[first]["text"]):
        if WRITER().fullmatch(text):
            break
        first += 1
    while first < last and _is_frame(parts[last - 1]["text"]):
        last -= 1
    sources = [part for part in parts[last:] if not AROUND.fullmatch(part["text"])]
    return parts[first:last] + sources


def reporter_behind(parts: list[BodyPart]) -> str | None:
    """Return who is named as the reporter in one of the lines behind the text."""
    return _named_behind(parts, REPORTER)


def editor_behind(parts: list[BodyPart]) -> str | None:
    """Return who is named as the editor in one of the lines behind the text."""
    return _named_behind(parts, EDITOR)


def _named_behind(parts: list[BodyPart], line: LazyPattern[str]) -> str | None:
    behind = takewhile(_is_frame, (part["text"] for part in reversed(parts[1:])))
    found = next(filter(None, (line().fullmatch(text) for text in behind)), None)
    return found["names"] if found else None


def _is_frame(text: str) -> bool:
    return bool(AROUND.fullmatch(text) or SOURCE.fullmatch(text))
