"""Articles of which archives have the pages one by one, put together as in a crawl."""

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from newsscraper.archives.archived_page import LeftOut, Owner, PageReader
from newsscraper.archives.captures import Archive, Capture, Skip, stamp
from newsscraper.archives.gathering import Gathering
from newsscraper.archives.noted_pages import PageNote, PageStep, noted
from newsscraper.article.extraction import PartOfArticle
from newsscraper.failures import Reason
from newsscraper.items import Article
from newsscraper.page.opening import NoArticle
from newsscraper.publisher.any_paging import MOST_PAGES
from newsscraper.replay.warc import page_key

if TYPE_CHECKING:
    from newsscraper.article.draft import Draft


class _Joined(NamedTuple):
    """An article of several pages, and the digest of the last of them."""

    article: Article | None = None
    """None if it does not come whole."""
    digest: str | None = None


class FurtherPages:
    """The pages of articles that have several, noted in a gathering and put together there.

    In one archive that is done as soon as it is read, and among all of them for what is to be had
    only there.
    """

    def __init__(
        self, gathering: Gathering, reader: PageReader, opened: Callable[[str], Archive]
    ) -> None:
        """Begin; *opened* opens an archive by its path."""
        self._gathering = gathering
        self._reader = reader
        self._opened = opened

    def note_part(self, archive: str, capture: Capture, owner: Owner, part: PartOfArticle) -> None:
        """Note a page that has a part of its article."""
        if part.next_page and not owner.is_further:
            self._gathering.pages.note_first(noted(archive, capture))
        else:
            self._note(archive, capture, is_part=True)

    def note_whole(self, archive: str, capture: Capture, owner: Owner) -> None:
        """Note a page that has all of its article: it may be the further page of another one."""
        if owner.is_further:
            self._note(archive, capture, is_part=False)

    def _note(self, archive: str, capture: Capture, *, is_part: bool) -> None:
        address = page_key(capture.url)[1]
        self._gathering.pages.note_further(noted(archive, capture), address, is_part=is_part)

    def join(self, first: PageNote) -> None:
        """Put the article together that begins with *first*, in place of what it had given before.

        Raises OSError when an archive cannot be read.
        """
        steps: list[PageStep] = []
        joined = self._article(first, steps)
        self._gathering.put_joined(first, steps, *joined)

    def _article(self, first: PageNote, steps: list[PageStep]) -> _Joined:
        """Return the article, and add the *steps* from page to page."""
        page: PageNote | None = first
        begun: Draft | None = None
        while page and len(steps) <= MOST_PAGES:
            try:
                article, digest = self._read(page, begun)
            except PartOfArticle as part:
                begun = part.draft
                page = self._next(page, part.next_page, steps)
            except (NoArticle, LeftOut):
                break
            else:
                article.fetched_at = stamp(datetime.fromisoformat(page.recorded))
                return _Joined(article, digest)
        return _Joined()

    def _read(self, page: PageNote, begun: "Draft | None") -> tuple[Article, str | None]:
        capture = self._opened(page.archive).again(page.place)
        if not isinstance(capture, Capture):
            raise LeftOut(Reason.NOT_WHOLE)
        owner = self._reader.owner_of(capture.url)
        if isinstance(owner, Skip):
            raise LeftOut(Reason.NOT_WHOLE)
        return self._reader.read(capture, owner.publisher, begun), capture.digest

    def _next(self, page: PageNote, url: str | None, steps: list[PageStep]) -> PageNote | None:
        """Return the capture of *url* that follows *page*."""
        if not url:
            return None
        steps.append(self._gathering.pages.find(page_key(url)[1], page))
        return steps[-1].page
