"""Times in the future, which a run left behind whose clock was wrong: they are not believed."""

from datetime import datetime
from typing import Final

from sqlalchemy import Connection, update

from newsscraper.store.clock import stamp_of
from newsscraper.store.drift_tables import profiles
from newsscraper.store.schema import IS_OPEN, IS_UNREAD, index_pages, kept_files, ledger, shrunk
from newsscraper.store.waits import WAITS

_LONGEST: Final = max(WAITS)


def correct(transaction: Connection, publisher: str, moment: datetime) -> None:
    """Put right what of *publisher* lies further ahead than it can at *moment*, in UTC.

    What waits for longer than there is to wait is due, what began later than now begins now, and
    a kept file is not from today.
    """
    now, latest = stamp_of(moment), stamp_of(moment + _LONGEST)
    for table, is_open in ((ledger, IS_OPEN), (index_pages, IS_UNREAD)):
        waits = (table.c.publisher == publisher, is_open, table.c.next_try > latest)
        transaction.execute(update(table).where(*waits).values(next_try=now))
    doubted = (ledger.c.publisher == publisher, IS_OPEN, ledger.c.suspected > now)
    transaction.execute(update(ledger).where(*doubted).values(suspected=now))
    later = (shrunk.c.publisher == publisher, shrunk.c.since > now)
    transaction.execute(update(shrunk).where(*later).values(since=now))
    began = (profiles.c.publisher == publisher, profiles.c.began > now)
    transaction.execute(update(profiles).where(*began).values(began=now))
    transaction.execute(update(kept_files).where(kept_files.c.fetched > now).values(fetched=""))
