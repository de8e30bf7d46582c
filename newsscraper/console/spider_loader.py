"""Loads the publisher that is named alone: Scrapy's own loader loads all for each."""

import builtins
from functools import cached_property
from importlib import import_module
from typing import Self

from scrapy import Request, Spider
from scrapy.settings import BaseSettings
from scrapy.spiderloader import SpiderLoader
from scrapy.utils.spider import iter_spider_classes


class NamedSpiderLoader:
    """Scrapy's loader, which is asked only for what does not lie in the module of its name."""

    def __init__(self, settings: BaseSettings) -> None:
        self._settings = settings

    @classmethod
    def from_settings(cls, settings: BaseSettings) -> Self:
        """Return the loader for *settings*."""
        return cls(settings)

    @cached_property
    def _all(self) -> SpiderLoader:
        return SpiderLoader.from_settings(self._settings)

    def load(self, spider_name: str) -> type[Spider]:
        """Return the spider *spider_name*; KeyError when there is none."""
        return spider_in_module(spider_name, self._settings) or self._all.load(spider_name)

    def list(self) -> builtins.list[str]:
        """Return the names of all spiders."""
        return self._all.list()

    def find_by_request(self, request: Request) -> builtins.list[str]:
        """Return the names of the spiders that take *request*."""
        return self._all.find_by_request(request)


def spider_in_module(name: str, settings: BaseSettings) -> type[Spider] | None:
    """Return the spider *name* from the module of that name; None when it is not there.

    With spiders in several places, or in one module, another may have the name: then all are asked.
    """
    packages = settings.getlist("SPIDER_MODULES")
    if len(packages) != 1 or not name.isidentifier():
        return None
    try:
        spiders = iter_spider_classes(import_module(f"{packages[0]}.{name}"))
    except ModuleNotFoundError:
        return None
    return next((spider for spider in spiders if spider.name == name), None)
