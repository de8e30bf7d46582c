"""What a road keeps in mind of the pages before, to judge the next by."""

from collections.abc import Mapping
from dataclasses import dataclass

from newsscraper.failures import OpenReason, Reason


@dataclass(frozen=True)
class Trail:
    """What a road keeps in mind of the pages before; a walk hands it on from step to step."""

    ahead: tuple[str, ...] = ()
    """Pages still to be read, or that an earlier one linked to."""
    before: str | None = None
    """The page before this one."""
    guess: str | None = None
    """The page asked for that no other linked to."""
    lost: int = 0
    """Pages in a row that could not be read."""
    full: int = 0
    """Cards of the fullest page that another followed."""
    strays: int = 0
    """Most articles that a page linked to beside its list."""
    newest: str | None = None
    """The last of the dates on the page before, if that could be read."""

    @property
    def is_in_doubt(self) -> bool:
        """Whether a page before may turn out to be a fault."""
        return False

    def missed(self, beside: int, *, has_articles: bool) -> Mapping[str, Reason | OpenReason]:
        """Return the pages that a walk which ends here has missed, and why.

        *beside* is how many articles at most stand beside the lists of other roads,
        *has_articles* whether any page of this one listed any.
        """
        return {}
