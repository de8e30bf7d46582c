"""Pages of roads as they were read last: what to send so that unchanged ones cost nothing."""

from sqlalchemy import Connection, select
from sqlalchemy.dialects.sqlite import insert

from newsscraper.roads.validators import Validators
from newsscraper.store.schema import lists, walks

_PUT = insert(lists)
_PUT = _PUT.on_conflict_do_update(
    index_elements=["url"],
    set_={name: _PUT.excluded[name] for name in ("walk", "etag", "last_modified")},
)


def keep(transaction: Connection, url: str, walk: int, validators: Validators) -> None:
    """Remember how the page at *url* was when *walk* read it."""
    row = {"url": url, "walk": walk}
    transaction.execute(_PUT, row | validators._asdict())


def validators_of(transaction: Connection, url: str) -> Validators:
    """Return what to send for the page at *url*.

    Nothing unless all that it listed is known ground: the walk that read it last was completed.
    """
    query = (
        select(lists.c.etag, lists.c.last_modified)
        .join(walks, walks.c.id == lists.c.walk)
        .where(lists.c.url == url, walks.c.is_complete, walks.c.makes_known)
    )
    row = transaction.execute(query).first()
    return Validators(*row) if row else Validators()
