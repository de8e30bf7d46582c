"""Fills the full-text index of a store: that of an older one, or of a copy, lacks articles."""

from newsscraper.messages.meter import Meter
from newsscraper.store import text_index
from newsscraper.store.article_store import Store


def fill_index(store: Store) -> None:
    """Let all articles be found by their words; that may take minutes, and a break loses nothing.

    Raises CannotGoOn.
    """
    with store.reading() as transaction:
        done, of = text_index.left(transaction)
    meter = Meter("of the articles made ready for searching")
    while done < of:
        with store.writing() as transaction:
            done, of = text_index.put_in_more(transaction)
        meter.show(done, of)
