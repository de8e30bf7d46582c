"""Lets a crawl take its pages from a folder, WARC files or a loopback server."""

from pathlib import Path
from typing import TYPE_CHECKING, Final

from scrapy.exceptions import UsageError
from scrapy.settings import BaseSettings

from newsscraper.messages.terminal import refuse
from newsscraper.record.warc_names import has_hosts, is_warc, warc_files

if TYPE_CHECKING:
    from scrapy.core.downloader.handlers.base import BaseDownloadHandler

    from newsscraper.replay.folder import OfflineHandler

FORMS: Final = "a folder, a .warc or .warc.gz file, or http://127.0.0.1:PORT"
"""What ``REPLAY`` may be."""


class Replay:
    """Scrapy add-on: when the setting ``REPLAY`` is given, nothing goes to the internet."""

    @classmethod
    def update_pre_crawler_settings(cls, settings: BaseSettings) -> None:
        """Refuse a wrong ``REPLAY`` with one line, whichever of Scrapy's commands is given it.

        The one place here that ends the process: to every exception of an add-on Scrapy's own
        commands (``fetch``, ``shell``, ``parse``) answer with a traceback.
        """
        try:
            _handler_in(settings)
        except ValueError as error:
            refuse(str(error))

    def update_settings(self, settings: BaseSettings) -> None:
        """Put a replay handler in the place of Scrapy's; UsageError when ``REPLAY`` is wrong.

        Whatever a spider or the command line says, no handler may reach the network: hence the
        highest priority. The pause goes only where the command line does not ask for one; Scrapy's
        own add-on priority is below the project's and would change nothing.
        """
        try:
            handler = _handler_in(settings)
        except ValueError as error:
            raise UsageError(str(error), print_help=False) from error
        if handler is None:
            return
        handlers = {"http": handler, "https": handler, "ftp": None, "s3": None}
        settings["DOWNLOAD_HANDLERS"].update(handlers, priority="cmdline")
        from newsscraper.replay.folder import OfflineHandler  # as in `handler_for`

        if issubclass(handler, OfflineHandler):
            settings.set("DOWNLOAD_DELAY", 0, priority="spider")


def _handler_in(settings: BaseSettings) -> "type[BaseDownloadHandler] | None":
    """Return the handler for ``REPLAY`` as *settings* have it; None when they do not."""
    value = settings.get("REPLAY")
    return None if value is None else handler_for(str(value))


def handler_for(value: str) -> "type[BaseDownloadHandler]":
    """Return the download handler for *value* of ``REPLAY``.

    Raises ValueError, one line for a person, when *value* cannot be used. Only the handler that is
    wanted is loaded, as Scrapy's own, which it builds on, is a fifth of a command's start.
    """
    if "://" in value:
        from newsscraper.replay.loopback import LoopbackHandler, loopback_server

        loopback_server(value)
        return LoopbackHandler
    path = Path(value)
    if not value.strip() or not _exists(path):
        raise ValueError(f"REPLAY={value}: there is no such folder or file; give {FORMS}.")
    try:
        return _reader_of(path)
    except ValueError as error:
        raise ValueError(f"REPLAY={value}: {error}") from error


def _reader_of(path: Path) -> "type[OfflineHandler]":
    """Return the handler for what is at *path*. Raises ValueError when none can read it."""
    if path.is_dir():
        try:
            has_warcs, has_pages = bool(warc_files(path)), has_hosts(path)
        except OSError as error:
            raise ValueError(f"this folder cannot be read: {error.strerror}.") from error
        if has_warcs and has_pages:
            raise ValueError("this folder holds pages and WARC files; move one kind elsewhere.")
        if not has_warcs:
            from newsscraper.replay.folder import FolderHandler

            return FolderHandler
    elif not is_warc(path.name):
        raise ValueError(f"this file is no .warc or .warc.gz; give {FORMS}.")
    from newsscraper.replay.warc_pages import WarcHandler, recorded_pages

    recorded_pages(path)  # read now: what is damaged is refused before the crawl
    return WarcHandler


def _exists(path: Path) -> bool:
    try:
        return path.exists()
    except OSError:  # a name too long for the file system, a folder that is locked
        return False
