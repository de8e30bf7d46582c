"""Photo lines: the sentence under a picture, and the credit of who made it."""

import re
from typing import Final

from newsscraper.normalize.lazy_pattern import lazy_pattern

Split = tuple[str | None, str | None]
"""Caption and credit."""

_LONGEST: Final = 2_000
_LONGEST_CREDIT: Final = 120
_MOST_WORDS: Final = 8
"""Of a credit that no bracket and no agency shows to be one."""
_NETWORKS: Final = r"instagram|twitter|youtube|facebook|tiktok|threads|ig|x\.com|@"
_LABEL: Final = (
    r"(?:(?:(?:sumber|kredit|credit) )?(?:foto|photo|gambar)"
    r"(?: (?:oleh|by|dari|milik|ilustrasi|credit))?"
    r"|fotografer|photographer|sumber|source|kredit|credit|copyright)"
)
_LEADING_LABEL = lazy_pattern(
    rf"{_LABEL}\s?[:/]\s*|(?:foto|photo) (?:oleh|by) |\u00a9\s?", re.IGNORECASE
)
# Behind a sentence, a dash or a slash, or at the very start. In a sentence it is a word, unless it
# has a capital.
_LABEL_BEHIND = lazy_pattern(
    r"(?:^|(?<=[.!?\"'\u201d\u2019)\]])\s?|\s?[/|;\u2013\u2014]\s?|\s-\s|(?<=ilustrasi)\s"
    rf"|\s(?-i:(?=F(?:oto|OTO))))(?:{_LABEL}\s?:\s*|\u00a9\s?)|^(?:foto|photo) (?:oleh|by) ",
    re.IGNORECASE,
)
_BARE_LABEL = re.compile(r"^(?:foto|photo)\s?:\s*|(?:^|\s)(?:foto|photo)\s?:$", re.IGNORECASE)
_BRACKET = re.compile(r"(?P<gap>\s*)\({1,2}(?P<credit>(?:[^()]++|\([^()]*+\))*+)\){1,2}\s*\.?\s*$")
_SQUARE = re.compile(r"\s*\[(?P<credit>[^\[\]]*)\]\s*\.?\s*$")
# Dok.XYZ, arsip, @name: credits, whatever else is in them.
_SURE = lazy_pattern(
    r"(?:dok|ist|doc|istimewa|arsip|repro|file|capture|hand-?out|humas|courtesy|tangkapan layar"
    rf"|screenshot|20detik|d'?travell?er|{_NETWORKS})(?:\b|(?<=@))|{_LABEL}\s?[:/]",
    re.IGNORECASE,
)
# So are XY/Name and ANTARA FOTO/Name/nz/12 in a bracket.
_WITH_SLASH = lazy_pattern(r"(?!kiri|kanan|atas|bawah)[^/]*[^\W\d]\.?\s?/", re.IGNORECASE)
# What is no credit even where the template's own bracket should stand.
_NEVER = lazy_pattern(
    r"(?:\w+ dari |paling )?(?:kiri|kanan|tengah|depan|belakang|atas|bawah)"
    r"|\d{1,2}/\d{1,2}(?:/\d+)?",
    re.IGNORECASE,
)
# Brackets at the end of a caption that tell who stands where, or when, and credit nobody.
_NO_CREDIT = lazy_pattern(
    r"\d|\b(?:kiri|kanan|tengah|depan|belakang|atas|bawah|duduk|berdiri|kedua|ketiga|paling|alm"
    r"|ilustrasi|inset|baju|kaus|kemeja|kerudung|jilbab|(?-i:ber[a-z]+)|memakai|mengenakan"
    r"|insert|persero|tbk)\b",
    re.IGNORECASE,
)
_AGENCIES: Final = (
    r"(?:foto )?antara(?: ?foto)?"
    r"|lkbn antara|kompas(?:\.com)?|detik\w*|20detik|cnn indonesia|afp(?: photo)?"
    r"|ap(?: photo)?|reuters|epa(?:-efe)?|efe|xinhua|bloomberg|getty ?images|shutterstock|freepik"
    r"|i-?stock(?:photo)?|thinkstock(?:photos)?|unsplash|pixabay|pexels|tempo|tribun[\w.]*(?: \w+)?"
    r"|liputan6(?:\.com)?|viva|republika|mi|media indonesia|medcom\.id|okezone|sindonews"
)
_AGENCY = lazy_pattern(rf"(?:{_AGENCIES})(?:\.com)?\s?(?:/|$)", re.IGNORECASE)
# Without a label or bracket only an agency with a name, or an archive, ends a caption.
_TAIL = lazy_pattern(
    r"(?:^|(?<=[.!?,\"'\u201d\u2019)-] )"
    r"|(?<= )(?-i:(?=(?:ANTARA|Antara Foto/|FOTO|AFP|AP|REUTERS|KOMPAS)\b)))"
    rf"(?P<credit>(?:(?:{_AGENCIES})\s?/|do[kc](?:[.:]|(?:umentasi)? (?=(?-i:[A-Z])))"
    r"|courtesy(?: of|:) "
    rf"|(?-i:[A-Z][\w.'-]*(?: [A-Z][\w.'-]*){{0,3}})/(?:{_AGENCIES})\b)[^.!?]*"
    r"(?:\.(?=\w)[^.!?]*|(?:(?<= [A-Z])|(?<=\bdok)|(?<=\bdoc))\.[^.!?]*){0,6})\.?$",
    re.IGNORECASE,
)
_SOURCES: Final = (
    r"(?:istimewa|ist|getty ?images|shutterstock|i-?stock(?:photo)?|freepik|thinkstock(?:photos)?"
    r"|unsplash|pixabay|pexels)(?:\.com)?"
)
_ONLY_CREDIT = lazy_pattern(rf"{_SOURCES}\.?", re.IGNORECASE)
"""Whole lines that name where the picture is from."""
_LAST_WORD = lazy_pattern(
    r"(?<=[.!?\"'\u201d\u2019)] )"
    rf"(?P<credit>(?i:{_SOURCES})|A(?:NTARA|ntara)|AFP|AP|R(?:EUTERS|euters)|Bloomberg|Xinhua|EPA)\.?$"
)
"""The same behind a sentence."""
_DRAWN = lazy_pattern(
    r"(?:foto\s?: ?)?(?P<caption>ilustrasi(?: [a-z ]{1,60})?)\s?/\s?(?P<credit>(?-i:[A-Z@]).*)",
    re.IGNORECASE,
)
"""What says of itself that it is no photo of the story."""
_BARE = lazy_pattern(
    r"\b(?:ilustrasi|presiden|wakil|menteri|gubernur|bupati|wali|warga|petugas|suasana|gedung"
    r"|kantor|gunung|sungai|pantai|pulau|bandara|stasiun|pasar|masjid|desa|kapal|jembatan|stadion"
    r"|logo|infografis|grafis|poster|jalan|kota|ketua|polisi)\b",
    re.IGNORECASE,
)
"""Words of what a picture shows, and not of who made it."""
_SMALL: Final = frozenset(
    "via dan oleh by on and of for dari untuk bin binti de van al the".split()
)


def split_caption(text: str) -> Split:
    """Return caption and credit of a photo line such as ``Banjir di Demak(XY/Nama )``.

    The credit is the last bracket, what stands behind a label (``Banjir. Foto: Nama``), or an
    agency with a name. A bracket behind a blank is part of the caption when it says who stands
    where (``(kiri)``) or when (``(20/1)``).
    """
    text = text.strip()
    if len(text) > _LONGEST:
        return text, None
    if _ONLY_CREDIT().fullmatch(text):
        return None, text.rstrip(".")
    for split in (_by_bracket, _by_label, _by_agency, _by_slash):
        if found := split(text):
            caption, credit = found
            return _caption(caption), clean_credit(credit)
    return _caption(text), None


def clean_credit(text: str) -> str | None:
    """Return what a template shows as the credit of a picture without brackets and label."""
    text = text.strip()
    if text[:1] + text[-1:] in ("()", "[]"):
        text = text[1:-1].strip()
    text = text[label.end() :] if (label := _LEADING_LABEL().match(text)) else text
    text = re.sub(r"(?<=[\w)]{2})\.$", "", text.strip(" ,;|/\u2013\u2014-"))
    return text if any(map(str.isalnum, text)) else None


def _caption(text: str) -> str | None:
    """Return a caption without the label that some templates put before it, or behind."""
    text = text.strip()
    if ":" in text:  # to look for it is faster
        text = _BARE_LABEL.sub("", text).strip()
    return text if any(map(str.isalnum, text)) else None


def _by_bracket(text: str) -> tuple[str, str] | None:
    """Split off the bracket at the end; an empty one goes."""
    if "]" in text and (square := _SQUARE.search(text)):  # to look for it is faster
        is_sure = _is_sure(square["credit"])
        return (text[: square.start()], square["credit"]) if is_sure else None
    found = _BRACKET.search(text)
    if found is None or text.count("(", 0, found.start()) > text.count(")", 0, found.start()):
        return None
    before, credit = text[: found.start()].strip(), found["credit"].strip()
    is_glued = not found["gap"]
    if _is_no_credit(credit, is_glued=is_glued) or (not is_glued and _is_short(credit, before)):
        return None
    return (before, credit)


def _is_sure(bracket: str) -> bool:
    return bool(_SURE().match(bracket) or _WITH_SLASH().match(bracket) or _AGENCY().match(bracket))


def _is_short(bracket: str, before: str) -> bool:
    """Tell whether a *bracket* is short for the words *before* it: (BUMN), (Kemenkeu)."""
    if not bracket.isalpha() or _AGENCY().match(bracket):
        return False
    start = 1 if bracket.isupper() else 2
    words, short = before.casefold().split()[-8:], bracket.casefold()
    for number, word in enumerate(words[:-1]):
        letters = iter("".join(words[number:]))
        if word[:start] == short[:start] and all(letter in letters for letter in short):
            return bracket.isupper() or len(short) > 4
    return False


def _is_no_credit(bracket: str, *, is_glued: bool) -> bool:
    if is_glued:
        return _NEVER().fullmatch(bracket) is not None
    is_said = bracket.islower() and "." not in bracket
    return (is_said or _NO_CREDIT().search(bracket) is not None) and not _is_sure(bracket)


def _by_label(text: str) -> tuple[str, str] | None:
    """Split at the last label, if what follows can be a name and not another sentence."""
    label = next(iter(reversed(list(_LABEL_BEHIND().finditer(text)))), None)
    if label is None or not _is_name(text[label.end() :]):
        return None
    return text[: label.start()], text[label.end() :]


def _is_name(text: str) -> bool:
    """Tell whether *text* names a photographer, an agency or an archive: no sentence does."""
    text = text.strip()
    if not text or len(text) > _LONGEST_CREDIT:
        return False
    if _AGENCY().match(text) or _SURE().match(text):
        return True
    words = text.rstrip(".").partition("/")[0].split()
    is_written_so = all(map(_is_of_a_name, words))
    return is_written_so and len(words) <= _MOST_WORDS and not _BARE().search(text)


def _is_of_a_name(word: str) -> bool:
    return word[:1].isupper() or word in _SMALL or word == "|" or bool(_AGENCY().match(word))


def _by_agency(text: str) -> tuple[str, str] | None:
    found = _TAIL().search(text) or _LAST_WORD().search(text)
    if found is None or len(found["credit"]) > _LONGEST_CREDIT:
        return None
    return text[: found.start()].rstrip(" ,-"), found["credit"]


def _by_slash(text: str) -> tuple[str, str] | None:
    drawn = _DRAWN().fullmatch(text)
    return (drawn["caption"], drawn["credit"]) if drawn else None
