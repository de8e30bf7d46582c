"""Rights: what a page says about its use, in robots directives and TDM reservations."""

import re
from typing import Final

from scrapy.settings import BaseSettings

from newsscraper.failures import Reason
from newsscraper.items import Rights
from newsscraper.page.fetched_page import Page

# In a header, NAME: before the directives speaks to that crawler alone; these are directives.
_TO_ONE_CRAWLER = re.compile(
    r"(?!(?:max-snippet|max-image-preview|max-video-preview|unavailable_after)\b)([\w-]+|\*)\s*:",
    re.IGNORECASE,
)
_OURS: Final = ("newsscraper", "*")
"""The names that mean us."""
_NO_INDEX: Final = frozenset({"noindex", "none"})


def read_rights(page: Page) -> Rights | None:
    """Return the directives of headers and meta tags, merged; None when there are none.

    Header names and meta names are the same: ``X-Robots-Tag`` and ``robots`` (Robots Exclusion),
    ``tdm-reservation`` and ``tdm-policy`` (TDM Reservation Protocol).
    """
    rights: Rights = {
        "robots": _directives(page),
        "tdm_reservation": _reservation(_said(page, "tdm-reservation")),
        "tdm_policy": next(iter(_said(page, "tdm-policy")), None),
    }
    is_silent = all(said in (None, []) for said in rights.values())
    return None if is_silent else rights


def reservation_of(rights: Rights | None, settings: BaseSettings) -> Reason | None:
    """Return why a page with these *rights* is left out, ``noindex`` or ``tdm_reserved``, or None.

    The settings ``ROBOTS_META_OBEY`` and ``TDM_RESPECT`` say which reasons count.
    """
    if rights is None:
        return None
    words = {word for said in rights["robots"] for word in said.replace(";", " ").split()}
    if settings.getbool("ROBOTS_META_OBEY") and not _NO_INDEX.isdisjoint(words):
        return Reason.NOINDEX
    is_respected = settings.getbool("TDM_RESPECT") and rights["tdm_reservation"]
    return Reason.TDM_RESERVED if is_respected else None


def _directives(page: Page) -> list[str]:
    lines = [_to_us(line) for line in _said(page, "x-robots-tag")]
    lines += page.metas.get("robots", []) + page.metas.get(_OURS[0], [])
    words = (word.strip().lower() for line in lines for word in line.split(","))
    return list(dict.fromkeys(filter(None, words)))


def _to_us(line: str) -> str:
    """Return the directives of a header's *line* that speak to all crawlers, or to us."""
    to_us, is_ours = [], True
    for piece in line.split(","):
        directive = piece.strip()
        if addressed := _TO_ONE_CRAWLER.match(directive):
            is_ours = addressed[1].lower() in _OURS
            directive = directive[addressed.end() :]
        if is_ours:
            to_us.append(directive)
    return ",".join(to_us)


def _reservation(values: list[str]) -> bool | None:
    """Return True when any place reserves the rights, False when one says that none does."""
    if "1" in values:
        return True
    return False if "0" in values else None


def _said(page: Page, name: str) -> list[str]:
    """Return what headers and meta tags of that name say, trimmed."""
    headers = [value.decode("latin-1") for value in page.headers.getlist(name)]
    return [text for value in headers + page.metas.get(name, []) if (text := value.strip())]
