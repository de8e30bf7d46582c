"""Makes up pages that are little but tags, and counts the attributes of their tags one by one.

    python tests/lab/tag_soups.py --soups 60000 --seed 1

The guard of `newsscraper.page.cost` cuts a page into tags by one pattern. `is_too_much` does it
character by character, as the HTML standard says. The two have to agree on each soup: quotes that
nobody closes, comments in scripts, ends of scripts that are none.
"""

import argparse
import sys
from pathlib import Path
from random import Random
from string import ascii_lowercase, ascii_uppercase

sys.path.insert(0, str(Path(__file__).parents[1]))

from newsscraper.page.cost import MOST_ATTRIBUTES, complaint

LETTERS = frozenset(ascii_lowercase + ascii_uppercase)
BLANKS = " \t\n\f\r"
RAW = ("script", "style", "textarea", "title", "xmp", "iframe", "noembed", "noframes")
LOWER = str.maketrans(ascii_uppercase, ascii_lowercase)
SIGNS: list[str] = [
    *"<>/='\"!-? \n\t",
    "--",
    "-->",
    "--!>",
    "<!--",
    "<!-->",
    "<!--->",
    "</",
    "<?",
    "</p>",
]
NAMES = [
    *RAW,
    "b",
    "P",
    "span",
    "Script",
    "STYLE",
    "titles",
    "noscript",
    "3",
    "é",
    "\u017fcript",
    "-",
]
ATTRIBUTES = [' a="b"', " a", " a=b", " a='>'", ' a=">"', '/a="b"', ' a = "b"', " =", "\na='b'c"]
ATTRIBUTES += [" a=", ' a="<b>"', " A-b=\"c\"d='e'", " \N{NO-BREAK SPACE}a=b", " a\x0b=b"]


def soup(random: Random) -> str:
    """Return a page; in about every third a tag has more attributes than a page may have."""
    return "".join(_piece(random) for _ in range(random.randrange(1, 40)))


def _piece(random: Random) -> str:
    kind = random.random()
    if kind < 0.35:
        return random.choice(SIGNS)
    if kind < 0.55:
        return f"</{random.choice(NAMES)}{random.choice(['>', ' >', '', '/>', '-', ' a>'])}"
    if kind < 0.85:
        return f"<{random.choice(NAMES)}{_attributes(random, random.randrange(4))}>"
    if kind < 0.9:
        many = _attributes(random, MOST_ATTRIBUTES + random.randrange(-3, 3))
        return f"<{random.choice(NAMES)}{many}{random.choice(['>', '/>', ''])}"
    return random.choice(["kata ", "a < b", "x='1'", 'if(a<b){"</"}', "é"])


def _attributes(random: Random, count: int) -> str:
    if count > 4 and random.random() < 0.7:
        return random.choice(ATTRIBUTES) * count
    return "".join(random.choice(ATTRIBUTES) for _ in range(count))


def is_too_much(page: str) -> bool:
    """Tell whether a tag of *page* has too many attributes."""
    at = page.find("<")
    while at >= 0:
        at, count = _behind(page, at + 1)
        if count > MOST_ATTRIBUTES:
            return True
        at = page.find("<", at)
    return False


def _behind(page: str, at: int) -> tuple[int, int]:
    """Return where what stands behind a ``<`` ends, and how many attributes it has."""
    if page.startswith("!--", at):
        return _behind_comment(page, at + 3), 0
    if page.startswith(("/", "!", "?"), at):
        return _find(page, ">", at), 0
    if page[at : at + 1] not in LETTERS:
        return at, 0
    start = at
    while at < len(page) and page[at] not in f"{BLANKS}/>":
        at += 1
    name = page[start:at].translate(LOWER)
    at, count = _behind_attributes(page, at)
    return (_behind_text(page, at, name) if name in RAW else at), count


def _behind_comment(page: str, at: int) -> int:
    for end in (">", "->"):
        if page.startswith(end, at):
            return at + len(end)
    return min(_find(page, end, at) for end in ("-->", "--!>"))


def _behind_text(page: str, at: int, name: str) -> int:
    """Return where a text without tags ends: behind the name of the element in its end tag."""
    end = f"</{name}"
    low = page.translate(LOWER)
    at = low.find(end, at)
    while at >= 0:
        at += len(end)
        if page[at : at + 1] and page[at] in f"{BLANKS}/>":
            return at
        at = low.find(end, at)
    return len(page)


def _behind_attributes(page: str, at: int) -> tuple[int, int]:
    """Return where a tag ends, and how many attributes it has."""
    count = 0
    while True:
        at = _skip(page, at, f"{BLANKS}/")
        if at >= len(page) or page[at] == ">":
            return at + 1, count
        count += 1
        at += 1  # a name may begin with "="
        while at < len(page) and page[at] not in f"{BLANKS}/>=":
            at += 1
        equals = _skip(page, at, BLANKS)
        if page.startswith("=", equals):
            at = _behind_value(page, _skip(page, equals + 1, BLANKS))


def _behind_value(page: str, at: int) -> int:
    if page.startswith(("'", '"'), at):
        return _find(page, page[at], at + 1)
    while at < len(page) and page[at] not in f"{BLANKS}>":
        at += 1
    return at


def _skip(page: str, at: int, characters: str) -> int:
    while at < len(page) and page[at] in characters:
        at += 1
    return at


def _find(page: str, end: str, at: int) -> int:
    """Return where *end* is over, the end of the page if it never comes."""
    found = page.find(end, at)
    return len(page) if found < 0 else found + len(end)


def disagreements(soups: int, seed: int) -> tuple[list[str], int]:
    """Return the soups on which guard and count disagree, and how many both refuse."""
    random, found, refused = Random(seed), [], 0
    for _ in range(soups):
        page = soup(random)
        is_refused = complaint(page) is not None
        refused += is_refused
        if is_refused != is_too_much(page):
            found.append(page)
    return found, refused


def main() -> None:
    """Print how many soups were refused, and each on which the two disagree."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--soups", type=int, default=60_000)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    found, refused = disagreements(options.soups, options.seed)
    for page in found:
        print(ascii(page))
    print(f"{options.soups:,} soups, {refused:,} refused, {len(found)} different verdicts")
    sys.exit(1 if found else 0)


if __name__ == "__main__":
    main()
