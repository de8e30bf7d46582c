"""An index whose pages have numbers, and need not link to one another."""

from dataclasses import replace

from scrapy.http import Response

from newsscraper.page.landing import asked_url
from newsscraper.roads.any_road import Lists
from newsscraper.roads.index import Index
from newsscraper.roads.listing import Listing
from newsscraper.roads.page_numbers import number_of


class NumberedIndex(Index):
    """An index whose second page is at ``?page=2``, and so on.

    Behind every page that lists something there is to be another: nobody knows which is the last.
    One that is not there, or repeats those before, is unread, so that a list which ends above what
    a run was to reach is never taken for one that was read to its end.
    """

    label = "numbered index"

    def read(self, response: Response, facts: Lists) -> Listing:
        """Return the articles of an index page, and the next one as its only link."""
        listing = super().read(response, facts)
        following = max(number_of(asked_url(response)), 1) + 1
        links = [(f"{self.url}?page={following}", "")] if listing.cards else []
        return replace(listing, links=links, leads_elsewhere=False)
