"""`scrapy copystore FROM TO`: a store into another, of another kind of database, too."""

import argparse

from scrapy.exceptions import UsageError

from newsscraper.console.base_command import StoreCommand
from newsscraper.messages.hints import hint
from newsscraper.messages.terminal import tell


class Command(StoreCommand):
    """Copy a store into another."""

    usage = "FROM TO"
    summary = "Copy a store into a new one, such as a file's into a PostgreSQL database"
    when_stopped = "stopped by a signal; the copy is not whole: delete it, and copy again"

    def check(self, args: list[str], opts: argparse.Namespace) -> None:
        """Raise UsageError or ValueError unless two stores are named."""
        from newsscraper.console import copystore_job  # loads sqlalchemy

        if len(args) != 2:
            raise UsageError(f"name two stores, by file or URL: {hint('copystore FROM TO')}")
        self.places = copystore_job.places(*args)

    def work(self, args: list[str], opts: argparse.Namespace) -> None:
        """Copy, and say what is there now."""
        from newsscraper.console import copystore_job  # loads sqlalchemy

        shared = self.project_settings.getlist("SHARED_FOLDERS")
        tell(copystore_job.copy_store(*self.places, shared))
