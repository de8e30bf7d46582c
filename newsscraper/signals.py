"""Signals of the project, beside Scrapy's own."""

from typing import Final

article_stored: Final = object()
"""Sent with ``article`` and ``seq`` once a new revision is committed that feeds are to hold."""
