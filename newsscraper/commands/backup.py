"""`scrapy backup FILE`: a sound copy of the store, while runs go on."""

import argparse

from scrapy.exceptions import UsageError

from newsscraper.console.base_command import StoreCommand
from newsscraper.console.store_options import file_named
from newsscraper.failures import Exit
from newsscraper.messages.hints import hint
from newsscraper.messages.terminal import refuse, tell, writing


class Command(StoreCommand):
    """Copy the store."""

    usage = "FILE"
    summary = "Copy the store, as it is at this moment, while runs go on"

    def check(self, args: list[str], opts: argparse.Namespace) -> None:
        """Raise UsageError or ValueError unless one file is named."""
        if len(args) != 1:
            raise UsageError(f"name the file to write: {hint('backup FILE')}")
        self.target = file_named(args[0])

    def work(self, args: list[str], opts: argparse.Namespace) -> None:
        """Copy the store, and say what is in the copy."""
        from newsscraper.console import backup_job  # loads sqlalchemy

        try:
            with writing(self.target):
                line = backup_job.back_up(self.project_settings, self.target)
        except KeyboardInterrupt:
            refuse(f"stopped by a signal; {self.target} is as it was", Exit.STOPPED)
        tell(line)
