"""Real pages of Kompas, Liputan6 (2020) and detik (2022, 2023), by field: see data/real-pages.tsv.

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
from newsscraper.failures import Reason
from newsscraper.page.opening import NoArticle

FOLDER = os.environ.get("NEWSSCRAPER_REAL_PAGES")
pytestmark = pytest.mark.skipif(not FOLDER, reason="NEWSSCRAPER_REAL_PAGES names no folder")
TABLE = Path(__file__).parents[1] / "data" / "real-pages.tsv"
STRAY = re.compile(
    r"ADVERTISEMENT|SCROLL TO|-----|Baca juga|telah (?:tayang|naik) di|\(Penulis:|SUMBER: KOMPAS"
    r"|^Oleh:|KOMPAS\.com ?-|hoaks!|Infografik:|\[Gambas|Simak Video|Lihat juga Video"
    r"|\([a-z]+/[a-z]+\)$|^Liputan6\.com,|#IngatPesanIbu|Cuci Tangan Pakai|^Selengkapnya"
    r"|dari \d halaman$|^Saksikan",
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


LIPUTAN6 = [row["page"] for row in table_rows() if row["page"].startswith("43")]
WHOLE = [row["page"] for row in table_rows() if not row["part"] and row["page"] not in LIPUTAN6]


@pytest.mark.parametrize("number", WHOLE)
def test_a_whole_page_is_whole_when_it_comes_as_the_page_that_has_it_all(number):
    whole = LOADER.load("detik" if len(number) == 7 else "kompas").paging
    article, is_part = read(number, f"?{whole.parameter}={whole.value}")
    assert not is_part
    assert article.word_count == read(number)[0].word_count


# --- What the table has no column for -------------------------------------------------------------

SAID = {
    "4368108": ("news", "1 Tahanan KPK Positif Covid-19, Dirawat di RSPAD", "28T15:10:03", 4),
    "4365731": (
        "news",
        "106 Hotel Siap Jadi Tempat Isolasi Pasien Corona Berstatus OTG",
        "25T11:09:08",
        2,
    ),
    "4384449": (
        "news",
        "HEADLINE: Mobil Dinas Mewah Pimpinan Terealisasi, Marwah KPK Terancam Luntur?",
        "17T00:03:47",
        3,
    ),
    "4378046": (
        "video",
        "VIDEO: 25 Halte Rusak, PT Transjakarta Rugi Rp 65 Miliar",
        "09T13:00:00",
        2,
    ),
    "4377835": (
        "infographic",
        "INFOGRAFIS: 132 Dokter Indonesia Gugur Perangi Covid-19",
        "09T13:30:08",
        6,
    ),
    "4385212": (
        "news",
        "Top 3 News: Cerita Istri Pollycarpus Saat Suami Lawan Covid-19",
        "18T07:47:41",
        4,
    ),
    "4384122": (
        "news",
        "Per 16 Oktober, Total Kasus Positif Covid-19 di Indonesia Lewati 350 Ribu Orang",
        "16T15:57:28",
        9,
    ),
}


@pytest.mark.parametrize("number", LIPUTAN6)
def test_kind_headline_time_and_tags_of_a_page_of_liputan6(number):
    article, _ = read(number)
    kind, headline, time, tags = SAID[number]
    assert (article.kind, article.headline) == (kind, headline)
    assert (
        article.date_published == f"2020-{'09' if time[:2] in ('25', '28') else '10'}-{time}+07:00"
    )
    assert len(article.keywords) == tags
    assert (article.section, article.section_name, article.free_access) == ("news", "News", None)


def test_a_photo_series_of_liputan6_is_no_article():
    with pytest.raises(NoArticle) as error:
        read("4381514")
    assert error.value.reason == Reason.NO_TEXT
