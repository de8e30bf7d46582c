"""A store on the disk for the feeds to come from."""

import pytest

from newsscraper.store.article_store import Store


@pytest.fixture
def store(tmp_path):
    """Return a new store."""
    store = Store.open(tmp_path / "articles.db")
    yield store
    store.close()
