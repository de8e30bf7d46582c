"""Which roads a run may take: those that stand for each other, best first."""

from collections.abc import Mapping

from newsscraper.crawl.arguments import Arguments
from newsscraper.crawl.walk import Walk
from newsscraper.publisher.facts import Publisher
from newsscraper.roads.any_road import Road
from newsscraper.roads.index import Index


class Routes:
    """The ways to what a run asks for; each way is of one road or several."""

    def __init__(self, publisher: type[Publisher], arguments: Arguments) -> None:
        self.timezone = publisher.timezone
        """Zone of the days of dated roads."""
        self._ways = _ways_of(publisher, arguments)

    @property
    def best(self) -> list[Road]:
        """The roads that the run sets out for."""
        return list(self._ways[0])

    @property
    def others(self) -> list[Road]:
        """The roads that stand for those."""
        return [road for way in self._ways[1:] for road in way]

    def instead_of(self, road: str, begun: Mapping[str, Walk]) -> list[Road]:
        """Return the next best roads when the road at *road* and those beside it are dead.

        *begun* are the run's walks, by the URL of their road.
        """
        for way, following in zip(self._ways, self._ways[1:], strict=False):
            if any(each.url == road for each in way):
                walked = [begun[each.url] for each in way if each.url in begun]
                is_over = all(walk.is_dead for walk in walked)
                return [each for each in following if each.url not in begun] if is_over else []
        return []

    def is_substitute(self, road: Road) -> bool:
        """Tell whether *road* is taken only in place of better ones."""
        return any(each.url == road.url for way in self._ways[1:] for each in way)

    def road_at(self, url: str) -> Road:
        """Return the road whose URL is *url*; any other URL is that of an index."""
        roads = (road for way in self._ways for road in way if road.url == url)
        return next(roads, Index(url))


def _ways_of(publisher: type[Publisher], arguments: Arguments) -> list[list[Road]]:
    if arguments.sections:
        front = next(road for road in publisher.roads if road.is_by_section)
        return [list(front.by_section(arguments.sections))]
    usable = [road for road in publisher.roads if road.has_depth or not arguments.window]
    return [list(road.by_section(publisher.sections)) for road in usable or publisher.roads]
