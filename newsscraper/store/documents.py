"""Articles as the store keeps them: JSON, and what of a text no database keeps."""

import json
import re
from functools import lru_cache
from typing import Final

from newsscraper.items import Article, text_of_parts

_encode: Final = json.JSONEncoder(ensure_ascii=False, check_circular=False).encode

_NO_BODY: Final = '"body": null, "body_parts": null'
"""It is found once: in a text there is a backslash before a quotation mark."""

_TO_ESCAPE: Final = bytes((*range(32), *b'"\\'))
"""What cannot stand in a JSON text as it is."""

_ZERO: Final = "\\u0000"
"""A zero character, as JSON has it."""

_ESCAPED: Final = re.compile(r"\\\\|\\u0000")
"""A backslash, as JSON has it, or such a character: behind a backslash it is none."""


def to_document(article: Article) -> str:
    """Return *article* as JSON, which is UTF-8."""
    rest = _as_json(vars(article) | {"body": None, "body_parts": None})
    before, behind = rest.split(_NO_BODY, 1)
    body, parts = _body_and_parts(article)
    return storable(f'{before}"body": {body}, "body_parts": [{parts}]{behind}')


def _as_json(value: object) -> str:
    return without_zeros(_encode(value))


def _body_and_parts(article: Article) -> tuple[str, str]:
    """Return the body as JSON, and its parts, whose texts it is: they are escaped once for both."""
    escaped = _escaped([part["text"] for part in article.body_parts])
    kinds = [_kind_as_json(part["kind"]) for part in article.body_parts]
    pairs = zip(kinds, escaped, strict=True)
    parts = ", ".join([f'{{"kind": {kind}, "text": "{text}"}}' for kind, text in pairs])
    is_of_parts = article.body == text_of_parts(article.body_parts)
    body = '"' + "\\n\\n".join(escaped) + '"' if is_of_parts else _as_json(article.body)
    return body, parts


def _escaped(texts: list[str]) -> list[str]:
    """Return *texts* as they stand between quotation marks in JSON: most as they are."""
    encoded = "".join(texts).encode("utf-8", "replace")
    is_plain = len(encoded.translate(None, _TO_ESCAPE)) == len(encoded)
    return texts if is_plain else [_as_json(text)[1:-1] for text in texts]


@lru_cache(maxsize=64)
def _kind_as_json(kind: str) -> str:
    return _as_json(kind)


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
