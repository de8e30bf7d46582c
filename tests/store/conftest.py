"""A store for the tests of what is asked of it."""

from contextlib import closing

import pytest

from newsscraper.store.article_store import Store


@pytest.fixture
def writing():
    """Return an open transaction of a temporary store."""
    with closing(Store.open(None)) as store, store.writing() as transaction:
        yield transaction
