"""What `scrapy copystore` does: copies a store into another, and compares the two."""

from collections.abc import Iterable, Mapping, Sequence
from contextlib import ExitStack, closing
from functools import partial
from typing import Final

from newsscraper.console.index_filling import fill_index
from newsscraper.failures import CannotGoOn, Exit
from newsscraper.messages.hints import hint
from newsscraper.messages.meter import Meter
from newsscraper.messages.terminal import refuse
from newsscraper.messages.wording import number
from newsscraper.store import copying, revisions
from newsscraper.store.article_store import Store
from newsscraper.store.file_names import FileNames
from newsscraper.store.home import Place
from newsscraper.store.location import place_named

_AGAIN: Final = "delete it, and copy again"


def places(source: str, target: str) -> tuple[Place, Place]:
    """Return where the store *source* is, and where *target* is to be.

    Raises ValueError, one line for a person, for one that is named wrongly, or that is temporary.
    """
    found = place_named(source), place_named(target)
    if found[0] is None or found[1] is None:
        raise ValueError(f"a temporary store cannot be copied: {hint('copystore FROM TO')}")
    return found[0], found[1]


def copy_store(source: Place, target: Place, shared: Sequence[str] = ()) -> str:
    """Copy the store at *source* to *target*; return a line that says what is there now.

    It is copied as it is when that begins: runs may go on, but what they store is not copied. In a
    store on a server files of feeds are this machine's, but for those in *shared* folders.
    Refuses a *target* that has anything. Raises CannotGoOn when one of them cannot be used.
    """
    if not source.exists():
        refuse(f"there is no store {source}; name one that there is")
    with ExitStack() as stack:
        old = stack.enter_context(closing(Store.open_to_read(source)))
        new = stack.enter_context(closing(Store.open(target)))
        rename = partial(FileNames(source, shared).name_in, FileNames(target, shared))
        reading = stack.enter_context(old.reading())
        of = copying.count_all(reading)
        rows = _fill(new, old.telling_of(copying.everything(reading)), of, rename)
        expected = copying.digests(reading, rename)
        with new.reading() as written:
            _compare(expected, copying.digests(written), f"{target} differs from {source}")
            articles = revisions.count_articles(written)
        fill_index(new)
    said = f"{number(articles, 'article')}, {number(rows, 'row')} in {target}"
    return f"{said}; compared: the same as in {source}"


def _fill(new: Store, pieces: Iterable[copying.Piece], of: int, rename: copying.Rename) -> int:
    """Copy *pieces* of a store, *of* so many rows, into a *new* one; return how many there were."""
    meter, done = Meter("copied"), 0
    with new.writing() as writing:
        if not copying.is_empty(writing):
            refuse(f"{new.place} is not empty; name a store that is not there yet")
        for rows in copying.copy(pieces, writing, rename):
            done += rows
            meter.show(done, of)
    return done


def _compare(expected: Mapping[str, int], found: Mapping[str, int], what: str) -> None:
    """Raise CannotGoOn, which says *what*, when not all tables are the same."""
    if wrong := copying.differing(expected, found):
        raise CannotGoOn(Exit.NOT_WRITTEN, f"{what} in {', '.join(wrong)}; {_AGAIN}")
