"""A store to make reports of: two publishers, a month of articles, and what hostile pages hold."""

from contextlib import closing
from datetime import datetime, timedelta

from newsscraper.items import Article
from newsscraper.store import revisions, run_log
from newsscraper.store.article_store import Store

SINCE, UNTIL = "2026-03-01", "2026-03-30"
FIRST = datetime.fromisoformat("2026-01-01T05:30:00+07:00")
LAST = datetime.fromisoformat("2026-03-30T21:10:00+07:00")
SECTIONS = ("ekonomi", "olahraga", "politik-dan-hukum", None)
AGENCIES = (None, None, "Antara", None, "AFP")
STATES = {
    "listed": None,
    "failed": "http_500",
    "refused": "http_403",
    "gone": "http_404",
    "given_up": "cut_off",
    "not_article": "no_text",
}

HOSTILE = (
    "<script>window.hit = 1</script>",
    '"><img src=x onerror="window.hit = 1">',
    "</title></style></table></details><script>window.hit = 1</script>",
    "<svg onload=window.hit=1><style>*{display:none}</style>",
    "nol\x00 bel\x07 esc\x1b[31m garis\nbaru\ttab\u2028",
    "harga \u202e000.01 pR\u2066 naik \u200f \ufffe",
    "&lt;b&gt; &amp;amp; ${window.hit=1} {{7*7}}",
    "x" * 5_000,
    "panjang " * 900,
    "",
)
ADDRESSES = (
    "javascript:window.hit=1",
    "JaVaScRiPt:window.hit=1",
    "data:text/html,<script>window.hit=1</script>",
    "//example.com/x",
    "https://user:rahasia@example.com/x",
    "https://example.com/\u202eelif",
    'https://example.com/"onmouseover="window.hit=1',
    "https://[::1",
    "https://example.com/" + "a" * 5_000,
    "file:///etc/passwd",
)


def article(publisher, number, moment, **own):
    """Return an article with most of the fields."""
    made = Article(f"{publisher}:{number}", publisher, f"https://example.com/{publisher}/{number}")
    made.headline = f"Panen ke-{number} di lereng Sindoro dimulai lebih awal"
    made.body = f"Petani di dusun {number} memetik kopi sejak pagi."
    made.section = SECTIONS[number % len(SECTIONS)]
    made.authors = ["Sari Wulan"] * (number % 3 > 0)
    made.free_access = None if number % 2 else False
    made.date_published, made.date_precision = moment.isoformat(), "minute"
    made.fetched_at = (moment + timedelta(minutes=7 * (number % 40))).isoformat()
    made.sources = {"headline": "css h1", "body": "css div.isi"}
    if made.authors:
        made.sources["authors"] = "css .penulis" if number % 5 else "ld author"
    if agency := AGENCIES[number % len(AGENCIES)]:
        made.syndicated_from = {"publisher": agency, "headline": None, "url": None}
    for name, value in own.items():
        setattr(made, name, value)
    made.content_hash = f"{publisher}{number}"
    return made


def articles():
    """Yield the articles: some days have none, each tenth of Kompas repeats one of detik."""
    for publisher, hours in {"detik": 5, "kompas": 13}.items():
        number, moment = 0, FIRST
        while moment < LAST:
            number, moment = number + 1, moment + timedelta(hours=hours)
            if moment.day in (8, 9):
                continue
            own = {}
            if publisher == "kompas" and number % 10 == 0:
                own = {"duplicate_of": f"detik:{number}", "similarity": number % 20 / 20 or 1.0}
            if number % 9 == 0:
                own["date_precision"] = "day"
            yield article(publisher, number, moment, **own)


def hostile():
    """Yield articles whose texts and addresses are not meant well, the newest of all."""
    for number, (text, url) in enumerate(zip(HOSTILE, ADDRESSES, strict=True)):
        moment = LAST + timedelta(minutes=number)
        credit = {"publisher": text, "headline": None, "url": url}
        own = {"headline": text, "url": url, "section": text, "syndicated_from": credit}
        own["sources"] = {"headline": f"css {text}"}
        yield article("detik", 9_000 + number, moment, **own)


def make(path, is_hostile=False):
    """Make the store at *path*."""
    with closing(Store.open(path)) as store, store.writing() as transaction:
        for publisher in ("detik", "kompas"):
            run = run_log.begin(transaction, publisher, {}, LAST)
            run_log.end(transaction, run, 0, "Complete: 9 articles, 0 failed.", LAST)
        for each in [*articles(), *(hostile() if is_hostile else ())]:
            revisions.add(transaction, each, 1)
            put(transaction, each.key, each.url, "stored", each.date_published)
        for at, (state, reason) in enumerate(STATES.items()):
            for number in range(at + 1):
                day = None if number == 3 else f"2026-03-{5 * at + number + 1:02}"
                put(
                    transaction, f"kompas:{state}{number}", f"https://x.id/{at}", state, day, reason
                )


def put(transaction, key, url, state, day, reason=None):
    """Note in the ledger what became of a URL."""
    values = (key, key.partition(":")[0], url, state, 0, day, 0, reason)
    transaction.exec_driver_sql(
        "INSERT INTO ledger (key, publisher, url, state, hops, date, tries, reason)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (*values[:2], url.encode("utf-8", "replace").decode(), *values[3:]),
    )
