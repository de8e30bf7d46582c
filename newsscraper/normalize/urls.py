"""Give every URL one spelling, and every article URL the key of its article."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from ipaddress import IPv6Address
from posixpath import normpath
from unicodedata import normalize
from urllib.parse import SplitResult, quote, unquote, urljoin, urlsplit

MAX_LENGTH = 2048
"""Characters of the longest URL taken, before and after; no publisher prints longer ones."""

TRACKING = frozenset(
    "amp dclid epik fbclid gbraid gclid gclsrc guccounter guce_referrer guce_referrer_sig igsh "
    "igshid jxrecoid li_fat_id mibextid mkt_tok msclkid ref ref_src ref_url referrer s_cid "
    "srsltid tag_from tagfrom ttclid twclid usqp wbraid yclid ysclid".split()
)
"""Query parameters that say where the reader came from, never which page it is.

jxrecoid, tag_from and _ga are what Indonesian publishers' own robots.txt files close off, tagfrom
is on detik's pages. `source` is not here: robots.txt of kompas closes it, but it may be a filter.
"""

TRACKING_PREFIXES = ("utm_", "mc_", "_ga", "_gl", "_hs", "hsa_", "fb_", "gad_", "amp_", "mtm_")
"""The same, for families of parameters: utm_source, mc_cid, _ga_ABC123, amp_js_v …"""

SESSION = frozenset(["jsessionid", "phpsessid", "sessionid", "session_id"])
"""Parameters that carry a visitor's session, in the query or, after `;`, in the path."""

_PLAIN = re.compile(r"https://[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63})+(?:/[A-Za-z0-9_-]+)+")
"""What nearly every link looks like: nothing in it has a second spelling."""

_UNUSABLE = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff]")
_ESCAPE = re.compile(r"(%(?:[0-9A-Fa-f]{2})?)")
_UNRESERVED = re.compile(r"[\w.~-]", re.ASCII)
_SLASHES = re.compile(r"^(https?:)?/{3,}", re.IGNORECASE)
_MALFORMED = re.compile(r"[^@]\[|\][^:]")
_HOST = re.compile(r"[a-z0-9_-]{1,63}(?:\.[a-z0-9_-]{1,63})*|\[[0-9a-f:.]+\]")
_SESSION_IN_PATH = re.compile(rf";(?:{'|'.join(sorted(SESSION))}|sid)=[^/;]*", re.IGNORECASE)
_SAFE = "%/:@!$&'()*+,;="
"""Stay as they are: escapes, and what RFC 3986 allows unescaped in a path; a query adds `?`."""

_AMP = re.compile(r"/amp/", re.IGNORECASE)
_ID = re.compile(r"[1-9][0-9]*")
_TIME = ("year", "month", "day", "hour", "minute", "second")
_NO_SECTION = frozenset({"www", "m", "amp"})
"""Names of hosts that say how a page is shown, and not what it is about."""


def normalize_url(url: str, base: str | None = None) -> str | None:
    """Return the one spelling of an http or https URL, or None if *url* is none.

    *url* is absolute, or a link on the page *base*. Two spellings are one when no publisher can
    mean different pages by them. Page numbers stay: on an index page they choose the articles.
    """
    if len(url) <= MAX_LENGTH and _PLAIN.fullmatch(url):
        return url
    try:
        parts = urlsplit(_decode(urljoin(_read(base or ""), _read(url))))
        spelling = f"https://{_netloc(parts)}{_path(parts.path)}{_query(parts.query)}"
    except ValueError:
        return None
    return spelling if parts.scheme in ("http", "https") and len(spelling) <= MAX_LENGTH else None


def _read(url: str) -> str:
    """Return *url* as browsers do: no white space around, a backslash is `/`, `////h` is `//h`.

    What can be no URL is refused here, before any work.
    """
    url = url.strip()
    if len(url) > MAX_LENGTH or _UNUSABLE.search(url):
        raise ValueError("over-long, or with control characters or lone surrogates")
    if "\\" in url:
        address = re.split("[?#]", url)[0]
        url = address.replace("\\", "/") + url[len(address) :]
    return _SLASHES.sub(r"\1//", url)


def _decode(url: str) -> str:
    """Resolve escapes of unreserved and non-ASCII characters (RFC 3986, 6.2.2), then compose.

    Other escapes stay, in upper case: `%2F` is not `/`. Bytes that are no UTF-8 pass as surrogates.
    Composing goes piece by piece, as a combining mark must not melt into the `F` of `%2F`.
    """
    if "%" in url:
        url = unquote(_ESCAPE.sub(_protect, url), errors="surrogateescape")
    if url.isascii():
        return url
    return "".join(normalize("NFC", piece) for piece in _ESCAPE.split(url))


def _protect(escape: re.Match[str]) -> str:
    """Escape once more what must survive unquoting: reserved characters and a stray `%`."""
    digits = escape[0][1:].upper() or "25"
    character = chr(int(digits, 16))
    resolves = not character.isascii() or _UNRESERVED.match(character)
    return escape[0] if resolves else f"%25{digits}"


def _netloc(parts: SplitResult) -> str:
    """Return host, and port if unusual, as DNS and browsers compare them; user info goes."""
    host = (parts.hostname or "").removesuffix(".")
    if "[" in parts.netloc:
        host = f"[{IPv6Address(host)}]"
    elif not host.isascii():
        host = host.encode("idna").decode().lower().removesuffix(".")
    if not _HOST.fullmatch(host) or parts.port == 0 or _MALFORMED.search(parts.netloc):
        raise ValueError("no usable host or port")
    return host if parts.port in (None, 80, 443) else f"{host}:{parts.port}"


def _path(path: str) -> str:
    """Return *path* without session, dot segments, doubled and trailing slashes."""
    path = normpath(f"/{_SESSION_IN_PATH.sub('', path)}")
    return quote("/" + path.lstrip("/"), _SAFE, errors="surrogateescape")


def _query(query: str) -> str:
    """Return *query* with its `?`, sorted, without tracking and session; "" if nothing is left."""
    pairs = quote(query, _SAFE + "?", errors="surrogateescape").split("&")
    kept = sorted(pair for pair in pairs if pair and not _is_noise(pair))
    return "?" + "&".join(kept) if kept else ""


def _is_noise(pair: str) -> bool:
    """Tell if *pair* (`name=value`) leaves the page as it is.

    A short `sid` may be the number of a story, as in PHP-Nuke; session ids are longer than that.
    """
    name, _, value = pair.lower().partition("=")
    name = name.removeprefix("amp;")
    if name == "sid":
        return len(value) >= 16
    return name in TRACKING or name in SESSION or name.startswith(TRACKING_PREFIXES)


@dataclass(frozen=True)
class ArticleUrl:
    """What the URL of an article says."""

    key: str
    """Identity of the article: `mediaindonesia:851796`, `mediaindonesia:podium:2663`."""
    space: str
    """Name of the id space, "" for the publisher's main one."""
    id: str
    """Number within the space, the first digit not 0."""
    section: str | None
    """Section slug in lower case, if the path or the host names one."""
    url: str
    """Canonical URL without any query: the one to request and to store."""
    published: str | None = None
    """Time of publication, if the path says it: `2026-01-20T21:34:19`, on the publisher's clock."""


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
    where the path shows them also `section`, `slug`, and the six from `year` to `second`. The
    first that matches decides.
    """
    domain: str | None = None
    """Domain each of whose hosts has articles of its own, which stay there. Its first label is
    their section where the path names none."""
    without: tuple[str, ...] = ()
    """Hosts of that domain that have no articles: films, photos."""
    number: str = "{id}"
    """How an id is put together from the groups of a path."""
    longest_id: int = 9
    """Digits of the longest id: longer ones are time stamps or traps."""

    def canonical(self, url: str, base: str | None = None) -> str | None:
        """Return *url*, absolute or a link on *base*, normalised and on the publisher's host.

        None for other hosts. AMP pages (`/amp/…`) stay on the host that has them.
        """
        spelling = normalize_url(url, base)
        host, path = _split(spelling or "")
        if host in self._hosts:
            return spelling if _AMP.match(path) else f"https://{self.host}{path}"
        return spelling if self._is_in_domain(host) else None

    def _is_in_domain(self, host: str) -> bool:
        return self.domain is not None and host.endswith(f".{self.domain}")

    def section_of(self, front: str) -> str | None:
        """Return the slug of the section whose front page is at *front*, or None.

        It is the only segment of the path, or the host where hosts stand for sections.
        """
        try:
            parts = urlsplit(front)
        except ValueError:
            return None
        path = parts.path.strip("/")
        return self._host_section(parts.netloc) if not path else None if "/" in path else path

    def _host_section(self, host: str) -> str | None:
        label = host.removesuffix(f".{self.domain}") if self._is_in_domain(host) else None
        return None if label in _NO_SECTION else label

    def match(self, url: str) -> ArticleUrl | None:
        """Return what *url* says of its article, or None if it is no article URL."""
        is_long = len(url) > MAX_LENGTH  # with blanks around it; not to be kept in memory
        return self._article_at(url) if is_long else self._remembered(url)

    @cached_property
    def _remembered(self) -> Callable[[str], ArticleUrl | None]:
        """Reads an address once: a page names its own, and those it leads to, several times."""
        return lru_cache(maxsize=512)(self._article_at)

    def _article_at(self, url: str) -> ArticleUrl | None:
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

    def _article(self, space: str, groups: dict[str, str | None], url: str) -> ArticleUrl | None:
        number = self.number.format_map(groups)
        if not _ID.fullmatch(number) or len(number) > self.longest_id:
            return None
        key = ":".join(filter(None, (self.publisher, space, number)))
        section = groups.get("section") or self._host_section(_split(url)[0])
        return ArticleUrl(key, space, number, section and section.lower(), url, _time_in(groups))

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
    """Return the time that the groups of a path give together; None if any is missing."""
    found = [groups.get(name) for name in _TIME]
    return "{}-{}-{}T{}:{}:{}".format(*found) if all(found) else None


def _split(spelling: str) -> tuple[str, str]:
    """Return host and path (with query) of a normalised URL."""
    host, slash, path = spelling.removeprefix("https://").partition("/")
    return host, slash + path
