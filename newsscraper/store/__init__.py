"""The article store: what was found, what became of every listed URL, what each feed holds."""

from typing import Final

HERE: Final = ("stored", "duplicate")
"""States of the ledger's articles that are in the store, under their own key or another."""
