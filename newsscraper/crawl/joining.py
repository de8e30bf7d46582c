"""Tells whether the pages of a walk join the top of known ground, or show what lies below it."""


class Joining:
    """What one walk has met of the top of known ground."""

    def __init__(self) -> None:
        self.met = 0
        """Articles that the last complete walk has met, too, on the pages before."""
        self.is_apart = False
        """Whether this page is all known, and from below what the walk has not met."""

    def judge(self, here: int, *, missed: int, is_first: bool = False) -> bool:
        """Take note of a page with so many of the top; *missed* are those that lie above it.

        Return whether it stands apart. Some of the top may be deleted, but not most of it. What is
        on the page counts on the *first* alone: on another it may be an old copy that has it.
        """
        self.is_apart = missed > (here if is_first else self.met)
        self.met += here
        return self.is_apart
