"""Give every article URL the key of its article."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import NamedTuple
from urllib.parse import urlsplit

from newsscraper.normalize.urls import MAX_LENGTH, normalize_url

_AMP = re.compile(r"/amp/", re.IGNORECASE)
_DAY = ("year", "month", "day")
_CLOCK = ("hour", "minute", "second")
_NO_SECTION = frozenset({"www", "m", "amp", "app"})
"""Names of hosts that say how a page is shown, and not what it is about."""


class ArticleAddress(NamedTuple):
    """What the URL of an article says."""

    key: str
    """Identity of the article: `mediaindonesia:851796`, `mediaindonesia:podium:2663`."""
    section: str | None
    """Section slug in lower case, if the path or the host names one."""
    url: str
    """Canonical URL without any query: the one to request and to store."""
    published: str | None = None
    """Time of publication, if the path says it: `2026-01-20T21:34:19`, on the publisher's clock.

    The day alone, `2026-01-20`, where the path says no more.
    """


@dataclass(frozen=True)
class ArticleUrls:
    """The URL facts of one publisher, and the answers that follow from them."""

    publisher: str
    """Name of the publisher, first part of every key."""
    host: str
    """Host of the canonical URLs."""
    mirrors: tuple[str, ...]
    """Hosts that show the same articles: prefixes of `host` (`www.`) or whole hosts."""
    paths: Mapping[str, tuple[str, ...]]
    """Id space ("" is the main one) -> regexes of its article paths.

    Each is matched against a whole normalised path, ignoring case, and has the groups of `number`;
    where the path shows them also `section`, `slug`, the six from `year` to `second`, and at the
    end `more`, which is of a page of the article and goes. The first that matches decides.
    """
    domain: str | None = None
    """Domain each of whose hosts has articles of its own, which stay there. Its first label is
    their section where the path names none."""
    moved: Mapping[str, str] = field(default_factory=dict)
    """Host of before, without ``www.`` -> the one of that domain where its articles stand now."""
    hosts: tuple[str, ...] = ()
    """The only hosts of that domain that count, where others show articles of other houses."""
    without: tuple[str, ...] = ()
    """Hosts of that domain that have no articles: films, photos."""
    number: str = "{id}"
    """How an id is put together from the groups of a path, in lower case."""
    form: str = "[1-9][0-9]*"
    """Regex of a whole id."""
    longest_id: int = 9
    """Digits of the longest number: longer ones are time stamps or traps."""

    def canonical(self, url: str, base: str | None = None) -> str | None:
        """Return *url*, absolute or a link on *base*, normalised and on the publisher's host.

        None for other hosts. AMP pages (`/amp/…`) stay on the host that has them.
        """
        spelling = normalize_url(url, base)
        host, path = _split(spelling or "")
        if host in self._hosts:
            return spelling if _AMP.match(path) else f"https://{self.host}{path}"
        host = self.moved.get(host.removeprefix("www."), host)
        return f"https://{host}{path}" if self._is_in_domain(host) else None

    def _is_in_domain(self, host: str) -> bool:
        if self.domain is None or not host.endswith(f".{self.domain}"):
            return False
        return not self.hosts or host in self.hosts

    def section_of(self, front: str) -> str | None:
        """Return the slug of the section whose front page is at *front*, or None.

        It is the only segment of the path, or the host where hosts stand for sections.
        """
        try:
            parts = urlsplit(front)
        except ValueError:
            return None
        path = parts.path.strip("/")
        if not path:
            return self._host_section(parts.netloc)
        return None if "/" in path else path

    def _host_section(self, host: str) -> str | None:
        label = host.removesuffix(f".{self.domain}") if self._is_in_domain(host) else None
        return None if label in _NO_SECTION else label

    def match(self, url: str) -> ArticleAddress | None:
        """Return what *url* says of its article, or None if it is no article URL."""
        is_long = len(url) > MAX_LENGTH  # with blanks around it; not to be kept in memory
        return self._article_at(url) if is_long else self._remembered(url)

    @cached_property
    def _remembered(self) -> Callable[[str], ArticleAddress | None]:
        """Reads an address once: a page names its own, and those it leads to, several times."""
        return lru_cache(maxsize=512)(self._article_at)

    def _article_at(self, url: str) -> ArticleAddress | None:
        address = (self.canonical(url) or "").partition("?")[0]
        host, path = _split(address)
        for space, pattern in () if host in self.without else self._patterns:
            if found := pattern.fullmatch(path):
                return self._article(space, found.groupdict(), address)
        return None

    def key(self, url: str) -> str | None:
        """Return the identity of the article at *url*, or None if it is no article URL."""
        article = self.match(url)
        return article.key if article else None

    def _article(
        self, space: str, groups: dict[str, str | None], url: str
    ) -> ArticleAddress | None:
        number = self.number.format_map(groups).lower()
        if len(number) > self.longest_id or not re.fullmatch(self.form, number):
            return None
        key = ":".join(filter(None, (self.publisher, space, number)))
        section = groups.get("section") or self._host_section(_split(url)[0])
        url = url.removesuffix(groups.get("more") or "")
        return ArticleAddress(key, section.lower() if section else None, url, _time_in(groups))

    @cached_property
    def _hosts(self) -> frozenset[str]:
        mirrors = (name + self.host if name.endswith(".") else name for name in self.mirrors)
        return frozenset((self.host, *mirrors))

    @cached_property
    def _patterns(self) -> list[tuple[str, re.Pattern[str]]]:
        return [
            (space, re.compile(path, re.IGNORECASE | re.ASCII))
            for space, paths in self.paths.items()
            for path in paths
        ]


def _time_in(groups: Mapping[str, str | None]) -> str | None:
    """Return the day that the groups of a path give together, with the time if they say it."""
    day = [groups.get(name) for name in _DAY]
    if not all(day):
        return None
    clock = [groups.get(name) for name in _CLOCK]
    return "-".join(map(str, day)) + ("T" + ":".join(map(str, clock)) if all(clock) else "")


def _split(spelling: str) -> tuple[str, str]:
    """Return host and path (with query) of a normalised URL."""
    host, slash, path = spelling.removeprefix("https://").partition("/")
    return host, slash + path
