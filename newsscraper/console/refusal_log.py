"""The line of a crawl that is refused, in its log: a scheduler shows that and no standard error.

It loads sqlalchemy, which takes long: commands import it only when they run.
"""

import logging
import re
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import Final

from scrapy.settings import Settings
from scrapy.utils.log import install_scrapy_root_handler

from newsscraper.console.own_files import check_apart, written_files
from newsscraper.store.location import store_place

_BEGINNING: Final = re.compile(rb"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d \[")
"""Of a log."""

logger = logging.getLogger(__name__)


def log_refusal(line: str, names: Iterable[str], settings: Settings) -> None:
    """Append *line* to the file of the log, if there is one that may be written.

    What is wrong may be the very name of that file. So nothing is written to a file that is no log,
    and none is made that would be the store, or a feed of the publishers *names*.
    """
    if not settings["LOG_FILE"]:
        return
    with suppress(OSError, ValueError):
        if _is_log(Path(settings["LOG_FILE"])):
            _check_apart(names, settings)
            settings.set("LOG_FILE_APPEND", True, priority="cmdline")
            install_scrapy_root_handler(settings)
            logger.error(line)


def _is_log(path: Path) -> bool:
    """Tell whether a log lies at *path*, or nothing yet."""
    if not path.exists():
        return True
    with path.open("rb") as file:
        head = file.read(32)
    return not head or bool(_BEGINNING.match(head))


def _check_apart(names: Iterable[str], settings: Settings) -> None:
    try:
        store = store_place(settings)
    except ValueError:  # such a name may be what is refused
        store = None
    check_apart(written_files(names, settings), store)
