"""What runs ask for: nothing twice, nothing left out, whatever happened to the run before."""

import json
import signal
from collections import Counter
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from scrapy.extension import ExtensionManager
from scrapy.http import HtmlResponse, Request
from scrapy.utils.test import get_crawler
from worlds.paper import down, index_page, numbers, short
from worlds.site import HOME, Story

from newsscraper.spiders.mediaindonesia import MediaIndonesiaSpider
from newsscraper.store.waits import WAITS

UNPACED = ("DOWNLOAD_DELAY=0", "RETRY_TIMES=0")


# --- Day by day ---------------------------------------------------------------------------------

SECTIONS = ("-a", "sections=ekonomi,olahraga")


@pytest.fixture(scope="module")
def visited(build):
    paper, reads = build()
    reader = reads(paper.folder)
    runs = {}
    paper.publish(down(29, 0))
    runs["first"] = reader()
    runs["again"] = reader()
    paper.publish(down(41, 0), per_page=15)
    runs["twelve new"] = reader()
    paper.publish([14, 47, 46, 2, 45, 44, 43, 42, *down(41, 0)])
    runs["pinned and stale"] = reader()
    paper.publish([*down(47, 34), 9, 8, 7, 6, 5, 4], "/ekonomi")
    paper.publish([11, 12], "/olahraga")
    runs["sections"] = reader(*SECTIONS)
    runs["sections again"] = reader(*SECTIONS)
    paper.publish([48, 47, 46, 45, 44, 3, *down(43, 0)])
    runs["late"] = reader()
    return {name: (short(run.requests), run) for name, run in runs.items()}, reader


@pytest.fixture(scope="module")
def days(visited):
    return visited[0]


def test_the_first_run_takes_the_newest_three_pages(days):
    asked, run = days["first"]
    pages = ["/indeks", index_page(2), index_page(3)]
    assert asked == [pages[0], *down(29, 24), pages[1], *down(23, 18), pages[2], *down(17, 12)]
    assert run.code == 0


def test_a_run_with_nothing_new_makes_one_request(visited):
    days, reader = visited
    asked, run = days["again"]
    assert asked == ["/indeks"]
    everything = f"{reader.store} holds 18: scrapy export -O FILE {reader.typed}"
    assert run.last_line == f"Complete: 0 new; {everything}"


def test_twelve_new_articles_make_thirteen_requests(days):
    asked, run = days["twelve new"]
    assert asked == ["/indeks", *down(41, 30)]
    assert numbers(run.rows) == down(41, 30)


def test_a_pinned_story_and_a_stale_one_hide_nothing(days):
    asked, _ = days["pinned and stale"]
    assert asked == ["/indeks", 47, 46, 2, 45, 44, index_page(2), 43, 42]


def test_each_road_has_its_own_known_ground(days):
    asked, run = days["sections"]
    pages = [index_page(place, "/ekonomi") for place in (1, 2, 3)]
    assert sorted(asked, key=str) == sorted(["/olahraga", *pages, 6, 7, 8, 9, 11], key=str)
    assert run.code == 0
    assert sorted(days["sections again"][0]) == ["/ekonomi", "/olahraga"]


def test_a_story_published_late_at_the_end_of_a_page_only_adds_a_page(days):
    asked, _ = days["late"]
    assert asked == ["/indeks", 48, 3, index_page(2)]


# --- Runs that are cut off ----------------------------------------------------------------------


@pytest.fixture(scope="module")
def cuts(build, serve, start_crawl):
    """Return what each run asked for, and its exit code."""
    paper, reads = build()
    runs = {}
    with serve(paper.folder) as server:
        reader = reads(server.url, *UNPACED)

        def run(name, *arguments):
            server.requests.clear()
            ended = reader(*arguments)
            runs[name] = short(server.requests[1:]), ended.code

        def run_until(name, number, signum):
            server.requests.clear()
            process = start_crawl(*reader.arguments, cwd=reader.folder)
            last = paper.address(number)
            server.hook = lambda url: url == last and process.send_signal(signum)
            process.communicate(timeout=60)
            server.hook = lambda url: None
            runs[name] = short(server.requests[1:]), process.returncode

        paper.publish(down(17, 0))
        run("baseline")
        paper.publish(down(47, 0))
        run("max_pages", "-a", "max_pages=1")
        run_until("SIGTERM", 35, signal.SIGTERM)
        run_until("SIGKILL", 28, signal.SIGKILL)
        server.answers[HOME + index_page(5)] = (500, {}, b"")
        run("HTTP 500")
        server.answers.clear()
        run("whole")
        paper.publish(down(71, 0))
        run("window", "-a", "since=2026-01-10", "-a", "until=2026-01-10")
        run("after window")
        paper.publish(down(101, 0))
        run_until("cut once more", 95, signal.SIGTERM)
        run("since", "-a", "since=2026-01-17")
        run("after since")
        paper.publish(down(119, 0))
        run_until("cut at the top", 116, signal.SIGTERM)
        run("short since", "-a", "since=2026-01-20")
        run("after short since")
    return runs


def pages(asked):
    """The index pages among what a run asked for."""
    return [each for each in asked if isinstance(each, str)]


def stories(asked):
    """The stories among what a run asked for."""
    return [each for each in asked if isinstance(each, int)]


def first_pages(count):
    """The paths of the first index pages."""
    return [index_page(place) for place in range(1, count + 1)]


def test_max_pages_reads_no_more_and_is_complete(cuts):
    assert cuts["max_pages"] == (["/indeks", *down(47, 42)], 0)


@pytest.mark.parametrize(
    ("run", "places", "code"),
    [
        ("SIGTERM", [1, 2, 3], 11),
        ("SIGKILL", [1, 3, 4], -9),
        ("HTTP 500", [1, 4, 5, 6], 7),
        ("whole", [1, 4, 5, 6], 0),
    ],
)
def test_the_run_after_one_that_was_cut_off_goes_on_where_that_was(cuts, run, places, code):
    asked, ended = cuts[run]
    assert pages(asked) == [index_page(place) for place in places]
    assert ended == code


def test_over_all_cut_off_runs_each_article_is_asked_for_once(cuts):
    names = list(cuts)[: list(cuts).index("window")]
    asked = Counter(story for name in names for story in stories(cuts[name][0]))
    twice = {story for story, times in asked.items() if times > 1}
    assert set(asked) == set(range(48))
    assert twice <= {28}, "but the one that was on its way when the run was killed"


def test_a_window_in_the_past_makes_no_known_ground_but_a_walk_from_the_top_does(cuts):
    asked, code = cuts["window"]
    assert (pages(asked), stories(asked), code) == (first_pages(6), down(59, 54), 0)
    asked, code = cuts["after window"]
    assert pages(asked) == first_pages(5)
    assert sorted(stories(asked)) == sorted(down(71, 60) + down(53, 48))


def test_a_window_up_to_now_hides_nothing_that_a_cut_off_run_owes(cuts):
    assert pages(cuts["since"][0]) == first_pages(4)
    asked, code = cuts["after since"]
    assert (pages(asked), code) == (first_pages(6), 0)
    names = ("cut once more", "since", "after since")
    assert (
        sorted(story for name in names for story in stories(cuts[name][0])) == down(101, 72)[::-1]
    )


def test_a_window_that_passes_a_gap_by_on_its_way_to_known_ground_leaves_it_owed(cuts):
    assert pages(cuts["short since"][0]) == first_pages(4)
    asked, code = cuts["after short since"]
    assert (pages(asked), sorted(stories(asked)), code) == (
        first_pages(4),
        down(113, 102)[::-1],
        0,
    )


@pytest.mark.slow
def test_an_empty_page_that_others_link_to_above_known_ground_is_unread(build):
    paper, reads = build()
    reader = reads(paper.folder)
    paper.publish(down(17, 0))
    reader()
    paper.publish(down(60, 43))
    last = [paper.story(number) for number in down(48, 43)]
    paper.index(index_page(3), last, index_page(4))
    paper.page(index_page(4), "<p>Segera kembali</p>")
    runs = [reader() for _ in range(3)]
    assert [run.code for run in runs] == [7, 7, 7]
    assert all("1 index page unread" in run.last_line for run in runs)
    assert [len(run.requests) for run in runs] == [5 + 18, 4, 4]
    paper.publish(down(60, 0))
    run = reader()
    assert (run.code, numbers(run.rows)) == (0, down(42, 18))
    assert short(reader().requests) == ["/indeks"]


@pytest.mark.slow
def test_a_page_without_a_next_one_above_known_ground_is_the_end_the_second_time(build):
    paper, reads = build()
    reader = reads(paper.folder)
    paper.publish(down(17, 0))
    reader()
    paper.publish(down(60, 43))
    runs = [reader() for _ in range(3)]
    assert [run.code for run in runs] == [7, 0, 0]
    assert [len(run.requests) for run in runs] == [3 + 18, 2, 1]
    assert runs[1].last_line == "Complete: 18 articles in out.jsonl (0 new), 0 failed."


@pytest.mark.slow
def test_pages_that_repeat_above_known_ground_hide_nothing(build):
    paper, reads = build()
    reader = reads(paper.folder)
    paper.publish(down(17, 0))
    reader()
    paper.publish(down(59, 0))
    for place in (2, 3, 4):
        copies = [paper.story(number) for number in down(59, 54)]
        paper.index(index_page(place), copies, index_page(place + 1))
    run = reader()
    assert (run.code, numbers(run.rows)) == (7, down(59, 54))
    paper.publish(down(59, 0))
    run = reader()
    assert (run.code, numbers(run.rows)) == (0, down(59, 18)), "the file holds all of both runs"


@pytest.mark.slow
def test_a_window_over_a_list_without_dates_ends_by_the_articles_own(build):
    paper, reads = build()
    reader = reads(paper.folder)
    pages = [down(newest, newest - 5) for newest in range(59, 0, -6)]
    for place, page in enumerate(pages, 1):
        stories = [Story(paper.story(number).url) for number in page]
        paper.index(index_page(place), stories, index_page(place + 1))
    for _ in range(2):
        run = reader("-a", "since=2026-01-10", "-a", "related=0")
        asked = [path for path in short(run.requests) if isinstance(path, str)]
        assert asked == [index_page(place) for place in range(1, 6)], "one inside, three before"
        assert run.code == 0


@pytest.mark.slow
def test_a_first_window_up_to_now_is_known_ground_for_the_runs_after_it(build):
    paper, reads = build()
    reader = reads(paper.folder)
    paper.publish(down(29, 0))
    reader("-a", "since=2026-01-04")
    paper.publish(down(65, 0))
    assert sorted(stories(short(reader().requests))) == down(65, 30)[::-1]


# --- Failures -----------------------------------------------------------------------------------

BROKEN, GONE, REMOVED, REFUSED, UNLISTED, HOPELESS = 1, 2, 3, 4, 5, 6
STATUS = {BROKEN: 500, GONE: 404, REMOVED: 410, REFUSED: 403, UNLISTED: 500, HOPELESS: 503}


@pytest.fixture(scope="module")
def failures(build, serve):
    """Return what each run asked for, and the ledger after it."""
    paper, reads = build()
    runs = {}
    with serve(paper.folder) as server:
        reader = reads(server.url, *UNPACED)

        def run(name, *arguments):
            server.requests.clear()
            ended = reader(*arguments)
            asked = sorted(stories(short(server.requests)))
            query = "SELECT key, state, reason, status, tries, next_try FROM ledger"
            ledger = {int(key[-2:]): tuple(row) for key, *row in reader.ask(query)}
            runs[name] = asked, ledger, ended.code, numbers(ended.rows)

        paper.publish(down(9, 1))
        for number, status in STATUS.items():
            server.answers[paper.address(number)] = (status, {}, b"<p>galat</p>")
        run("first")
        paper.publish([9, 8, 7, 6, 4, 3, 2, 1])
        at_the_limit = "UPDATE ledger SET tries = ? WHERE key LIKE '%06'"
        reader.ask(at_the_limit, len(WAITS))
        run("next")
        run("soon after")
        reader.ask("UPDATE ledger SET next_try = '2026-01-01T00:00:00+00:00' WHERE next_try > ''")
        for number in (BROKEN, UNLISTED):
            del server.answers[paper.address(number)]
        run("much later")
        server.answers.clear()
        run("asked for", "-a", f"urls={paper.address(GONE)},{paper.address(HOPELESS)}")
    return runs


def test_a_failed_article_is_in_the_ledger_with_its_reason(failures):
    asked, ledger, code, _ = failures["first"]
    assert asked == down(9, 1)[::-1]
    assert code == 7
    assert ledger[BROKEN][:4] == ("failed", "http_500", 500, 1)
    assert ledger[REFUSED][:4] == ("refused", "http_403", 403, 1)
    assert ledger[9] == ("stored", None, None, 0, None)


@pytest.mark.parametrize("number", [GONE, REMOVED])
def test_an_article_that_is_gone_is_asked_for_once_more_and_never_again(failures, number):
    status = STATUS[number]
    assert failures["first"][1][number][:4] == ("failed", f"http_{status}", status, 1)
    assert number in failures["next"][0]
    for name in ("soon after", "much later"):
        assert number not in failures[name][0]
    assert failures["much later"][1][number] == ("gone", f"http_{status}", status, 0, None)


def test_the_very_next_run_tries_again_also_what_no_list_shows_any_more(failures):
    asked, ledger, code, _ = failures["next"]
    assert asked == [BROKEN, GONE, REMOVED, REFUSED, UNLISTED, HOPELESS]
    assert code == 7
    assert [ledger[number][3] for number in (BROKEN, REFUSED, UNLISTED)] == [2, 2, 2]


def test_after_the_second_failure_a_run_waits_an_hour(failures):
    asked, ledger, code, _ = failures["soon after"]
    assert asked == []
    assert code == 0
    due = datetime.fromisoformat(ledger[BROKEN][4])
    assert timedelta(minutes=55) < due - datetime.now(UTC) <= WAITS[1]


def test_an_article_is_given_up_in_the_end(failures):
    _, ledger, _, _ = failures["next"]
    assert ledger[HOPELESS] == ("given_up", "http_503", 503, len(WAITS) + 1, None)
    assert HOPELESS not in failures["much later"][0]


def test_a_failed_article_that_comes_at_last_is_stored_and_fed(failures):
    asked, ledger, code, fed = failures["much later"]
    assert asked == [BROKEN, REFUSED, UNLISTED]
    assert code == 0
    assert sorted(fed) == [BROKEN, UNLISTED]
    assert ledger[BROKEN][0] == "stored"
    assert ledger[BROKEN][3:] == (0, None)
    assert ledger[REFUSED][3] == 3


def test_urls_tries_whatever_became_of_an_article(failures):
    asked, ledger, code, fed = failures["asked for"]
    assert asked == sorted(fed) == [GONE, HOPELESS]
    assert code == 0
    assert ledger[GONE][0] == ledger[HOPELESS][0] == "stored"


# --- Related articles, redirects, other addresses ------------------------------------------------


@pytest.fixture(scope="module")
def led(build, serve, start_crawl):
    """Return the requests of a run that was killed, of the next one, and the reader."""
    paper, reads = build()
    others = [paper.story(number) for number in (11, 12, 14)]
    first = paper.story(20, related=others[:2])
    moved, renamed, older = (paper.story(number) for number in (13, 15, 10))
    mirror = Story("http://www.mediaindonesia.com/ekonomi/800010/berita?utm_source=x", older.date)
    paper.index("/indeks", [first, moved, renamed, mirror])
    page = (200, {}, (paper.folder / f"{renamed.url.partition('://')[2]}.html").read_bytes())
    with serve(paper.folder) as server:
        server.redirect(moved.url, others[2].url)
        elsewhere = "http://m.mediaindonesia.com/ekonomi/800015/judul-baru?utm_source=x"
        server.redirect(renamed.url, elsewhere)
        server.answers[elsewhere] = page
        reader = reads(server.url, *UNPACED)
        process = start_crawl(*reader.arguments, cwd=reader.folder)
        server.hook = lambda url: url == others[0].url and process.kill()
        process.communicate(timeout=60)
        killed = short(server.requests[1:])
        server.requests.clear()
        ended = reader()
        return killed, short(server.requests[1:]), ended, reader


def test_related_articles_that_a_killed_run_owed_are_fetched_by_the_next(led):
    killed, then, ended, _ = led
    assert killed[-1] == 11
    assert set(stories(then)) >= {11, 12}
    assert ended.code == 0


def test_an_address_that_led_to_another_article_before_a_kill_is_asked_for_again(led):
    killed, then, ended, reader = led
    assert (killed.count(13), then.count(13)) == (1, 1)
    assert numbers(ended.rows).count(14) == 1
    rows = reader.ask("SELECT key, state, reason FROM ledger WHERE key LIKE '%13'")
    assert rows == [("mediaindonesia:800013", "duplicate", "mediaindonesia:800014")]


def test_the_address_that_leads_to_an_article_stands_for_it(led):
    *_, reader = led
    run = reader("-a", f"urls={HOME}/ekonomi/800013/berita")
    assert (numbers(run.rows), run.code) == ([14], 0)


@pytest.mark.slow
def test_an_address_that_turns_out_to_lead_to_a_stored_article_delivers_it(build, serve):
    paper, reads = build()
    paper.publish([1])
    with serve(paper.folder) as server:
        server.redirect(paper.address(2), paper.address(1))
        reader = reads(server.url, *UNPACED)
        assert numbers(reader().rows) == [1]
        run = reader("-a", f"urls={paper.address(2)}", "-O", "asked.jsonl")
    asked = (reader.folder / "asked.jsonl").read_text().splitlines()
    assert (numbers(map(json.loads, asked)), run.code) == ([1], 0)


def test_the_other_addresses_of_an_article_are_kept(led):
    *_, reader = led
    aliases = set(reader.ask("SELECT url, key FROM aliases"))
    assert (f"{HOME}/ekonomi/800013/berita", "mediaindonesia:800014") in aliases
    assert (f"{HOME}/ekonomi/800015/berita", "mediaindonesia:800015") in aliases
    mirror = "https://m.mediaindonesia.com/ekonomi/800015/judul-baru"
    assert (mirror, "mediaindonesia:800015") in aliases


def test_whatever_happened_every_article_is_fed_once(led):
    *_, ended, _ = led
    assert sorted(numbers(ended.rows)) == [10, 11, 12, 14, 15, 20]


# --- recheck ------------------------------------------------------------------------------------

SAME, CHANGED, VANISHED, OLD = 1, 2, 3, 4
FEEDS = {"all.jsonl": {"format": "jsonl"}}


@pytest.fixture(scope="module")
def rechecked(build):
    """Return the runs, the rows of the feed that is continued, and the reader."""
    paper, reads = build()
    reader = reads(paper.folder)
    now = datetime.now(ZoneInfo("Asia/Jakarta"))
    hours = {SAME: 1, CHANGED: 2, VANISHED: 3, OLD: 50}
    dates = {number: now - timedelta(hours=ago) for number, ago in hours.items()}
    links = [paper.story(number, date=date) for number, date in dates.items()]
    paper.index("/indeks", links)
    feeds = ("-s", f"FEEDS={json.dumps(FEEDS)}")
    runs = {"first": reader(*feeds)}
    for number in (CHANGED, OLD):
        paper.story(number, date=dates[number], body="<p>Isi yang diralat.</p>")
    (paper.folder / f"{links[2].url.partition('://')[2]}.html").unlink()
    for name in ("changed", "unchanged"):
        runs[name] = reader(*feeds, "-a", "recheck=24")
    lines = (reader.folder / "all.jsonl").read_text(encoding="utf-8").splitlines()
    return runs, [json.loads(line) for line in lines], reader


def test_recheck_fetches_what_was_published_within_its_hours(rechecked):
    runs, _, _ = rechecked
    for name in ("changed", "unchanged"):
        assert sorted(stories(short(runs[name].requests))) == [SAME, CHANGED, VANISHED]


def test_a_changed_article_is_fed_as_revision_2_and_the_old_one_stays_stored(rechecked):
    runs, rows, reader = rechecked
    assert [(row["revision"], row["body"]) for row in runs["changed"].rows] == [
        (2, "Isi yang diralat.")
    ]
    fed = sorted(zip(numbers(rows), [row["revision"] for row in rows], strict=True))
    assert fed == [(SAME, 1), (CHANGED, 1), (CHANGED, 2), (VANISHED, 1), (OLD, 1)]
    query = "SELECT document FROM revisions WHERE key LIKE '%02' ORDER BY revision"
    bodies = [json.loads(document)["body"] for (document,) in reader.ask(query)]
    assert bodies == ["Isi berita nomor 2.", "Isi yang diralat."]


def test_unchanged_articles_are_not_fed_again(rechecked):
    runs, _, reader = rechecked
    assert runs["unchanged"].last_line.startswith(f"Complete: 0 new; {reader.store} holds 4")
    assert runs["unchanged"].rows == runs["changed"].rows, "the last good file stays"
    assert reader.ask("SELECT count(*) FROM revisions") == [(5,)]


def test_an_article_that_vanished_stays_stored(rechecked):
    runs, _, reader = rechecked
    assert [runs[name].code for name in runs] == [0, 0, 0]
    files = "1 article in out.jsonl, 1 added to all.jsonl"
    assert runs["changed"].last_line == f"Complete: {files}, 0 failed, 1 not rechecked."
    assert reader.ask("SELECT state FROM ledger WHERE key LIKE '%03'") == [("stored",)]
    assert reader.ask("SELECT revision FROM articles WHERE key LIKE '%03'") == [(1,)]


def let_an_older_extraction_have_read(reader):
    """Make of its store one whose articles 1 to 3 an older one read, with a leftover each."""
    for key, document in reader.ask("SELECT key, document FROM revisions"):
        if not key.endswith("04"):
            read = json.loads(document)
            read["body"] += " GESER LAGI"
            read |= {"content_hash": "of old", "authors": ["Rina", "M.I.Kom"]}
            this = "UPDATE revisions SET extraction = NULL, document = ? WHERE key = ?"
            reader.ask(this, json.dumps(read), key)
            reader.ask("UPDATE articles SET content_hash = 'of old' WHERE key = ?", key)


@pytest.mark.slow
def test_a_recheck_reads_anew_what_an_older_extraction_read_and_feeds_no_revision(build):
    paper, reads = build()
    reader = reads(paper.folder)
    now = datetime.now(ZoneInfo("Asia/Jakarta"))
    dates = {number: now - timedelta(hours=number) for number in (1, 2, 3, 4)}
    paper.index("/indeks", [paper.story(number, date=date) for number, date in dates.items()])
    feeds = ("-s", f"FEEDS={json.dumps(FEEDS)}")
    reader(*feeds)
    let_an_older_extraction_have_read(reader)
    paper.story(3, date=dates[3], body="<p>Sebuah berita yang lain sama sekali.</p>")
    paper.story(4, date=dates[4], body="<p>Isi yang diralat.</p>")
    run = reader(*feeds, "-a", "recheck=24")
    assert [run.stat("articles/reextracted"), run.stat("articles/duplicate")] == [2, 0]
    files = "2 articles in out.jsonl, 2 added to all.jsonl"
    assert run.last_line == f"Complete: {files}, 0 failed."
    assert sorted((row["revision"], row["body"]) for row in run.rows) == [
        (2, "Isi yang diralat."),
        (2, "Sebuah berita yang lain sama sekali."),
    ]
    query = "SELECT document FROM revisions WHERE key LIKE '%01' OR key LIKE '%02' ORDER BY key"
    found = [json.loads(document) for (document,) in reader.ask(query)]
    assert [each["body"] for each in found] == ["Isi berita nomor 1.", "Isi berita nomor 2."]
    assert all("M.I.Kom" not in each["authors"] for each in found)
    again = reader(*feeds, "-a", "recheck=24")
    assert again.stat("articles/duplicate") == 4
    lines = (reader.folder / "all.jsonl").read_text(encoding="utf-8").splitlines()
    assert len(lines) == 6


# --- How often the store is asked -----------------------------------------------------------------


def test_the_store_is_asked_once_for_all_links_of_an_index_page(site):
    links = [Story(f"{HOME}/ekonomi/{800000 + number}/berita") for number in range(30)]
    site.index("/indeks", links)
    body = (site.folder / "mediaindonesia.com/indeks.html").read_bytes()
    crawler = get_crawler(MediaIndonesiaSpider, {"EXTENSIONS": {"newsscraper.crawl.run.Run": 0}})
    spider = crawler.spider = MediaIndonesiaSpider.from_crawler(crawler)
    crawler.extensions = ExtensionManager.from_crawler(crawler)
    url = f"{HOME}/indeks"
    asked = []
    with spider.run.store.reading() as transaction:
        transaction.connection.dbapi_connection.set_trace_callback(asked.append)
    response = HtmlResponse(url, body=body, encoding="utf-8", request=Request(url))
    assert len(list(spider.parse_index(response, url))) == 30
    assert len([query for query in asked if "FROM ledger" in query]) == 1
    spider.run.store.close()
