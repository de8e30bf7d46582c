"""Articles of which an archive has the pages one by one, put together as in a crawl."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from newsscraper.archives.archived_page import LeftOut, Owner, PageReader
from newsscraper.archives.captures import Archive, Capture, Place, stamp
from newsscraper.article.extraction import PartOfArticle
from newsscraper.failures import Reason
from newsscraper.items import Article
from newsscraper.page.opening import NoArticle
from newsscraper.publisher.any_paging import MOST_PAGES
from newsscraper.publisher.facts import Publisher
from newsscraper.replay.warc import page_key

if TYPE_CHECKING:
    from newsscraper.article.draft import Draft


class _Noted(NamedTuple):
    """A page that was read, and may be wanted once more."""

    recorded: datetime
    place: Place


class Joined(NamedTuple):
    """An article of several pages, and the digest of the last of them."""

    article: Article
    digest: str | None


class FurtherPages:
    """The pages of articles that have several, by their places: their content is not kept."""

    def __init__(self, archive: Archive, reader: PageReader) -> None:
        self._archive = archive
        self._reader = reader
        self._first: list[tuple[type[Publisher], Place]] = []
        """First pages, which lead to others."""
        self._seen: dict[str, list[_Noted]] = defaultdict(list)
        """Address of a further page -> its captures."""
        self._parts: set[Place] = set()
        """Further pages of which nothing has come as yet."""

    def note_part(self, capture: Capture, owner: Owner, part: PartOfArticle) -> None:
        """Note a page that has a part of its article."""
        if part.next_page and not owner.is_further:
            self._first.append((owner.publisher, capture.place))
        else:
            self._parts.add(capture.place)
            self._note(capture)

    def note_whole(self, capture: Capture, owner: Owner) -> None:
        """Note a page that has all of its article: it may be the further page of another one."""
        if owner.is_further:
            self._note(capture)

    def _note(self, capture: Capture) -> None:
        seen = _Noted(capture.recorded, capture.place)
        self._seen[page_key(capture.url)[1]].append(seen)

    def joined(self) -> Iterator[Joined | Reason]:
        """Yield the articles that came whole, and a reason for each page of one that did not."""
        for publisher, place in self._first:
            yield self._join(publisher, place) or Reason.NOT_WHOLE
        yield from (Reason.NOT_WHOLE for _ in self._parts)

    def _join(self, publisher: type[Publisher], place: Place) -> Joined | Reason | None:
        begun: Draft | None = None
        for _ in range(MOST_PAGES + 1):
            capture = self._archive.again(place)
            if not isinstance(capture, Capture):
                return None
            try:
                article = self._reader.read(capture, publisher, begun)
            except PartOfArticle as part:
                begun = part.draft
                found = self._find(part.next_page, capture) if part.next_page else None
                if found is None:
                    return None
                place = found
                self._parts.discard(place)
                continue
            except (NoArticle, LeftOut):
                return None
            article.fetched_at = stamp(capture.recorded)
            return Joined(article, capture.digest)
        return None

    def _find(self, url: str, before: Capture) -> Place | None:
        """Return the capture of *url* that was made next, else the last one."""
        seen = sorted(self._seen.get(page_key(url)[1], ()), key=lambda each: each.recorded)
        later = (each.place for each in seen if each.recorded >= before.recorded)
        return next(later, seen[-1].place if seen else None)
