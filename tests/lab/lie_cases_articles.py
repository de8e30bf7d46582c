"""Lies of article pages: refused, gone, failing, or not what was asked for."""

from worlds.lying import page
from worlds.lying_days import KompasPublisher
from worlds.lying_plain import HOME, PlainPublisher

from lab.faults import (
    PAYWALL,
    SORRY,
    WRONG,
    articles,
    challenge,
    error_page,
    leads_to,
    numbered,
    robots,
    says_next,
    shows,
    status,
    teaser,
    the_next_one,
)
from lab.lie import Lie, Run

DAY = "since=2026-01-20 until=2026-01-20"
URLS = "urls=@urls.txt"
OTHER_WALL = (PAYWALL[0].replace("Artikel", "Liputan olahraga"),)
FAILED = ("failed",)
OPEN = ("failed", "to_fetch", "refused", "gone", "unread")
FORBIDDEN = robots("User-agent: *\nDisallow: /ekonomi/8\nDisallow: /olahraga/8\n")


def small():
    """Twenty-four of today, and older ones on the pages below."""
    return PlainPublisher().days(24, *[20] * 7)


def few():
    return PlainPublisher().days(3, *[20] * 7)


def kompas():
    return KompasPublisher().days(24, 24)


def newest(site):
    return site.address(site.articles[0])


def but_newest(fault):
    """The same fault for all articles but the newest."""

    def but(site, url):
        return None if url == newest(site) else fault(site, url)

    return but


def today(site):
    """The addresses of what has appeared on the day of the first run when it begins."""
    pieces = (each for each in site.articles if each.moment <= site.began)
    return [site.address(each) for each in pieces if each.day == site.began.date()]


def newest_of_section(site, url):
    """A redirect to the newest of the same section."""
    piece = site.piece_at(url)
    if not piece:
        return None
    first = next(site.address(each) for each in site.articles if each.section == piece.section)
    return None if first == url else page("", 302, Location=first)


def the_next_address(site, url):
    """A redirect to the next article, once: the second request for an address gives the page."""
    piece = site.piece_at(url)
    if not piece or getattr(site, "led_to", None) == url:
        return None
    following = site.articles[(site.articles.index(piece) + 1) % len(site.articles)]
    site.led_to = site.address(following)
    return page("", 302, Location=site.led_to)


def to_an_old_one(site, piece):
    """A redirect to one of two articles of the oldest day."""
    old = site.articles[-1 - piece.number % 2]
    return None if old is piece else page("", 302, Location=site.address(old))


def wall_of_section(site, piece):
    """One paywall text for each section."""
    return shows(text=PAYWALL if piece.section == "ekonomi" else OTHER_WALL)(site, piece)


def six(site):
    return today(site)[:6]


def by_hand(name, fault, codes, urls=today, site=small, **own):
    """Articles that are asked for by their addresses."""
    return Lie(f"urls: {name}", site, fault, (Run(URLS, codes),), urls=urls, **own)


def one_of(site):
    return today(site)[:1]


def with_a_wrong_line(site):
    return [*today(site)[:6], "bukan alamat", f"{HOME}/tag/pasar", *today(site)[6:]]


ASKED = [
    by_hand("robots.txt forbids all", FORBIDDEN, (5,), shows=("refused",)),
    by_hand("robots.txt is a 503", robots("", 503), (5,), shows=("refused", "failed", "to_fetch")),
    by_hand("all are a 403", articles(status(403)), (5,), shows=("refused",)),
    by_hand("all are a 429", articles(status(429)), (5,), shows=("refused",)),
    by_hand("all are a challenge", articles(challenge), (5,), shows=("refused",)),
    by_hand(
        "six are a 403",
        articles(status(403)),
        (5,),
        urls=lambda site: today(site)[:6],
        shows=("refused",),
    ),
    by_hand(
        "six are a challenge",
        articles(challenge),
        (5,),
        urls=lambda site: today(site)[:6],
        shows=("refused",),
    ),
    by_hand("the only one is a 403", articles(status(403)), (5,), urls=one_of, shows=("refused",)),
    by_hand("all are a 404", articles(status(404)), (7,), shows=("failed", "gone")),
    by_hand(
        "the only one is a 404", articles(status(404)), (7,), urls=one_of, shows=("failed", "gone")
    ),
    by_hand("all are a 500", articles(status(500)), (7,), shows=("failed",)),
    by_hand(
        "all redirect home", articles(leads_to(lambda site: f"{HOME}/")), (7,), shows=("failed",)
    ),
    by_hand(
        "five of six redirect to the newest",
        but_newest(articles(leads_to(newest))),
        (7,),
        urls=six,
        shows=(),
    ),
    by_hand("all redirect to two old articles", articles(to_an_old_one), (7,), urls=six, shows=()),
    by_hand(
        "six have one paywall text", articles(shows(text=PAYWALL)), (7,), urls=six, shows=FAILED
    ),
    by_hand(
        "two of six have one paywall text",
        articles(shows(text=PAYWALL), lambda piece: piece.number % 3 == 0),
        (7,),
        urls=six,
        shows=FAILED,
    ),
    Lie(
        "urls: five of six redirect to the newest, twice",
        small,
        but_newest(articles(leads_to(newest))),
        (Run(URLS), Run(URLS)),
        urls=six,
        shows=(),
    ),
    by_hand(
        "all of Kompas.com are a 404",
        articles(status(404)),
        (7,),
        site=kompas,
        shows=("failed", "gone"),
    ),
    Lie(
        "urls: a line is no article's",
        small,
        None,
        (Run(URLS),),
        urls=with_a_wrong_line,
        after=(Run(URLS),),
        shows=(),
    ),
]


def in_runs(name, fault, codes=(7,), columns=OPEN, arguments="", site=small, **own):
    """The same fault in the first run, in a later one, and in a window."""
    under = (Run(arguments, codes),)
    window = (Run(DAY, codes),)
    later = (Run("", codes, hours=6, new=24),)
    known = (Run("since=2026-01-19"), Run())
    return [
        Lie(f"first run: {name}", site, fault, under, shows=columns, **own),
        Lie(f"later run: {name}", site, fault, later, before=known, shows=columns, **own),
        Lie(f"window: {name}", site, fault, window, shows=columns, **own),
    ]


REFUSED = [
    *in_runs("robots.txt forbids all articles", FORBIDDEN, (5,), ("refused",)),
    Lie(
        "window: three articles, and robots.txt forbids them",
        few,
        FORBIDDEN,
        (Run(DAY, (5,)),),
        shows=("refused",),
    ),
    Lie(
        "window: three articles, and all are a 403",
        few,
        articles(status(403)),
        (Run(DAY, (5,)),),
        shows=("refused",),
    ),
]


def more_than_half(piece):
    return piece.number % 3 != 0


GONE = [
    *in_runs("all articles are a 404 once", articles(status(404)), columns=("failed", "gone")),
    *in_runs("all articles are a 410 once", articles(status(410)), columns=("failed", "gone"))[1:2],
    *in_runs("more than half are a 404 once", articles(status(404), more_than_half))[1:],
    *in_runs("all but one redirect to the newest", but_newest(articles(leads_to(newest)))),
    *in_runs("all articles redirect home", articles(leads_to(lambda site: f"{HOME}/")))[1:2],
    *in_runs("all redirect to the newest of their section", newest_of_section),
    *in_runs("each address leads to the next article", the_next_address)[::2],
    *in_runs("all redirect to two old articles", articles(to_an_old_one)),
    *in_runs("all bodies are the notice of their section", articles(wall_of_section)),
    *in_runs("all bodies are one paywall notice", articles(shows(text=PAYWALL))),
    *in_runs("most bodies are one paywall notice", articles(shows(text=PAYWALL), more_than_half))[
        1:2
    ],
    Lie(
        "later run: all new articles are a 404, twice",
        small,
        articles(status(404)),
        (Run(hours=6, new=24), Run(new=3)),
        before=(Run("since=2026-01-19"), Run()),
        shows=("failed", "gone"),
    ),
    Lie(
        "later run: one new article is a 404 once",
        small,
        articles(status(404), numbered(170)),
        (Run("", (0,), hours=6, new=24),),
        before=(Run("since=2026-01-19"), Run()),
        shows=("failed",),
    ),
    Lie(
        "first run: all articles of Kompas.com are a 404 once",
        kompas,
        articles(status(404)),
        (Run(),),
        shows=("failed", "gone"),
    ),
    Lie(
        "window: all of Kompas.com but one redirect to the newest",
        kompas,
        but_newest(articles(leads_to(newest))),
        (Run(DAY),),
        shows=OPEN,
    ),
]


def hourly(name, fault, runs, new=0, site=small, arguments="", codes=(0, 7), **own):
    under = tuple(Run(arguments, codes, new=new) for _ in range(runs))
    return Lie(f"hourly: {name}", site, fault, under, shows=("failed",), **own)


FAILING = [
    hourly("all articles are a 500", articles(status(500)), 10),
    hourly("all articles of Kompas.com are a 500", articles(status(500)), 6, site=kompas),
    hourly("all articles are a 503", articles(status(503)), 6, codes=(0, 5, 7)),
    hourly("three fail while others come", articles(status(500), numbered(3, 5, 7)), 6, new=3),
    hourly("one of all is empty", articles(lambda site, it: (200, {}, b""), numbered(7)), 6),
    hourly("all articles of a window are a 500", articles(status(500)), 5, arguments=DAY),
    hourly(
        "all that is asked for is a 500",
        articles(status(500)),
        5,
        arguments=URLS,
        codes=(7,),
        urls=today,
    ),
]

NOT_FOUND = error_page("Halaman Tidak Ditemukan", SORRY)
MISTAKE = error_page("Terjadi Kesalahan", WRONG)
NO_ENTRY = error_page("Akses Ditolak", ("Anda tidak memiliki izin untuk membuka halaman ini.",))
CANNOT = error_page("Oops! That page can\u2019t be found.", SORRY)
OTHERS = [
    *in_runs("each page is another article's", articles(the_next_one), columns=FAILED),
    *in_runs("one page is another article's", articles(the_next_one, numbered(7)), columns=FAILED)[
        ::2
    ],
    *in_runs("the canonical link names another", articles(says_next("canonical")), columns=FAILED)[
        :1
    ],
    *in_runs(
        "og:url names another, and no link is canonical",
        articles(says_next("own", canonical="")),
        columns=FAILED,
    )[:1],
    *in_runs(
        "each page says Halaman Tidak Ditemukan", articles(NOT_FOUND), columns=FAILED, site=kompas
    ),
    *in_runs(
        "one page says Halaman Tidak Ditemukan",
        articles(NOT_FOUND, numbered(7)),
        columns=FAILED,
        site=kompas,
    )[::2],
    *in_runs(
        "one page says Akses Ditolak",
        articles(NO_ENTRY, numbered(7)),
        columns=FAILED,
        site=kompas,
    )[2:],
    *in_runs(
        "one page says That page can\u2019t be found",
        articles(CANNOT, numbered(7)),
        columns=FAILED,
        site=kompas,
    )[2:],
    *in_runs("each page says Terjadi Kesalahan", articles(MISTAKE), columns=FAILED, site=kompas)[
        :1
    ],
    Lie(
        "window: each page of Kompas.com is another article's",
        kompas,
        articles(the_next_one),
        (Run(DAY),),
        shows=FAILED,
    ),
]


def recheck(name, how, runs=1):
    """Stored articles are looked at again; what is stored must stay as it is."""
    under = tuple(Run("recheck=72", (0, 7, 9)) for _ in range(runs))
    known = (Run("since=2026-01-19"), Run())
    return Lie(f"recheck: {name}", small, articles(how), under, before=known, shows=())


RECHECKED = [
    recheck("each page is a teaser", teaser),
    recheck("each page is a teaser, twice", teaser, runs=2),
    recheck("each page has the paywall's text", shows(text=PAYWALL)),
    recheck("each page is another article's", the_next_one),
    recheck("each page says Halaman Tidak Ditemukan", NOT_FOUND),
    recheck("each page is a 404", status(404)),
]

LIES = [*ASKED, *REFUSED, *GONE, *FAILING, *OTHERS, *RECHECKED]
