"""Figures in words: phrases that are put into a line, or into lines that fit a terminal."""

from collections.abc import Iterable, Iterator, Sequence
from math import ceil

from newsscraper.messages.redaction import visible
from newsscraper.messages.wording import behind
from newsscraper.progress.figures import Figures, Pause, Position
from newsscraper.progress.rounded import span


def one_line(figures: Figures) -> str:
    """Return the figures in one line, however long."""
    groups = (", ".join(group) for group in _groups(figures))
    return visible(f"{figures.publisher}: {'; '.join(filter(None, groups))}")


def in_lines(figures: Figures, width: int) -> list[str]:
    """Return the figures in lines of *width* characters at most."""
    first, *others = _groups(figures)
    name = f"{figures.publisher}: "
    groups = [[f"{name}{first[0]}", *first[1:]] if first else [name.strip()], *others]
    return [line for group in groups for line in _packed(group, width)]


def one_row(figures: Figures, width: int) -> str:
    """Return as many figures as a row of *width* characters holds, those that matter most first."""
    row, *phrases = map(visible, _briefly(figures))
    for phrase in phrases:
        longer = f"{row}, {phrase}"
        row = longer if len(longer) <= width else row
    return row[:width]


def _briefly(figures: Figures) -> Iterator[str]:
    first, *others = _where(figures)
    yield f"{figures.publisher}: {first}"
    yield f"{figures.stored:,} stored"
    if figures.failed:
        yield f"{figures.failed:,} failed"
    if figures.is_ending:
        return
    if figures.pause:
        yield _pause(figures.pause)
    yield from _left(figures)
    yield from others
    yield f"{figures.to_fetch:,} to fetch"


def _packed(phrases: Iterable[str], width: int) -> Iterator[str]:
    """Yield lines of *phrases*, as many in each as it holds; one that is too long is cut."""
    line = ""
    for phrase in map(visible, phrases):
        longer = f"{line}, {phrase}" if line else phrase
        if line and len(longer) > width:
            yield line
            longer = phrase
        line = longer[:width]
    if line:
        yield line


def _groups(figures: Figures) -> Sequence[list[str]]:
    """Return the phrases: where the run is, what came of it, and how fast it goes on."""
    return list(_where(figures)), list(_what(figures)), list(_when(figures))


def _where(figures: Figures) -> Iterator[str]:
    if figures.is_ending:
        yield "delivering"
    elif figures.addresses:
        yield f"a list of {number_of(figures.addresses, 'address')}"
    else:
        yield from _how_far(figures.position)


def _how_far(position: Position) -> Iterator[str]:
    if not position.pages:
        yield "beginning"
        return
    if position.day:
        yield str(position.day)
    if position.number and position.days:
        yield f"day {position.number:,} of {position.days:,}"
    limit = f" of {position.most_pages:,}" if position.most_pages else ""
    yield f"index page {position.pages:,}{limit}"


def _what(figures: Figures) -> Iterator[str]:
    yield f"{figures.stored:,} stored"
    yield f"{figures.revised:,} revised"
    yield number_of(figures.duplicates, "duplicate")
    yield f"{figures.failed:,} failed"
    if figures.refused:
        yield f"{figures.refused:,} refused"
    if not figures.is_ending:
        yield f"{figures.to_fetch:,} to fetch"


def _when(figures: Figures) -> Iterator[str]:
    if figures.is_ending:
        return
    if figures.pause:
        yield _pause(figures.pause)
        yield "Retry-After" if figures.pause.is_asked_for else "after a failure"
    if figures.rate is not None:
        permitted = f" of {figures.permitted:,.0f}" if figures.permitted else ""
        yield f"{figures.rate:,.0f}{permitted} requests a minute"
    yield from _left(figures)


def _left(figures: Figures) -> Iterator[str]:
    if figures.seconds_left is not None:
        yield f"about {span(figures.seconds_left)} left"


def _pause(pause: Pause) -> str:
    return f"waiting {ceil(pause.seconds)} s"


def number_of(count: int, noun: str) -> str:
    """Return *count* with its thousands apart, and *noun* in the plural where it must be."""
    return f"{count:,} {behind(count, noun)}"
