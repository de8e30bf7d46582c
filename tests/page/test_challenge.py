"""Pages that come in place of the page: challenges, walls, and what only looks like them."""

import pytest
from scrapy.http import HtmlResponse, Response
from worlds.pages import article_page

from newsscraper.page.challenge import LONGEST, refusal_of

URL = "https://mediaindonesia.com/ekonomi/1/judul"
PASSWORD = '<form><input name="sandi" type="password"></form>'


def refusal(title, body="", status=200, **headers):
    html = f"<html><head><title>{title}</title></head><body>{body}</body></html>"
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return refusal_of(HtmlResponse(URL, status, headers=named, body=html.encode()))


@pytest.mark.parametrize(
    "title",
    [
        "Just a moment...",
        "Attention Required! | Cloudflare",
        "Access denied | mediaindonesia.com used Cloudflare to restrict access",
        "Please Wait... | Cloudflare",
        "Tunggu sebentar\u2026",
        "Robot Check",
        "403 Forbidden",
    ],
)
def test_a_title_of_a_challenge_is_known(title):
    assert refusal(title) == "challenge_page"


@pytest.mark.parametrize(
    "title", ["Just a moment in history", "Captcha makin sulit dibaca", "Forbidden City dibuka"]
)
def test_a_headline_that_begins_like_one_is_none(title):
    assert refusal(title) is None


def test_a_mark_of_a_challenge_is_known_whatever_the_title():
    assert refusal("Media Indonesia", "<script>window._CF_chl_opt = {};</script>")
    assert refusal("Media Indonesia", cf_mitigated="challenge") == "challenge_page"
    assert refusal("Media Indonesia", x_amzn_waf_action="captcha") == "challenge_page"


def test_the_words_of_a_status_are_a_challenge_only_on_a_page_that_says_200():
    assert refusal("403 Forbidden", status=403) is None


def test_a_login_is_a_wall_and_a_title_alone_is_not():
    assert refusal("Masuk - Media Indonesia", PASSWORD) == "wall_page"
    assert refusal("Masuk - Media Indonesia") is None
    assert refusal("Masuk Musim Hujan, Warga Bersiap", PASSWORD) is None


def test_a_page_that_asks_for_consent_is_a_wall():
    assert refusal("Sebelum Anda melanjutkan") == "wall_page"


def test_what_is_long_or_no_text_or_a_real_page_is_neither():
    assert refusal("Just a moment...", "a" * LONGEST) is None
    assert refusal_of(Response(URL, body=b"<title>Just a moment...</title>")) is None
    real = article_page().replace("<title>", "<title>Just a moment...</title><title>", 1)
    assert refusal_of(HtmlResponse(URL, body=real.encode())) is None
