"""Where the page of a URL lies in a folder of stored pages."""

from collections.abc import Iterator
from typing import Final
from urllib.parse import SplitResult, unquote, urlsplit

ENDINGS: Final = ("", ".html", ".html.gz", "/index.html")
"""What may follow a URL's path in the folder, in the order of trying."""


def host_of(parts: SplitResult) -> str:
    """Return what a client sends as ``Host``: no user, no default port, lower case."""
    default_port = {"http": ":80", "https": ":443"}.get(parts.scheme, "")
    return parts.netloc.rpartition("@")[2].lower().removesuffix(default_port)


def file_names(url: str) -> Iterator[str]:
    """Give the relative file names that *url* may have in a folder, best first.

    Percent-encoded characters of the path are taken as they stand, then decoded; the query is
    always taken as it stands.
    """
    parts = urlsplit(url)
    query = f"@{parts.query}" if parts.query else ""
    for path in dict.fromkeys((parts.path, unquote(parts.path))):
        name = path.strip("/") or "index"
        yield from (f"{host_of(parts)}/{name}{query}{ending}" for ending in ENDINGS)
