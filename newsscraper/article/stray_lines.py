"""Lines in a body that are not of the article: the list of what was seen, and what is kept of it.

Here is what any publisher may print; what only one prints is in its `BodyRules`. Each line of
``tests/data/leftovers.tsv`` is one that was seen, or a sentence that looks like one: a new line
there fails until a rule covers it.
"""

import re
from typing import Final, NamedTuple

from newsscraper.items import Syndication

# Editors forget the blank; but a straight quotation mark without one may be the first of two.
_END_OF_SENTENCE: Final = r"(?:^|(?<=[.!?\"'\u201d\u2019)\]])\s|(?<=[.!?\u201d\u2019)\]])(?=\S))"
_ROLE: Final = r"(?:penulis|reporter|pewarta|wartawan|kontributor|laporan)"
_EDITOR: Final = r"(?:editor|redaktur|penyunting)"
_WHOLE: Final = (
    # detik 2022, Liputan6 2020: around an advertisement.
    r"(?:advertisement\W*)?(?:scroll (?:to|untuk|ke bawah untuk)"
    r" (?:resume|continue|melanjutkan|membaca)"
    r"(?: (?:with|ke|the|berita|konten|membaca|content|reading|artikel)){0,4}|advertisement)\W*",
    # detik 2022: a row of dashes before a notice; stars and dots end a story.
    r"[-\u2013\u2014_*=~.\u2022\u00b7#\s]{3,}|\*{1,2}",
    # Invitations to a house's channels, where a template has no element of its own for them. What
    # tells how a channel is made or used is a text.
    r"(?:cek|ikuti|simak|dapatkan|follow|(?:(?:mari|ayo|yuk),? )?(?:ber)?gabung)\b"
    r"(?:(?!\b(?:cara|langkah|panduan|fitur|tutorial)\b).){0,200}"
    r"\b(?:google news|whats ?app channel|(?:channel|saluran|kanal) whats ?app)\b.{0,200}",
    # Navigation of articles on several pages.
    r"(?:halaman|page)(?:\s*:)?(?: ?\d{1,2}\b){2,20}(?: ?(?:selanjutnya|berikutnya|show all))?",
    # Who wrote and edited it, in a line of its own; an answer in an interview ends otherwise.
    r"\(?(?:penulis|reporter|pewarta|editor|redaktur)\s?:\s?"
    r"(?-i:[A-Z])[\w.'-]*(?:,? (?-i:[A-Z])[\w.'-]*){1,6}(?<![.?!])\)?",
)
STRAY: Final = re.compile("|".join(_WHOLE), re.IGNORECASE)
"""A whole block that is no text."""

_CREDIT: Final = rf"\(?\s?{_ROLE}\s?:[^|()]{{2,120}}\|?\s?\b{_EDITOR}\s?:[^|()]{{2,120}}\)?"
_TAIL_CREDIT: Final = re.compile(
    # Kompas 2020: of the stories from which this one was made.
    rf"{_END_OF_SENTENCE}(?:sumber\s?: ?\S.{{0,60}}?\s)?{_CREDIT}"
    rf"(?:(?:[\s,;/&|]|dan\b|[\w.]+\.com\b){{0,6}}{_CREDIT}){{0,5}}"
    r"(?:[\s,;/&|]{1,3}[\w.]+\.\w{2,6}){0,3}[.\s]*$"
    r"|^sumber\s?: ?[\w.]+\.com ?\([^()]{2,120}\)"
    r"(?:[\s,;/&|]{1,3}[\w.]+\.\w{2,6}(?: ?\([^()]{2,120}\))?){0,3}[.\s]*$",
    re.IGNORECASE,
)
# A house has a capital or a dot; "di kolom opini dan dibaca" is a sentence.
_FIRST_RUN: Final = re.compile(
    rf"{_END_OF_SENTENCE}\(?\*{{0,4}} ?(?:artikel|berita|tulisan) ini (?:(?:sebelumnya|juga) )?"
    r"(?:telah |sudah |pernah )?(?:(?:tayang|naik|terbit|dimuat|ditayangkan) di"
    r"|bersumber dari pemberitaan) (?:situs |laman )?"
    r"(?P<publisher>(?-i:[a-z]{0,12}[A-Z\d][^\s,]{0,40}?(?: [A-Z\d][^\s,]{0,40}?){0,4})"
    r"|\S{1,60}\.\w{2,60})(?: (?:oleh|edisi|pada|dalam)\b[^,]{1,80}?)?"
    r"(?:,? (?:dengan judul|berjudul):?"
    r" (?:[\"'\u201c]+(?P<quoted>.{1,300}?)[\"'\u201d]+|(?P<plain>.{1,300}?)))?"
    r"(?: dan (?:bisa|dapat) (?:di)?baca\b.{0,60})?"
    r"[.,]?(?: ?(?:klik|baca|simak)(?: artikel| berita)? "
    r"(?:untuk baca|selengkapnya|di sini|disini|link)\b.{0,300}?)?"
    r"[.,\s]*\*{0,4}\)?(?P<initials> ?\([a-z]{2,4}(?:/[a-z]{2,4}){1,2}\))?$",
    re.IGNORECASE,
)
WRITER: Final = re.compile(
    r"\(?oleh\s?:\s?(?P<line>(?P<names>(?-i:[A-Z])[^|()]{2,90}?)(?<![a-z]{2}[.!?])"
    r"(?: ?\| ?.{2,120}?)?)\)?",
    re.IGNORECASE,
)
"""Who wrote a guest's article, in a line before its text."""

_LONGEST: Final = 1_200
"""Characters of notices at the end of a block: it bounds the work."""
_FIRST_RUN_WORDS: Final = ("artikel ini", "berita ini", "tulisan ini")
_CREDIT_WORDS: Final = ("sumber", "editor", "redaktur", "penyunting")
"""Without one of the words there is no such notice: looking for them is faster."""


class Trimmed(NamedTuple):
    """What is left of a block when notices are cut off its end."""

    text: str
    syndicated_from: Syndication | None = None


def cut_notices(text: str, address: str | None) -> Trimmed:
    """Cut off notices at the end of a block: whose story it was, and who wrote that.

    *address* is that of the last link of the block.
    """
    source, low = None, text[-_LONGEST:].lower()
    if any(map(low.__contains__, _FIRST_RUN_WORDS)) and (first_run := _search(_FIRST_RUN, text)):
        headline = first_run["quoted"] or first_run["plain"]
        source = Syndication(publisher=first_run["publisher"], headline=headline, url=address)
        text = text[: first_run.start()].rstrip() + (first_run["initials"] or "")
    if any(map(low.__contains__, _CREDIT_WORDS)) and (credit := _search(_TAIL_CREDIT, text)):
        text = text[: credit.start()].rstrip()
    return Trimmed(text, source)


def _search(notice: re.Pattern[str], text: str) -> re.Match[str] | None:
    return notice.search(text, max(len(text) - _LONGEST, 0))
