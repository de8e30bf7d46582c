"""Watches, for a run, whether the publisher's pages have changed."""

import logging
from collections.abc import Collection, Iterator, Sequence
from datetime import datetime
from functools import cached_property

from scrapy.http import Response
from sqlalchemy import Connection

from newsscraper.crawl.arguments import Arguments
from newsscraper.drift import memory
from newsscraper.drift.answers import Answer, is_recent, names_of, of_age, of_article, of_index
from newsscraper.drift.course import Change, follow
from newsscraper.drift.past import Stretch
from newsscraper.drift.profile import OTHERS, Profile
from newsscraper.drift.showcase import Showcase, Specimen, drop_pages, keep_page, kept_page, saving
from newsscraper.drift.symptom import Symptom
from newsscraper.items import Article
from newsscraper.publisher.facts import Publisher
from newsscraper.roads.any_road import Road
from newsscraper.roads.listing import Listing
from newsscraper.store import ledger, page_changes, revisions, run_log
from newsscraper.store.article_store import Store
from newsscraper.store.profile_rows import Kept
from newsscraper.store.states import HERE, Stage

logger = logging.getLogger(__name__)

_LOOKED_AT = 60
"""Newest articles of the store among which an example is looked for."""


class PageWatch:
    """Counts what the pages of a run gave, and compares it at the end with the past.

    A run for a list of URLs is not watched: somebody chose them.
    """

    def __init__(
        self, publisher: type[Publisher], asked: Arguments, store: Store, run: int
    ) -> None:
        self.publisher = publisher
        self.asked = asked
        self.store = store
        self.run = run
        self.kept = Kept(publisher.name, ",".join(sorted(asked.sections)))
        self.began = store.clock.now()
        self.profile = Profile()
        self.showcase = Showcase()
        self.places = {
            name: [str(place) for place in places] for name, places in publisher.sources.items()
        }

    # --- What comes --------------------------------------------------------------------------

    def see_article(self, article: Article, asked: str, response: Response, hops: int = 0) -> None:
        """Count an article, which came as *asked*; one that a redirect led to comes by itself.

        One that others link to, so many *hops* away, may be of any age.
        """
        if self.asked.urls or asked not in ("", article.key):
            return
        answers = self._answers(article, is_listed=not hops)
        self.profile.articles += 1
        self.profile.count(article.section or "", answers)
        names = names_of(article) if self._is_recent(article) else []
        self.profile.count(OTHERS, names)
        self.showcase.add(Specimen(response.url, response.body, [*answers, *names]))

    def _answers(self, article: Article, *, is_listed: bool) -> list[Answer]:
        answers = list(of_article(article)) if self._is_recent(article) else []
        if is_listed and self.asked.is_incremental and not self._is_rechecked(article):
            for date, fetched in _moments(article):
                answers.append(of_age(date, fetched, self._last_run))
        return answers

    def _is_recent(self, article: Article) -> bool:
        return all(is_recent(date, fetched) for date, fetched in _moments(article))

    def _is_rechecked(self, article: Article) -> bool:
        """Tell whether an article was here before: it is old, as it should be."""
        if not self.asked.recheck:
            return False
        with self.store.reading() as transaction:
            return ledger.state_of(transaction, str(article.key)) in HERE

    @cached_property
    def _last_run(self) -> datetime | None:
        with self.store.reading() as transaction:
            return run_log.last_whole(transaction, self.kept.publisher, self.run)

    def see_page(self, road: Road, listing: Listing, response: Response) -> None:
        """Count a page of a list; of a window, other parts of lists are read."""
        answers = list(of_index(listing))
        self.profile.pages += 1
        window = " of a window" if self.asked.window else ""
        self.profile.count(f"{type(road).__name__}{window}", answers)
        self.showcase.add(Specimen(response.url, response.body, answers))

    # --- What it shows -----------------------------------------------------------------------

    def compare(self) -> None:
        """Keep what was counted, and what it shows to have changed, or to be well again."""
        if self.profile.is_empty:
            return
        with self.store.writing() as transaction:
            stretch = Stretch(self.run, self.run, self.began, self.profile)
            stretches = memory.add_stretch(transaction, self.kept, stretch)
            known = memory.changes(transaction, self.kept, self.places)
            altered = [
                self._with_example(transaction, change)
                for change in follow(stretches, known.values(), self.places)
            ]
            memory.put_changes(transaction, self.kept, known, altered)
            page_changes.forget_before(transaction, self.kept, stretches[0].first)
        self._tell(altered, {each.name for each in known.values() if each.stage == Stage.OPEN})

    def _with_example(self, transaction: Connection, change: Change) -> Change:
        """Return a change with the newest page that shows it."""
        symptom = change.deviation.symptom
        if change.stage != Stage.OPEN:
            return change
        page = self.showcase.newest(symptom)
        url = page.url if page else self._stored_example(transaction, symptom)
        return change.shown_by(url) if url else change

    def _stored_example(self, transaction: Connection, symptom: Symptom) -> str | None:
        """Return the URL of the newest stored article with a symptom."""
        for article in revisions.newest_documents(transaction, self.kept.publisher, _LOOKED_AT):
            if symptom.is_among(of_article(article)):
                return article.url
        return None

    def _tell(self, altered: Sequence[Change], before: Collection[str]) -> None:
        """Log what has changed, and keep a page of it beside the store.

        *before* are the names of the changes that were open.
        """
        for change in altered:
            name, text = change.name, change.deviation.text
            if change.stage == Stage.WELL:
                logger.info("As usual again: %s", change.deviation.field)
                if self.store.path:
                    drop_pages(self.store.path, self.kept.publisher, [name])
            elif name in before:
                logger.info("Still changed: %s", text)
            else:
                logger.warning("Changed: %s%s", text, self._how_to_look(change))

    def _how_to_look(self, change: Change) -> str:
        """Keep a page that has changed, where that can be done, and say how to look at it."""
        url, file = change.deviation.example, None
        if url is None:
            return ""
        page = self.showcase.newest(change.deviation.symptom)
        if page and self.store.path:
            path = kept_page(self.store.path, self.kept.publisher, change.name)
            file = path if keep_page(path, page) else None
        return f"; to look at it: {saving(url, file)}"


def _moments(article: Article) -> Iterator[tuple[datetime, datetime]]:
    """Yield when an article was published, and when it was fetched, if both are known."""
    if article.date_published and article.fetched_at:
        moments = article.date_published, article.fetched_at
        yield datetime.fromisoformat(moments[0]), datetime.fromisoformat(moments[1])
