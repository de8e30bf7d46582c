"""Made-up articles for benchmarks, each told by its number: none has to be kept in memory.

They have 400 words in five paragraphs, drawn from 20,000 words as real ones are: the word of rank
n with a frequency of 1 / n. Their days are spread over 30.
"""

from datetime import date, timedelta
from hashlib import sha256
from itertools import accumulate, product
from random import Random

from newsscraper.items import Article

WORDS = 400
PARAGRAPHS = 5
VOCABULARY = 20_000
DAYS = 30
FIRST_DAY = date(2025, 6, 1)
FIGURES, NAMES = 0.03, 0.04
"""Shares of the words that are figures, and names."""


def _vocabulary() -> list[str]:
    """Return made-up words, the frequent ones short."""
    syllables = [*map("".join, product("bcdgjklmnprst", "aiueo"))]
    dice, words = Random(1), dict[str, None]()
    while len(words) < VOCABULARY:
        count = 2 if len(words) < 500 else dice.choice((2, 3, 3, 4))
        words["".join(dice.choices(syllables, k=count)) + dice.choice(("", "", "n", "ng"))] = None
    return list(words)


_VOCABULARY = _vocabulary()
_FREQUENCIES = list(accumulate(1 / rank for rank in range(1, VOCABULARY + 1)))


def article(number: int) -> Article:
    """Return the article of a number, always the same."""
    dice = Random(number)
    body = _body(dice)
    moment = FIRST_DAY + timedelta(days=number % DAYS)
    return Article(
        key=f"mediaindonesia:{number}",
        publisher="mediaindonesia",
        url=f"https://mediaindonesia.com/ekonomi/{number}/{'-'.join(body.lower().split()[:8])}",
        headline=" ".join(body.split()[:8]).title(),
        section="ekonomi",
        date_published=f"{moment}T{number % 24:02}:15:00+07:00",
        body=body,
        body_parts=[{"kind": "paragraph", "text": text} for text in body.split("\n\n")],
        word_count=WORDS,
        content_hash=sha256(body.encode()).hexdigest(),
    )


def _body(dice: Random) -> str:
    words = dice.choices(_VOCABULARY, cum_weights=_FREQUENCIES, k=WORDS)
    size = WORDS // PARAGRAPHS
    return "\n\n".join(_paragraph(words[at : at + size], dice) for at in range(0, WORDS, size))


def _paragraph(words: list[str], dice: Random) -> str:
    sentences = []
    while words:
        length = dice.randrange(10, 20)
        sentences.append(_sentence(words[:length], dice))
        words = words[length:]
    return " ".join(sentences)


def _sentence(words: list[str], dice: Random) -> str:
    first, *others = (_particular(word, dice) for word in words)
    return f"{' '.join([first.capitalize(), *others])}."


def _particular(word: str, dice: Random) -> str:
    """Return *word*, in its place a figure, or as a name."""
    chance = dice.random()
    if chance < FIGURES:
        return str(dice.randrange(2, 3000))
    return word.capitalize() if chance < FIGURES + NAMES else word
