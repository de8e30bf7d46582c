"""Real pages give the right article, by `scrapy extract` and by the main job alike.

The pages are not part of the project. They lie in the folder that the environment variable
NEWSSCRAPER_REAL_PAGES names; without it these tests are skipped.
"""

import csv
import gzip
import hashlib
import json
import os
import re
import subprocess
import sys
from dataclasses import fields
from html import unescape
from io import BytesIO
from pathlib import Path

import pytest
from lab.project import PROJECT
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from newsscraper.items import Article

FOLDER = os.environ.get("NEWSSCRAPER_REAL_PAGES")
pytestmark = pytest.mark.skipif(not FOLDER, reason="NEWSSCRAPER_REAL_PAGES names no folder")

HOST = "https://mediaindonesia.com"
ASSETS = "https://asset.mediaindonesia.com/news"
ARCHIVED = "2026-02-03T04:05:06Z"
KPK, IGI = "822959", "851796"
URLS = {
    KPK: f"{HOST}/ekonomi/822959/kpk-tak-temukan-surat-pencabutan-iup-nikel-raja-ampat-apa-iya-"
    "betul-dicabut",
    IGI: f"{HOST}/ekonomi/851796/dari-petani-hingga-pendidik-bangsa-begini-pesan-kuat-di-wisuda-"
    "igi-school-of-economics-jakarta-2025",
}
DETIK = "detik.com/7016153.html.gz"

FACTS = {
    KPK: {
        "authors": ["Andhika Prasetyo"],
        "editors": ["Andhika"],
        "byline": "Andhika Prasetyo",
        "date_published": "2025-10-22T06:59:00+07:00",
        "date_modified": "2025-10-22T07:06:59+07:00",
        "date_published_raw": "22/10/2025 06:59",
        "image": {
            "url": f"{ASSETS}/2025/10/22/1761091618_b057de6bc8f5dc8792db.jpg",
            "caption": "Kondisi Tambang di Raja Ampat",
            "credit": "Auriga Nusantara",
        },
        "keywords": [
            "tambang nikel Raja Ampat",
            "IUP Tambang Nikel",
            "izin tambang nikel Raja Ampat",
            "KPK",
            "Kementerian ESDM",
        ],
        "sign_off": None,
        "word_count": 271,
    },
    IGI: {
        "authors": ["Naufal Zuhdi"],
        "editors": ["Heryadi"],
        "byline": "Naufal Zuhdi",
        "date_published": "2026-01-20T18:30:00+07:00",
        "date_modified": "2026-01-20T18:33:13+07:00",
        "date_published_raw": "20/1/2026 18:30",
        "image": {
            "url": f"{ASSETS}/2026/01/20/1768908793_c038f5026e61d064f1ca.jpg",
            "caption": "IGI School of Economics Jakarta menyelenggarakan Wisuda Magister Manajemen "
            "ke-XV",
            "credit": "Dok.IGI",
        },
        "keywords": ["IGI School of Economics Jakarta", "Wisuda Magister Manajemen ke-XV"],
        "sign_off": "E-2",
        "word_count": 445,
        "related": [],
        "read_also": [],
        "conflicts": {},
    },
}
COMMON = {
    "publisher": "mediaindonesia",
    "kind": "news",
    "section": "ekonomi",
    "section_name": "Ekonomi",
    "date_precision": "minute",
    "dateline": None,
    "language": "id",
    "free_access": None,
    "syndicated_from": None,
    "rights": {"robots": ["index", "follow"], "tdm_reservation": None, "tdm_policy": None},
    "revision": 1,
    "duplicate_of": None,
    "similarity": None,
}
PARAGRAPHS = {
    KPK: (9, "Komisi Pemberantasan Korupsi (KPK) mengaku", "sumber daya alam tetap berkelanjutan."),
    IGI: (11, "INTERNATIONAL Golden Institute (IGI School", "IGI School of Economics Jakarta."),
}
RELATED = {
    "781249": "2025-06-11T10:54:00+07:00",
    "781241": "2025-06-11T10:49:00+07:00",
    "785242": "2025-06-24T14:08:00+07:00",
    "782791": "2025-06-16T13:15:00+07:00",
    "782064": "2025-06-13T13:32:00+07:00",
    "781262": "2025-06-11T11:29:00+07:00",
}
FILLED = set(
    "headline url description section section_name authors byline editors date_published "
    "date_modified date_published_raw image body body_parts keywords".split()
)


def page_of(number):
    return Path(FOLDER, "mediaindonesia.com", f"{number}.html.gz")


def html_of(number):
    return gzip.decompress(page_of(number).read_bytes()).decode()


def text_of(html):
    """Return the text of *html* as a reader sees it, without any parser."""
    return " ".join(unescape(re.sub(r"<[^>]*>", "", html)).split())


def scrapy(*arguments, folder=PROJECT):
    return subprocess.run(
        [sys.executable, "-W", "error", "-m", "scrapy", *map(str, arguments)],
        cwd=folder,
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        env=os.environ
        | {"PYTHONPATH": str(PROJECT), "SCRAPY_SETTINGS_MODULE": "newsscraper.settings"},
    )


@pytest.fixture(scope="module")
def extracted():
    """What `scrapy extract` prints for each page."""
    articles = {}
    for number, url in URLS.items():
        ended = scrapy("extract", page_of(number), "--url", url)
        assert (ended.returncode, ended.stderr) == (0, "")
        assert ended.stdout.count("\n") == 1
        articles[number] = json.loads(ended.stdout)
    return articles


def write_warc(file):
    with file.open("wb") as stream:
        warc = WARCWriter(stream, gzip=True)
        for number, url in URLS.items():
            payload = page_of(number).read_bytes()
            sent = [("Content-Type", "text/html; charset=UTF-8"), ("Content-Encoding", "gzip")]
            record = warc.create_warc_record(
                url,
                "response",
                payload=BytesIO(payload),
                length=len(payload),
                http_headers=StatusAndHeaders("200 OK", sent, protocol="HTTP/1.1"),
                warc_headers_dict={"WARC-Date": ARCHIVED},
            )
            warc.write_record(record)


@pytest.fixture(scope="module")
def crawl(tmp_path_factory):
    """The main job on a WARC of the pages: the process, and the folder it ran in."""
    folder = tmp_path_factory.mktemp("crawl")
    write_warc(folder / "that.warc.gz")
    (folder / "list").write_text("\n".join(URLS.values()), encoding="utf-8")
    job = "crawl mediaindonesia -a urls=@list -s REPLAY=that.warc.gz -O out.jsonl -O out.csv"
    return scrapy(*job.split(), folder=folder), folder


@pytest.fixture(scope="module")
def crawled(crawl):
    lines = crawl[1].joinpath("out.jsonl").read_text(encoding="utf-8").splitlines()
    articles = [json.loads(line) for line in lines]
    return {article["key"].removeprefix("mediaindonesia:"): article for article in articles}


@pytest.fixture(params=URLS)
def number(request):
    return request.param


@pytest.fixture
def article(number, extracted):
    return extracted[number]


def test_the_facts_of_each_page_are_right(number, article):
    expected = COMMON | FACTS[number]
    assert {name: article[name] for name in expected} == expected
    assert (article["key"], article["url"]) == (f"mediaindonesia:{number}", URLS[number])
    assert list(article) == [field.name for field in fields(Article)]


def test_the_headline_is_the_h1_with_its_punctuation(number, article):
    (h1,) = re.findall(r"<h1[^>]*>(.*?)</h1>", html_of(number), re.DOTALL)
    assert article["headline"] == text_of(h1)
    endings = {KPK: "Raja Ampat: Apa Iya Betul Dicabut?", IGI: "Jakarta 2025"}
    assert article["headline"].endswith(endings[number])


def test_the_description_is_the_meta_description_as_it_stands(number, article):
    (content,) = re.findall(r'<meta name="description"\s+content="([^"]*)"', html_of(number))
    assert article["description"] == unescape(content).strip()


def test_the_body_is_every_paragraph_of_the_article_and_nothing_else(number, article):
    count, first, last = PARAGRAPHS[number]
    assert {part["kind"] for part in article["body_parts"]} == {"paragraph"}
    texts = [part["text"] for part in article["body_parts"]]
    assert len(texts) == count
    assert texts[0].startswith(f"{first} ")
    assert texts[-1].endswith(f" {last}")
    assert article["body"] == "\n\n".join(texts)
    assert texts == paragraphs_by_hand(number)


def paragraphs_by_hand(number):
    """Return the paragraphs cut out with regular expressions that fit these two pages alone."""
    _, _, html = html_of(number).partition("</figure>")
    html, _, _ = html.partition('<div class="ext-channel">')
    junk = r"<p class='related-news'>.*?</p>|<div class=\"flying-carpet\">.*?(?=</p>)|<!--.*?-->"
    html = re.sub(junk, "", html, flags=re.DOTALL)
    texts = [text_of(paragraph) for paragraph in re.findall(r"<p>(.*?)</p>", html, re.DOTALL)]
    return [text.removesuffix(" (E-2)") for text in texts if text]


def test_nothing_around_the_article_leaks_into_its_body(number, article):
    teaser = r'<div class="card-1-title">.*?</div>\s*<p>(.*?)</p>'
    teasers = re.findall(teaser, html_of(number), re.DOTALL)
    assert teasers
    around = [text_of(teaser) for teaser in teasers]
    around += ["Baca juga", "Cek berita", "Editor", "googletag", "Berita Lainnya", "(E-2)", "\xa0"]
    assert not [text for text in around if text in article["body"]]


def test_the_content_hash_can_be_made_again_from_the_line(article):
    text = f"{article['headline']}\n\n{article['body']}"
    assert article["content_hash"] == hashlib.sha256(text.encode()).hexdigest()
    assert article["word_count"] == len(article["body"].split())


def test_links_to_other_articles_are_kept_once_each(extracted):
    def number_of(link):
        return link["url"].removeprefix(HOST).split("/")[2]

    related, read_also = extracted[KPK]["related"], extracted[KPK]["read_also"]
    assert {number_of(link): link["date_published"] for link in related} == RELATED
    assert len(related) == len(RELATED)
    assert [number_of(link) for link in read_also] == ["785242", "781262"]
    headlines = {number_of(link): link["headline"] for link in related}
    assert all(link["headline"] == headlines[number_of(link)] for link in read_also)
    # Slugs may end in a hyphen; headlines keep their punctuation and lose stray blanks.
    assert any(link["url"].endswith("-raja-ampat-") for link in related)
    assert headlines["782064"].startswith("Komnas HAM: Pulau-Pulau Raja Ampat")


def test_sources_name_the_place_of_every_field_that_was_read(number, article):
    others = {KPK: {"related", "read_also"}, IGI: {"sign_off"}}[number]
    assert set(article["sources"]) == FILLED | others
    assert article["sources"]["authors"] == "css div.info div.author-2"
    kinds = {place.partition(" ")[0] for place in article["sources"].values()}
    assert kinds <= {"css", "xpath", "ld", "meta", "state", "url"}


def test_a_headline_that_lost_its_punctuation_is_the_only_conflict(extracted):
    assert list(extracted[KPK]["conflicts"]) == ["headline"]
    bare = re.sub(r"[:?]", "", extracted[KPK]["headline"])
    claims = extracted[KPK]["conflicts"]["headline"]
    assert {claim["source"] for claim in claims} == {"ld headline", "meta og:title"}
    assert {claim["value"] for claim in claims} == {bare}


def test_the_main_job_ends_well_on_real_pages(crawl):
    process, folder = crawl
    assert process.returncode == 0, process.stderr
    assert (
        "Complete: 2 articles in out.jsonl, 2 in out.csv, 0 failed."
        in process.stderr.splitlines()[-1]
    )
    assert "Traceback" not in process.stderr
    with (folder / "out.csv").open(encoding="utf-8", newline="") as file:
        rows = {row["key"]: row for row in csv.DictReader(file)}
    row = rows["mediaindonesia:822959"]
    assert row["keywords"] == "; ".join(FACTS[KPK]["keywords"])
    assert row["image_credit"] == "Auriga Nusantara"
    assert row["sign_off"] == ""


def test_the_main_job_gives_the_same_article_and_the_time_of_the_archive(number, article, crawled):
    assert list(crawled) == list(URLS)
    assert crawled[number]["fetched_at"] == "2026-02-03T04:05:06+00:00"
    assert list(crawled[number]) == list(article)
    assert crawled[number] | {"fetched_at": None} == article | {"fetched_at": None}


def test_a_real_page_of_another_publisher_is_no_article():
    page = Path(FOLDER, DETIK)
    if not page.exists():
        pytest.skip(f"{DETIK} is not there")
    ended = scrapy("extract", page, "--url", URLS[IGI])
    assert (ended.returncode, ended.stdout) == (4, "")
    assert ended.stderr.count("\n") == 1


# --- detik ------------------------------------------------------------------------------------

STROKE = (
    "https://health.detik.com/true-story/d-7016153/curhat-wanita-kena-stroke-di-umur-26-"
    "ketahuan-saat-terkapar-di-kamar-mandi"
)
STROKE_FACTS = {
    "key": "detik:7016153",
    "publisher": "detik",
    "url": STROKE,
    "kind": "news",
    "section": "true-story",
    "section_name": "True Story",
    "authors": ["Vidya Pinandhita"],
    "editors": [],
    "byline": "Vidya Pinandhita - detikHealth",
    "date_published": "2023-11-02T20:59:53+07:00",
    "date_modified": None,
    "date_published_raw": "Kamis, 02 Nov 2023 20:59 WIB",
    "date_precision": "second",
    "keywords": ["stroke", "kardiovaskular", "penyakit", "kamar mandi"],
    "sign_off": "vyp/kna",
    "dateline": "Jakarta",
    "word_count": 359,
    "free_access": None,
    "syndicated_from": None,
    "conflicts": {},
}


@pytest.fixture(scope="module")
def stroke():
    """What `scrapy extract` prints for the page of detik."""
    page = Path(FOLDER, DETIK)
    if not page.exists():
        pytest.skip(f"{DETIK} is not there")
    ended = scrapy("extract", page, "--url", STROKE)
    assert (ended.returncode, ended.stderr) == (0, "")
    return json.loads(ended.stdout)


def test_the_facts_of_the_page_of_detik_are_right(stroke):
    assert {name: stroke[name] for name in STROKE_FACTS} == STROKE_FACTS
    assert list(stroke) == [field.name for field in fields(Article)]
    assert stroke["image"]["caption"] == "Ilustrasi stroke."
    assert "pubdate" not in str(stroke["sources"])


def test_the_body_of_detik_is_its_ten_paragraphs_and_nothing_else(stroke):
    html = gzip.decompress(Path(FOLDER, DETIK).read_bytes()).decode()
    _, _, body = html.partition('itp_bodycontent">')
    body, _, _ = body.partition('<div class="detail__body-tag')
    paragraphs = [text_of(each) for each in re.findall(r"<p>(.*?)</p>", body, re.DOTALL)]
    parts = stroke["body_parts"]
    assert [part["text"] for part in parts] == paragraphs
    assert (len(parts), {part["kind"] for part in parts}) == (10, {"paragraph"})
    around = ["Simak Video", "Gambas", "vyp/kna", "Baca juga", "ADVERTISEMENT", "SCROLL"]
    around += [link["headline"] for link in stroke["read_also"] + stroke["related"]]
    assert not [text for text in around if text in stroke["body"]]


def test_the_links_of_detik_are_kept_once_each(stroke):
    assert len(stroke["related"]) == 8
    keys = [re.search(r"/d-(\d+)/", link["url"])[1] for link in stroke["read_also"]]
    assert keys == ["7010358", "7013854"]
