"""Photo lines: the sentence under a picture, and the credit of who made it."""

import re
from typing import Final

Split = tuple[str | None, str | None]
"""Caption and credit."""

_LONGEST: Final = 2_000
_LONGEST_CREDIT: Final = 120
_MOST_WORDS: Final = 8
"""Of a credit that no bracket and no agency shows to be one."""
_NETWORKS: Final = r"instagram|twitter|youtube|facebook|tiktok|threads|ig|x\.com|@"
_LABEL: Final = (
    r"(?:(?:sumber )?(?:foto|photo|gambar)(?: (?:oleh|by|dari|milik|ilustrasi))?"
    r"|fotografer|photographer|sumber|source|kredit|credit)"
)
_LEADING_LABEL = re.compile(rf"{_LABEL}\s?[:/]\s*|(?:foto|photo) (?:oleh|by) ", re.IGNORECASE)
# Behind a sentence, a dash or a slash, or at the very start. In a sentence it is a word, unless it
# has a capital.
_LABEL_BEHIND = re.compile(
    rf"(?:^|(?<=[.!?\"'\u201d\u2019)\]])\s?|\s?[/|;\u2013\u2014]\s?|\s-\s|\s(?-i:(?=F(?:oto|OTO))))"
    rf"{_LABEL}\s?:\s*",
    re.IGNORECASE,
)
_BARE_LABEL = re.compile(r"^(?:foto|photo)\s?:\s*|(?:^|\s)(?:foto|photo)\s?:$", re.IGNORECASE)
_BRACKET = re.compile(r"(?P<gap>\s*)\({1,2}(?P<credit>(?:[^()]++|\([^()]*+\))*+)\){1,2}\s*\.?\s*$")
_SQUARE = re.compile(r"\s*\[(?P<credit>[^\[\]]*)\]\s*\.?\s*$")
# XY/Name, ANTARA FOTO/Name/nz/12, Dok.XYZ: credits, whatever else is in them.
_SURE = re.compile(
    rf"^(?:(?:dok|ist|doc|courtesy|tangkapan layar|screenshot|20detik|{_NETWORKS})(?:\b|(?<=@))"
    rf"|{_LABEL}\s?[:/])"
    r"|^(?!kiri|kanan|atas|bawah)[^/]*[^\W\d]\.?\s?/",
    re.IGNORECASE,
)
# What is no credit even where the template's own bracket should stand.
_NEVER = re.compile(
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
_AGENCIES: Final = (
    r"(?:foto )?antara(?: ?foto)?"
    r"|lkbn antara|kompas(?:\.com)?|detik\w*|20detik|cnn indonesia|afp(?: photo)?"
    r"|ap(?: photo)?|reuters|epa(?:-efe)?|efe|xinhua|bloomberg|getty ?images|shutterstock|freepik"
    r"|i-?stock(?:photo)?|thinkstock(?:photos)?|unsplash|pixabay|pexels|tempo|tribun[\w.]*(?: \w+)?"
    r"|liputan6(?:\.com)?|viva|republika|mi|media indonesia|medcom\.id|okezone|sindonews"
)
_AGENCY = re.compile(rf"(?:{_AGENCIES})(?:\.com)?\s?(?:/|$)", re.IGNORECASE)
# Without a label or bracket only an agency with a name, or an archive, ends a caption.
_TAIL = re.compile(
    r"(?:^|(?<=[.!?,\"'\u201d\u2019)-] )"
    r"|(?<= )(?-i:(?=(?:ANTARA|FOTO|AFP|AP|REUTERS|KOMPAS)\b)))"
    rf"(?P<credit>(?:(?:{_AGENCIES})\s?/|dok(?:\.|(?:umentasi)? (?=(?-i:[A-Z]))))[^.!?]*"
    r"(?:\.(?=\w)[^.!?]*|(?<= [A-Z])\.[^.!?]*){0,6})\.?$",
    re.IGNORECASE,
)
_ONLY_CREDIT = re.compile(
    r"(?:istimewa|ist|getty ?images|shutterstock|i-?stock(?:photo)?|freepik|thinkstock(?:photos)?"
    r"|unsplash|pixabay|pexels)(?:\.com)?\.?",
    re.IGNORECASE,
)
"""Whole lines that name where the picture is from."""
_BARE = re.compile(
    r"\b(?:ilustrasi|presiden|wakil|menteri|gubernur|bupati|wali|warga|petugas|suasana|gedung"
    r"|kantor|gunung|sungai|pantai|pulau|bandara|stasiun|pasar|masjid|desa|kapal|jembatan|stadion"
    r"|logo|infografis|grafis|poster|jalan|kota|ketua|polisi)\b",
    re.IGNORECASE,
)
"""Words of what a picture shows, and not of who made it."""
_SMALL: Final = frozenset("via dan oleh by and of for dari untuk bin binti de van al the".split())


def split_caption(text: str) -> Split:
    """Return caption and credit of a photo line such as ``Banjir di Demak(XY/Nama )``.

    The credit is the last bracket, what stands behind a label (``Banjir. Foto: Nama``), or an
    agency with a name. A bracket behind a blank is part of the caption when it says who stands
    where (``(kiri)``) or when (``(20/1)``).
    """
    text = text.strip()
    if len(text) > _LONGEST:
        return text, None
    if _ONLY_CREDIT.fullmatch(text):
        return None, text.rstrip(".")
    for split in (_by_bracket, _by_label, _by_agency):
        if found := split(text):
            caption, credit = found
            return _caption(caption), clean_credit(credit)
    return _caption(text), None


def clean_credit(text: str) -> str | None:
    """Return what a template shows as the credit of a picture without brackets and label."""
    text = text.strip()
    if text[:1] + text[-1:] in ("()", "[]"):
        text = text[1:-1].strip()
    text = text[label.end() :] if (label := _LEADING_LABEL.match(text)) else text
    text = re.sub(r"(?<=[\w)]{2})\.$", "", text.strip(" ,;|\u2013\u2014-"))
    return text if any(map(str.isalnum, text)) else None


def _caption(text: str) -> str | None:
    """Return a caption without the label that some templates put before it, or behind."""
    text = _BARE_LABEL.sub("", text.strip()).strip()
    return text if any(map(str.isalnum, text)) else None


def _by_bracket(text: str) -> tuple[str, str] | None:
    """Split off the bracket at the end; an empty one goes."""
    if square := _SQUARE.search(text):
        is_sure = _SURE.search(square["credit"]) or _AGENCY.match(square["credit"])
        return (text[: square.start()], square["credit"]) if is_sure else None
    found = _BRACKET.search(text)
    if found is None or text.count("(", 0, found.start()) > text.count(")", 0, found.start()):
        return None
    before, credit = text[: found.start()].strip(), found["credit"].strip()
    if _is_no_credit(credit, is_glued=not found["gap"]):
        return None
    return (before, credit)


def _is_no_credit(bracket: str, *, is_glued: bool) -> bool:
    if is_glued:
        return _NEVER.fullmatch(bracket) is not None
    is_said = bracket.islower() and " " in bracket
    return bool((is_said or _NO_CREDIT.search(bracket)) and not _SURE.search(bracket))


def _by_label(text: str) -> tuple[str, str] | None:
    """Split at the last label, if what follows can be a name and not another sentence."""
    label = next(iter(reversed(list(_LABEL_BEHIND.finditer(text)))), None)
    if label is None or not _is_name(text[label.end() :]):
        return None
    return text[: label.start()], text[label.end() :]


def _is_name(text: str) -> bool:
    """Tell whether *text* names a photographer, an agency or an archive: no sentence does."""
    text = text.strip()
    if not text or len(text) > _LONGEST_CREDIT:
        return False
    if _AGENCY.match(text) or _SURE.search(text):
        return True
    words = text.rstrip(".").split()
    is_written_so = all(word[:1].isupper() or word in _SMALL for word in words)
    return is_written_so and len(words) <= _MOST_WORDS and not _BARE.search(text)


def _by_agency(text: str) -> tuple[str, str] | None:
    found = _TAIL.search(text)
    if found is None or len(found["credit"]) > _LONGEST_CREDIT:
        return None
    return text[: found.start()].rstrip(" ,-"), found["credit"]
