"""Writes what the golden files give, and which extraction gave it, into data/extraction.tsv.

    python tests/lab/extraction_table.py

`test_articles.py` compares the table: what a page gives may not change while `EXTRACTION` stays.
Write it anew after `EXTRACTION` was raised, and when the text of a page was rewritten. A page
that was added is compared from then on.
"""

import json
import sys
from hashlib import sha256
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from lab.project import DATA, FIXTURES
from newsscraper.items import EXTRACTION

TABLE = DATA / "extraction.tsv"


def digests():
    """Return the address of each golden file -> what stands for headline, body and persons."""
    goldens = map(Path.read_bytes, sorted(FIXTURES.rglob("*.json")))
    return {golden["url"]: digest_of(golden) for golden in map(json.loads, goldens)}


def digest_of(golden):
    read = [golden[name] for name in ("content_hash", "authors", "editors")]
    return sha256(json.dumps(read).encode()).hexdigest()[:12]


def table():
    """Return the lines of the table: the extraction, then an address and its digest each."""
    rows = [("extraction", str(EXTRACTION)), *digests().items()]
    return "".join(f"{name}\t{value}\n" for name, value in rows)


if __name__ == "__main__":
    TABLE.write_text(table(), encoding="utf-8")
