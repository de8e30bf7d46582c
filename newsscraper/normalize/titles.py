"""Titles before a name and degrees behind it: they belong to the person, and are none."""

import re
from itertools import dropwhile
from typing import Final

_HEADS: Final = frozenset("a b c d dipl ll m o p ph s sp subsp th".split())
"""With which a degree begins: ``S.Pd.``, ``M.Hum.``, ``Ph.D.``, ``Sp.A(K)``."""

_FIELDS: Final = frozenset(
    "ab acc ad adm ag agr ak akt akun an ant ap arch ars arts biomed biotech bns bus cap carm com"
    " comm conv des dev dipl div dok ds ec eco econ ed ei eng epid farm fil fin fis gizi gz han hi"
    " hub hum hut ikom ing int ip journ kar keb ked kel kep kes kesos klin kn kom li lib litt log"
    " ma mat md med mgt min mus nat onk opsla or par pd pel pem ph phil pi pol psi pt ptk pub pust"
    " pwk rer res sc si sn soc sos sp spine st stat stp sy tech th tp tr trk trop ud ushul"
    " vet".split()
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
    "ak akt amd apoteker apt bsc dr dra drs eng gr ir lc lic mhum mkes mkom mpd msc msi ners ns pr"
    " prof psikiater psikolog shum shut sikom skep skm skom spd spt ssi ssos".split()
)
"""What stands by itself behind a comma."""

_TITLES: Final = frozenset(
    # Learned, and of the faiths
    "prof profesor dr drs dra ir drg drh apt ns h hj kh haji hajah ustaz ustadz ustazah tgh tgk tgb"
    " gus habib pdt pendeta romo pastor rd rp sr br mgr cand"
    # Of birth
    " r rr ra rm raden rngt gkr gph gbph kph krt kra krat kgpaa kgph krmt krmh krht khr brm grm"
    " graj bray bra ida ibg ibk ibp ibr ibs idg idm idp idag igm ign iga igk igb igs igw igaa igak"
    " igan igap aag aan aaa aagn aagd"
    # Ranks, arms and services
    " jenderal jend letjen letnan mayjen mayor brigjen brigadir kolonel letkol kapten lettu letda"
    " laksamana laksdya laksda laksma marsekal marsdya marsda marsma komjen komisaris irjen"
    " inspektur kombes kombespol akbp kompol akp iptu ipda aiptu aipda bripka briptu bripda"
    " sersan serma serka sertu serda kopral kopda prajurit praka pratu prada peltu pelda ajun besar"
    " muda madya pertama satu dua polisi pol tni polri ad al au inf kav art arh czi cba ckm chk cpm"
    " cpl laut pas caj kes pnb tek sus mar purn purnawirawan".split()
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
_ABBREVIATION: Final = re.compile(r"[A-Z]{2,4}")
_SPECIALITY: Final = re.compile(r"(?:Sub)?[Ss]p[.A-Z]|SP\.|K-[A-Z]")
_SURE: Final = re.compile(
    rf"{_SPECIALITY.pattern}|[A-Z]{{3,}}[a-z]{{1,3}}$|[A-Z]{{2}}[a-z]+[A-Z]{{2}}"
)
"""The same, and certificates: ``FISQua``, ``FInaCS``."""


def is_degree(piece: str) -> bool:
    """Tell whether *piece*, which stands between commas, is one degree or several: ``S.E. M.M``."""
    piece = _MARK.sub("", piece)
    words = piece.split()
    if not any(map(str.isalpha, piece)) or any(map(str.isdigit, piece)):
        return False
    are_degrees = all(map(_is_of_degree, words)) or _is_continued(words)
    return are_degrees or _is_medical(words) or _is_spaced(piece)


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
    return len(words) == 2 and words[0].rstrip(".") in ("Sp", "Subsp") and words[1][0].isupper()


def _is_continued(words: list[str]) -> bool:
    """Tell whether what follows the first of *words*, a sure degree, says in what it was taken."""
    is_sure = _SPECIALITY.match(words[0]) or "." in words[0].rstrip(".")
    fields = all(word.casefold() in _FIELDS or _ABBREVIATION.fullmatch(word) for word in words[1:])
    return bool(is_sure) and _is_of_degree(words[0]) and fields


def _is_spaced(piece: str) -> bool:
    """Tell whether *piece* is a degree with spaces behind its dots: ``S. Sos``, but ``S. Hadi``."""
    head, *fields = _SPACED.sub(r"\1", piece).casefold().rstrip(".").split(".")
    return head in _HEADS and bool(fields) and all(map(_is_field, fields))


def _is_field(part: str, longest: int = 1) -> bool:
    return len(part) <= longest or part in _FIELDS


def _is_long_field(part: str) -> bool:
    return len(part) > 1 and part in _FIELDS


def _is_title(word: str) -> bool:
    return word.rstrip(".").casefold() in _TITLES


def _is_initial(word: str) -> bool:
    return len(word.rstrip(".")) == 1


def _is_of_degree(word: str) -> bool:
    """Tell whether *word* is a degree, or a part of one that is written with spaces."""
    word = _MARK.sub("", word).rstrip("\u00ae\u2122")
    bare = word.rstrip(".")
    if bare.casefold() in _WORDS or bare in _SHORT or _SURE.match(word):
        return True
    parts = [part.casefold() for part in _parts_of(bare)]
    if len(parts) == 1:
        return len(bare) == 1 or (parts[0] in _FIELDS and word != bare)
    fields = parts[1:] if parts and parts[0] in _HEADS | _WORDS else parts
    if len(fields) > 1 and "." in bare and _is_long_field(fields[0]) and fields is not parts:
        return True  # S.Pd.Jas, M.Tr.Opsla
    longest = _LONGEST if "." in bare and word.endswith(".") else _LONGEST_UNKNOWN
    if len(fields) > 1 and fields[-1] in _FIELDS:
        longest = _LONGEST
    return bool(parts) and all(_is_field(part, longest) for part in fields)


def _parts_of(word: str) -> list[str]:
    """Return the parts of a word between its dots, each by its capitals."""
    return [piece for part in _PARTS.split(word) if part for piece in _by_capitals(part)]


def _by_capitals(part: str) -> list[str]:
    is_mixed = part[1:].upper() != part[1:] != part[1:].lower()
    return _CAPITALS.findall(part) if is_mixed else [part]
