"""A store on the disk for the feeds to come from."""

import pytest


@pytest.fixture
def store(open_store, tmp_path):
    """Return a new store."""
    store = open_store(path=tmp_path / "articles.db")
    yield store
    store.close()
