"""Recognises challenge, block, login and consent pages that come in place of the page."""

import re
from typing import Final

from scrapy.http import Response, TextResponse

LONGEST: Final = 64 * 1024
"""Bytes; such pages are short."""

_TITLE: Final = re.compile(rb"<title[^>]{0,200}>([^<]{1,300})</title", re.IGNORECASE)
_CHALLENGE_TITLE: Final = re.compile(
    rb"just a moment(?:\.{3}|\xe2\x80\xa6)?|one moment, please.*|please wait(?:\.{3}|\xe2\x80\xa6)?"
    rb"|attention required!?(?: \| cloudflare)?|[^|]* \| cloudflare|ddos-guard|client challenge"
    rb"|checking your browser.*|pardon our interruption.*|you are being redirected\.*"
    rb"|(?:sucuri|incapsula|vercel|imunify360)\b.*|access denied.*|website firewall.*"
    rb"|(?:human|bot|browser) (?:verification|check)|robot check|are you (?:a robot|human)\??"
    rb"|verify(?:ing)? (?:that )?you are (?:a )?human.*|security check(?: required)?|captcha"
    rb"|(?:40[13]|429)[ -].*|forbidden|too many requests|(?:error: )?the request could not be .*"
    rb"|(?:your )?request (?:has been )?(?:blocked|rejected).*|verifikasi keamanan",
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
    b"captcha-delivery.com",
    b"px-captcha",
    b"awswafintegration",
    b"awswafcookiedomainlist",
    b"/_sec/cp_challenge",
    b"ddos-guard/js-challenge",
    b"/.well-known/sgcaptcha",
    b"/orchestrate/chl_",
    b"<h1>checking your browser",
    b"verify you are human",
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
_REAL: Final = b"application/ld+json"
"""Stands on real pages only."""


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
    is_login = _LOGIN_TITLE.fullmatch(title) and _PASSWORD.search(body)
    return "wall_page" if is_login or _CONSENT_TITLE.fullmatch(title) else None
