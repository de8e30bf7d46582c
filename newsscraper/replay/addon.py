"""Lets a crawl take its pages from a folder, a WARC file or a loopback server."""

from pathlib import Path
from typing import TYPE_CHECKING, Final

from scrapy.exceptions import UsageError
from scrapy.settings import BaseSettings

from newsscraper.messages.terminal import refuse

if TYPE_CHECKING:
    from scrapy.core.downloader.handlers.base import BaseDownloadHandler

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
    if path.is_dir():
        from newsscraper.replay.folder import FolderHandler

        return FolderHandler
    if not path.name.lower().endswith((".warc", ".warc.gz")):
        raise ValueError(f"REPLAY={value}: this file is no .warc or .warc.gz; give {FORMS}.")
    return _warc_handler(path, value)


def _warc_handler(path: Path, value: str) -> "type[BaseDownloadHandler]":
    """Return the handler for a WARC file, which is read now: what is damaged is refused early."""
    from newsscraper.replay.warc import WarcHandler, page_offsets

    try:
        page_offsets(path)
    except ValueError as error:
        raise ValueError(f"REPLAY={value}: {error}") from error
    return WarcHandler


def _exists(path: Path) -> bool:
    try:
        return path.exists()
    except OSError:  # a name too long for the file system, a folder that is locked
        return False
