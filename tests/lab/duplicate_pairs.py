"""The labelled pairs of tests/data/duplicates: articles that repeat another, and such that do not.

`texts.jsonl` holds stories written for this, several texts of each; their kind says whether they
repeat one another. `pairs.jsonl` has all pairs: of these, and of articles of `fixtures` with copies
that are made here, by a change and a seed. Thresholds are chosen on the half ``tuning``, and judged
on the half ``judging``; a story is in one half only. Those of `blind.jsonl` were written when the
program was done, by somebody who did not know it, and are all in the half ``judging``; the rule for
corrections alone came from them. So are those of `across.jsonl`, 60 pairs of several publishers:
stories of agencies that other houses carry, and such that only look alike. To write `pairs.jsonl`
anew:

    python tests/lab/duplicate_pairs.py
"""

import json
import random
from functools import cache
from itertools import combinations
from pathlib import Path
from typing import NamedTuple

DATA = Path(__file__).parents[1] / "data" / "duplicates"
FIXTURES = Path(__file__).parents[2] / "fixtures"
FEWEST_WORDS = 100
"""Shorter articles of the fixtures are left out."""

REPEATING = {"wire", "rewrite", "live", "units", "short_copy", "correction", "carried"}
"""Kinds of stories whose texts repeat one another."""
NOT_REPEATING = {"template", "short_template", "independent", "follow_up", "roundup", "lookalike"}
"""Kinds of stories whose texts do not: the same wording about something else, or the reverse."""


JUDGING = ("blind.jsonl", "across.jsonl")
"""Files whose stories are all in the half for judging."""


CHANGED = ("detik", "kompas", "mediaindonesia")
"""Publishers of whose pages copies are made. Pages of others would move articles between halves."""


class Text(NamedTuple):
    """An article, as far as it matters here."""

    key: str
    publisher: str
    date: str
    headline: str
    body: str


class Pair(NamedTuple):
    """Two articles, and whether the second repeats the first."""

    kind: str
    is_duplicate: bool
    half: str
    first: str
    second: str
    change: str = ""
    """Made of the first: name of a function and the share of the words that it changes."""
    seed: int = 0

    def texts(self):
        """Both articles."""
        first = texts()[self.first]
        return first, changed(first, self) if self.change else texts()[self.second]


@cache
def texts():
    """Return all articles by key."""
    return {text.key: text for text in [*_articles(), *(text for _, text in _stories())]}


def pairs(half=None):
    """Return the pairs of the file, or those of one half."""
    return [pair for pair in map(_pair, _lines("pairs.jsonl")) if half in (None, pair.half)]


def _lines(name):
    return (DATA / name).read_text(encoding="utf-8").splitlines()


def _pair(line):
    return Pair(**json.loads(line))


def _articles():
    for path in sorted(FIXTURES.rglob("*.json")):
        golden = json.loads(path.read_text(encoding="utf-8"))
        if golden["publisher"] in CHANGED and golden["word_count"] >= FEWEST_WORDS:
            names = ("key", "publisher", "date_published", "headline", "body")
            yield Text(*map(golden.get, names))


def _stories():
    """Yield kind and text of each of the stories; a key is made of the story and a number."""
    counts = {}
    for line in [line for name in ("texts.jsonl", *JUDGING) for line in _lines(name)]:
        text = json.loads(line)
        counts[text["story"]] = number = counts.get(text["story"], 0) + 1
        key = f"{text['story']}:{number}"
        yield text["kind"], Text(key, *map(text.get, ("publisher", "date", "headline", "body")))


# --- Copies ------------------------------------------------------------------------------------


def changed(text, pair):
    """Return a copy of *text*, changed as *pair* says, an hour later and by another publisher."""
    name, _, share = pair.change.partition(":")
    body = CHANGES[name](text.body, float(share or 0), random.Random(pair.seed))
    headline = f"{text.headline.split(':')[0]}, Ini Penjelasannya"
    return text._replace(key=pair.second, publisher="harian", headline=headline, body=body)


def same(body, share, dice):
    """The same body; only the headline is another."""
    return body


def edited(body, share, dice):
    """Some words replaced by words of other articles."""
    return _by_word(body, lambda word: dice.choice(_words()) if dice.random() < share else word)


def block(body, share, dice):
    """One block of words in a row replaced by the words of another article."""
    words = _split(body)
    length = round(share * len(words))
    start = dice.randrange(len(words) - length)
    other = dice.choice(_bodies()).split()[:length]
    return _join([*words[:start], *other, *words[start + length :]])


def cut_end(body, share, dice):
    """The end cut off."""
    words = _split(body)
    return _join(words[: round((1 - share) * len(words))])


def cut_start(body, share, dice):
    """The start cut off."""
    words = _split(body)
    return _join(words[round(share * len(words)) :])


CHANGES = {change.__name__: change for change in (same, edited, block, cut_end, cut_start)}
_BREAK = "\n\n"


def _split(body):
    """Words of a body, and its paragraphs' ends."""
    return body.replace(_BREAK, f" {_BREAK} ").split(" ")


def _join(words):
    return " ".join(words).replace(f" {_BREAK} ", _BREAK)


def _by_word(body, change):
    return _join([word if word == _BREAK else change(word) for word in _split(body)])


@cache
def _bodies():
    return [text.body for text in _articles()]


@cache
def _words():
    return " ".join(_bodies()).split()


# --- The file ----------------------------------------------------------------------------------

MADE = {
    "exact": ("same", 24),
    "headline changed": ("same", 20),
    "edited 5 %": ("edited:0.05", 30),
    "edited 10 %": ("edited:0.10", 50),
    "edited 20 %": ("edited:0.20", 30),
    "block 10 %": ("block:0.10", 24),
    "block 20 %": ("block:0.20", 24),
    "block 30 %": ("block:0.30", 24),
    "cut at the end 10 %": ("cut_end:0.10", 24),
    "cut at the end 20 %": ("cut_end:0.20", 24),
    "cut at the end 30 %": ("cut_end:0.30", 24),
    "cut at the start 20 %": ("cut_start:0.20", 24),
}
"""Kind -> the change, and how many articles it is made of."""
UNRELATED = 60


def make():
    """Return all pairs, made anew."""
    return [*_made(), *_edited_templates(), *_written(), *_unrelated()]


def _made():
    dice = random.Random(6)
    keys = [text.key for text in _articles()]
    for kind, (change, count) in MADE.items():
        for key in sorted(dice.sample(keys, count)):
            copy, seed = f"{key}#{kind}", dice.randrange(10_000)
            yield Pair(kind, True, _half(keys.index(key)), key, copy, change, seed)


def _edited_templates():
    """Edited copies of texts that have template neighbours: those are not what they repeat."""
    dice = random.Random(7)
    stories = [keys for keys in _by_story({"template"}) if keys[0] not in _blind()]
    for number, keys in enumerate(stories):
        copy = f"{keys[0]}#edited"
        seed = dice.randrange(10_000)
        yield Pair("edited 5 %, template", True, _half(number), keys[0], copy, "edited:0.05", seed)


def _written():
    for kinds, is_duplicate in ((REPEATING, True), (NOT_REPEATING, False)):
        for number, keys in enumerate(_by_story(kinds)):
            half = "judging" if keys[0] in _blind() else _half(number)
            for first, second in combinations(keys, 2):
                yield Pair(_kind_of(first), is_duplicate, half, first, second)


def _unrelated():
    dice = random.Random(8)
    for half in (0, 1):
        keys = [text.key for number, text in enumerate(_articles()) if number % 2 == half]
        for first, second in dice.sample(list(combinations(keys, 2)), UNRELATED // 2):
            yield Pair("unrelated", False, _half(half), first, second)


def _by_story(kinds):
    """Return the keys of each story of these kinds."""
    stories = {}
    for kind, text in _stories():
        if kind in kinds:
            stories.setdefault(text.key.rpartition(":")[0], []).append(text.key)
    return list(stories.values())


@cache
def _kinds():
    return {text.key: kind for kind, text in _stories()}


@cache
def _blind():
    """Return the keys of the first texts of the stories that are all for judging."""
    return {f"{json.loads(line)['story']}:1" for name in JUDGING for line in _lines(name)}


def _kind_of(key):
    return _kinds()[key]


def _half(number):
    return "judging" if number % 2 else "tuning"


if __name__ == "__main__":
    with (DATA / "pairs.jsonl").open("w", encoding="utf-8") as file:
        for each in make():
            file.write(json.dumps(each._asdict(), ensure_ascii=False) + "\n")
