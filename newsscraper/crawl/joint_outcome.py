"""The outcome of several crawls in one process: the gravest exit code, and one last line."""

import logging
from collections.abc import Collection, Iterator, Mapping
from operator import itemgetter
from typing import Final, NamedTuple

from newsscraper.crawl.outcome import Outcome
from newsscraper.failures import Exit
from newsscraper.messages.wording import number

_GRAVEST_FIRST: Final = (
    Exit.UNEXPECTED,
    Exit.BAD_ARGUMENT,
    Exit.HELD,
    Exit.NOT_WRITTEN,
    Exit.STOPPED,
    Exit.REFUSED,
    Exit.NOTHING_FOUND,
    Exit.LAYOUT_CHANGED,
    Exit.PARTIAL,
    Exit.CHANGED,
    Exit.COMPLETE,
)

_WORDS: Final = {
    Exit.COMPLETE: "Complete",
    Exit.CHANGED: "Changed",
    Exit.PARTIAL: "Partial",
    Exit.STOPPED: "Stopped",
}
"""Exit code -> first word of the line; that of the others is "Failed"."""


class Ended(NamedTuple):
    """How the crawl of one publisher ended."""

    outcome: Outcome
    new: int = 0
    """Articles that were stored."""
    failed: int = 0
    """Articles that were not had."""
    is_by_another: bool = False
    """Whether another run did it."""


def joint_outcome(
    ended: Mapping[str, Ended], files: Mapping[str, Collection[str]], skipped: int = 0
) -> Outcome:
    """Return how the crawls ended, by the publishers' names.

    *files* are those that they replaced together: name -> publishers whose articles are in it.
    *skipped* lines of a list are no article URL of any of them.
    """
    codes = [each.outcome.exit_code for each in ended.values()]
    levels = [each.outcome.log_level for each in ended.values()]
    if skipped:
        codes.append(Exit.PARTIAL)
        levels.append(logging.WARNING)
    gravest = min(codes, key=_GRAVEST_FIRST.index)
    parts = [_codes(ended), *_files(ended, files), _numbers(ended, skipped)]
    is_calm = set(codes) == {Exit.COMPLETE} and len(parts) == 2
    text = f"{_word(gravest, ended)}: {(', ' if is_calm else '; ').join(parts)}."
    return Outcome(gravest, text, max(levels))


def _word(gravest: Exit, ended: Mapping[str, Ended]) -> str:
    """Return the first word: "Complete" promises that nothing of any publisher is open."""
    complete = _WORDS[Exit.COMPLETE]
    is_open = any(not each.outcome.text.startswith(complete) for each in ended.values())
    if gravest == Exit.COMPLETE and is_open:
        return "Up to date"
    return _WORDS.get(gravest, "Failed")


def _codes(ended: Mapping[str, Ended]) -> str:
    """Say which publishers ended with which code; the gravest first."""
    found = [(each.outcome.exit_code, name) for name, each in ended.items()]
    bad = sorted(filter(itemgetter(0), found), key=lambda each: _GRAVEST_FIRST.index(each[0]))
    well = len(ended) - len(bad)
    by_others = sum(each.is_by_another for each in ended.values())
    left = f" ({by_others} crawled by other runs)" if by_others else ""
    if not bad:
        return number(well, "publisher") + left
    said = [f"{name} ended with code {code:d}" for code, name in bad]
    return f"{', '.join(said)}; {well} of {number(len(ended), 'publisher')} with 0{left}"


def _files(ended: Mapping[str, Ended], files: Mapping[str, Collection[str]]) -> Iterator[str]:
    for file, names in files.items():
        missing = [name for name in ended if name not in names]
        if not names:
            yield f"{file} stays as it was"
        elif missing:
            yield f"{file} is without {', '.join(missing)}"


def _numbers(ended: Mapping[str, Ended], skipped: int) -> str:
    new = sum(each.new for each in ended.values())
    failed = sum(each.failed for each in ended.values())
    lines = f", {number(skipped, 'line')} of urls skipped" if skipped else ""
    return f"{number(new, 'new article')}, {failed} failed{lines}"
