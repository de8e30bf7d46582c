"""Command lines that a person is told to run, in the way in which this one was typed."""

from shlex import quote

from scrapy.settings import SETTINGS_PRIORITIES, BaseSettings

from newsscraper.messages.redaction import redact


class Typed:
    """What the command line of this process says."""

    program = "scrapy"
    store = ""
    """The option that names the store, with a space before it; empty if there is none."""


def note_script() -> None:
    """Note that the program is the console script, and not Scrapy's own."""
    Typed.program = "newsscraper"


def note_store(settings: BaseSettings) -> None:
    """Note the store, if the command line names it."""
    is_typed = settings.getpriority("STORE_URL") == SETTINGS_PRIORITIES["cmdline"]
    line = quote(f"STORE_URL={redact(str(settings['STORE_URL']))}")
    Typed.store = f" -s {line}" if is_typed else ""


def hint(line: str) -> str:
    """Return *line*, a command with its arguments, behind the program's name."""
    return f"{Typed.program} {line}"


def store_hint(line: str) -> str:
    """Return the same of a command that is to use the store of this one."""
    return f"{hint(line)}{Typed.store}"
