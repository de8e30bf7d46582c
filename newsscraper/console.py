"""What the commands say to a person when something cannot be done."""

import sys
from collections.abc import Iterable
from typing import NoReturn

from newsscraper.redaction import redact, visible


def refuse(reason: str, code: int = 2) -> NoReturn:
    """Say *reason* in one line on stderr and end with exit code *code*."""
    line = visible(redact(" ".join(reason.split())))
    print(f"newsscraper: {line}", file=sys.stderr)
    raise SystemExit(code)


def refuse_unknown_options(command: str, args: Iterable[str]) -> None:
    """Refuse options that argparse left over."""
    for option in args:
        if option.startswith("-") and option != "-":
            refuse(f"unknown option {option}; scrapy {command} -h lists the options")
