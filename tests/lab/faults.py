"""What lying servers do: which pages, and how. Each gives a fault as `worlds.lying` takes it."""

from dataclasses import replace

from worlds.lying import HONEST, WHOLE, page, text_page
from worlds.misbehaving import CHALLENGE
from worlds.server import NOT_FOUND

MAINTENANCE = """<!DOCTYPE html><html lang="id"><head><title>Sedang pemeliharaan</title></head>
<body><div class="box"><h1>Sedang pemeliharaan</h1><p>Kami segera kembali.</p></div>
</body></html>"""
SORRY = ("Maaf, halaman yang Anda cari tidak ditemukan atau sudah dipindahkan.",)
WRONG = ("Terjadi kesalahan pada server. Silakan coba beberapa saat lagi.",)
PAYWALL = (
    "Artikel ini khusus untuk pelanggan. Silakan masuk atau berlangganan untuk membaca artikel "
    "lengkap, dan nikmati semua berita tanpa iklan di semua perangkat Anda mulai hari ini dengan "
    "harga yang hemat setiap bulan bersama kami dan keluarga di rumah.",
)


# --- Which pages ----------------------------------------------------------------------------------


def lists(how, where=lambda place: True):
    """A fault of the lists that are *where*: *how* makes an answer from the site and the place."""

    def fault(site, url):
        place = site.place_at(url)
        return how(site, place) if place and where(place) else None

    return fault


def articles(how, which=lambda piece: True):
    """A fault of articles: *how* makes an answer from the site and the piece."""

    def fault(site, url):
        piece = site.piece_at(url)
        return how(site, piece) if piece and which(piece) else None

    return fault


def both(*faults):
    """Several faults at once; the first that says something decides."""

    def fault(site, url):
        return next(filter(None, (each(site, url) for each in faults)), None)

    return fault


def robots(text, status=200):
    """A fault of robots.txt on all hosts."""
    return lambda site, url: text_page(text, status) if url.endswith("/robots.txt") else None


def pages(*numbers, section=None, day=None):
    """Where a list page has one of these numbers, and lies in the section or day that is given."""

    def where(place):
        is_there = section in (None, place.section) and day in (None, place.day)
        return is_there and place.number in numbers

    return where


def after(number, section=None):
    """Where a list page is further down."""
    return lambda place: place.number > number and section in (None, place.section)


def numbered(*numbers):
    """Pieces with these numbers."""
    return lambda piece: piece.number in numbers


# --- How, for any page ----------------------------------------------------------------------------


def status(code, **headers):
    """Another status."""
    return lambda site, it: NOT_FOUND if code == 404 else page("<p>Galat</p>", code, **headers)


def says(html, code=200):
    """Another page altogether."""
    return lambda site, it: page(html, code)


def challenge(site, it):
    """A challenge page."""
    return 403, {"Server": "cloudflare", "cf-mitigated": "challenge"}, CHALLENGE


def leads_to(address):
    """A redirect; *address* is a function of the site."""
    return lambda site, it: page("", 302, Location=address(site))


# --- How, for lists -------------------------------------------------------------------------------


def looks(**changes):
    """A list page in another look."""
    return lambda site, place: page(site.list_page(place, replace(HONEST, **changes)))


def empty(site, place):
    """The frame of the list, and nothing in it."""
    return page(site.empty_list(place))


def first_page(site, place):
    """The first page again."""
    return page(site.list_page(replace(place, number=1)))


def of_day(day, number=None, **changes):
    """The same page of the list of another day, or its page of that number."""

    def how(site, place):
        other = replace(place, day=day, number=number or place.number)
        return page(site.list_page(other, replace(HONEST, **changes)))

    return how


def to_first_page(site, place):
    """A redirect to the first page."""
    return page("", 302, Location=site.list_address(replace(place, number=1)))


def other_section(section):
    """The first page of another section's list, which says so itself."""

    def how(site, place):
        other = replace(place, section=section, number=1)
        return page(site.list_page(other, replace(HONEST, canonical=site.list_address(other))))

    return how


def ends_old(count=2):
    """The oldest pieces stand at the end of every page."""

    def how(site, place):
        return page(site.list_page(place, replace(HONEST, ending=tuple(site.pieces[-count:]))))

    return how


# --- How, for articles ----------------------------------------------------------------------------


def shows(**changes):
    """An article page in another look."""
    return lambda site, piece: page(site.article(piece, replace(WHOLE, **changes)))


def the_next_one(site, piece):
    """The page of another article, as it is."""
    pieces = site.articles
    return page(site.article(pieces[(pieces.index(piece) + 1) % len(pieces)]))


def says_next(*names, **changes):
    """The article under an address in its head that is another's; *names* of `Shown`."""

    def how(site, piece):
        pieces = site.articles
        other = site.address(pieces[(pieces.index(piece) + 1) % len(pieces)])
        return page(site.article(piece, replace(WHOLE, **changes, **dict.fromkeys(names, other))))

    return how


def error_page(headline, text):
    """An error page of status 200 in the frame of an article."""

    def how(site, piece):
        html = site.article(piece, replace(WHOLE, text=text, canonical="", own="", is_bare=True))
        return page(html.replace(piece.headline, headline))

    return how


def teaser(site, piece):
    """The first paragraph alone."""
    return page(site.article(piece, replace(WHOLE, text=tuple(piece.paragraphs[:1]))))
