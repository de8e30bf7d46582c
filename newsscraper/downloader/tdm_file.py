"""What a `tdmrep.json` says (TDM Reservation Protocol, W3C community group)."""

import json
from typing import Final, NamedTuple, TypeGuard

from protego import Protego

MOST_RULES: Final = 1_000
"""More are not read."""


class TdmRule(NamedTuple):
    """What holds for some paths."""

    paths: Protego
    """A robots.txt that forbids them: patterns mean the same in both."""
    reservation: str
    policy: str | None

    def is_for(self, url: str) -> bool:
        """Tell whether *url* is one of the paths."""
        return not self.paths.can_fetch(url, "*")


def read_rules(body: bytes) -> list[TdmRule]:
    """Return the rules of a ``tdmrep.json``, in order: the first that matches a path holds.

    What is not as the protocol says is left out.
    """
    try:
        data = json.loads(body)
    except (ValueError, RecursionError):
        return []
    data = [data] if isinstance(data, dict) else data
    found = map(_rule, data[:MOST_RULES]) if isinstance(data, list) else ()
    return [rule for rule in found if rule]


def _rule(entry: object) -> TdmRule | None:
    if not isinstance(entry, dict) or not _is_line(entry.get("location")):
        return None
    said, policy = str(entry.get("tdm-reservation")).lower(), entry.get("tdm-policy")
    reservation = {"true": "1", "false": "0"}.get(said, said)
    if reservation not in ("0", "1"):
        return None
    paths = Protego.parse(f"User-agent: *\nDisallow: {entry['location']}")
    return TdmRule(paths, reservation, policy if _is_line(policy) else None)


def _is_line(value: object) -> TypeGuard[str]:
    return isinstance(value, str) and value.isascii() and value.isprintable()
