"""The words of dates: names of months, and of zones."""

from typing import Final

_OLD_FEBRUARY = ("pebroeari", "febroeari")
_OLD_AUGUST = ("agoest", "agoestoes", "augustus")
MONTHS: Final[list[tuple[str, ...]]] = [
    ("jan", "januari", "january", "djan", "djanuari", "djanoeari", "januarij"),
    (
        "feb",
        "februari",
        "february",
        "febuari",
        "febr",
        "peb",
        "pebr",
        "pebruari",
        *_OLD_FEBRUARY,
    ),
    ("mar", "maret", "march", "mrt", "maart"),
    ("apr", "april"),
    ("mei", "may"),
    ("jun", "juni", "june", "djun", "djuni", "djoeni", "joeni"),
    ("jul", "juli", "july", "djul", "djuli", "djoeli", "joeli"),
    (
        "agu",
        "agt",
        "ags",
        "agst",
        "agus",
        "agust",
        "agustus",
        "aug",
        "august",
        "ag",
        *_OLD_AUGUST,
    ),
    ("sep", "sept", "september"),
    ("okt", "oktober", "oct", "october"),
    ("nov", "november", "nop", "nopember"),
    ("des", "desember", "dec", "december"),
]
"""The month names of Indonesian pages: today's, short and old ones, and the English.

`Pebruari` and `Nopember` live on in official texts, `Agt`, `Ags` and `Agust` beside `Agu` on news
pages, and the spelling of before 1972 (`Djuli`, of before 1947 `Djoeli`) in archives; `Febuari` is
a typo that was seen. Malay names (`Ogos`) are left out: they belong to another country's news.
"""

_HOURS = {"WIB": 7, "WITA": 8, "WIT": 9, "UTC": 0, "GMT": 0, "Z": 0}
# The other words that RFC 5322, section 4.3, allows in an RSS date.
_HOURS |= {"EST": -5, "EDT": -4, "CST": -6, "CDT": -5, "MST": -7, "MDT": -6, "PST": -8, "PDT": -7}
# What stands behind times of other countries, and means one zone there.
_HOURS |= {
    "SGT": 8,
    "MYT": 8,
    "HKT": 8,
    "JST": 9,
    "KST": 9,
    "AEST": 10,
    "CET": 1,
    "CEST": 2,
    "MSK": 3,
}
OFFSETS: Final = {word: hours * 3600 for word, hours in _HOURS.items()}
"""Name of a zone -> seconds east of Greenwich."""
