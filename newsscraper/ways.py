"""Which roads a run may take: those that stand for each other, best first."""

from newsscraper.arguments import Arguments
from newsscraper.publisher import Publisher
from newsscraper.roads.road import Road


def ways_of(publisher: type[Publisher], arguments: Arguments) -> list[list[Road]]:
    """Return the ways to what *arguments* ask for, best first; each is of one road or several."""
    if arguments.sections:
        return [list(_front(publisher).by_section(arguments.sections))]
    usable = [road for road in publisher.roads if road.has_depth or not arguments.window]
    return [list(road.by_section(publisher.sections)) for road in usable or publisher.roads]


def _front(publisher: type[Publisher]) -> Road:
    return next(road for road in publisher.roads if "{section}" in road.url)
