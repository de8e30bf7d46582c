"""Real pages of Kompas (2020) and detik (2022, 2023), field by field: see data/real-pages.tsv.

The pages are not part of the project. They lie in the folder that the environment variable
NEWSSCRAPER_REAL_PAGES names; without it these tests are skipped. The table holds names and numbers.
"""

import csv
import gzip
import os
import re
from pathlib import Path

import pytest
from lab.publishers import LOADER
from scrapy import Request
from scrapy.http import HtmlResponse

from newsscraper.article.extraction import PartOfArticle, read_article

FOLDER = os.environ.get("NEWSSCRAPER_REAL_PAGES")
pytestmark = pytest.mark.skipif(not FOLDER, reason="NEWSSCRAPER_REAL_PAGES names no folder")
TABLE = Path(__file__).parents[1] / "data" / "real-pages.tsv"
STRAY = re.compile(
    r"ADVERTISEMENT|SCROLL TO|-----|Baca juga|telah (?:tayang|naik) di|\(Penulis:|SUMBER: KOMPAS"
    r"|^Oleh:|KOMPAS\.com ?-|hoaks!|Infografik:|\[Gambas|Simak Video|Lihat juga Video"
    r"|\([a-z]+/[a-z]+\)$",
    re.MULTILINE,
)


def table_rows():
    with TABLE.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def read(number, query=""):
    """Return the article of a page, and whether the page has only a part of it."""
    with Path(FOLDER, "INDEX.tsv").open(encoding="utf-8", newline="") as file:
        index = {row["file"]: row["url"] for row in csv.DictReader(file, delimiter="\t")}
    name = next(name for name in index if re.search(rf"/{number}\b", name))
    url, body = index[name] + query, gzip.decompress(Path(FOLDER, name).read_bytes())
    publisher = LOADER.load(name.partition(".")[0])
    try:
        return read_article(HtmlResponse(url, body=body, request=Request(url)), publisher), False
    except PartOfArticle as part:
        return part.article, True


def shown(article, is_part):
    image = article.image or {"caption": None, "credit": None}
    return {
        "part": "part" if is_part else "",
        "byline": article.byline,
        "authors": ", ".join(article.authors),
        "editors": ", ".join(article.editors),
        "caption_words": len((image["caption"] or "").split()),
        "credit": image["credit"],
        "dateline": article.dateline,
        "sign_off": article.sign_off,
        "ran_first": (article.syndicated_from or {}).get("publisher"),
        "parts": len(article.body_parts),
        "words": article.word_count,
        "read_also": len(article.read_also),
    }


@pytest.mark.parametrize("row", table_rows(), ids=lambda row: row["page"])
def test_each_field_of_a_page_is_what_a_reader_sees(row):
    article, is_part = read(row["page"])
    found = {name: str(value or "") for name, value in shown(article, is_part).items()}
    assert found == {name: value for name, value in row.items() if name != "page"}
    assert not STRAY.findall(article.body or "")


WHOLE = [row["page"] for row in table_rows() if not row["part"]]


@pytest.mark.parametrize("number", WHOLE)
def test_a_whole_page_is_whole_when_it_comes_as_the_page_that_has_it_all(number):
    whole = LOADER.load("detik" if len(number) == 7 else "kompas").paging
    article, is_part = read(number, f"?{whole.parameter}={whole.value}")
    assert not is_part
    assert article.word_count == read(number)[0].word_count
