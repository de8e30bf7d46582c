"""A site that misbehaves in every way of `misbehaving.MODES`, until it is well again.

A fault is met by articles, by index pages, or by robots.txt. Whatever happens, nothing that was
cut off is stored, nothing that was listed is forgotten, each run ends with a code that the README
explains and with one sentence, and in the end every article is there once, as it was served.
"""

import json
import re
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

import pytest
from worlds.misbehaving import MODES, bomb_of, misbehaving
from worlds.paper import Reader

from newsscraper.crawl.fruitless_pages import MOST

pytestmark = pytest.mark.slow

WORKERS = 4
"""Most faults are waited for, so there is more to do than there are processors."""

PAGES = 4
"""Of the index."""

SETTINGS = ("DOWNLOAD_DELAY=0", "DOWNLOAD_TIMEOUT=1", "RETRY_TIMES=2", f"FIRST_RUN_PAGES={PAGES}")
TRIES = 3
"""Of a request in one run."""

REFUSALS = 10
"""So many in a row end a run."""

CODES = {0, 4, 5, 6, 7}
"""Those that a site can bring about."""

COPES, RETRIES, LATER, GONE = "copes", "retries", "later", "gone"
"""The first answer has all; the same run asks again; a later run does; none ever does."""


class Expected(NamedTuple):
    """What a fault is to lead to."""

    heals: str
    article: set[str]
    """State and reason, in the ledger, of an article that lasts to be like that; either is fine."""
    index: set[int]
    """Exit codes of a run whose first index page is like that."""
    robots: set[int]
    """Exit codes of a run whose robots.txt is like that."""

    def after(self, runs):
        """State and reason of such an article after so many: that it is gone is seen twice."""
        if self.heals == GONE and runs == 1:
            return {each.replace("gone ", "failed ") for each in self.article}
        return self.article


def http(status, outcome="failed", heals=LATER, index=4, robots=0):
    return Expected(heals, {f"{outcome} http_{status}"}, {index}, {robots})


def challenge(*robots):
    return Expected(LATER, {"refused challenge_page"}, {5}, set(robots))


FINE = Expected(COPES, {"stored"}, {0}, {0})
BROKEN = http(500, heals=RETRIES, robots=5)
# Whether a site that is overloaded refuses or fails is a question of words.
BUSY = Expected(RETRIES, {"failed http_503", "refused http_503"}, {4, 5}, {5})
# RFC 9309 lets 429 on robots.txt pass for "no rules"; some crawlers stay away.
TOO_MANY = Expected(RETRIES, {"refused http_429"}, {5}, {0, 5})
SILENT = Expected(RETRIES, {"failed DownloadTimeoutError"}, {4}, {5})
LOST = Expected(RETRIES, {"failed DownloadFailedError"}, {4}, {5})
CUT_CONNECTION = Expected(RETRIES, {"failed ResponseDataLossError", "failed cut_off"}, {4}, {5})
# Nobody can tell that a text file is cut off; of a compressed one it can be told.
CUT_PAGE = Expected(RETRIES, {"failed cut_off"}, {4}, {0})
TRUNCATED = Expected(RETRIES, {"failed cut_off"}, {4}, {0, 4, 5})
TOO_LARGE = Expected(LATER, {"failed too_large"}, {4}, {5})
# A word that says what is wrong; the libraries' own exceptions are named `error`.
NOT_PACKED = Expected(
    LATER, {"failed cut_off", "failed BadGzipFile", "failed ZstdError", "failed not_decodable"},
    {4}, {4, 5},
)  # fmt: skip
LOOP = Expected(RETRIES, {"failed redirected_too_often"}, {4}, {5})
# What is no robots.txt has no rules.
NOT_HTML = Expected(LATER, {"failed not_html"}, {4}, {0})
EMPTY = Expected(LATER, {"failed empty_page"}, {4}, {0})
ERROR_PAGE = Expected(LATER, {"failed error_page"}, {4}, {0})

EXPECTED = {
    "status_400": http(400),
    "status_401": http(401, "refused", index=5),
    "status_403": http(403, "refused", index=5),
    "status_404": http(404, "gone", GONE),
    "status_408": http(408, heals=RETRIES),
    "status_410": http(410, "gone", GONE),
    "status_429": TOO_MANY,
    "status_451": http(451, "refused", index=5),
    "status_500": BROKEN,
    "status_502": http(502, heals=RETRIES, robots=5),
    "status_503": BUSY,
    "status_504": http(504, heals=RETRIES, robots=5),
    "retry_after_429": TOO_MANY,
    "retry_after_503": BUSY,
    "retry_after_date": BUSY,
    "late_headers": FINE,
    "late_body": FINE,
    "slow_but_sure": FINE,
    "never_answers": SILENT,
    "hangs_after_headers": SILENT,
    "hangs_midway": SILENT,
    "drips_headers": SILENT,
    "drips_body": SILENT,
    "reset_at_once": LOST,
    "reset_midway": CUT_CONNECTION._replace(
        article={"failed DownloadFailedError"} | CUT_CONNECTION.article
    ),
    "closes_at_once": LOST,
    "closes_in_headers": LOST,
    "partial_body": CUT_CONNECTION,
    "length_too_long": CUT_CONNECTION,
    "length_too_long_and_open": SILENT,
    "no_length_and_cut": CUT_PAGE,
    "cut_page": CUT_PAGE,
    "cut_in_tag": CUT_PAGE,
    "cut_after_text": CUT_PAGE,
    "length_too_short": CUT_PAGE,
    "length_too_short_and_open": CUT_PAGE,
    "truncated_gzip": TRUNCATED,
    "truncated_deflate": TRUNCATED,
    "truncated_br": TRUNCATED,
    "truncated_zstd": TRUNCATED,
    "no_status_line": LOST,
    "bare_bytes": LOST,
    "status_of_letters": LOST,
    "length_of_letters": LOST,
    "negative_length": LOST,
    "two_lengths": LOST,
    "overlong_header": LOST,
    "no_last_chunk": CUT_CONNECTION,
    "bad_chunk_size": CUT_CONNECTION,
    "large_chunked": FINE,
    "no_length": FINE,
    "header_without_colon": FINE,
    "folded_header": FINE,
    "empty_content_type": FINE,
    "no_content_type": FINE,
    "duplicate_headers": FINE,
    "early_hints": FINE,
    "set_cookie": FINE,
    "packed_gzip": FINE,
    "packed_deflate": FINE,
    "packed_raw_deflate": FINE,
    "packed_br": FINE,
    "packed_zstd": FINE,
    "packed_twice": FINE,
    # All of the text is there, but only the checksum that is missing could say so.
    "gzip_without_end": Expected(RETRIES, {"stored", "failed cut_off"}, {0, 4}, {0, 4, 5}),
    "utf_8_as_windows_1252": FINE,
    "windows_1252_as_utf_8": FINE,
    "false_gzip": NOT_PACKED,
    "false_deflate": NOT_PACKED,
    "false_br": NOT_PACKED,
    "false_zstd": NOT_PACKED,
    "bomb_gzip": TOO_LARGE,
    "bomb_br": TOO_LARGE,
    "bomb_zstd": TOO_LARGE,
    # Of a robots.txt the first 512 KiB are read.
    "too_large": TOO_LARGE._replace(robots={0}),
    "too_large_chunked": TOO_LARGE._replace(robots={0}),
    "redirect_loop": LOOP,
    "redirect_away": Expected(LATER, {"failed redirected_away"}, {4}, {5}),
    "meta_refresh_loop": LOOP,
    "empty_page": EMPTY,
    "status_204": EMPTY,
    "soft_404": ERROR_PAGE,
    "challenge_200": challenge(0, 5),
    "challenge_403": challenge(0, 5),
    "challenge_503": challenge(5),
    "login_wall": Expected(LATER, {"refused wall_page"}, {5}, {5}),
    "pdf": NOT_HTML,
    "json": NOT_HTML,
}

SECOND_DAY = """status_403 status_404 status_429 status_500 never_answers partial_body cut_page
no_length_and_cut cut_after_text truncated_gzip truncated_zstd false_br bomb_gzip too_large pdf
redirect_loop redirect_away empty_page soft_404 login_wall challenge_200 status_410""".split()
"""Those are played with more news above known ground."""

QUICK = {
    ("articles", "status_503"),
    ("articles", "reset_midway"),
    ("articles", "cut_page"),
    ("articles", "truncated_br"),
    ("articles", "challenge_403"),
    ("everywhere", "windows_1252_as_utf_8"),
    ("index", "cut_page"),
    ("index", "status_500"),
    ("robots", "status_500"),
}
"""What is played with the quick tests, too."""

STORED = "articles JOIN revisions USING (key)"
OPEN = "SELECT key FROM ledger WHERE state IN ('listed', 'failed', 'refused')"


# --- Runs ----------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Run:
    """How a run ended, and what it left."""

    code: int
    last_line: str
    log: str = field(repr=False)
    rows: list[dict] = field(repr=False)
    """What it delivered."""
    stored: dict[str, list[tuple[str, str]]] = field(repr=False)
    """Key -> headline and body of each revision."""
    ledger: dict[str, tuple[str, str | None]] = field(repr=False)
    """Key -> state and reason."""
    shown: frozenset[str] = field(repr=False)
    """Keys of the articles that good index pages have shown up to now."""


class Runs(Reader):
    """Crawls a server again and again, with one store."""

    def __init__(self, crawl, server, folder):
        super().__init__(crawl, folder, server.url, *SETTINGS)
        self.server = server
        self.folder.mkdir()
        self.runs = []

    def __call__(self, *arguments):
        """Crawl once; the feed is taken away."""
        feed = self.folder / "out.jsonl"
        done = super().__call__("-o", feed, *arguments)
        feed.unlink(missing_ok=True)
        stored = {}
        for key, document in self.ask(
            "SELECT key, document FROM articles JOIN revisions USING (key)"
        ):
            stored.setdefault(key, []).append(read(json.loads(document)))
        ledger = {key: rest for key, *rest in self.ask("SELECT key, state, reason FROM ledger")}
        shown = frozenset(self.server.shown)
        run = Run(done.code, done.last_line, done.log, done.rows, stored, ledger, shown)
        self.runs.append(run)
        return run

    def let_days_pass(self):
        """Make every article due that waits for its next try."""
        self.ask("UPDATE ledger SET next_try = '2020-01-01T00:00:00+00:00' WHERE next_try NOTNULL")

    def crawl_until_complete(self, runs, *, days=False):
        """Crawl until nothing is left to be had, so often at most; with *days* between the runs.

        Refused articles alone make no run partial.
        """
        for _ in range(runs):
            if self().code == 0 and not self.ask(OPEN):
                break
            if days:
                self.let_days_pass()


def read(article):
    return article["headline"], article["body"]


def check(runs, server, missing=(), *, are_tried=True):
    """Check all that has to be true after any run, and in the end that nothing else is *missing*.

    Unless *are_tried*, a run may end before it has asked for all that is listed.
    """
    texts = server.texts()
    for number, run in enumerate(runs, 1):
        where = f"run {number}: {run.last_line}"
        assert run.code in CODES, where
        assert "Traceback" not in run.log, where
        assert re.search(r"^[A-Z].*(\.|: scrapy [a-z].*)$", run.last_line), where
        assert not re.search(r"[.!?] +[A-Z]", run.last_line), where
        spoiled = [key for key, revisions in run.stored.items() if revisions != [texts[key]]]
        spoiled += [row["key"] for row in run.rows if read(row) != texts[row["key"]]]
        assert not spoiled, where
        states = {key: run.ledger[key] for key in run.shown - run.stored.keys()}
        if not are_tried:
            states = {key: each for key, each in states.items() if each[0] != "listed"}
        forgotten = [key for key, (_, reason) in states.items() if not reason]
        assert not forgotten, where
    lost = sorted(texts.keys() - set(missing) - runs[-1].stored.keys())
    assert not lost, runs
    found = sorted(set(missing) & runs[-1].stored.keys())
    assert not found, runs
    delivered = Counter(row["key"] for run in runs for row in run.rows)
    wrong = sorted(key for key in runs[-1].stored if delivered[key] != 1)
    assert not wrong, runs
    assert runs[-1].code == 0, runs


# --- Plays: one fault at one kind of address ------------------------------------------------------


@dataclass(frozen=True)
class Play:
    """A site that meets one fault, and the runs until all is well."""

    target: str
    mode: str

    def __str__(self):
        return self.mode

    @property
    def heals(self):
        return EXPECTED[self.mode].heals

    @property
    def is_long(self):
        """Whether most of its time is waiting."""
        return EXPECTED[self.mode] is SILENT or self.mode.startswith("retry_after")

    def __call__(self, crawl, folder):
        with misbehaving(PAGES * 4, per_page=4) as server:  # the fewer, the quicker
            reader = Runs(crawl, server, folder / f"{self.target}-{self.mode}")
            getattr(self, self.target)(server, reader)
            return server, reader.runs

    def faulty(self, server):
        """The articles that misbehave, by how often they do."""
        counts = (1, 2, 3) if self.heals == LATER else (1, 2, 3, 4)
        return {count: server.numbers_on(count)[count % 3] for count in counts}

    def articles(self, server, reader):
        for count, number in self.faulty(server).items():
            server.break_at(server.address(number), self.mode, count)
        reader.crawl_until_complete(4, days=self.heals == LATER)

    def index(self, server, reader):
        """The first page lasts to misbehave for a run, later ones some times."""
        server.break_at(server.index(), self.mode)
        later_pages = {2: 4, 3: 1, 4: 2} if self.heals == RETRIES else {2: 1}
        for page, times in later_pages.items():
            server.break_at(server.index(page), self.mode, times)
        if reader().code:
            server.break_at(server.index(), self.mode, 0)
            reader.crawl_until_complete(3)

    def news(self, server, reader):
        """On the second day, with news on three pages, the second one misbehaves for a run."""
        reader()
        server.articles *= 2
        server.break_at(server.index(2), self.mode)
        reader()
        server.faults.clear()
        reader.crawl_until_complete(2)

    def everywhere(self, server, reader):
        """It is on every page, and does no harm."""
        for page in range(1, PAGES + 1):
            server.break_at(server.index(page), self.mode)
        for number in range(server.articles):
            server.break_at(server.address(number), self.mode)
        server.break_at(server.robots, self.mode)
        reader()

    def robots(self, server, reader):
        """It lasts to misbehave for a run, then for two more requests."""
        server.break_at(server.robots, self.mode)
        if reader().code:
            server.break_at(server.robots, self.mode, 2)
            reader.crawl_until_complete(3)


def plays(target, modes):
    return pytest.mark.parametrize(
        "play",
        [
            pytest.param(
                Play(target, mode),
                id=mode,
                marks=[] if (target, mode) in QUICK else [pytest.mark.slow],
            )
            for mode in modes
        ],
    )


@dataclass(frozen=True)
class Zoo:
    """A site with an article for each fault, which lasts for two runs; most articles are good."""

    modes: tuple[str, ...]
    is_long = True

    def __call__(self, crawl, folder):
        articles = 3 * len(self.modes) + 20
        with misbehaving(articles, per_page=articles) as server:
            reader = Runs(crawl, server, folder / f"zoo-{self.modes[0]}")
            for number, mode in self.numbers.items():
                server.break_at(server.address(number), mode)
            reader()
            reader()
            server.faults.clear()
            reader.let_days_pass()
            reader.crawl_until_complete(1)
            return server, reader.runs

    @property
    def numbers(self):
        return {10 + 3 * place: mode for place, mode in enumerate(self.modes)}


ZOOS = [Zoo(tuple(MODES)[half::2]) for half in (0, 1)]


@pytest.fixture(scope="module")
def played(request, crawl, tmp_path_factory):
    """Return a function that returns what came of a play.

    All that the selected tests need is begun at once, and some of it goes on at the same time.
    """
    here = [item for item in request.session.items if item.path == Path(__file__)]
    wanted = [item.callspec.params.get("play") for item in here if hasattr(item, "callspec")]
    wanted = list(dict.fromkeys(play for play in wanted if play))
    folder = tmp_path_factory.mktemp("misbehaving")
    for coding in ("gzip", "br", "zstd"):
        bomb_of(coding)  # it takes longer to build than a crawl waits for an answer
    with ThreadPoolExecutor(WORKERS) as pool:
        is_long = [
            isinstance(play, Zoo) or "Timeout" in str(EXPECTED[play.mode]) for play in wanted
        ]
        order = sorted(range(len(wanted)), key=lambda index: not is_long[index])
        done = {wanted[index]: pool.submit(wanted[index], crawl, folder) for index in order}
        yield lambda play: done[play].result()
        pool.shutdown(cancel_futures=True)


def test_every_way_to_misbehave_has_an_expected_end():
    assert EXPECTED.keys() == MODES.keys()
    assert len(MODES) >= 45


HARMLESS = [mode for mode in MODES if EXPECTED[mode].heals == COPES]
HARMFUL = [mode for mode in MODES if EXPECTED[mode].heals != COPES]


@plays("everywhere", HARMLESS)
def test_what_is_only_strange_costs_nothing(play, played):
    server, runs = played(play)
    check(runs, server)


@plays("articles", HARMFUL)
def test_articles_that_misbehave_come_in_the_end(play, played):
    server, runs = played(play)
    faulty = {count: server.key(number) for count, number in play.faulty(server).items()}
    if play.heals == GONE:
        healed = faulty.pop(1)
        check(runs, server, missing=faulty.values())
        assert {runs[0].ledger[key][0] for key in (healed, *faulty.values())} == {"failed"}
        assert {runs[1].ledger[key][0] for key in faulty.values()} == {"gone"}
        return
    check(runs, server)
    if play.heals == RETRIES:
        assert len(runs) <= 2, runs
        assert runs[0].stored.keys() >= {key for count, key in faulty.items() if count < TRIES}


@plays("index", HARMFUL)
def test_index_pages_that_misbehave_hide_nothing(play, played):
    server, runs = played(play)
    assert runs[0].code in EXPECTED[play.mode].index, runs[0].last_line
    check(runs, server)


@plays("news", SECOND_DAY)
def test_an_index_page_that_misbehaves_buries_no_news(play, played):
    server, runs = played(play)
    check(runs, server)
    assert runs[1].code in {5, 7}, runs


@plays("robots", HARMFUL)
def test_a_robots_txt_that_misbehaves_keeps_no_article_away_for_ever(play, played):
    server, runs = played(play)
    assert runs[0].code in EXPECTED[play.mode].robots, runs[0].last_line
    check(runs, server)
    if play.heals == RETRIES:
        assert len(runs) <= 2, "the third request of the second run was answered"


@pytest.mark.slow
@pytest.mark.parametrize("play", ZOOS, ids=["first half", "second half"])
def test_faults_that_last_cost_only_the_articles_that_have_them(play, played):
    server, runs = played(play)
    gone = [
        server.key(number) for number, mode in play.numbers.items() if EXPECTED[mode].heals == GONE
    ]
    check(runs, server, missing=gone)
    good = server.keys() - {server.key(number) for number in play.numbers}
    assert [run.code for run in runs] == [7, 7, 0]
    assert runs[0].stored.keys() >= good


@pytest.mark.slow
@pytest.mark.parametrize(
    ("play", "number", "mode"),
    [
        pytest.param(zoo, number, mode, id=mode)
        for zoo in ZOOS
        for number, mode in zoo.numbers.items()
    ],
)
def test_the_ledger_says_what_is_wrong_as_long_as_it_lasts(play, number, mode, played):
    server, runs = played(play)
    key = server.key(number)
    for count, run in enumerate(runs[:2], 1):
        state, reason = run.ledger[key]
        assert f"{state} {reason or ''}".strip() in EXPECTED[mode].after(count)
        assert run.stored.get(key, [server.texts()[key]]) == [server.texts()[key]]


# --- All at once ---------------------------------------------------------------------------------


@dataclass(frozen=True)
class Storm:
    """From the sixth article on every page is refused, for one run."""

    mode: str
    is_long = False

    def __call__(self, crawl, folder):
        with misbehaving() as server:
            reader = Runs(crawl, server, folder / f"storm-{self.mode}")
            refused = self.refused(server)
            for number in refused:
                server.break_at(server.address(number), self.mode)
            reader()
            asked = sum(len(server.times_of(server.address(number))) for number in refused)
            server.faults.clear()
            reader.crawl_until_complete(1)
            return server, reader.runs, asked

    def refused(self, server):
        return range(server.articles - 5)


STORMS = ("status_429", "status_503", "status_403", "status_401", "challenge_200", "challenge_403")


@pytest.mark.slow
@pytest.mark.parametrize("play", [Storm(mode) for mode in STORMS], ids=STORMS)
def test_a_site_that_refuses_everything_is_left_alone_and_read_next_time(play, played):
    server, runs, asked = played(play)
    assert runs[0].code == 5, runs
    assert runs[0].stored.keys() == server.keys() - set(map(server.key, play.refused(server)))
    pages = server.index_pages + 1
    assert asked <= REFUSALS + pages, "each answered index page allows one more"
    check(runs, server, are_tried=False)


@pytest.mark.slow
@pytest.mark.parametrize("mode", ["retry_after_429", "retry_after_503", "retry_after_date"])
def test_a_site_that_says_when_to_come_back_is_not_asked_before(mode, crawl, tmp_path):
    with misbehaving(4) as server:
        url = server.address(2)
        server.break_at(url, mode, 1)
        reader = Runs(crawl, server, tmp_path / "run")
        reader.crawl_until_complete(1)
    check(reader.runs, server)
    (wait,) = server.waits(url)
    assert wait >= 0.95, "a date has no fractions, so it lies one second to two ahead"
    assert wait < 10


@pytest.mark.slow
@pytest.mark.parametrize(
    ("arguments", "well_again"),
    [((), [0, 0, 0]), (("-a", "since=2026-01-01"), [7, 0, 0])],
    ids=["news", "window"],
)
def test_a_walk_down_an_index_without_end_ends(arguments, well_again, crawl, tmp_path):
    with misbehaving(11) as server:
        server.is_endless = True
        reader = Runs(crawl, server, tmp_path / "run")
        arguments = ("-s", "FIRST_RUN_PAGES=1000", *arguments)
        for count in (1, 2):
            run = reader(*arguments)
            assert run.code == 7, "a page that repeats may hide others"
            assert f"{MOST} index pages unread" in run.last_line
            pages = [url for url in server.requests if "/indeks" in url]
            assert len(pages) == count * (1 + MOST)
        server.is_endless = False
        assert [reader(*arguments).code for _ in well_again] == well_again
    assert reader.runs[-1].last_line.startswith("Complete")
    is_window = well_again[0] == 7  # it is to meet the end of the list twice
    check(reader.runs[-1:] if is_window else reader.runs, server)  # and delivers all, every time


@pytest.mark.slow
def test_connections_that_are_kept_spoil_no_answer_after_a_fault(crawl, tmp_path):
    """The crawl asks on connections that are closed, reset, or full of what was left over."""
    modes = ("closes_at_once", "reset_at_once", "length_too_short_and_open", "partial_body")
    with misbehaving(24) as server:
        server.keeps_alive = True
        for number, mode in enumerate(modes):
            server.break_at(server.address(5 * number + 2), mode, 1)
            server.break_at(server.address(5 * number + 3), mode, 2)
        reader = Runs(crawl, server, tmp_path / "run")
        reader.crawl_until_complete(1)
    check(reader.runs, server)
