"""What checks of facts have in common: what they are given, and how they tell a fault."""

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final

StatedFacts = Mapping[str, Any]
"""Name of a fact -> its value; one that is missing is left out."""
Check = Callable[[Any, StatedFacts], Iterator[str]]
"""The value of a fact and all facts -> what is wrong with the value, in words."""

_SLUG: Final = re.compile(r"[a-z0-9]+(?:[-_][a-z0-9]+)*")
_SECTION: Final = re.compile(r"[a-z0-9](?:[a-z0-9._/-]*[a-z0-9])?")
"""A section may be a path."""


def is_list(value: Any) -> bool:
    """Tell whether *value* is a list or tuple: a text, a sequence too, is not meant."""
    return isinstance(value, (list, tuple))


def is_slug(value: Any) -> bool:
    """Tell whether *value* is a slug: lower case, digits, single hyphens or underscores between."""
    return isinstance(value, str) and _SLUG.fullmatch(value) is not None


def _is_section(value: Any) -> bool:
    return isinstance(value, str) and _SECTION.fullmatch(value) is not None


def check_slugs(value: Any, facts: StatedFacts) -> Iterator[str]:
    """Yield which items of a list are no slugs of sections."""
    if not is_list(value):
        yield f"{value!r} is no list of slugs"
        return
    yield from (f"{slug!r} is no slug" for slug in value if not _is_section(slug))


def fault_of(prepare: Callable[[], object]) -> str | None:
    """Return the first line of what *prepare* fails with, None when it does not fail."""
    try:
        prepare()
    except Exception as error:  # each library has errors of its own, and templates any of Python's
        return f"{type(error).__name__}: {error}".splitlines()[0]
    return None
