"""What a run is about to do, in a few lines."""

from collections.abc import Iterator, Mapping
from typing import Final

from scrapy.settings import SETTINGS_PRIORITIES, BaseSettings

from newsscraper.crawl.arguments import Arguments
from newsscraper.crawl.routes import Routes
from newsscraper.feeds.identity import is_local
from newsscraper.messages.redaction import without_user
from newsscraper.messages.wording import number
from newsscraper.publisher.facts import Publisher

_SAID_ELSEWHERE: Final = frozenset({"FEEDS", "REPLAY", "STORE_URL"})
"""Settings that other lines name."""


def outset(asked: Mapping[type[Publisher], Arguments], settings: BaseSettings) -> Iterator[str]:
    """Yield what is run, from where, into what, and with which settings of the command line.

    *asked* is what is asked of each publisher that is crawled.
    """
    names = [publisher.name for publisher in asked]
    given = [f"{name}={value}" for name, value in next(iter(asked.values())).given.items()]
    yield f"Crawl: {', '.join([*names, *given])}"
    for publisher, its in asked.items():
        name = f"{publisher.name}, " if len(asked) > 1 else ""
        yield f"From: {name}{_origin(publisher, its)}{_replay(settings)}"
    yield f"Into: {', '.join(_files(settings)) or 'the store alone'}"
    if others := ", ".join(_given(settings)):
        yield f"Settings: {others}"


def _origin(publisher: type[Publisher], asked: Arguments) -> str:
    if asked.urls:
        return f"a list of {number(len(asked.urls), 'URL')}"
    first, *others = Routes(publisher, asked).best
    more = f" and {number(len(others), 'other list')}" if others else ""
    return f"{first.first_page(asked.window, asked.today)}{more}"


def _replay(settings: BaseSettings) -> str:
    replay = settings["REPLAY"]
    return f"; pages come from {replay}, not from the internet" if replay else ""


def _files(settings: BaseSettings) -> Iterator[str]:
    for uri, options in settings.getdict("FEEDS").items():
        if str(uri) == "stdout:":
            yield "stdout"
            continue
        is_replaced = options.get("overwrite", not is_local(str(uri)))  # as Scrapy has it
        yield f"{without_user(str(uri))} ({'replaced' if is_replaced else 'continued'})"


def _given(settings: BaseSettings) -> Iterator[str]:
    """Yield the settings that the command line gives."""
    for name in sorted(settings):
        is_given = settings.getpriority(name) == SETTINGS_PRIORITIES["cmdline"]
        if is_given and name not in _SAID_ELSEWHERE:
            yield f"{name}={settings[name]}"
