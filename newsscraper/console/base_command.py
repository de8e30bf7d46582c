"""What the project's commands have in common.

They lie here and not in `commands/`: Scrapy takes every command class of a module there for a
command, but only those that are the module's own.
"""

import argparse
from abc import abstractmethod

from scrapy.commands import ScrapyCommand
from scrapy.exceptions import UsageError
from scrapy.settings import Settings

from newsscraper.console.hangup import end_as_at_ctrl_c, say_interrupts
from newsscraper.console.setting_checks import check_values
from newsscraper.failures import CannotGoOn, Exit
from newsscraper.messages.hints import note_store
from newsscraper.messages.terminal import refuse, refuse_unknown_options, writing
from newsscraper.store.long_work import shown_on_terminal

say_interrupts()  # now: Scrapy loads all commands for each, and a crawl loads more before it begins


class BaseCommand(ScrapyCommand):
    """A command that says in one line, with exit code 2, what is wrong with how it was called."""

    requires_project = True
    usage: str
    """What stands behind the command's name in its help."""
    summary: str
    """What it does, in the list of all commands."""

    def syntax(self) -> str:
        """Describe the arguments."""
        return self.usage

    def short_desc(self) -> str:
        """Describe the command."""
        return self.summary

    @property
    def project_settings(self) -> Settings:
        """The settings, which Scrapy sets before it calls any method of a command."""
        assert self.settings is not None
        return self.settings

    @property
    def largest_page(self) -> int:
        """Bytes of the largest page that is read, unpacked: as in a crawl."""
        return self.project_settings.getint("DOWNLOAD_MAXSIZE")

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """Add Scrapy's options; subclasses add theirs."""
        super().add_options(parser)
        parser.allow_abbrev = False  # Scrapy makes the parser, and does not ask
        # argparse has no other way to say less than the whole usage.
        parser.error = refuse  # type: ignore[assignment,method-assign]

    def process_options(self, args: list[str], opts: argparse.Namespace) -> None:
        """Refuse what cannot be used, before anything starts."""
        end_as_at_ctrl_c()
        refuse_unknown_options(type(self).__module__.rpartition(".")[2], args)
        if "--" in args:
            args.remove("--")
        try:
            with writing():  # a log, a file for the process number
                self.take_options(args, opts)
                note_store(self.project_settings)
                check_values(self.project_settings)
                self.check(args, opts)
        except (UsageError, ValueError) as error:
            refuse(str(error))
        except CannotGoOn as error:
            refuse(str(error), error.exit_code)
        except KeyboardInterrupt:
            refuse("stopped by a signal; nothing was begun", Exit.STOPPED)

    def take_options(self, args: list[str], opts: argparse.Namespace) -> None:
        """Let Scrapy take its options; raises UsageError."""
        super().process_options(args, opts)

    def check(self, args: list[str], opts: argparse.Namespace) -> None:
        """Raise UsageError or ValueError, one line for a person, for what cannot be used."""


class StoreCommand(BaseCommand):
    """A command about the store; one that cannot be used ends it with one line, too."""

    requires_crawler_process = False
    when_stopped = "stopped by a signal; nothing was changed"
    """What is said then."""

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        """Do the work; while it waits for the store, a terminal shows for how long."""
        try:
            with shown_on_terminal():
                self.work(args, opts)
        except CannotGoOn as error:
            refuse(str(error), error.exit_code)
        except KeyboardInterrupt:
            refuse(self.when_stopped, Exit.STOPPED)

    @abstractmethod
    def work(self, args: list[str], opts: argparse.Namespace) -> None:
        """Do what the command is for; raises CannotGoOn."""
