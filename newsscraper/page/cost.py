"""Refuses pages that would cost more to parse than they can be worth, before anybody parses them.

libxml2 compares each attribute of a tag with all before it: 200,000 of them keep it busy for
minutes, deaf to signals.
"""

import re
from itertools import accumulate
from typing import Final

from newsscraper.failures import Reason
from newsscraper.normalize.lazy_pattern import lazy_pattern

MOST_TAGS: Final = 20_000
"""Starts and ends of tags in one page; real ones have about 1,500."""

MOST_ATTRIBUTES: Final = 150
"""In one tag; in real ones there are about 12 at most."""

MOST_IN_ALL: Final = 300_000
"""Attributes in one page; real ones have about 2,000. Shorter pages cannot come near it."""

_LONG_PAGE: Final = 1_000_000
"""Characters."""

# A page as the HTML standard cuts it into tags; one with too many attributes is no part of it.
# Everything is possessive or atomic: no character is read more than four times, and what is never
# closed goes on to the end of the page. Sets of single characters are fast: neither ``\s`` nor
# ``.*?`` is one.
_BLANK: Final = r" \t\n\f\r"
_VALUE: Final = (
    rf"(?:[{_BLANK}]*+=[{_BLANK}]*+(?>\"[^\"]*+(?:\"|\Z)|'[^']*+(?:'|\Z)|[^{_BLANK}>]*+))?+"
)
_ATTRIBUTE: Final = rf"[^{_BLANK}/>][^{_BLANK}/>=]*+{_VALUE}"
_MOST: Final = f"{{0,{MOST_ATTRIBUTES}}}+"
# Most tags have only attributes of the usual form; the others are read again.
_USUAL: Final = rf"(?:[{_BLANK}]++[a-z-]++=\"[^\"]*+\"){_MOST}[{_BLANK}/]*+>"
_ATTRIBUTES: Final = rf"(?>{_USUAL}|(?:[{_BLANK}/]*+{_ATTRIBUTE}){_MOST}[{_BLANK}/]*+(?:>|\Z))"
_COMMENT: Final = r"!--(?>-?>|[^-]*+(?:-(?!-!?>)[^-]*+)*+(?:--!?>)?+)"
_OTHER: Final = r"[!?][^>]*+|(?![a-zA-Z/!?])"


def _start(letters: str) -> str:
    """Return the pattern of a start tag whose name begins with one of *letters*."""
    return rf"[{letters}][^{_BLANK}/>]*+{_ATTRIBUTES}"


def _raw(name: str) -> str:
    """Return the pattern of an element in which there are no tags, up to its end."""
    name = f"[{name[0]}{name[0].upper()}](?ai:{name[1:]})"
    text = rf"[^<]*+(?:<(?!/{name}[{_BLANK}/>])[^<]*+)*+"
    return rf"{name}(?=[{_BLANK}/>]){_ATTRIBUTES}{text}(?:</{name})?+"


_RAW: Final = "script style textarea title xmp iframe noembed noframes".split()
# The most frequent first: ends, and starts that by their first letters cannot be those of raw text.
_ANY: Final = (
    *(r"/[^>]*+", _start("a-hj-mo-ru-wyzA-HJ-MO-RU-WYZ"), *map(_raw, _RAW)),
    *(_start("a-zA-Z"), _COMMENT, _OTHER),
)
_PAGE: Final = re.compile(rf"[^<]*+(?:<(?:{'|'.join(_ANY)})[^<]*+)*+")
_TAG: Final = lazy_pattern(r"<[a-z](?:[^\"'>]++|\"[^\"]*+\"?+|'[^']*+'?+)*+", re.IGNORECASE)
_MARK: Final = lazy_pattern(r"<[/!]?[a-z-]", re.IGNORECASE)
_ONE: Final = lazy_pattern(_ATTRIBUTE)


def complaint(text: str, most_tags: int = MOST_TAGS) -> Reason | None:
    """Return why the page *text* is not to be parsed, as one word for counting, or None.

    ``too_many_tags`` or ``too_many_attributes``. Takes time in proportion to the page.
    """
    signs = text.count("<")
    if signs > 10 * most_tags or (signs > most_tags and len(_MARK().findall(text)) > most_tags):
        return Reason.TOO_MANY_TAGS
    page = _PAGE.match(text)
    is_plain = page is not None and page.end() == len(text)
    if not is_plain or (len(text) > _LONG_PAGE and _has_too_many(text)):
        return Reason.TOO_MANY_ATTRIBUTES
    return None


def _has_too_many(text: str) -> bool:
    counts = accumulate(len(_ONE().findall(tag[0])) - 1 for tag in _TAG().finditer(text))
    return any(count > MOST_IN_ALL for count in counts)
