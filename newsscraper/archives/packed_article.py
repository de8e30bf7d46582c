"""An article as it is kept between its reading and the end of all: small, and made fast."""

import zlib
from dataclasses import replace

from newsscraper.items import Article, text_of_parts
from newsscraper.store.documents import from_document, to_document


def packed(article: Article) -> bytes:
    """Return *article*, but not its body where the parts of that say it once more."""
    if article.body_parts and article.body == text_of_parts(article.body_parts):
        article = replace(article, body=None)
    return zlib.compress(to_document(article).encode(), 1)


def unpacked(document: bytes) -> Article:
    """Return the article, with its body, that was `packed`."""
    article = from_document(zlib.decompress(document))
    if article.body_parts and article.body is None:
        article.body = text_of_parts(article.body_parts)
    return article
