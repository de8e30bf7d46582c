"""Titles before a name and degrees behind it: they belong to the person, and are none."""

import re
from itertools import dropwhile
from typing import Final

_HEADS: Final = frozenset("a b c d dipl ll m o p ph s sp subsp th".split())
"""With which a degree begins: ``S.Pd.``, ``M.Hum.``, ``Ph.D.``, ``Sp.A(K)``."""

_FIELDS: Final = frozenset(
    "ab acc ad adm ag ak akt an ap ars biomed biotech bus cap carm com conv des dev div dok"
    " ds ed ei eng epid farm fil fis gizi gz han hi hub hum hut ikom ing int ip kar keb ked"
    " kep kes kesos klin kn kom li lib litt log ma mat md med mgt min mus nat or par pd pel"
    " pem ph phil pi pol psi pt ptk pub pwk rer res sc si sn soc sos sp st stat stp sy tech th"
    " tp tr trop ud ushul vet".split()
)
"""In what it was taken; a single letter, too."""

_SHORT: Final = frozenset(
    "AK AMD APEC ASEAN BA BBA BSC CA CB CFA CFP CM CPA DBA DEA ENG FACS FESC FIAS FICS FIHA"
    " FINACS FINASIM IPM IPP IPU KGEH KHOM LC LLB LLM MA MAG MAP MARS MBA MH MHUM MIK MIKOM"
    " MIP MKES MKM MKN MKOM MM MPA MPD MPH MPP MPSI MSC MSF MSI MSN MT OFM OSC OSF PHD RD SAG"
    " SE SFARM SH SHI SI SIK SIKOM SIP SJ SKED SKM SKOM SP SPD SPDI SPSI SS SSI SSN SSOS SST"
    " ST STH STP SVD".split()
)
"""Degrees and orders in capitals without dots; other words of capitals are no persons, either."""

_WORDS: Final = frozenset(
    "ak akt amd apoteker apt dr dra drs eng ir lc mhum mkes mkom mpd msi ners ns pr prof"
    " psikiater psikolog shum shut skom spd ssi ssos".split()
)
"""What stands by itself behind a comma."""

_TITLES: Final = frozenset(
    # Learned, and of the faiths
    "prof profesor dr drs dra ir drg drh apt ns h hj kh haji hajah ustaz ustadz ustazah tgh tgk tgb"
    " gus habib pdt pendeta romo pastor rd rp sr br mgr cand"
    # Of birth
    " r rr ra rm raden rngt gkr gph gbph kph krt kra krat kgpaa kgph krmt krht bray bra igm ign iga"
    " igk igb ida aagn aagd ibg"
    # Ranks, arms and services
    " jenderal jend letjen letnan mayjen mayor brigjen brigadir kolonel letkol kapten lettu letda"
    " laksamana laksdya laksda laksma marsekal marsdya marsda marsma komjen komisaris irjen"
    " inspektur kombes akbp kompol akp iptu ipda aiptu aipda bripka briptu bripda serma serka sertu"
    " serda kopral kopda praka pratu prada peltu pelda muda madya pertama satu dua pol tni polri ad"
    " al au inf kav art arh czi cba ckm chk cpm cpl laut pnb tek sus mar purn purnawirawan".split()
)
"""Some are names, too: this only says what does not count where a name is judged."""

_LONGEST_UNKNOWN: Final = 2
"""Letters of a field that is in no list; ``M.Ali`` is a name."""
_LONGEST: Final = 6
"""The same where a dot ends it, or a known field."""
_MARK: Final = re.compile(r"\s*\([^()]*\)")
_SPACED: Final = re.compile(r"\b([A-Z]\.)\s+(?=[A-Z])")
_PARTS: Final = re.compile(r"[.\-\u2013]+")
_CAPITALS: Final = re.compile(r"[A-Z][a-z]*")
_SPECIALITY: Final = re.compile(r"(?:Sub)?[Ss]p[.A-Z]|SP\.|K-[A-Z]")


def is_degree(piece: str) -> bool:
    """Tell whether *piece*, which stands between commas, is one degree or several: ``S.E. M.M``."""
    piece = _MARK.sub("", piece)
    words = piece.split()
    if not words or any(map(str.isdigit, piece)):
        return False
    return _is_medical(words) or _is_spaced(piece) or all(map(_is_of_degree, words))


def without_titles(name: str) -> str:
    """Return *name* without titles and degrees; at least one word of it stays."""
    words = _MARK.sub("", name.partition(",")[0]).split()
    last = words[-1:]
    words = list(dropwhile(_is_title, words[:-1])) + last
    while len(words) > 1 and _is_of_degree(words[-1]) and not _is_initial(words[-1]):
        words.pop()
    return " ".join(words)


def _is_medical(words: list[str]) -> bool:
    """Tell whether the first of *words* only says that the second is a medical speciality."""
    return len(words) == 2 and words[0].rstrip(".") == "Sp" and words[1][0].isupper()


def _is_spaced(piece: str) -> bool:
    """Tell whether *piece* is a degree with spaces behind its dots: ``S. Sos``, but ``S. Hadi``."""
    head, *fields = _SPACED.sub(r"\1", piece).casefold().rstrip(".").split(".")
    return head in _HEADS and bool(fields) and all(map(_is_field, fields))


def _is_field(part: str, longest: int = 1) -> bool:
    return len(part) <= longest or part in _FIELDS


def _is_title(word: str) -> bool:
    return word.rstrip(".").casefold() in _TITLES


def _is_initial(word: str) -> bool:
    return len(word.rstrip(".")) == 1


def _is_of_degree(word: str) -> bool:
    """Tell whether *word* is a degree, or a part of one that is written with spaces."""
    word = _MARK.sub("", word).rstrip("\u00ae\u2122")
    bare = word.rstrip(".")
    if bare.casefold() in _WORDS or bare in _SHORT or _SPECIALITY.match(word):
        return True
    parts = [part.casefold() for part in _parts_of(bare)]
    if len(parts) == 1:
        return len(bare) == 1 or (parts[0] in _FIELDS and word != bare)
    fields = parts[1:] if parts and parts[0] in _HEADS | _WORDS else parts
    longest = _LONGEST if "." in bare and word.endswith(".") else _LONGEST_UNKNOWN
    if len(fields) > 1 and fields[-1] in _FIELDS:
        longest = _LONGEST
    return bool(parts) and all(_is_field(part, longest) for part in fields)


def _parts_of(word: str) -> list[str]:
    """Return the parts of a word between its dots, or else, where it has none, by its capitals."""
    if _PARTS.search(word):
        return [part for part in _PARTS.split(word) if part]
    return _CAPITALS.findall(word) if not (word.isupper() or word.islower()) else [word]
