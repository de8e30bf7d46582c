"""Clean text: white space, invisible characters, sign-offs, captions, datelines."""

import re
import unicodedata

from newsscraper.normalize.double_encoding import repair

# Zero-width spaces, the soft hyphen, direction overrides, placeholders of embedded objects and
# non-characters carry no text; 00A0 and 202F are white space for split().
_INVISIBLE = re.compile(
    "[\u00ad\u180e\u200b\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff\ufff9-\ufffc\ufffe\uffff]+"
)
# Joiners and direction marks belong to Arabic script (verses, prayers) and to nothing else here.
_ARABIC = "[\u0600-\u061b\u061d-\u06ff\u0750-\u077f\u08a0-\u08ff\ufb50-\ufdff\ufe70-\ufefc]"
_STRAY_MARKS = re.compile(f"(?:(?<!{_ARABIC})[\u061c\u200c-\u200f](?!{_ARABIC}))+")
_CONTROL = re.compile("[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f]+")
_SURROGATE = re.compile("[\ud800-\udfff]")

_CREDIT = re.compile(r"(?P<gap>\s*)\({1,2}(?P<credit>(?:[^()]++|\([^()]*+\))*+)\){1,2}\s*\.?\s*$")
_LONGEST_CAPTION = 2_000
# XY/Name, ANTARA FOTO/Name/nz/12, Dok.XYZ: credits, whatever else is in them.
_SURE_CREDIT = re.compile(
    r"^(?:dok|ist|foto:|tangkapan layar)\b|^(?!kiri|kanan|atas|bawah)[^/]*[^\W\d]\.?\s?/",
    re.IGNORECASE,
)
# What is no credit even where the template's own bracket should stand.
_NEVER_CREDIT = re.compile(
    r"(?:\w+ dari |paling )?(?:kiri|kanan|tengah|depan|belakang|atas|bawah)"
    r"|\d{1,2}/\d{1,2}(?:/\d+)?",
    re.IGNORECASE,
)
# Brackets at the end of a caption that tell who stands where, or when, and credit nobody.
_NO_CREDIT = re.compile(
    r"\d|\b(?:kiri|kanan|tengah|depan|belakang|atas|bawah|duduk|berdiri|kedua|ketiga|paling|alm"
    r"|ilustrasi|inset|baju|kaus|kemeja|kerudung|jilbab|(?-i:ber[a-z]+)|memakai|mengenakan)\b",
    re.IGNORECASE,
)


def clean_text(text: str) -> str:
    """Return *text* in one line: NFC, single spaces, nothing invisible, no broken characters.

    A lone surrogate (JSON-LD can carry one) becomes U+FFFD, so that every file format can hold
    the text. Joiners and direction marks stay beside Arabic letters. NFC and not NFKC, which
    would turn ``m²`` into ``m2``.
    """
    if not text.isascii():
        text = repair(_SURROGATE.sub("\ufffd", text))
        text = _STRAY_MARKS.sub("", _CONTROL.sub("", _INVISIBLE.sub("", text)))
        text = repair(text)
        text = unicodedata.normalize("NFC", text)
    line = " ".join(text.split())
    return line if line.isprintable() else " ".join(_CONTROL.sub("", line).split())


def split_sign_off(text: str, pattern: re.Pattern[str]) -> tuple[str, str | None]:
    """Return *text* without the desk's sign-off at its end, and the sign-off without brackets.

    *pattern* is the publisher's, with a group ``code``, and has to match up to the end:
    a generic "last bracket" rule would cut dates and abbreviations out of real text.
    """
    tail = pattern.search(text, max(len(text) - 80, 0))
    if tail is None:
        return text, None
    return text[: tail.start()].rstrip(), tail["code"]


def split_dateline(text: str, pattern: re.Pattern[str]) -> tuple[str | None, str]:
    """Return the place of the dateline that opens *text*, as printed, and the text after it."""
    head = pattern.match(text)
    if head is None:
        return None, text
    return head["place"], text[head.end() :]


def split_caption(text: str) -> tuple[str | None, str | None]:
    """Return caption and credit of a photo line such as ``Banjir di Demak(XY/Nama )``.

    The credit is the last bracket; an empty one goes. The template puts it right behind the
    caption. A bracket after a blank is part of the caption when it says who stands where
    (``(kiri)``) or when (``(20/1)``).
    """
    found = _CREDIT.search(text) if len(text) <= _LONGEST_CAPTION else None
    if found is None or text.count("(", 0, found.start()) > text.count(")", 0, found.start()):
        return text.strip() or None, None
    caption, credit = text[: found.start()].strip() or None, found["credit"].strip()
    if _is_no_credit(credit, is_glued=not found["gap"]):
        return text.strip(), None
    return caption, credit or None


def _is_no_credit(bracket: str, *, is_glued: bool) -> bool:
    if is_glued:
        return _NEVER_CREDIT.fullmatch(bracket) is not None
    return bool(_NO_CREDIT.search(bracket) and not _SURE_CREDIT.search(bracket))


def letters_of(text: str) -> str:
    """Return letters and digits only, in lower case: what two spellings of a line share."""
    return "".join(filter(str.isalnum, text)).casefold()
