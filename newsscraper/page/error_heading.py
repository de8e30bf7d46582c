"""Tells the headings of error pages from headlines, in Indonesian and English."""

import re
from typing import Final

from newsscraper.normalize.lazy_pattern import lazy_pattern

_LONGEST: Final = 200
"""Characters of a heading."""
_BETWEEN: Final = lazy_pattern(r"\s+[-\u2013\u2014:\u2022\u00b7]+\s+|\s*[|\u00bb\u00ab]\s*")
"""What stands between a title and the name of the site, before it or behind it."""
_CURLY: Final = str.maketrans("\u2018\u2019`\u00b4", "''''")
"""Apostrophes that are not straight."""

_SORRY: Final = r"(?:(?:mohon )?maaf|ups|oops?|whoops|uh[- ]oh|sorry)(?:\W{1,4}|$)"
_THING: Final = (
    r"(?:halaman|laman|artikel|berita|tulisan|konten|tautan|link|url|alamat|situs|website|page|article"
    r"|story|content|file|document|site)"
)
_THIS: Final = rf"(?:(?:the|this|that|your) )?(?:requested )?{_THING}"
_IS_NOT: Final = (
    r"(?:(?:tidak|tak|gagal|belum) (?:dapat |bisa |lagi |pernah ){0,2}(?:di)?(?:temukan|ketemukan"
    r"|jumpai|tersedia|ada|akses|buka|muat|tampilkan|valid)"
    r"|(?:telah |sudah )?di(?:hapus|tarik|cabut|blokir|tutup|nonaktifkan|pindah(?:kan)?)"
    r"|(?:telah|sudah) tidak (?:ada|tersedia)|unavailable|missing"
    r"|(?:can't|can ?not|(?:could|is|are|was|does|do)(?:n't| not)|not) (?:be )?(?:found|available"
    r"|here|exists?|accessible|displayed|loaded|opened|reached|valid)"
    r"|no longer (?:exists?|available|here)|(?:(?:has been|was) )?(?:removed|deleted|withdrawn)"
    r"|(?:has been|was) moved|(?:sudah |telah |has )?(?:kedaluwarsa|kadaluarsa|expired))"
)
_CODE: Final = r"(?:4[0-5]\d|49\d|5[0-3]\d)"
_STATUS: Final = (
    rf"(?:(?:http|error|kesalahan|galat|kode|code|status|halaman|page)\W{{0,3}}){{0,3}}{_CODE}"
)
_SERVER: Final = (
    r"(?:(?:file |page |site )?not found|gone|forbidden|unauthori[sz]ed|bad request|conflict"
    r"|payment required|method not allowed|not acceptable|not implemented|too many requests"
    r"|unavailable for legal reasons|request time-?out|(?:internal |unexpected |runtime )?"
    r"(?:server |application )?error|bad gateway|gateway time-?out|(?:a )?time-?out(?: occurred)?"
    r"|connection timed out|(?:origin|web server|server|host|site) (?:is )?(?:down|unreachable"
    r"|offline|busy|overloaded|too busy)|bandwidth limit exceeded|insufficient storage"
    r"|(?:(?:the )?(?:service|site|server) )?(?:is )?(?:temporarily )?unavailable)"
)
_DENIED: Final = (
    r"(?:(?:akses|permintaan|izin)(?: anda| ke halaman ini| ini)?(?: telah| sudah)?"
    r" (?:ditolak|dibatasi|diblokir|terlarang)"
    r"|(?:your )?(?:access|permission|request)(?: to .{1,40})?(?: is| was| has been)?"
    r" (?:denied|blocked|forbidden|restricted|rejected)"
    r"|(?:you|anda) (?:do not|don't|tidak) (?:have|memiliki|punya|mempunyai)"
    r" (?:permission|access|izin|akses|hak)\b.{0,80})"
)
_US: Final = (
    r"(?:(?:situs|website|web|halaman|laman|server|sistem|layanan|jaringan|kami)(?: ini| kami)?)"
)
_IN_WORK: Final = r"(?:pemeliharaan|perawatan|perbaikan|maintenance)"
_IN_PROGRESS: Final = rf"(?:{_IN_WORK}|pembangunan|pengembangan|pengerjaan|construction)"
_AGAIN: Final = r"(?:\W{1,3}(?:silakan|silahkan|mohon|harap|coba|please|try)\b.{0,80})?"
# Whole titles and whole headlines: real ones begin with such words, too.
_ERRORS: Final = (
    _SORRY,
    rf"(?:{_SORRY})?{_THIS} (?:(?:yang|you|ini|itu|is|was)\b.{{0,60}}? )?{_IS_NOT}\b.{{0,60}}",
    rf"{_SORRY}(?:{_THIS} (?:yang|ini|itu|you)|terjadi|ada (?:yang salah|kesalahan)|something"
    r"|looks like|sepertinya|nothing|we can|we could|kami tidak (?:dapat|bisa)).{0,80}",
    rf"(?:{_SORRY})?(?:{_IS_NOT}|{_DENIED}){_AGAIN}",
    r"(?:we|kami) (?:can't|can ?not|could(?:n't| not)|tidak (?:dapat|bisa)) "
    rf"(?:find|locate|menemukan) .{{0,30}}{_THING}.{{0,60}}",
    r"(?:there is )?(?:nothing|no (?:page|article)) (?:found|here)",
    rf"(?:data|layanan|hasil) {_IS_NOT}",
    rf"gagal (?:memuat|membuka|menampilkan|mengambil) {_THING}",
    rf"{_STATUS}(?:\W{{1,3}}(?:{_SERVER}|{_DENIED}|(?:{_THING} )?{_IS_NOT}).{{0,60}})?",
    rf"{_SERVER}\W{{0,3}}(?:{_STATUS})?\W?{_AGAIN}",
    r"(?:an |fatal |database |application |unexpected )?error(?: (?:has )?occurred)?",
    rf"{_THING} (?:error|galat|kesalahan)|error page|server error in .{{0,60}}",
    r"error establishing a database connection|something went wrong",
    rf"(?:terjadi|ada) (?:kesalahan|gangguan|galat)"
    rf"(?: (?:pada )?(?:server|sistem|situs|teknis|jaringan))?{_AGAIN}",
    rf"{_US} (?:kami |ini )?(?:sedang |masih |lagi |terlalu )?(?:sibuk|penuh|offline|down"
    rf"|(?:mengalami |dalam )?(?:gangguan|kendala|masalah)(?: teknis)?){_AGAIN}",
    rf"(?:{_US} )?(?:sedang |masih |tengah )?(?:dalam )?(?:tahap |proses |masa )?{_IN_WORK}"
    r"(?: (?:sistem|server|situs|rutin))?",
    rf"(?:{_US} )?(?:sedang |masih |tengah )(?:dalam )?(?:tahap |proses |masa )?{_IN_PROGRESS}",
    r"(?:(?:the |this |our )?(?:site|website|page|server) )?(?:is )?(?:currently |down )?"
    rf"(?:under |for |in |undergoing )?(?:scheduled )?{_IN_WORK}(?: mode)?",
    r"(?:(?:the |this |our )?(?:site|website|page) )?(?:is )?(?:currently )?under construction",
    r"(?:we(?:'ll| will) be |kami akan )?(?:back soon|right back|segera kembali)",
    r"account suspended|welcome to nginx|index of /.{0,80}|apache2? .{0,20}default page.{0,20}",
)
ERROR: Final = lazy_pattern(rf"(?:{'|'.join(_ERRORS)})[.!]{{0,3}}", re.IGNORECASE)
"""A whole heading, or title, of an error page."""
SIGN: Final = lazy_pattern(
    r"maaf|ups|oop|uh[- ]oh|sorry|\b(?:tidak|tak|gagal|belum|not|no|nothing|hak|error|gone|down)\b"
    r"|cannot|n't|di(?:hapus|tarik|cabut|blokir|tutup|nonaktifkan|pindah|tolak|batasi)|terlarang"
    r"|unavailable|missing|removed|deleted|withdrawn|moved|kedaluwarsa|kadaluarsa|expired"
    r"|menemukan|[45]\d\d|forbidden|unauthori|bad |conflict|required|too many|timed out"
    r"|time-?out|gateway|unreachable|offline|busy|overloaded|exceeded|storage|denied|blocked|restricted"
    r"|rejected|permission|access|izin|akses|galat|kesalahan|wrong|gangguan|sibuk|penuh|kendala"
    r"|masalah|pemeliharaan|perawatan|perbaikan|maintenance|pembangunan|pengembangan"
    r"|pengerjaan|construction|soon|right back|segera kembali|suspended|nginx|index of"
    r"|default page",
    re.IGNORECASE,
)
"""Words of which every heading of an error has one, and most headlines none: a cheap first test."""


def is_error_heading(heading: str) -> bool:
    """Tell whether *heading*, or a part of it beside the name of the site, is that of an error."""
    straight = heading.translate(_CURLY)
    if not 0 < len(straight) <= _LONGEST or not SIGN().search(straight):
        return False
    return any(ERROR().fullmatch(each.strip()) for each in {straight, *_BETWEEN().split(straight)})
