"""The store of a run, from its beginning to its end."""

from collections.abc import Iterator
from contextlib import contextmanager, nullcontext

from scrapy.settings import BaseSettings

from newsscraper.feeds.together import Together
from newsscraper.store.article_store import Store
from newsscraper.store.clock import Clock
from newsscraper.store.file_names import FileNames
from newsscraper.store.home import Place
from newsscraper.store.long_work import shown_on_terminal


@contextmanager
def opened_store(
    place: Place | None, clock: Clock, settings: BaseSettings, together: Together | None
) -> Iterator[Store]:
    """Have the store at *place* open within the block; while it is upgraded, a terminal shows it.

    If it is None, the store is temporary: one for all runs that are *together*. Raises CannotGoOn
    when it cannot be used.
    """
    if place is None and together:
        yield together.temporary_store(clock)
        return
    is_shown = settings["PROGRESS"] != "off"
    with shown_on_terminal() if is_shown else nullcontext():
        store = Store.open(place, clock)
    store.files = FileNames(place, settings.getlist("SHARED_FOLDERS"))
    try:
        yield store
    finally:
        store.close()
