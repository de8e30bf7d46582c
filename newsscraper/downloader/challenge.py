"""Recognises challenge, block, login and consent pages that come in place of the page."""

import re
from typing import Final

from scrapy.http import Response, TextResponse

LONGEST: Final = 256 * 1024
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
_CHALLENGE_MARK: Final = re.compile(
    rb"_cf_chl_opt|cf-browser-verification|cf-challenge-running|cf-error-details"
    rb"|performing security verification|_Incapsula_Resource|Incapsula incident ID"
    rb"|captcha-delivery\.com|px-captcha|AwsWafIntegration|awsWafCookieDomainList"
    rb"|/_sec/cp_challenge|ddos-guard/js-challenge|/\.well-known/sgcaptcha",
    re.IGNORECASE,
)
_LOGIN_TITLE: Final = re.compile(rb"(?:log ?in|sign ?in|masuk|silakan masuk)\b.*", re.IGNORECASE)
_PASSWORD: Final = re.compile(rb"<input[^>]{0,300}type\s?=\s?[\"']?password", re.IGNORECASE)
_CONSENT_TITLE: Final = re.compile(
    rb"before you continue.*|.*\bcookie consent.*|(?:privacy|cookie|consent) (?:settings|choices)"
    rb"|persetujuan (?:privasi|cookie).*|sebelum (?:anda )?melanjutkan.*",
    re.IGNORECASE,
)
# What stands on real pages only.
_REAL: Final = re.compile(rb"application/ld\+json|<article[\s>]", re.IGNORECASE)


def refusal_of(response: Response) -> str | None:
    """Return ``challenge_page`` or ``wall_page`` when *response* is one, whatever its status.

    Headers: ``cf-mitigated`` is Cloudflare's, ``x-amzn-waf-action`` that of Amazon's firewall.
    """
    if b"cf-mitigated" in response.headers or b"x-amzn-waf-action" in response.headers:
        return "challenge_page"
    body = response.body
    if not isinstance(response, TextResponse) or len(body) > LONGEST or _REAL.search(body):
        return None
    found = _TITLE.search(body)
    title = b" ".join(found[1].split()) if found else b""
    if _CHALLENGE_TITLE.fullmatch(title) or _CHALLENGE_MARK.search(body):
        return "challenge_page"
    is_login = _LOGIN_TITLE.fullmatch(title) and _PASSWORD.search(body)
    return "wall_page" if is_login or _CONSENT_TITLE.fullmatch(title) else None
