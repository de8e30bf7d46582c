"""A news crawler for Indonesian news, built on Scrapy.

Beside the command line it offers to Python code `extract`, which reads a page, and `articles`,
which reads a store. Nothing is loaded until it is used.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from newsscraper.api.page_article import extract
    from newsscraper.api.stored_articles import articles
    from newsscraper.article.extraction import PartOfArticle
    from newsscraper.console.lookup import UnknownPublisher
    from newsscraper.items import Article
    from newsscraper.page.opening import NoArticle

__version__ = "0.1.0"

__all__ = [
    "Article",
    "NoArticle",
    "PartOfArticle",
    "UnknownPublisher",
    "__version__",
    "articles",
    "extract",
]

_HOMES: Final = {
    "Article": "items",
    "NoArticle": "page.opening",
    "PartOfArticle": "article.extraction",
    "UnknownPublisher": "console.lookup",
    "articles": "api.stored_articles",
    "extract": "api.page_article",
}
"""Name -> the module that has it."""


def __getattr__(name: str) -> Any:
    """Return one of the names above, which is loaded when it is first used."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)


def __dir__() -> list[str]:
    """Return the names that are there, loaded or not."""
    return sorted({*globals(), *__all__})
