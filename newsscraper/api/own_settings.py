"""The settings of the project, for Python code in any folder."""

from scrapy.settings import Settings


def own_settings() -> Settings:
    """Return the project's settings; no ``scrapy.cfg`` and no other project's are asked."""
    settings = Settings()
    settings.setmodule("newsscraper.settings")
    return settings
