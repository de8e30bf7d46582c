"""Checks the setting ``RECORD`` before a command of any kind fetches a page."""

from pathlib import Path

from scrapy.settings import BaseSettings

from newsscraper.messages.terminal import refuse
from newsscraper.record.warc_names import has_hosts


class Recording:
    """Scrapy add-on: a folder that cannot take a recording is refused with one line."""

    @classmethod
    def update_pre_crawler_settings(cls, settings: BaseSettings) -> None:
        """Refuse a wrong ``RECORD``; see ``newsscraper.replay.addon``, which does so for REPLAY."""
        try:
            check_recording(settings)
        except ValueError as error:
            refuse(str(error))


def check_recording(settings: BaseSettings) -> None:
    """Raise ValueError, one line for a person, when ``RECORD`` cannot be a folder of WARC files."""
    if settings["RECORD"] is None:
        return
    value = str(settings["RECORD"])
    if not value.strip() or "://" in value:
        raise ValueError(f"RECORD={value} is no folder; name one")
    try:
        _check_folder(Path(value), settings["REPLAY"])
    except OSError as error:
        raise ValueError(f"RECORD={value} cannot be read: {error.strerror}") from error


def _check_folder(folder: Path, replay: str | None) -> None:
    there = next(each for each in (folder, *folder.absolute().parents) if each.exists())
    if not there.is_dir():
        what = "is a file" if there == folder else f"would lie in {there.name}, which is a file"
        raise ValueError(f"RECORD={folder} {what}; name a folder")
    if replay and folder.resolve() == Path(replay).resolve():
        raise ValueError(f"RECORD={folder} is the folder that REPLAY reads; name another")
    if folder.is_dir() and has_hosts(folder):
        raise ValueError(f"RECORD={folder} holds pages by their URLs; name another folder")
