"""An article as it is kept between its reading and the end of all: small, and made fast."""

import json
import zlib
from typing import Final

from newsscraper.items import Article, text_of_parts
from newsscraper.store.documents import from_document, without_zeros

_as_json: Final = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def packed(article: Article) -> bytes:
    """Return *article* as the store would keep it, its body once: its parts say that, too."""
    is_of_parts = bool(article.body_parts) and article.body == text_of_parts(article.body_parts)
    fields = vars(article) | {"body": None} if is_of_parts else vars(article)
    return zlib.compress(without_zeros(_as_json(fields)).encode("utf-8", "replace"), 1)


def unpacked(document: bytes) -> Article:
    """Return the article, with its body, that was `packed`."""
    article = from_document(zlib.decompress(document))
    if article.body_parts and article.body is None:
        article.body = text_of_parts(article.body_parts)
    return article
