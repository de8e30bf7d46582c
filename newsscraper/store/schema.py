"""The tables of the store; whoever changes them raises the version in `upgrades`."""

from typing import Final

from sqlalchemy import (
    Boolean,
    Column,
    Index,
    LargeBinary,
    MetaData,
    Table,
    UniqueConstraint,
    column,
    literal_column,
)

from newsscraper.store.statements import NEVER_REUSED, WITHOUT_ROWID, Integer, Text, partial
from newsscraper.store.states import OPEN, PageState, State

IS_OPEN: Final = column("state").in_([literal_column(f"'{state}'") for state in OPEN])
"""Condition for URLs still to be fetched, in letters: no parameter leads to a partial index."""

IS_GIVEN_UP: Final = column("state") == literal_column(f"'{State.GIVEN_UP}'")
"""Condition for URLs that were tried often enough, and for index pages, too."""

IS_LEFT_OUT: Final = column("state") == literal_column(f"'{State.OUT_OF_WINDOW}'")
"""Condition for articles that were out of a window."""

IS_UNREAD: Final = column("state") == literal_column(f"'{PageState.UNREAD}'")
"""Condition for index pages still to be read, in letters for the same reason."""

metadata = MetaData()

schema_version = Table("schema_version", metadata, Column("version", Integer, nullable=False))

runs = Table(
    "runs",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("publisher", Text, nullable=False),
    Column("arguments", Text, nullable=False, comment="JSON of the spider arguments"),
    Column("pid", Integer, nullable=False),
    Column("started", Text, nullable=False, comment="times are UTC, ISO 8601"),
    Column("ended", Text, comment="null while it runs, and after a kill"),
    Column("exit_code", Integer),
    Column("outcome", Text, comment="the last line of the log"),
    Index("runs_by_publisher", "publisher"),
)

articles = Table(
    "articles",
    metadata,
    Column("key", Text, primary_key=True),
    Column("publisher", Text, nullable=False),
    Column("section", Text),
    Column("date_published", Text, nullable=False, comment="ISO 8601, in the publisher's zone"),
    Column("revision", Integer, nullable=False, comment="the newest"),
    Column("content_hash", Text, nullable=False, comment="of the newest revision"),
    Index("articles_by_date", "publisher", "date_published", "key"),
)

revisions = Table(
    "revisions",
    metadata,
    Column("seq", Integer, primary_key=True, comment="the order in which feeds deliver"),
    Column("key", Text, nullable=False),
    Column("publisher", Text, nullable=False),
    Column("revision", Integer, nullable=False),
    Column("run", Integer, nullable=False),
    Column("document", Text, nullable=False, comment="JSON of the whole article"),
    Column("extraction", Integer, comment="version of what read it; null: before there were any"),
    UniqueConstraint("key", "revision"),
    Index("revisions_by_publisher", "publisher"),  # in the order of seq
    **NEVER_REUSED,
)

shrunk = Table(
    "shrunk",
    metadata,
    Column("key", Text, primary_key=True, comment="a stored article whose page lost its text"),
    Column("publisher", Text, nullable=False),
    Column("document", Text, nullable=False, comment="JSON of what the page has now"),
    Column("content_hash", Text, nullable=False, comment="of that"),
    Column("since", Text, nullable=False, comment="UTC; when it was seen like that first"),
    Column("run", Integer, nullable=False, comment="the last that saw it"),
)

aliases = Table(
    "aliases",
    metadata,
    Column("url", Text, primary_key=True, comment="another address of the article"),
    Column("key", Text, nullable=False),
)

ledger = Table(
    "ledger",
    metadata,
    Column("key", Text, primary_key=True),
    Column("publisher", Text, nullable=False),
    Column("url", Text, nullable=False, comment="the address to ask for"),
    Column("state", Text, nullable=False, comment="see newsscraper.store.states"),
    Column("hops", Integer, nullable=False, comment="related links between it and an index page"),
    Column("date", Text, comment="printed beside it in a list; if out of a window, its own"),
    Column("tries", Integer, nullable=False, default=0, comment="failed ones in a row"),
    Column("status", Integer, comment="HTTP status of the last answer, if there was one"),
    Column("reason", Text, comment="of the last failure; of a duplicate: the article's key"),
    Column("next_try", Text, comment="UTC; null: no more"),
    Column("run", Integer, comment="the last that listed or tried it"),
    Column("pending", Text, comment="the state that it gets if the run's others do not deny it"),
    Column("suspected", Text, comment="UTC; when too many ended so; stays when it is believed"),
    Index("ledger_by_run", "run"),
    # Only what is still to be fetched: most rows are done and cost nothing here.
    Index("ledger_open", "publisher", "key", **partial(IS_OPEN)),
    Index("ledger_given_up", "publisher", **partial(IS_GIVEN_UP)),
    Index("ledger_left_out", "publisher", **partial(IS_LEFT_OUT)),
)

walks = Table(
    "walks",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("run", Integer, nullable=False),
    Column("publisher", Text, nullable=False),
    Column("road", Text, nullable=False, comment="first index page, or the pages' template"),
    Column("since", Text, comment="first day of the window"),
    Column("until", Text, comment="last day of the window"),
    Column("is_from_top", Boolean, nullable=False, default=True, comment="nothing newer left out"),
    Column("makes_known", Boolean, nullable=False, comment="later ones may stop at what it shows"),
    Column("is_complete", Boolean, nullable=False, default=False),
    Column("ended_empty", Boolean, nullable=False, default=False, comment="above known ground"),
    Column("checkpoint", Text, comment="the last page whose articles are all in the ledger"),
    Column("end_page", Text, comment="an end that is not believed yet"),
    Column("end_key", Text, comment="the last article at its end, without a next link"),
    Column("continued_by", Integer, comment="the walk that went on where this one was cut off"),
    Index("walks_by_road", "publisher", "road"),
    Index("walks_by_heir", "continued_by"),
)

listings = Table(
    "listings",
    metadata,
    Column("road", Text, primary_key=True),
    Column("key", Text, primary_key=True),
    Column("walk", Integer, nullable=False, comment="the last that showed it"),
    Column("is_known", Boolean, nullable=False, default=False, comment="by a whole walk"),
    Index("listings_by_walk", "walk"),
    **WITHOUT_ROWID,
)

index_pages = Table(
    "index_pages",
    metadata,
    Column("road", Text, primary_key=True),
    Column("url", Text, primary_key=True, comment="a page of the road"),
    Column("publisher", Text, nullable=False),
    Column("day", Text, comment="ISO 8601, of the articles that it lists, if that is known"),
    Column("state", Text, nullable=False, comment="see newsscraper.store.states.PageState"),
    Column("reason", Text, comment="why it is unread"),
    Column("status", Integer, comment="HTTP status of the last answer, if there was one"),
    Column("tries", Integer, nullable=False, default=0, comment="failed ones in a row"),
    Column("next_try", Text, comment="UTC; null: no more"),
    Column("walk", Integer, nullable=False, comment="the last that asked for it"),
    Column("links", Integer, nullable=False, default=0, comment="articles that it last listed"),
    Column("etag", Text, comment="as the publisher sent it"),
    Column("last_modified", Text, comment="as the publisher sent it"),
    Index("index_pages_unread", "publisher", "road", **partial(IS_UNREAD)),
    Index("index_pages_given_up", "publisher", **partial(IS_GIVEN_UP)),
    **WITHOUT_ROWID,
)

list_sizes = Table(
    "list_sizes",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("road", Text, nullable=False),
    Column("cards", Integer, nullable=False, comment="of a page, or of all pages of a day"),
    Column("links", Integer, nullable=False, comment="those that are articles"),
    Column("strays", Integer, nullable=False, comment="articles linked beside the list"),
    Column("pages", Integer, comment="of a day; null: these are the sizes of one page"),
    Column("day", Text, comment="ISO 8601; null: of one page"),
    Index("list_sizes_by_road", "road"),
)

pagers = Table(
    "pagers",
    metadata,
    Column("road", Text, primary_key=True),
    Column("true", Integer, nullable=False, comment="days whose last page linked to none behind"),
    Column("too_far", Integer, nullable=False, comment="days whose last page linked to another"),
    **WITHOUT_ROWID,
)

kept_files = Table(
    "kept_files",
    metadata,
    Column("url", Text, primary_key=True),
    Column("fetched", Text, nullable=False, comment="UTC, ISO 8601"),
    Column("body", LargeBinary, nullable=False, comment="empty: there is none"),
    **WITHOUT_ROWID,
)

text_index = Table(
    "text_index",
    metadata,
    Column("reached", Integer, nullable=False, comment="of older revisions, those up to this seq"),
    Column("until", Integer, nullable=False, comment="the last seq that was there before it"),
)

feeds = Table(
    "feeds",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("template", Text, nullable=False, comment="URI without user info, or as in files"),
    Column("publisher", Text, nullable=False),
    Column("delivered", Integer, nullable=False, comment="incremental runs go on after this seq"),
    Column("batch_id", Integer, nullable=False, comment="the last that was delivered"),
    UniqueConstraint("template", "publisher"),
)

files = Table(
    "files",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("path", Text, nullable=False, unique=True, comment="absolute; see file_names"),
    Column("is_open", Boolean, nullable=False, comment="appended to, or cut off while it was"),
    Column("start_length", Integer, comment="bytes before that; null: there was no file"),
    Column("length", Integer, comment="bytes when it was closed; null: never"),
    Column("digest", Text, comment="of the last of these bytes; null: noted before version 6"),
    Column("has_part", Boolean, nullable=False, server_default="0", comment="a run's, beside it"),
)

deliveries = Table(
    "deliveries",
    metadata,
    Column("feed", Integer, primary_key=True),
    Column("seq", Integer, primary_key=True),
    Column("file", Integer, comment="null: a storage that is no local file"),
    Index("deliveries_by_file", "file"),
    **WITHOUT_ROWID,
)
