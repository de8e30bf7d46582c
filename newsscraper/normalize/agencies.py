"""News agencies as stories credit them: in sign-offs, bylines, datelines and closing lines."""

import re
from typing import Final

from newsscraper.normalize.lazy_pattern import lazy_pattern
from newsscraper.normalize.roles import writers_of

_NAMES: Final = {
    "ant": "Antara",
    "antara": "Antara",
    "antaranews": "Antara",
    "antara news": "Antara",
    "antaranews.com": "Antara",
    "lkbn antara": "Antara",
    "afp": "AFP",
    "agence france-presse": "AFP",
    "ap": "AP",
    "associated press": "AP",
    "the associated press": "AP",
    "reuters": "Reuters",
    "xinhua": "Xinhua",
    "anadolu": "Anadolu",
    "anadolu agency": "Anadolu",
    "bernama": "Bernama",
    "dpa": "DPA",
    "efe": "EFE",
    "kyodo": "Kyodo",
    "yonhap": "Yonhap",
    "tass": "TASS",
    "medcom": "Medcom.id",
    "medcom.id": "Medcom.id",
}
"""As credits print it, in lower case -> the name."""

_AGENCY: Final = "|".join(re.escape(name) for name in sorted(_NAMES, key=len, reverse=True))
# In a bracket of its own "Ant" may be initials and "AP" the short form of a name in the sentence.
_SURE: Final = (
    r"(?:ANTARA|Antara)(?: News)?|AFP|Reuters|REUTERS|Xinhua|XINHUA|Anadolu|Bernama|Kyodo|Yonhap"
)
# After the end of a sentence: in one, it is the short form of the name before it.
_BRACKET: Final = re.compile(rf"[.!?\"'\u201d\u2019]\s?\((?P<name>{_SURE})(?:/[\w .-]+)*\)\.?$")
_LINE: Final = lazy_pattern(
    rf"\(?(?:sumber|source)\s?: ?(?P<name>{_AGENCY})(?:(?:\s?[/,&]\s?| dan )[\w .-]+)*\)?\.?"
    rf"|copyright \u00a9 (?P<owner>{_AGENCY}) \d{{4}}",
    re.IGNORECASE,
)
# A town, perhaps with its state: "Kepolisian Federal Australia (AFP) - " opens a sentence.
_TOWN: Final = r"[A-Z][\w'.]+(?: [A-Z][\w'.]+)?(?:, [A-Z][\w'. ]{1,20})?"
# Antara carries stories of others: "Fuzhou (ANTARA/Xinhua) - ".
_DATELINE: Final = re.compile(
    rf"{_TOWN} ?\((?:(?:ANTARA|Antara)/)?(?P<name>{_SURE})\) ?[-\u2013\u2014]"
)

_LONGEST_INITIALS: Final = 4


def agency_of_sign_off(sign_off: str) -> str | None:
    """Return the agency that a sign-off names: ``Ant/OL-1`` is Antara's.

    What is all in lower case, and short, are initials.
    """
    parts = (part.strip() for part in sign_off.split("/"))
    return next(filter(None, map(_agency_of_part, parts)), None)


def _agency_of_part(part: str) -> str | None:
    """Return the agency that is written as agencies are: Ap and ant are initials."""
    agency = _NAMES.get(part.lower())
    is_written_so = part.isupper() or (part[:1].isupper() and agency and not agency.isupper())
    return agency if is_written_so or len(part) > _LONGEST_INITIALS else None


def agency_of_byline(byline: str) -> str | None:
    """Return the agency that is a story's only writer: ``Rep: Antara/ Red: Rani`` is Antara's."""
    return _NAMES.get(writers_of(byline).strip().lower())


def agency_of_text(first: str, last: str) -> str | None:
    """Return the agency that the *first* part of a text opens with, or the *last* part credits."""
    is_line = ":" in last or "\u00a9" in last  # to look for them is faster
    line = _LINE().fullmatch(last) if is_line else None
    found = _DATELINE.match(first) or line or _BRACKET.search(last[-80:])
    if found is None:
        return None
    return _NAMES[next(filter(None, found.groups())).lower()]
