"""The states of what the store keeps: URLs of the ledger, index pages, changes of pages."""

from enum import StrEnum
from typing import Final


class State(StrEnum):
    """What became of a URL that a list showed."""

    LISTED = "listed"
    """To be fetched."""
    STORED = "stored"
    DUPLICATE = "duplicate"
    """It led to another article, or had the very text of one when it was stored."""
    OUT_OF_WINDOW = "out_of_window"
    GONE = "gone"
    """404 or 410."""
    REFUSED = "refused"
    """To be tried again."""
    FAILED = "failed"
    """To be tried again."""
    GIVEN_UP = "given_up"
    """Tried often enough."""
    NOT_ARTICLE = "not_article"
    """A photo series, a film, a quiz: no text to be had."""


class PageState(StrEnum):
    """What became of a page of a road."""

    READ = "read"
    EMPTY = "empty"
    """As expected: a day or a list ends before it."""
    UNREAD = "unread"
    """To be read again: it did not come, or what it says cannot be."""
    GIVEN_UP = "given_up"
    """Tried often enough."""


class Stage(StrEnum):
    """What became of a change of the publisher's pages."""

    OPEN = "open"
    WELL = "well"
    """The pages are as before again."""
    ACCEPTED = "accepted"
    """As they are now is usual."""


class InCommon(StrEnum):
    """What most articles of a run have in common when it is not believed at once."""

    GONE = "gone"
    """404 or 410."""
    ELSEWHERE = "elsewhere"
    """Their addresses lead to other articles, or to pages that are none."""
    SAME_TEXT = "same_text"
    """They have texts that others of them have, too."""
    MIXED = "mixed"
    """One of these each."""


HERE: Final = (State.STORED, State.DUPLICATE)
"""States of the articles that are in the store, under their own key or another."""

OPEN: Final = (State.LISTED, State.FAILED, State.REFUSED)
"""States of the articles that are still to be fetched."""

NOT_HAD: Final = (State.FAILED, State.REFUSED, State.GONE, State.GIVEN_UP, State.NOT_ARTICLE)
"""States of the articles whose pages were asked for and not to be had."""
