"""`scrapy genspider NAME DOMAIN`: the class of a new publisher, with every fact in order."""

import argparse
import re
from datetime import date
from pathlib import Path
from typing import Any, Final

from scrapy.commands import genspider
from scrapy.exceptions import UsageError

from newsscraper.console.base_command import BaseCommand
from newsscraper.messages.hints import hint
from newsscraper.publisher.faults import is_slug

_TEMPLATE: Final = "publisher"


class Command(BaseCommand, genspider.Command):
    """Write the class of a new publisher."""

    usage = "NAME DOMAIN [options]"
    summary = "Write the class of a new publisher, to be filled with its facts"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """Add Scrapy's options; the template is ours."""
        super().add_options(parser)
        parser.set_defaults(template=_TEMPLATE)

    @property
    def templates_dir(self) -> str:
        """Where the templates lie."""
        return str(Path(__file__).parents[1] / "templates")

    def check(self, args: list[str], opts: argparse.Namespace) -> None:
        """Raise UsageError or ValueError for what makes no publisher."""
        if (wanted := opts.dump or opts.template) != _TEMPLATE:
            raise ValueError(
                f"there is no template {wanted!r}: newsscraper crawls publishers, and has "
                f"{_TEMPLATE!r}; other spiders are written by hand"
            )
        if opts.list or opts.dump:
            return
        if len(args) != 2:
            raise UsageError(f"give a name and a domain: {hint('genspider koran koran.example')}")
        name, domain = args
        if not is_slug(name) or "-" in name:
            raise ValueError(f"{name!r} is no name: lower case letters, digits and _")
        if not re.fullmatch(r"(?:[a-z0-9-]+\.)+[a-z]{2,}", domain):
            raise ValueError(f"{domain!r} is no domain; give one as koran.example")

    def _generate_template_variables(self, *args: Any) -> dict[str, Any]:
        """Add the words of our template."""
        words = super()._generate_template_variables(*args)
        return words | {
            "title": words["name"].replace("_", " ").title(),
            "month": f"{date.today():%Y-%m}",
            "pattern": re.escape(words["domain"]).removeprefix("www\\."),
        }
