"""Who signs and is no person: teams, agencies, houses, offices, and what stands for nobody."""

import re
from typing import Final

from newsscraper.normalize.lower_case import lowered, words_of

# A publisher's own names are its facts, `Publisher.houses`; here is what signs in any house.
_FIRST: Final = frozenset(
    "tim redaksi admin administrator kontributor litbang dinas biro kantor media humas dok"
    " dokumentasi ist istimewa foto teks antara ant afp reuters xinhua medcom instagram twitter"
    " facebook youtube tiktok newsroom newsdesk liputan tabloid majalah koran harian suara cek"
    " brand content sponsor sponsored iklan press getty shutterstock deutsche pt cv pemprov"
    " pemkot pemkab pemda polda polres polsek kodam korem kodim kejari kejati kejagung bawaslu"
    " agregasi team desk grup opini kolom catatan kabupaten kab kota provinsi kecamatan"
    " kelurahan".split()
)
"""Words with which the name of a team, an agency, an office or a network begins."""
_STEM: Final = re.compile(
    r"tribun|detik|kemen(?!ang)(?=[a-z])|kumparan|sindonews|okezone|liputan6|bolasport",
    re.IGNORECASE,
)
"""The same, for families of names that are written in one word: ``TribunJatim``, ``Kemenkes``."""
_LAST: Final = frozenset(
    "news newswire tv redaksi post pos times online network press media team group grup".split()
)
"""Words with which one ends."""
_HOUSES: Final = (
    "ap|associated press|al jazeera|al arabiya|anadolu|anadolu agency|bbc|bernama|bloomberg|cnbc"
    "|cnn|dpa|dw|efe|goal|kompas|kyodo|nhk|nikkei|nikkei asia|republika|ria novosti|sputnik|tass"
    "|tempo|the conversation|the guardian|tribun|voa|yonhap|kontan|tirto|katadata|mongabay"
    "|remotivi|parapuan|lampost|beritasatu|berita satu|pikiran rakyat|kedaulatan rakyat"
    "|sinar harapan|warta kota|rakyat merdeka|intisari|nakita|insertlive|haibunda|beautynesia"
    "|wolipop|brandzview|brandcomm|hukumonline|grid|gridoto|female daily|project multatuli"
    "|national geographic|kompasiana|quora|wikipedia|inews|sindo weekly"
)
"""Whole names under which houses print the stories of others."""
_NOBODY: Final = (
    "rekan|dkk|et al|lain-lain|kawan-kawan|ro|adv|advertorial|advetorial|rilis|siaran pers"
    "|red|rep|ed|netizen|warganet|pembaca|anonim|anonymous|no name|nama|unknown|null|none|undefined"
    "|koresponden|lepas|tamu|trainee|magang|publisher|superuser|webadmin|web admin|webmaster|user"
    "|guest|guest author|citizen journalist|copywriter|multimedia|berbagai sumber"
    "|dari berbagai sumber"
    "|sumber lain|inforial|special content|native ads|partnership"
)
_SECTIONS: Final = (
    "nasional|internasional|regional|nusantara|daerah|megapolitan|metropolitan|ekonomi|bisnis"
    "|politik|hukum|kriminal|olahraga|humaniora|hiburan|teknologi|otomotif|kesehatan|pendidikan"
    "|gaya hidup|editorial|sosok|profil|wawancara"
)
_TOWNS: Final = (
    "jakarta|bogor|depok|tangerang|bekasi|bandung|cimahi|cirebon|sukabumi|tasikmalaya|garut"
    "|karawang|banten|serang|semarang|solo|surakarta|yogyakarta|jogja|magelang|klaten|salatiga"
    "|kudus|tegal|purwokerto|banyumas|cilacap|surabaya|sidoarjo|gresik|malang|kediri|madiun"
    "|jember|banyuwangi|mojokerto|bojonegoro|madura|denpasar|bali|mataram|lombok|kupang|ende"
    "|labuan bajo|medan|banda aceh|aceh|padang|bukittinggi|pekanbaru|riau|batam|jambi|palembang"
    "|bengkulu|lampung|bandar lampung|pangkalpinang|pontianak|banjarmasin|banjarbaru|palangkaraya"
    "|palangka raya|samarinda|balikpapan|tarakan|makassar|manado|gorontalo|palu|kendari|mamuju"
    "|ambon|ternate|sorong|manokwari|jayapura|timika|merauke|papua|jawa barat|jawa tengah"
    "|jawa timur|sumatera utara|sumatera barat|sumatera selatan|singapura|kuala lumpur|london"
    "|tokyo|beijing|washington|new york|canberra|den haag|amsterdam|leiden|kairo|mesir|madinah"
    "|makkah|mekah|jeddah|istanbul|ankara|moskow|seoul|taipei|bangkok|malaysia|australia|jepang|turki"
    "|belanda|inggris|jerman"
)
"""As whole parts of a byline: where it was written. Bima is left out, a common name."""
_WHOLE: Final = frozenset(f"{_HOUSES}|{_NOBODY}|{_SECTIONS}|{_TOWNS}".split("|"))
_ADDRESS: Final = re.compile(r"[\w-]{2}\.(?:com|co|id|net|org|tv)\b", re.IGNORECASE)


def is_organisation(name: str) -> bool:
    """Tell whether *name* is that of a team, a house, a desk, a town, or stands for nobody."""
    words = words_of(name)
    return (
        words[0] in _FIRST
        or words[-1] in _LAST
        or "indonesia" in words
        or lowered(name).removesuffix(".") in _WHOLE
        or bool(_STEM.match(name))
        or is_web_address(name)
    )


def is_web_address(text: str) -> bool:
    """Tell whether *text* names a site: ``Contoh.com`` is one, ``B.Com`` is a degree."""
    return bool(_ADDRESS.search(text))
