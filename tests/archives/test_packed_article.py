"""What is kept of an article until all archives are read."""

import zlib

import pytest

from newsscraper.archives.packed_article import packed, unpacked
from newsscraper.items import Article
from newsscraper.store.documents import from_document, to_document

PARTS = [
    {"kind": "paragraph", "text": "Alinéa satu."},
    {"kind": "quote", "text": "\u201cDua.\u201d"},
]


def test_an_article_comes_back_as_it_was():
    article = Article(
        key="contoh:1", body="Alinéa satu.\n\n\u201cDua.\u201d", body_parts=PARTS, word_count=3
    )
    assert unpacked(packed(article)) == article


def test_a_text_is_kept_once():
    article = Article(body="Alinéa satu.\n\n\u201cDua.\u201d", body_parts=PARTS)
    assert zlib.decompress(packed(article)).decode().count("satu") == 1
    assert article.body, "what was kept is not changed by it"


def test_a_body_that_is_not_that_of_its_parts_is_kept_too():
    article = Article(body="Lain.", body_parts=PARTS)
    assert unpacked(packed(article)) == article


@pytest.mark.parametrize("body", [None, ""])
def test_an_article_without_a_text_comes_back_as_it_was(body):
    article = Article(key="contoh:1", body=body)
    assert unpacked(packed(article)) == article


@pytest.mark.parametrize(
    ("odd", "kept"), [("a\0b", "a\ufffdb"), ("a\ud83db", "a?b"), ("\\u0000",) * 2]
)
def test_what_no_store_keeps_is_replaced_as_there(odd, kept):
    article = Article(key="contoh:1", headline=odd, body=odd, body_parts=[PARTS[0] | {"text": odd}])
    found = unpacked(packed(article))
    assert found == from_document(to_document(article))
    assert found.headline == found.body == kept
