"""How the bodies of a publisher's articles are read: what in them is no text, and what is kept."""

import re
from dataclasses import dataclass
from functools import cached_property

from newsscraper.page.element_finder import ElementFinder

EMBEDS = "blockquote:is(.twitter-tweet, .instagram-media, .tiktok-embed)"
"""CSS of posts that an article shows."""
CAPTIONS = "[class*=caption]"
"""CSS of what stands under pictures in an article."""
NEVER = re.compile("(?!)(?P<code>)(?P<place>)")
"""For what a publisher does not print."""


@dataclass(frozen=True)
class BodyRules:
    """How a publisher's bodies are to be read."""

    junk: str
    """CSS of what is no text: adverts, channel lines, teasers."""
    read_also: str
    """CSS of the elements that hold "Baca juga" links and nothing else."""
    sign_off: re.Pattern[str]
    """Desk code in brackets at the end, as ``code``."""
    dateline: re.Pattern[str]
    """Place at the start, as ``place``, with all that belongs to it."""
    leads: re.Pattern[str] | None = None
    """What leads away from the text, to a film or a channel, at the start of a block."""

    def without_leads(self, text: str) -> str:
        """Return the *text* of a block without what leads away from it."""
        return self.leads.sub("", text, count=1) if self.leads else text

    @cached_property
    def all_junk(self) -> ElementFinder:
        """Finds it in a container."""
        return ElementFinder(self.junk)

    @cached_property
    def all_cut(self) -> ElementFinder:
        """Finds it, and what is ``read_also``."""
        return ElementFinder(f"{self.junk}, {self.read_also}")

    @cached_property
    def all_read_also(self) -> ElementFinder:
        """Finds them in a container."""
        return ElementFinder(self.read_also)
