"""Recognises challenge, block, login and consent pages that come in place of the page."""

import re
from typing import Final

from scrapy.http import Response, TextResponse

LONGEST: Final = 64 * 1024
"""Bytes; such pages are short."""

_TITLE: Final = re.compile(rb"<title[^>]{0,200}>([^<]{1,300})</title", re.IGNORECASE)
# Whole titles: headlines begin with such words, too.
_CHALLENGE_TITLE: Final = re.compile(
    rb"(?:just a moment|(?:one|please wait a) moment,? please|please wait|you are being redirected"
    rb"|checking your browser(?: before accessing [\w.-]{1,80})?|tunggu sebentar"
    rb"|verify(?:ing)? (?:that )?you are (?:a )?human)(?:\.{1,3}|\xe2\x80\xa6)?"
    rb"|(?:attention required!?|access denied|please wait\S{0,3}) \|.{0,80} cloudflare"
    rb"|attention required!?|ddos-guard|client challenge|pardon our interruption(?:\.{3})?"
    rb"|sucuri website firewall(?: - access denied)?|access denied(?: - sucuri website firewall)?"
    rb"|(?:human|bot|browser) (?:verification|check)|robot check|are you (?:a robot|human)\??"
    rb"|vercel security checkpoint|security check(?: required)?|captcha|verifikasi keamanan"
    rb"|(?:error: )?the request could not be satisfied|(?:your )?request (?:has been )?blocked"
    rb"|(?:internet|trust) ?positif",
    re.IGNORECASE,
)
# Servers' own words for a status, in place of a page when the status is another.
_STATUS_TITLE: Final = re.compile(
    rb"(?:40[13]|429)[ :-]{0,3}(?:unauthorized|forbidden|too many requests)|forbidden"
    rb"|too many requests",
    re.IGNORECASE,
)
# Scripts and boxes of Cloudflare, Imperva, DataDome, HUMAN, AWS, Akamai, DDoS-Guard that stand on
# the challenge alone. Cloudflare's script challenge-platform is on every good page, too.
_CHALLENGE_MARKS: Final = (
    b"_cf_chl_opt",
    b"cf-browser-verification",
    b"cf-challenge-running",
    b"cf-error-details",
    b"performing security verification",
    b"_incapsula_resource",
    b"incapsula incident id",
    b".captcha-delivery.com/",
    b"px-captcha",
    b"awswafintegration",
    b"awswafcookiedomainlist",
    b"/_sec/cp_challenge",
    b"ddos-guard/js-challenge",
    b"/.well-known/sgcaptcha",
    b"/orchestrate/chl_",
    b"<h1>checking your browser",
)
# Alone or with the name of the site behind it: headlines begin with such words, too.
_LOGIN_TITLE: Final = re.compile(
    rb"(?:log ?in|sign ?in|masuk|silakan masuk|daftar)(?: [-|] .*)?", re.IGNORECASE
)
_PASSWORD: Final = re.compile(rb"<input[^>]{0,300}type\s?=\s?[\"']?password", re.IGNORECASE)
_CONSENT_TITLE: Final = re.compile(
    rb"(?:before you continue|cookie consent|(?:privacy|cookie|consent) (?:settings|choices)"
    rb"|persetujuan(?: privasi| cookie)?|sebelum (?:anda )?melanjutkan|berlangganan)(?: [-|] .*)?",
    re.IGNORECASE,
)
_TURNSTILE: Final = b"challenges.cloudflare.com/turnstile"
_SMALL: Final = 8 * 1024
"""Bytes; in longer pages the box may guard a form."""
_REAL: Final = b"application/ld+json"
"""Stands on real pages; some challenge may copy it, and is no article all the same."""


def refusal_of(response: Response) -> str | None:
    """Return ``challenge_page`` or ``wall_page`` when *response* is one, whatever its status.

    Headers: ``cf-mitigated`` is Cloudflare's, ``x-amzn-waf-action`` that of Amazon's firewall.
    """
    if b"cf-mitigated" in response.headers or b"x-amzn-waf-action" in response.headers:
        return "challenge_page"
    body = response.body
    if not isinstance(response, TextResponse) or len(body) > LONGEST or _REAL in body:
        return None
    found = _TITLE.search(body)
    title = b" ".join(found[1].split()) if found else b""
    small = body.lower()
    if _CHALLENGE_TITLE.fullmatch(title) or any(mark in small for mark in _CHALLENGE_MARKS):
        return "challenge_page"
    if len(body) < _SMALL and _TURNSTILE in small:
        return "challenge_page"
    if response.status == 200 and _STATUS_TITLE.fullmatch(title):
        return "challenge_page"
    is_login = _LOGIN_TITLE.fullmatch(title) and _PASSWORD.search(body)
    return "wall_page" if is_login or _CONSENT_TITLE.fullmatch(title) else None
