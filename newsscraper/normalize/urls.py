"""Give every URL one spelling."""

import re
from ipaddress import IPv6Address
from posixpath import normpath
from unicodedata import normalize
from urllib.parse import SplitResult, quote, unquote, urljoin, urlsplit

from newsscraper.normalize.lazy_pattern import lazy_pattern

MAX_LENGTH = 2048
"""Characters of the longest URL taken, before and after; no publisher prints longer ones."""

TRACKING = frozenset(
    "amp dclid epik fbclid gbraid gclid gclsrc guccounter guce_referrer guce_referrer_sig igsh "
    "igshid jxrecoid li_fat_id mibextid mkt_tok msclkid ref ref_src ref_url referrer s_cid "
    "srsltid tag_from tagfrom ttclid twclid usqp wbraid yclid ysclid".split()
)
"""Query parameters that say where the reader came from, never which page it is.

jxrecoid, tag_from and _ga are what Indonesian publishers' own robots.txt files close off, tagfrom
is on their pages. `source` is not here: some robots.txt closes it, but it may be a filter.
"""

TRACKING_PREFIXES = ("utm_", "mc_", "_ga", "_gl", "_hs", "hsa_", "fb_", "gad_", "amp_", "mtm_")
"""The same, for families of parameters: utm_source, mc_cid, _ga_ABC123, amp_js_v …"""

SESSION = frozenset(["jsessionid", "phpsessid", "sessionid", "session_id"])
"""Parameters that carry a visitor's session, in the query or, after `;`, in the path."""

_PLAIN = re.compile(r"https://[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63})+(?:/[A-Za-z0-9_-]+)+")
"""What nearly every link looks like: nothing in it has a second spelling."""

_UNUSABLE = lazy_pattern(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff]")
_ESCAPE = re.compile(r"(%(?:[0-9A-Fa-f]{2})?)")
_UNRESERVED = re.compile(r"[\w.~-]", re.ASCII)
_SLASHES = re.compile(r"^(https?:)?/{3,}", re.IGNORECASE)
_MALFORMED = re.compile(r"[^@]\[|\][^:]")
_HOST = re.compile(r"[a-z0-9_-]{1,63}(?:\.[a-z0-9_-]{1,63})*|\[[0-9a-f:.]+\]")
_SESSION_IN_PATH = lazy_pattern(rf";(?:{'|'.join(sorted(SESSION))}|sid)=[^/;]*", re.IGNORECASE)
_SAFE = "%/:@!$&'()*+,;="
"""Stay as they are: escapes, and what RFC 3986 allows unescaped in a path; a query adds `?`."""


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
    if len(url) > MAX_LENGTH or _UNUSABLE().search(url):
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
    path = normpath(f"/{_SESSION_IN_PATH().sub('', path)}")
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
