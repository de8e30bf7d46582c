"""Patterns that are compiled when they are first used: to compile them all is half of a start."""

import re
from collections.abc import Callable
from functools import cache, partial
from typing import AnyStr, TypeAlias

LazyPattern: TypeAlias = Callable[[], re.Pattern[AnyStr]]
"""Gives the pattern, always the same one."""


def lazy_pattern(text: AnyStr, flags: int = 0) -> LazyPattern[AnyStr]:
    """Return what compiles *text* when it is first called, and keeps the pattern."""
    return cache(partial(re.compile, text, flags))
