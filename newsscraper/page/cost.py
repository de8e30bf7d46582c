"""Refuses pages that would cost more to parse than they can be worth, before anybody parses them.

libxml2 compares each attribute of a tag with all before it: 200,000 of them keep it busy for
minutes, deaf to signals.
"""

import re
from itertools import accumulate
from typing import Final

from newsscraper.failures import Reason

MOST_TAGS: Final = 20_000
"""Starts and ends of tags in one page; real ones have about 1,500."""

MOST_ATTRIBUTES: Final = 150
"""In one tag; in real ones there are about 12 at most."""

MOST_IN_ALL: Final = 300_000
"""Attributes in one page; real ones have about 2,000. Shorter pages cannot come near it."""

_LONG_PAGE: Final = 1_000_000
"""Characters."""

# A page as the HTML standard cuts it into tags; one with too many attributes is no part of it.
# Everything is possessive or atomic: no character is read twice, and what is never closed goes on
# to the end of the page.
_VALUE: Final = r"(?:\s*+=\s*+(?>\"[^\"]*+(?:\"|\Z)|'[^']*+(?:'|\Z)|[^\s>]*+))?+"
_ATTRIBUTE: Final = rf"[^\s/>][^\s/>=]*+{_VALUE}"
_ATTRIBUTES: Final = rf"(?:[\s/]*+{_ATTRIBUTE}){{0,{MOST_ATTRIBUTES}}}+[\s/]*+(?:>|\Z)"
_RAW: Final = "|".join(
    rf"{name}(?=[\s/>]){_ATTRIBUTES}(?>.*?</{name}(?=[\s/>])|.*+)"
    for name in ("script", "style", "textarea", "title", "xmp", "iframe", "noembed", "noframes")
)
_START: Final = rf"[a-z][^\s/>]*+{_ATTRIBUTES}"
_COMMENT: Final = r"!--(?>-?>|.*?--!?>|.*+)"
_OTHER: Final = r"[!?](?!--)[^>]*+|(?![a-z/!?])"
# The most frequent first: ends, and starts that cannot be those of raw text.
_ANY: Final = rf"/[^>]*+|(?![stxin]){_START}|{_RAW}|{_START}|{_COMMENT}|{_OTHER}"
_PAGE: Final = re.compile(rf"[^<]*+(?:<(?>{_ANY})[^<]*+)*+", re.IGNORECASE | re.DOTALL)
_TAG: Final = re.compile(r"<[a-z](?:[^\"'>]++|\"[^\"]*+\"?+|'[^']*+'?+)*+", re.IGNORECASE)
_MARK: Final = re.compile(r"<[/!]?[a-z-]", re.IGNORECASE)
_ONE: Final = re.compile(_ATTRIBUTE)


def complaint(text: str, most_tags: int = MOST_TAGS) -> Reason | None:
    """Return why the page *text* is not to be parsed, as one word for counting, or None.

    ``too_many_tags`` or ``too_many_attributes``. Takes time in proportion to the page.
    """
    signs = text.count("<")
    if signs > 10 * most_tags or (signs > most_tags and len(_MARK.findall(text)) > most_tags):
        return Reason.TOO_MANY_TAGS
    page = _PAGE.match(text)
    is_plain = page is not None and page.end() == len(text)
    if not is_plain or (len(text) > _LONG_PAGE and _has_too_many(text)):
        return Reason.TOO_MANY_ATTRIBUTES
    return None


def _has_too_many(text: str) -> bool:
    counts = accumulate(len(_ONE.findall(tag[0])) - 1 for tag in _TAG.finditer(text))
    return any(count > MOST_IN_ALL for count in counts)
