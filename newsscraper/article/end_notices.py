"""Notices at the end of a block: whose story it was, who wrote it, to whom it belongs.

Each of them is in ``tests/data/leftovers.tsv``, and so are the sentences that look like one.
"""

import re
from typing import Final, NamedTuple

from newsscraper.items import Syndication
from newsscraper.normalize.agencies import agency_of_text
from newsscraper.normalize.lazy_pattern import lazy_pattern

# Editors forget the blank; but a straight quotation mark without one may be the first of two.
_END_OF_SENTENCE: Final = (
    r"(?:^|(?<=[.!?\"'\u201d\u2019)\]])\s|(?<=[.!?\u201d\u2019)\]])(?=\S)|(?<=[-*_=~]{3})\s)"
)
_ROLE: Final = r"(?:penulis|reporter|pewarta|wartawan|kontributor|laporan)(?: (?-i:[A-Z])\w+){0,2}"
_EDITOR: Final = r"(?:editor|redaktur|penyunting)"
_BOTH: Final = (
    # In brackets a colon, or a line between two, shows who it is.
    rf"[(\[](?:[^()\[\]|]{{2,120}}[|/;,\u2013-]\s?)?(?:{_ROLE}|{_EDITOR})\s?:"
    r"[^()\[\]]{2,160}(?<![a-z]{3}[.?!])[)\]]",
    r"[(\[][\w.]+\.com ?/ ?(?-i:[A-Z])[^()\[\]]{2,120}[)\]]",
    rf"[(\[](?:{_ROLE}|{_EDITOR}) [^()\[\]|]{{2,80}}\| ?{_EDITOR} [^()\[\]|]{{2,80}}[)\]]",
    rf"\s?{_ROLE}\s?:[^|()]{{2,120}}\|?\s?\b{_EDITOR}\s?:[^|()]{{2,120}}",
    rf"\s?{_EDITOR}\s?:[^|()]{{2,120}}\|?\s?\b(?:penulis|reporter|pewarta)\s?:[^|()]{{2,120}}",
)
_CREDIT: Final = f"(?:{'|'.join(_BOTH)})"
_HOUSE: Final = r"(?:[\w.]+\.\w{2,6}|(?-i:[A-Z])[\w.]*(?: (?-i:[A-Z])[\w.]*){0,2})"
_OTHER_HOUSES: Final = rf"(?:(?:[\s,;/&|]{{1,3}}|,? dan ){_HOUSE}(?: ?\([^()]{{2,120}}\))?){{0,3}}"
_TAIL_CREDIT: Final = lazy_pattern(
    # Kompas 2020: of the stories from which this one was made.
    rf"{_END_OF_SENTENCE}(?:[(\[]?sumber\s?: ?\S.{{0,60}}?\s)?{_CREDIT}"
    rf"(?:(?:[\s,;/&|]|dan\b|[\w.]+\.com\b){{0,6}}{_CREDIT}){{0,5}}{_OTHER_HOUSES}[.\s]*$"
    rf"|\s?[(\[]{_ROLE}\s?:[^()\[\]]{{2,120}}\b{_EDITOR}\s?:[^()\[\]]{{2,120}}[)\]]$"
    rf"|^[(\[]?sumber\s?: ?(?:{_HOUSE}, ?){{0,3}}\(?[\w.]+\.com ?(?:\((?!\d)[^()]{{2,120}}\)"
    rf"|[/:] ?{_HOUSE}(?: ?\| ?{_EDITOR}[^()]{{2,120}})?){_OTHER_HOUSES}[)\].\s]*$",
    re.IGNORECASE,
)
_DAY: Final = (
    r"(?:(?:senin|selasa|rabu|kamis|jum'?at|sabtu|minggu),? )?\(?\d{1,2}[/ -]\w{1,9}[/ -]\d{2,4}\)?"
)
# A house has a capital or a dot; "di kolom opini dan dibaca" is a sentence.
_PUBLISHER: Final = (
    r"(?:(?-i:[a-z]{0,12}[A-Z\d][^\s,:]{0,40}?(?: [A-Z\d][^\s,:]{0,40}?){0,4})"
    r"|[^\s:]{1,60}\.\w{2,60})"
)
_WHEN: Final = (
    r"(?:sebelumnya|juga|telah|sudah|pernah|awalnya|semula|lebih d(?:ulu|ahulu)"
    r"|terlebih d(?:ulu|ahulu)|pertama kali)"
)
_RAN: Final = (
    rf"(?:{_WHEN} ){{0,3}}(?:tayang|naik|terbit|dimuat|ditayangkan|diterbitkan|dipublikasikan)"
    rf"(?: {_WHEN}){{0,2}} di|bersumber dari pemberitaan|(?:dikutip|disadur|dilansir|diolah) dari"
)
_FIRST_RUN: Final = lazy_pattern(
    rf"{_END_OF_SENTENCE}[(\[]?[*\u2022-]{{0,4}}\)? ?(?:catatan(?: redaksi)?: ?)?(?:sebagian )?"
    rf"(?:artikel|berita|tulisan) ini (?:{_RAN}) (?:situs |laman )?(?P<publisher>{_PUBLISHER})"
    rf"(?:(?:,| dan| &) {_PUBLISHER})?(?:,? (?:oleh|edisi|pada|dalam)\b[^,]{{1,80}}?|,? {_DAY})?"
    r"(?:(?:,? (?:dengan judul|berjudul)\s?:?|\s?[:|\u2013-])"
    r" (?:[\"'\u2018\u201c]+(?P<quoted>.{1,300}?)[\"'\u2019\u201d]+|(?P<plain>.{1,300}?)))?"
    r"(?: dan (?:bisa|dapat) (?:di)?baca\b.{0,60})?(?:[.,]? ?https?://\S{1,300})?"
    r"(?:[.,]? ?(?:(?:klik|baca|simak|lihat)(?: artikel| berita)? "
    r"(?:untuk baca|selengkapnya|di sini|disini|link)|selengkapnya(?: klik)? di sini)\b.{0,300}?)?"
    rf"(?:[.,]? ?(?:{_ROLE}|{_EDITOR})\s?:.{{2,200}}?)?"
    r"[!.,\s]*\*{0,4}[)\]]?(?P<initials> ?\([a-z]{2,4}(?:/[a-z]{2,4}){1,2}\))?$",
    re.IGNORECASE,
)
# Liputan6, of stories that sister sites had first.
_RETOLD: Final = lazy_pattern(
    r"(?:disadur|dikutip|dilansir) dari\s?:? ?(?P<publisher>\w[\w.]*\.(?:com|co\.id|id|net))"
    r"(?: ?\([^()]{2,120}\))?\W*$",
    re.IGNORECASE,
)
_COPYRIGHT: Final = lazy_pattern(
    r"(?:(?:^|\b(?:copyright|hak cipta)) ?(?:\u00a9|\(c\)) ?(?:\d{4} [^\u00a9]{2,60}"
    r"|[^.\u00a9]{2,60} \d{4})|^copyright \d{4} (?-i:[A-Z]).{2,60}?)"
    r"(?:\W+all rights reserved)?\W*$",
    re.IGNORECASE,
)
# Stars of Tribun say that a story is nobody's in particular; dashes stand before a notice.
_ROW: Final = lazy_pattern(
    r"(?<=[.!?\"'\u201d\u2019])\s?(?:\(\*{1,3}\)|\*{3,})$|(?:^|(?<=\s))[-_=~\u2013\u2014]{3,}$"
)
_SCROLL: Final = r"(?:ADVERTISEMENT )?SCROLL TO (?:RESUME|CONTINUE)(?: WITH)? CONTENT"
_GLUED: Final = lazy_pattern(rf"^{_SCROLL} (?=[A-Z\"\u201c])|(?<=[.!?\"\u201d])\s?{_SCROLL}$")
_READ_ALSO: Final = lazy_pattern(
    rf"{_END_OF_SENTENCE}[(\[]?ba?ca (?:juga|pula) ?: ?(?-i:[A-Z\d])(?:\S* ){{2,25}}\S*[\w?!)%\]]$",
    re.IGNORECASE,
)
"""With no link, behind a sentence: the headline has no full stop."""

_LONGEST: Final = 1_200
"""Characters of notices at the end of a block: it bounds the work."""
_RETOLD_WORDS: Final = ("disadur", "dikutip", "dilansir")
_FIRST_RUN_WORDS: Final = ("artikel ini", "berita ini", "tulisan ini")
_CREDIT_WORDS: Final = (*"sumber editor redaktur penyunting penulis reporter pewarta .com".split(),)
_READ_ALSO_WORDS: Final = ("ca juga", "ca pula")
_ROW_ENDS: Final = ("*)", "*", *"-_=~\u2013\u2014")
"""Without one of the words, or signs, there is no such notice: looking for them is faster."""


class Trimmed(NamedTuple):
    """What is left of a block when notices are cut off its end."""

    text: str
    syndicated_from: Syndication | None = None


def cut_notices(text: str, address: str | None) -> Trimmed:
    """Cut off notices at the end of a block: whose story it was, and who wrote that.

    *address* is that of the last link of the block.
    """
    source, text = None, _GLUED().sub("", text) if "SCROLL TO" in text else text
    low = text[-_LONGEST:].lower()
    is_owned = "\u00a9" in low or "(c)" in low or "copyright" in low
    if is_owned and (owned := _search(_COPYRIGHT(), text)):
        if agency := agency_of_text("", owned.group().strip()):
            source = Syndication(publisher=agency, headline=None, url=None)
        text = text[: owned.start()].rstrip()
    if " ini" in low and _has(low, _FIRST_RUN_WORDS) and (first_run := _search(_FIRST_RUN(), text)):
        headline = first_run["quoted"] or first_run["plain"]
        source = Syndication(publisher=first_run["publisher"], headline=headline, url=address)
        text = text[: first_run.start()].rstrip() + (first_run["initials"] or "")
    if (retold := _RETOLD().match(text)) and _has(low, _RETOLD_WORDS):
        return Trimmed("", Syndication(publisher=retold["publisher"], headline=None, url=address))
    return Trimmed(_without_credits(text, low), source)


def _without_credits(text: str, low: str) -> str:
    """Return *text* without who wrote it, other stories, and a row of signs at its end."""
    has_sign = ":" in low or "/" in low or "|" in low
    if has_sign and _has(low, _CREDIT_WORDS) and (credit := _search(_TAIL_CREDIT(), text)):
        text = text[: credit.start()].rstrip()
    if ":" in text and _has(low, _READ_ALSO_WORDS) and (also := _search(_READ_ALSO(), text)):
        text = text[: also.start()].rstrip()
    if text.endswith(_ROW_ENDS) and (row := _search(_ROW(), text)):
        text = text[: row.start()].rstrip()
    return text


def _has(text: str, words: tuple[str, ...]) -> bool:
    return any(map(text.__contains__, words))


def _search(notice: re.Pattern[str], text: str) -> re.Match[str] | None:
    return notice.search(text, max(len(text) - _LONGEST, 0))
