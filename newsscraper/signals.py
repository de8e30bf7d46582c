"""Signals of the project, beside Scrapy's own: what an extension may listen to.

Connect to them as to Scrapy's: ``crawler.signals.connect(self.on_stored, article_stored)``. A
receiver gets those arguments that it names. Each is sent after the fact is in the store.
"""

from typing import Final

run_begun: Final = object()
"""The run holds its publisher, its store and its feeds, and has asked for nothing yet. Not sent
when it cannot begin."""

index_page_read: Final = object()
"""A page of a road was read: ``road`` and ``page`` (URLs), ``listed`` (articles that it lists),
``wanted`` (those of them to be fetched now), ``day`` (`date` that the walk has reached: the day of
a page that is of one, else the middle one of those it prints; None if it prints none, or if the
road has no order). Not sent for a page that has not changed (304)."""

walk_ended: Final = object()
"""A walk reads no further page: ``road`` (URL), ``unread`` (the `Verdict` on the page that could
not be read; None if the walk came to its end). Sent also where ``max_pages`` ends it."""

article_stored: Final = object()
"""A new revision is committed that feeds are to hold: ``article`` (`Article`), ``seq`` (its place
in the order of delivery), ``document`` (its JSON, as the store has it)."""

article_revised: Final = object()
"""A second revision of an article, or a later one, is committed: ``article``, ``seq``. Sent before
``article_stored``."""

article_duplicate: Final = object()
"""A new article is committed that has the very text of another: ``article`` (``duplicate_of`` names
the other), ``seq``. Sent whether feeds get it or not."""

article_dropped: Final = object()
"""An article came and is not stored: ``article``, ``reason`` (`Reason`, or a word for a field that
it lacks; None when the store has it just like that, or has only read it anew). One that lacks a
field has failed, too; what is `shrunk` or has the `same_text` as most is not believed yet."""

article_failed: Final = object()
"""An article could not be had: ``key``, ``url`` (with redirects), ``verdict`` (`Verdict`),
``state`` (its state in the ledger now; None if no list showed it)."""
