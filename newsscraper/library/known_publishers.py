"""The publishers that code may name, and the settings that they come from."""

from scrapy.settings import Settings

from newsscraper.console.lookup import owner_of, publishers
from newsscraper.publisher.facts import Publisher


class UnknownPublisher(ValueError):
    """A name, or a URL, of no known publisher; its text is one line for a person."""


def own_settings() -> Settings:
    """Return the project's settings, which are the same in every folder."""
    settings = Settings()
    settings.setmodule("newsscraper.settings")
    return settings


def owner(url: str) -> type[Publisher]:
    """Return the publisher that *url* belongs to. Raises UnknownPublisher for a URL of none."""
    found = owner_of(url, own_settings())
    if found is None:
        raise UnknownPublisher(f"{url} is no URL of a known publisher")
    return found


def publisher_called(name: str | None) -> type[Publisher]:
    """Return the publisher *name*, a nameless one for None. Raises UnknownPublisher."""
    if name is None:
        return Publisher
    known = publishers(own_settings())
    if name not in known:
        raise UnknownPublisher(f"there is no publisher {name!r}; known are {', '.join(known)}")
    return known[name]
