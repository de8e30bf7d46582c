"""`scrapy genspider NAME DOMAIN`: the class of a new publisher, with every fact in order."""

import argparse
import importlib
import re
from datetime import date
from importlib.resources import files
from pathlib import Path
from string import Template
from typing import Final

from scrapy.exceptions import UsageError

from newsscraper.console.base_command import BaseCommand
from newsscraper.console.lookup import spider_names
from newsscraper.messages.hints import hint
from newsscraper.messages.terminal import write_lines, writing
from newsscraper.publisher.faults import is_slug

_NAME: Final = "publisher"
_FILE: Final = files("newsscraper").joinpath("templates", "publisher.tmpl")


class Command(BaseCommand):
    """Write the class of a new publisher."""

    requires_crawler_process = False
    usage = "NAME DOMAIN [--force] | --dump publisher"
    summary = "Write the class of a new publisher, to be filled with its facts"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """Add the options that Scrapy's own command has, as far as they mean something here."""
        super().add_options(parser)
        parser.add_argument("-t", "--template", default=_NAME, help="there is one: publisher")
        parser.add_argument("-l", "--list", action="store_true", help="print the templates")
        parser.add_argument("-d", "--dump", metavar="TEMPLATE", help="print a template")
        parser.add_argument("--force", action="store_true", help="replace the class that is there")

    def check(self, args: list[str], opts: argparse.Namespace) -> None:
        """Raise UsageError or ValueError for what makes no publisher."""
        if (wanted := opts.dump or opts.template) != _NAME:
            raise ValueError(
                f"there is no template {wanted!r}: newsscraper crawls publishers, and has "
                f"{_NAME!r}; other spiders are written by hand"
            )
        if not (opts.list or opts.dump):
            self.file = self._file_for(args)
            self._refuse_what_is_there(args[0], replaces=opts.force)

    def _refuse_what_is_there(self, name: str, *, replaces: bool) -> None:
        is_spider = name in spider_names(self.project_settings)
        if is_spider and not replaces:
            raise ValueError(f"there is a spider {name!r}; --force replaces {self.file}")
        if self.file.exists() and not is_spider:
            raise ValueError(f"{self.file} is shared by spiders; give another name than {name!r}")

    def _file_for(self, args: list[str]) -> Path:
        if len(args) != 2:
            raise UsageError(f"give a name and a domain: {hint('genspider koran koran.example')}")
        name, domain = args
        if not is_slug(name) or not name.isidentifier():
            raise ValueError(
                f"{name!r} is no name: a letter, then lower case letters, digits and _"
            )
        if not re.fullmatch(r"(?:[a-z0-9-]+\.)+[a-z]{2,}", domain):
            raise ValueError(f"{domain!r} is no domain; give one as koran.example")
        room = importlib.import_module(self.project_settings["NEWSPIDER_MODULE"])
        return Path(str(room.__file__)).parent / f"{name}.py"

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        """Write the class, or print what there is."""
        text = _FILE.read_text(encoding="utf-8")
        if opts.list or opts.dump:
            write_lines([_NAME] if opts.list else text.splitlines())
            return
        with writing():
            self.file.write_text(_filled(text, *args), encoding="utf-8")
        write_lines([f"{self.file} is written: {hint(f'publishers {args[0]}')}"])


def _filled(text: str, name: str, domain: str) -> str:
    words = name.split("_")
    return Template(text).substitute(
        name=name,
        domain=domain,
        title=" ".join(map(str.capitalize, words)),
        classname="".join(map(str.capitalize, words)) + "Spider",
        month=f"{date.today():%Y-%m}",
        pattern=re.escape(domain.removeprefix("www.")),
    )
