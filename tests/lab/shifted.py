"""The project's settings, for a present that is elsewhere.

Crawls run with `SCRAPY_SETTINGS_MODULE=lab.shifted`. For them it is the moment that the environment
variable `PRESENT` says, ISO 8601, when they begin, and time passes as usual. It serves any tree of
the project: wherever a module of it asks what time it is.
"""

import datetime as clock
import os
import sys
import time

from scrapy.utils.misc import walk_modules_iter

from newsscraper.settings import *  # noqa: F403 (Scrapy reads their names)

REAL = clock.datetime
PRESENT = REAL.fromisoformat(os.environ["PRESENT"])
BEGAN = time.monotonic()


class AnyMoment(type(REAL)):
    """Takes every moment for one of its own."""

    def __instancecheck__(cls, instance):
        return isinstance(instance, REAL)


class Shifted(REAL, metaclass=AnyMoment):
    """A moment; the present is elsewhere."""

    @classmethod
    def now(cls, tz=None):
        return (PRESENT + clock.timedelta(seconds=time.monotonic() - BEGAN)).astimezone(tz)


def shift():
    """Let all modules of the project ask this clock."""
    list(walk_modules_iter("newsscraper"))
    for name, module in list(sys.modules.items()):
        if name.startswith("newsscraper") and vars(module).get("datetime") is REAL:
            module.datetime = Shifted


shift()
