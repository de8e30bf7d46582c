"""The text of a page, whatever charset it claims to have."""

import pytest
from scrapy.http import HtmlResponse

from newsscraper.page.decoding import page_text

TEXT = "Kata \u201cbaik\u201d caf\u00e9"


def text_of(body, content_type=None):
    headers = {"Content-Type": content_type} if content_type else {}
    return page_text(HtmlResponse("https://contoh.example/", body=body, headers=headers))


@pytest.mark.parametrize("claimed", [None, "text/html; charset=iso-8859-1"])
def test_utf_8_is_read_as_such_whatever_is_claimed(claimed):
    assert text_of(TEXT.encode(), claimed) == TEXT
    assert text_of(TEXT.encode("utf-8-sig"), claimed) == TEXT


@pytest.mark.parametrize("claimed", [None, "text/html; charset=utf-8", "text/html"])
def test_what_only_claims_to_be_utf_8_is_windows_1252(claimed):
    assert text_of(TEXT.encode("cp1252"), claimed) == TEXT


def test_another_charset_that_is_claimed_counts():
    body = "\u041c\u043e\u0441\u043a\u0432\u0430".encode("cp1251")
    assert (
        text_of(body, "text/html; charset=windows-1251") == "\u041c\u043e\u0441\u043a\u0432\u0430"
    )


def test_a_byte_order_mark_tells_utf_16():
    assert text_of(TEXT.encode("utf-16")) == TEXT


def test_damaged_utf_8_keeps_what_is_sound():
    assert text_of(TEXT.encode() + b"\xff") == f"{TEXT}\ufffd"
