"""A piece of a text around the words that were searched for, with what was found between marks."""

from collections.abc import Sequence

from newsscraper.store.folded_words import Word, words_in
from newsscraper.store.found_text import HIT, WORDS

Phrase = Sequence[str]
"""Folded words that stand side by side."""

_Span = tuple[int, int]
"""Of the words of a phrase: the first, and the one behind the last."""


def best_piece(phrases: Sequence[Phrase], texts: Sequence[str]) -> str:
    """Return the piece of *texts* that has most of the *phrases*; of several the first."""
    found = [_piece(phrases, each) for each in texts]
    return max(found, key=lambda each: each[0], default=(0, ""))[1]


def _piece(phrases: Sequence[Phrase], text: str) -> tuple[int, str]:
    """Return how many of the *phrases* are in the best piece of *text*, and that."""
    words = list(words_in(text))
    spans = {tuple(phrase): _spans(phrase, words) for phrase in phrases}
    starts = sorted({0, *(span[0] for found in spans.values() for span in found)})
    last = max(0, len(words) - WORDS)

    def held(start: int) -> int:
        return sum(any(_is_within(span, start) for span in found) for found in spans.values())

    start = max((min(each, last) for each in starts), key=held)
    inside = sorted({span for found in spans.values() for span in found if _is_within(span, start)})
    return held(start), _marked(text, words, start, inside)


def _spans(phrase: Phrase, words: Sequence[Word]) -> list[_Span]:
    folded, size = [each.folded for each in words], len(phrase)
    return [
        (at, at + size)
        for at, word in enumerate(folded)
        if word == phrase[0] and folded[at : at + size] == list(phrase)
    ]


def _is_within(span: _Span, start: int) -> bool:
    return start <= span[0] and span[1] <= start + WORDS


def _marked(text: str, words: Sequence[Word], start: int, spans: Sequence[_Span]) -> str:
    """Return the piece from word *start* on, with marks around *spans*."""
    if not words:
        return text
    behind = min(start + WORDS, len(words))
    begin, end = words[start].start if start else 0, words[behind - 1].end
    pieces, at = ["…" if start else ""], begin
    for first, last in spans:
        if words[first].start < at:  # phrases may share words
            continue
        pieces += [text[at : words[first].start], HIT[0]]
        pieces += [text[words[first].start : words[last - 1].end], HIT[1]]
        at = words[last - 1].end
    rest = "…" if behind < len(words) else text[end:]
    return "".join([*pieces, text[at:end], rest])
