"""Articles whose pages give none today: what an article must have is found in them no more."""

from typing import Final, NamedTuple

from newsscraper.failures import OpenReason, Reason, missing_reason

_FIELDS: Final[dict[Reason | OpenReason, str]] = {
    **{missing_reason(name): name for name in ("headline", "body", "date_published")},
    Reason.UNRECOGNISED_TEMPLATE: "body",
    Reason.NO_TEXT: "body",
}
"""Why a page gives no article -> the field that is not found. Other reasons are the page's own."""


class Loss(NamedTuple):
    """A page without a field that its article must have."""

    key: str
    field: str
    fetched: str
    """When, as articles say it."""


def lost_field(reason: Reason | OpenReason) -> str | None:
    """Return the field that a page lacks which gives no article for this *reason*."""
    return _FIELDS.get(reason)
