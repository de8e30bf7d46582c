"""Texts of whatever characters are kept by either kind of database, and come back the same."""

import json
from contextlib import closing

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as some
from lab.engines import raw
from worlds.press import article

from newsscraper.items import Article
from newsscraper.store import copying, revisions, text_index, text_search
from newsscraper.store.article_store import Store
from newsscraper.store.documents import from_document, storable, to_document, without_zeros
from newsscraper.window import Window

LETTERS = some.one_of(
    some.sampled_from("\0\ud800\udfff\ufffd\ufeff\u2028\x85\x1f\\u0'\"%:{}$&|!<>é😀\U0010ffff"),
    some.characters(exclude_categories=[]),
)
TEXTS = some.text(LETTERS, max_size=30)
AWKWARD = "\0\ud83d x\\u0000 \\\\u0000 \\\0 \udc00 'a':1 %s \U0010ffff\ufdd0"
ANY = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.differing_executors]
)


def kept(text):
    return text.encode("utf-8", "replace").decode().replace("\0", "\ufffd")


@settings(max_examples=300, deadline=None)
@given(TEXTS)
@example(AWKWARD)
def test_a_document_has_each_text_as_it_is_kept(text):
    given = Article("a:1", "a", "https://a.id/1", headline=text, authors=[text])
    given.image = {"url": None, "caption": text, "credit": text}
    found = from_document(to_document(given))
    assert (found.headline, found.authors) == (kept(text), [kept(text)])
    assert set(found.image.values()) == {None, kept(text)}
    assert storable(text) == kept(text)
    assert without_zeros(to_document(given)) == to_document(given)


@settings(max_examples=300, deadline=None)
@given(some.lists(TEXTS, max_size=3), some.one_of(some.none(), TEXTS))
@example(["a\n", "\\n\n", AWKWARD], None)
@example([], "a")
@example([], "")
def test_a_document_is_what_json_makes_of_the_article(texts, body):
    """*body* is that of an article whose parts are others."""
    given = Article("a:1", body="\n\n".join(texts) if body is None else body)
    given.body_parts = [{"kind": "quote", "text": text} for text in texts]
    given.sources = {"body": 'null, "body": null, "body_parts": null'}
    given.description = given.sources["body"]
    said = json.dumps(vars(given), ensure_ascii=False)
    assert to_document(given) == without_zeros(storable(said))


@pytest.fixture(scope="module")
def store(open_store):
    with closing(open_store()) as store:
        yield store


@ANY
@given(headline=TEXTS, body=TEXTS, author=TEXTS)
@example(headline=AWKWARD, body=AWKWARD, author=AWKWARD)
@example(headline="\0", body="Padi\0sawah", author="\\u0000")
def test_it_comes_back_and_is_found(store, headline, body, author):
    told = article(1, body=f"{body} banjir")
    told.headline, told.authors, told.content_hash = headline, [author], "x"
    with store.writing() as transaction:
        for table in ("news_text", "revisions", "articles"):
            raw(transaction, f"DELETE FROM {table}")
        revisions.add(transaction, told, 1)
        match = text_search.match_of("banjir")
        [seq] = text_search.seqs(transaction, match, None, Window())
        assert "banjir" in text_search.excerpts(transaction, match, [seq])[seq]
        raw(transaction, "UPDATE text_index SET reached = ?, until = ?", seq - 1, seq)
        text_index.put_in_more(transaction)
        [again] = text_search.seqs(transaction, match, None, Window())
    assert again == seq
    with store.reading() as transaction:
        found = revisions.document_of(transaction, told.key)
        [row] = raw(transaction, "SELECT headline, body, authors_text FROM news").all()
    assert (found.headline, found.body) == (kept(headline), f"{kept(body)} banjir")
    assert tuple(row) == (found.headline, found.body, kept(author))


def test_a_store_that_has_some_from_before_is_copied_without(open_store):
    with closing(Store.open(None)) as old, closing(open_store()) as new:
        with old.writing() as transaction:
            revisions.add(transaction, article(1, body="Padi"), 1)
            raw(transaction, "UPDATE revisions SET document = replace(document, 'Padi', ?)", ZEROS)
        with old.reading() as source, new.writing() as target:
            list(copying.copy(copying.everything(source), target))
            assert copying.digests(source) == copying.digests(target)
            assert raw(target, "SELECT body FROM news").all() == [("\ufffd\\u0000",)]


ZEROS = r"\u0000\\u0000"
"""A zero character, and a backslash with what looks like one behind it."""
