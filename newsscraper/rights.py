"""Rights: what a page says about its use, in robots directives and TDM reservations."""

from newsscraper.items import Rights
from newsscraper.places import Page


def read_rights(page: Page) -> Rights | None:
    """Return the directives of headers and meta tags, merged; None when there are none.

    Header names and meta names are the same: ``X-Robots-Tag`` and ``robots`` (Robots Exclusion),
    ``tdm-reservation`` and ``tdm-policy`` (TDM Reservation Protocol).
    """
    robots = _headers(page, "X-Robots-Tag") + page.metas.get("robots", [])
    reservation = _headers(page, "tdm-reservation") + page.metas.get("tdm-reservation", [])
    policy = _headers(page, "tdm-policy") + page.metas.get("tdm-policy", [])
    if not (robots or reservation or policy):
        return None
    directives = (word.strip().lower() for text in robots for word in text.split(","))
    return {
        "robots": list(dict.fromkeys(filter(None, directives))),
        "tdm_reservation": reservation[0].strip() == "1" if reservation else None,
        "tdm_policy": policy[0].strip() if policy else None,
    }


def _headers(page: Page, name: str) -> list[str]:
    return [value.decode("latin-1") for value in page.headers.getlist(name)]
