"""Posts and institutes: what a byline says of a person beside the name."""

import re
from typing import Final

from newsscraper.normalize.lazy_pattern import lazy_pattern
from newsscraper.normalize.lower_case import words_of

# Hakim, Guru and Dokter alone are names or titles, too.
_WORDS: Final = frozenset(
    "advokat ahli akademi akademisi aktivis alumni alumnus analis analyst anggota antropolog"
    " apoteker arkeolog arsitek asisten asosiasi astronom atlet badan bankir bendahara bhikkhuni"
    " blogger budayawan bupati caleg camat candidate cendekiawan ceo cerpenis chairman chief"
    " departemen deputi dewan direktur director direktorat dirjen dirut ditjen dokter dosen dubes"
    " dekan ekonom economist esais editor fakultas fellow filolog filsuf founder gubernur"
    " ikatan ilmuwan inspektur institut institute investor jaksa jubir juru jurnalis jurusan kades"
    " kandidat kapolda kapolres kapolri kementerian kepala kepsek ketua kolumnis komisi komisioner"
    " konselor konsultan koordinator kritikus kurator lahir lawyer lecturer lembaga"
    " lurah lulusan magister mahasiswa mahasiswi manajer manager mantan menko menteri mubalig"
    " novelis notaris officer ombudsman pakar panglima paroki partai partner pebisnis pecinta"
    " pedagang pegawai pegiat pekerja pelajar pelaku pelatih pelukis pemain pembina pemerhati"
    " pemilik pemimpin pemred pencinta pendiri peneliti penerbit pengacara pengajar pengamat"
    " pengasuh pengelola penggagas penggemar penggiat pengurus pengusaha pensiunan penulis"
    " penyair penyuluh penyunting penikmat perawat perencana perkumpulan pesantren petani petugas"
    " pewarta pimpinan politeknik politikus politisi praktisi presdir presiden president prodi"
    " produser program psikolog purnawirawan pustakawan pusat redaktur rektor relawan reporter"
    " researcher rohaniwan santri sarjana sastrawan school sejarawan sekda sekjen sekolah"
    " sekretaris seniman sineas sosiolog spesialis staf staff sutradara tenaga tinggal trainer"
    " aktor aktris aktuaris akuntan arsiparis bidan birokrat buruh creator diplomat engineer"
    " fotografer fungsionaris insinyur instruktur kader khatib kolektor komika kreator musisi"
    " auditor nelayan pemuda pendaki pendakwah penerjemah pengawas pengelana penggerak penilik"
    " penyanyi pilot scientist student ulama widyaiswara"
    " universitas university wakil wapres warga wartawan wamen wamenkeu writer yayasan".split()
)
_PHRASES: Final = (
    r"guru (?:besar|sdn?|sm[apk]n?|tk|paud|madrasah|sekolah|mts|di|pada|kelas|bahasa"
    r"|matematika|agama|sejarah|fisika|kimia|biologi|honorer|penggerak)|hakim (?:agung|konstitusi)"
    r"|hakim m[ak]|duta besar|wali ?kota|fisip(?:ol)?|doktor ilmu|ibu rumah tangga|imam masjid"
    r"|^ustad?z$"
    r"|(?<=\w )kontributor"  # before a town and a comma it leads to a name
)
_SHORT: Final = (
    r"men(?:ag|dag|dagri|dik\w*|han|hub|hut|kes|keu|ko|kominfo|kumham|lu|naker|pan\w*|par\w*"
    r"|perin|pora|sos|tan)|wa(?:bup|gub|kapol\w+|ketum|men\w+|pres|sekjen)"
    r"|ka(?:bag|bid|dis\w*|jari|jati|kanwil|pol(?:da|res\w*|ri|sek)|sat\w+)"
    r"|dan(?:dim|lanal|lanud|ramil|rem|yon\w*)|pang(?:dam|kostrad|lima)|jam(?:pidsus|pidum|was)"
    r"|sek(?:da|kab|jen|um|wan)|se[st]kab|bendum|ketum|dir(?:jen|ut)"
)
"""Offices in one word: ``Menkeu``, ``Wagub``, ``Dandim``."""
_KINDS: Final = r"[a-z]{2,}olog|[a-z]{2,}ator"
"""How names of professions end: ``Geolog``, ``Fasilitator``."""
_POST: Final = lazy_pattern(rf"\b(?:{_PHRASES}|{_SHORT}|{_KINDS})\b", re.IGNORECASE)
_IN_BETWEEN: Final = re.compile(r"(?:^| )(?:di|dari|of|at|pada|untuk|yang|in|for) ")
"""What joins words, and never names: ``tinggal di Depok``, ``Professor of Law``."""


def is_post(text: str) -> bool:
    """Tell whether *text* names a post or an institute, or runs into one."""
    is_named = not _WORDS.isdisjoint(words_of(text))
    return is_named or bool(_IN_BETWEEN.search(text) or _POST().search(text))
