"""What the last line says of whole runs: Complete only when nothing of the publisher is open."""

from datetime import UTC, datetime, timedelta
from functools import partial
from zoneinfo import ZoneInfo

import pytest
from lab.command_line import run as run_command
from worlds.misbehaving import CHALLENGE
from worlds.paper import TYPED, Paper, Reader, down, numbers
from worlds.site import HOME

pytestmark = pytest.mark.slow

GAPS = f": scrapy coverage mediaindonesia --gaps {TYPED}"
ALL = "Refused: all 4 articles were refused; 0 articles, 0 failed, 4 refused"
ROBOTS = f"{HOME}/robots.txt"
LATER = "UPDATE ledger SET next_try = ? WHERE next_try IS NOT NULL"
PAST = "2026-01-01T00:00:00+00:00"


@pytest.fixture
def paper(tmp_path):
    """A paper of four stories, all on its first index page."""
    made = Paper(tmp_path / "paper")
    made.publish(down(3, 0))
    return made


@pytest.fixture
def visit(paper, crawl, serve, tmp_path):
    """Return a function that crawls the paper; its `server` may misbehave."""
    (tmp_path / "run").mkdir()
    with serve(paper.folder) as server:
        settings = ("DOWNLOAD_DELAY=0", "RETRY_TIMES=0")
        reader = Reader(crawl, tmp_path / "run", server.url, *settings)
        reader.server = server
        yield reader


def fail(visit, paper, status, *stories, body=b"<p>galat</p>"):
    for number in stories:
        visit.server.answers[paper.address(number)] = (status, {}, body)


def by_hand(paper, *numbers):
    return "-a", f"urls={','.join(map(paper.address, numbers))}"


# --- All that was asked for is refused ------------------------------------------------------------

REFUSALS = {
    "robots.txt": (5, f"{ALL} (robots.txt)."),
    "robots.txt answers 503": (5, f"{ALL} (no robots.txt to be had)."),
    "403": (5, f"{ALL} (HTTP 403)."),
    "a challenge": (5, f"{ALL} (challenge page)."),
    "451": (7, f"Partial: 0 articles, 0 failed, 4 refused (HTTP 451){GAPS}"),
    "noindex": (7, f"Partial: 0 articles, 0 failed, 4 refused (noindex){GAPS}"),
}


def refuse(visit, paper, how):
    """Let the site refuse each story."""
    answers = visit.server.answers
    if how == "robots.txt":
        answers[ROBOTS] = (200, {}, b"User-agent: *\nDisallow: /ekonomi/\n")
    elif how == "robots.txt answers 503":
        answers[ROBOTS] = (503, {}, b"")
    elif how == "noindex":
        for number in range(4):
            paper.story(number, body='<meta name="robots" content="noindex"><p>Isi.</p>')
    else:
        status = int(how) if how.isdecimal() else 200
        body = b"<p>galat</p>" if how.isdecimal() else CHALLENGE
        fail(visit, paper, status, *range(4), body=body)


@pytest.mark.parametrize("how", REFUSALS)
def test_a_list_that_is_refused_is_told_by_whom_and_delivers_nothing(visit, paper, how):
    refuse(visit, paper, how)
    run = visit(*by_hand(paper, *range(4)))
    assert (run.code, run.last_line) == REFUSALS[how]
    assert run.rows == []


def test_a_list_whose_articles_are_gone_is_partial(visit, paper):
    fail(visit, paper, 404, *range(4))
    run = visit(*by_hand(paper, *range(4)))
    assert run.code == 7
    assert run.last_line.startswith("Partial: 0 articles, ")


def test_a_window_all_of_which_robots_txt_forbids_is_refused_until_something_of_it_is_stored(
    visit, paper
):
    refuse(visit, paper, "robots.txt")
    window = ("-a", "since=2026-01-01", "-a", "until=2026-01-01")
    run = visit(*window)
    at_its_end = "1 index page unread"  # it is believed when the next run meets it again
    assert (run.code, run.last_line) == (5, f"{ALL} (robots.txt), {at_its_end}.")
    visit.ask(LATER, PAST)
    del visit.server.answers[ROBOTS]
    fail(visit, paper, 403, 0)
    run = visit(*window)
    assert (run.code, run.last_line) == (
        0,
        "Complete: 3 articles in out.jsonl, 0 failed, 1 refused (HTTP 403).",
    )
    visit.ask(LATER, PAST)
    run = visit(*window)
    assert run.code == 0, "one of four, of which three are stored"
    assert sorted(numbers(run.rows)) == [1, 2, 3]


def test_a_few_refused_articles_make_no_incremental_run_refused(visit, paper):
    refuse(visit, paper, "robots.txt")
    run = visit()
    assert (run.code, run.last_line) == (
        0,
        "Complete: 0 new; articles.db holds 0; 0 failed, 4 refused (robots.txt): "
        f"scrapy export -O FILE {TYPED}",
    )


# --- What failed stays in view --------------------------------------------------------------------


def test_articles_that_failed_earlier_stay_in_the_last_line_until_they_are_there(visit, paper):
    fail(visit, paper, 500, 0, 1)
    owed = f"Partial: {{}}, 2 failed; the next run tries again{GAPS}"
    for came in ("2 articles in out.jsonl", "2 articles in out.jsonl (0 new)"):
        run = visit()
        assert (run.code, run.last_line) == (7, owed.format(came))
    later = datetime.now(UTC) + timedelta(days=2)  # one further ahead would not be believed
    visit.ask(LATER, later.isoformat(timespec="seconds"))
    shown = f"{later.astimezone(ZoneInfo('Asia/Jakarta')):%Y-%m-%d %H:%M}"
    waits = f"2 failed earlier wait for their next try ({shown})"
    run = visit()
    assert (run.code, run.last_line) == (0, f"Up to date: 0 new; {waits}{GAPS}")
    visit.ask(LATER, PAST)
    visit.server.answers.clear()
    run = visit()
    assert (run.code, run.last_line) == (0, "Complete: 2 articles in out.jsonl, 0 failed.")
    everything = f"scrapy export -O FILE {TYPED}"
    assert visit().last_line == f"Complete: 0 new; articles.db holds 4: {everything}"


def test_a_run_for_other_days_or_articles_says_what_it_was_not_for(visit, paper):
    fail(visit, paper, 500, 0)
    visit()
    run = visit("-a", "since=2026-01-02")
    one = "1 article that this run was not for is open"
    assert (run.code, run.last_line) == (0, f"Up to date: 0 new, 0 failed; {one}{GAPS}")
    run = visit(*by_hand(paper, 3))
    came = "1 article in out.jsonl (0 new), 0 failed"
    assert (run.code, run.last_line) == (0, f"Up to date: {came}; {one}{GAPS}")
    assert numbers(run.rows) == [3]
    assert visit("-a", "since=2026-01-01").code == 7


UNREAD = (
    "INSERT INTO index_pages (road, url, publisher, day, state, tries, walk, links) "
    "VALUES (?, ?, 'mediaindonesia', ?, 'unread', 1, 0, 0)"
)


def test_index_pages_of_other_runs_are_told_with_the_command_that_reads_them(visit, paper):
    visit()
    for day in ("2026-01-18", "2026-01-20"):
        visit.ask(UNREAD, f"{HOME}/indeks", f"{HOME}/indeks/{day}", day)
    window = "-a since=2026-01-18 -a until=2026-01-20"
    run = visit()
    assert (run.code, run.last_line) == (
        0,
        "Up to date: 0 new, 0 failed; 2 index pages unread (2026-01-18, 2026-01-20) "
        f"that this run was not for: scrapy crawl mediaindonesia {window} {TYPED}",
    )
    coverage = partial(run_command, visit.folder, "coverage", "mediaindonesia")
    assert coverage("--gaps") == (
        0,
        "",
        "2 index pages are unread (2026-01-18, 2026-01-20): "
        f"scrapy crawl mediaindonesia {window}\n",
    )
    header, *rows = (line.split() for line in coverage("--since", "2026-01-18").out.splitlines())
    at = header.index("unread")
    assert header[at - 1 :] == ["revised", "unread", "estimate"]
    assert {row[0]: row[at] for row in rows} == {
        "2026-01-18": "1",
        "2026-01-19": ".",
        "2026-01-20": "1",
        "total": "2",
    }


# --- Limits, and lines of a list ------------------------------------------------------------------


def test_a_limit_of_scrapys_is_told_and_the_same_line_goes_on(visit):
    limit = ("-s", "CLOSESPIDER_ITEMCOUNT=1", "-s", "CONCURRENT_REQUESTS=1")
    run = visit(*limit, "-o", "out.jsonl")
    assert run.code == 7
    assert run.last_line.startswith("Stopped (closespider_itemcount): ")
    assert run.last_line.endswith(" still to fetch; the same line again goes on.")
    assert run.rows, "it delivers"
    again = visit("-o", "out.jsonl")
    assert again.code == 0
    assert sorted(numbers(again.rows)) == [0, 1, 2, 3]


SECRET = "root:*:20228:0:99999:7:::"


def test_lines_that_are_no_article_are_named_and_skipped(visit, paper):
    bad = [SECRET, f"{HOME}/ekonomi", *"abcd"]
    lines = [paper.address(3), *bad, paper.address(2)]
    (visit.folder / "daftar.txt").write_text("".join(f"{line}\n" for line in lines))
    run = visit("-a", "urls=@daftar.txt")
    assert (run.code, run.last_line) == (
        7,
        "Partial: 2 articles in out.jsonl, 0 failed, 6 lines of urls skipped.",
    )
    assert numbers(run.rows) == [3, 2]
    of = "of mediaindonesia: skipped"
    for said in ("line 2", f"line 3 ({HOME}/ekonomi)", "line 4", "line 5", "line 6"):
        assert f"WARNING: urls: {said} is no article URL {of}\n" in run.log
    assert f"WARNING: urls: 1 other line is no article URL {of}\n" in run.log
    assert SECRET not in run.log
