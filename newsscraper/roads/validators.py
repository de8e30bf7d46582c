"""What a publisher sends with a list, so that one that has not changed costs nothing."""

from typing import NamedTuple, Self

from scrapy.http import Response


class Validators(NamedTuple):
    """The state of a page, by which a publisher tells whether it has changed (RFC 9110, 8.8)."""

    etag: str | None = None
    last_modified: str | None = None

    @classmethod
    def of(cls, response: Response) -> Self:
        """Return what came with *response*."""
        texts = (response.headers.get(name) for name in ("ETag", "Last-Modified"))
        return cls(*(text.decode("latin-1") if text else None for text in texts))

    @property
    def conditions(self) -> dict[str, bytes]:
        """The headers that ask for the page only if it has changed (RFC 9110, 13.1).

        In the very bytes that were received.
        """
        named = (("If-None-Match", self.etag), ("If-Modified-Since", self.last_modified))
        return {name: value.encode("latin-1") for name, value in named if value}
