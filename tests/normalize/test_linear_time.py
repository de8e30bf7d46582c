"""No text makes reading a field slow: a megabyte of the worst takes a fraction of a second."""

import time

import pytest
from lab import limited
from scrapy.http import HtmlResponse

from newsscraper.article.end_notices import cut_notices
from newsscraper.article.stray_lines import AROUND, STRAY, WRITER
from newsscraper.messages.redaction import redact, visible
from newsscraper.normalize.captions import clean_credit, split_caption
from newsscraper.normalize.dates import is_relative, read_date
from newsscraper.normalize.double_encoding import repair
from newsscraper.normalize.names import editors, people
from newsscraper.normalize.text import clean_text, split_dateline, split_sign_off
from newsscraper.normalize.urls import normalize_url
from newsscraper.page.challenge import refusal_of
from newsscraper.page.cost import complaint
from newsscraper.page.links import absolute
from newsscraper.spiders.mediaindonesia import MediaIndonesiaSpider

MEGABYTE = 1_000_000
RULES = MediaIndonesiaSpider.body_rules
URLS = MediaIndonesiaSpider.article_urls
HOME = "https://mediaindonesia.com/"

READERS = {
    "clean_text": clean_text,
    "split_caption": split_caption,
    "clean_credit": clean_credit,
    "split_sign_off": lambda text: split_sign_off(text, RULES.sign_off),
    "split_dateline": lambda text: split_dateline(text, RULES.dateline),
    "people": people,
    "cut_notices": lambda text: cut_notices(text, None),
    "stray_lines": lambda text: [each.fullmatch(text) for each in (STRAY, AROUND, WRITER())],
    "editors": editors,
    "read_date": read_date,
    "is_relative": is_relative,
    "repair": repair,
    "normalize_url": lambda text: normalize_url(HOME + text),
    "article_urls": lambda text: URLS.match(HOME + text),
    "absolute": lambda text: absolute(HOME, text),
    "redact": redact,
    "visible": visible,
    "page_guard": complaint,
    "challenge": lambda text: refusal_of(HtmlResponse(HOME, body=text.encode()[:65_000])),
}

# Repeated, each is the worst for some pattern: what it repeats, or what it looks for in vain.
PIECES = """a 0 A < ( [ ' " = - / . ? & @ , : ; | % ( ) () (( (a (A-1 'a':' <a <!-- a= &a= a, a. a/
MI/ A-1 12: :// http:// ?token= &key= <p> </p> <script> <title> =" &amp; <?xml %41 Jan WIB dari Dok
â Ã Â â€ Ã© \u200b \u200e \x00 \x1b \x9d é ß""".split()
SPACED = ["{} ", "{}\xa0"]
TEXTS = [*PIECES, " ", "\n", " \n", "\xa0", "20 Jan ", "1/1/2026 ", "Baca juga ", "Abc Def "]
TEXTS += ["Penulis: a ", "(Penulis: a | Editor: b) ", ". Artikel ini telah tayang di A "]
TEXTS += ["#a ", "Penulis: A ", "Copyright \u00a9 A 2020 ", "sumber: a.com (A) ", "halaman 1 "]
TEXTS += [form.format(piece) for piece in PIECES for form in SPACED]

LOOPS = 6
"""Of `limited`, a twentieth of a second each: some readers apply eight patterns."""


def seconds(function, *arguments):
    start = time.process_time()
    function(*arguments)
    return time.process_time() - start


@pytest.fixture(scope="module")
def most():
    """What three tenths of a second of a fast processor are here: a pattern takes one at most."""
    return LOOPS * max(seconds(limited.loop) for _ in range(3))


@pytest.mark.slow
@pytest.mark.parametrize("name", READERS)
def test_a_megabyte_of_anything_takes_a_fraction_of_a_second(name, most):
    slow = {}
    for piece in TEXTS:
        text = (piece * (MEGABYTE // len(piece) + 1))[:MEGABYTE]
        if seconds(READERS[name], text) > most:
            share = min(share_of_most(name, text) for _ in range(5))
            slow |= {piece: share} if share > 1 else {}
    assert slow == {}


def share_of_most(name, text):
    """Compare a reader with the most it may take, both measured now: others work beside it."""
    return seconds(READERS[name], text) / (LOOPS * seconds(limited.loop))
