"""Lines in a body that are not of the article: whole blocks, told by what they say.

Here is what any publisher may print; what only one prints is in its `BodyRules`, and what stands
behind the last sentence of a block in `end_notices`. Each line of ``tests/data/leftovers.tsv`` is
one that was seen, or a sentence that looks like one: a new line there fails until a rule covers it.
"""

import re
from typing import Final

from newsscraper.normalize.lazy_pattern import lazy_pattern

_ADVERT: Final = r"(?:advertisements?|(?-i:IKLAN))"
_READ_ON: Final = r"(?:resume|continue|read|melanjutkan|lanjut(?:kan)?|membaca|baca)"
_CHANNEL: Final = (
    r"(?:google news|(?:whats ?app|wa|telegram) (?:channel|group)"
    r"|(?:channel|saluran|kanal|grup|group) (?:whats ?app|wa|telegram))"
)
_NEXT_PAGE: Final = (
    r"(?:(?:simak|baca|lihat|klik|lanjut|selengkapnya)\b[^.]{0,40} )?"
    r"halaman (?:selanjutnya|berikutnya)(?:\s?: ?[^.]{1,120}|[. >\u00bb]*)"
)
_WHOLE: Final = (
    # detik 2022, Liputan6 2020: around an advertisement.
    rf"\W{{0,6}}{_ADVERT}\W{{0,6}}",
    rf"\W{{0,6}}(?:{_ADVERT}\W{{1,6}})?(?:scroll|gulir|geser|swipe|usap)(?: up| down)?"
    rf" (?:to|untuk|ke (?:bawah|atas) untuk) {_READ_ON}"
    r"(?: (?:with|ke|the|more|berita|konten|membaca|baca|content|reading|artikel|ini)){0,4}\W*",
    r"(?:artikel|berita|konten)(?: ini)? (?:berlanjut|dilanjutkan) (?:setelah|di bawah)"
    r" (?:iklan|ini|iklan ini)\W*|lanjutkan membaca(?: di bawah(?: iklan| ini)?)?\W*"
    r"|continue reading(?: below)?\W*|loading\W*",
    # detik 2022: a row of dashes before a notice; stars and dots end a story.
    r"[-\u2010-\u2015\u2212\u2500-\u257f\u2e3a\u2e3b_*=~.,:;|/\\<>()\[\]\u2022\u00b7\u00af\u2026#+\s]+",
    # Invitations to a house's channels, where a template has no element of its own for them. What
    # tells how a channel is made or used is a text.
    r"(?:cek|ikuti|simak|dapatkan|follow|baca|(?:(?:mari|ayo|yuk),? )?(?:ber)?gabung)\b"
    r"(?:(?!\b(?:cara|langkah|panduan|fitur|tutorial|itu)\b).){0,200}"
    rf"\b{_CHANNEL}\b(?! itu\b).{{0,250}}",
    r"(?:follow|ikuti) kami di (?:instagram|facebook|twitter|x|tiktok|youtube|threads)\b.{0,120}",
    r"pastikan .{1,40} sudah (?:meng)?install aplikasi .{1,40}",
    r"add (?:us )?as (?:a )?preferred source(?: on google)?",
    # Navigation of articles on several pages.
    r"(?:halaman|page)(?:\s*:)?(?: ?\d{1,2}\b){2,20}(?: ?(?:selanjutnya|berikutnya|next"
    r"|(?:show|lihat|tampilkan) (?:all|semua)))?"
    r"|(?:\d{1,2} ){2,20}(?:selanjutnya|berikutnya|next|(?:show|lihat|tampilkan) (?:all|semua))"
    r"|(?:halaman|page) \d{1,2} ?(?:/|dari|of) ?\d{1,2}",
    _NEXT_PAGE,
    # To films and to lists of other stories.
    r"\[gambas:[^\]]*\]",
    # WordPress, where the extension that would show a shortcode is gone.
    r"(?:\[caption\b[^\]]{0,300}\].{0,300}\[/caption\]"
    r"|\[/?(?:gallery|embed|video|audio|playlist|vc_\w+|et_pb_\w+)\b[^\]]{0,300}\]"
    r"(?:https?://[^\s\[]{1,300})?\s?){1,9}",
    r"(?:simak|lihat|tonton|saksikan|jangan lewatkan)(?: juga| pula)? (?:video ?: ?[^.]{1,200}"
    r"|video [\"'\u2018\u201c].{1,200}[\"'\u2019\u201d](?: berikut(?: ini)?)? ?:?"
    r"|[\"'\u2018\u201c].{1,200}[\"'\u2019\u201d] ?:"
    r"|video\b[^.:]{0,60}\b(?:pilihan|menarik|berikut|di bawah)\b[^.:]{0,20}[.:]?)",
    r"(?:artikel|berita|topik) (?:terkait|lainnya)\s?:?|tags?\s?:?",
    # Liputan6 2020: behind each story of several in one, to where it stands whole.
    r"(?:(?:baca|lihat|simak) )?selengkapnya(?: di sini)?[.\u2026 >\u00bb]*",
)
STRAY: Final = re.compile("|".join(_WHOLE), re.IGNORECASE)
"""A whole block that is no text."""
GOES_ON: Final = re.compile(_NEXT_PAGE, re.IGNORECASE)
"""A block that says that the text goes on, on another page."""

_ROLES: Final = (
    r"(?:penulis|reporter|pewarta|wartawan|kontributor|laporan(?: (?:wartawan|reporter))?"
    r"|editor|redaktur|penyunting)(?: \w+\.com)?"
)
_NAME: Final = r"(?-i:[^\W\d_a-z])[\w.'\u2019-]*"
# An answer in an interview is a sentence, or one word with a full stop.
_NAMES: Final = rf"(?!\w+[.?!]$){_NAME}(?:(?: ?[,/&] ?|,? dan | ){_NAME}){{0,9}}(?<![?!])\s?[)\]]?"
_AROUND: Final = (
    rf"[(\[]?\s?{_ROLES}\s?:\s?{_NAMES}",
    # Tribun, in stories that others took over.
    rf"\(?laporan (?:wartawan|kontributor|reporter) {_NAME}(?:,? {_NAME}){{1,7}}\)?",
    r"tags?\s?:[^.]{1,300}|#\w+(?:[\s,]+#\w+){0,20}",
)
AROUND: Final = re.compile("|".join(_AROUND), re.IGNORECASE)
"""A block that is no text before or behind all others; among them it may be of a book, say."""

SOURCE: Final = re.compile(r"sumber\s?: .{1,120}", re.IGNORECASE)
"""A line of the text that may stand among those that are `AROUND` it."""

TWO_LINES: Final = lazy_pattern(
    rf"(?P<first>{_ROLES}\s?:\s?{_NAMES}) (?P<second>sumber\s?: .{{1,120}})"
    rf"|(?P<source>sumber\s?: .{{1,120}}?) (?P<names>{_ROLES}\s?:\s?{_NAMES})",
    re.IGNORECASE,
)
"""Such a line and one of a person in one block, where only a line break stands between them."""

WRITER: Final = lazy_pattern(
    rf"\(?(?:oleh|(?:penulis|reporter|pewarta)(?=\s?:\s?{_NAMES}$))\s?:\s?"
    r"(?P<line>(?P<names>(?-i:[A-Z])[^|()]{2,90}?)(?<![a-z]{2}[.!?])"
    r"(?: ?\| ?.{2,120}?)?)\)?",
    re.IGNORECASE,
)
"""Who wrote an article, in a line before its text; it has a colon."""

REPORTER: Final = lazy_pattern(
    rf"(?:reporter|pewarta)(?: \w+\.com)?\s?: ?(?P<names>{_NAMES})", re.IGNORECASE
)
"""Who reported a story, in a line behind its text."""

EDITOR: Final = lazy_pattern(
    rf"(?:editor|redaktur|penyunting)\s?: ?(?P<names>{_NAMES})", re.IGNORECASE
)
"""Who edited it, in a line there."""
