"""Articles as the store keeps them: JSON, and what of a text no database keeps."""

import json
import re
from typing import Final

from newsscraper.items import Article

_ZERO: Final = "\\u0000"
"""A zero character, as JSON has it."""

_ESCAPED: Final = re.compile(r"\\\\|\\u0000")
"""A backslash, as JSON has it, or such a character: behind a backslash it is none."""


def to_document(article: Article) -> str:
    """Return *article* as JSON, which is UTF-8."""
    return without_zeros(storable(json.dumps(vars(article), ensure_ascii=False)))


def from_document(document: str | bytes) -> Article:
    """Return the article of a document."""
    return Article(**json.loads(document))


def storable(text: str) -> str:
    """Return *text* as the store keeps it: lone surrogates as ``?``, zero characters replaced."""
    if "\0" in text:
        text = text.replace("\0", "\ufffd")
    try:
        text.encode()
    except UnicodeEncodeError:
        return text.encode("utf-8", "replace").decode()
    return text


def without_zeros(document: str) -> str:
    """Return a JSON *document* with zero characters replaced.

    When asked for a text with one, SQLite ends before it, and PostgreSQL refuses any text at all.
    """
    if _ZERO not in document:
        return document
    return _ESCAPED.sub(lambda found: "\ufffd" if found[0] == _ZERO else found[0], document)
