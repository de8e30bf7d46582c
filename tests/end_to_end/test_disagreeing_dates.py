"""Whole crawls in which lists and articles disagree about the day: nothing is lost or changed."""

from worlds.site import HOME, Story

DAYS = range(1, 13)
NUMBERS = [day * 10 + number for day in DAYS for number in (1, 2)]
WINDOW = ("-a", "since=2025-10-01", "-a", "until=2025-10-12")


def path(number):
    return f"/ekonomi/{700_000 + number}/kabar-{number}"


def october(number, *, swapped=False):
    """The date of a story, whose number begins with its day; or with day and month swapped."""
    day = number // 10
    return f"2025-{day:02}-10 09:00" if swapped else f"2025-10-{day:02} 09:00"


def fill(site, *, lists=False, articles=False):
    """Write a site; in its *lists*, or on its *articles*, days and months are swapped."""
    newest = sorted(NUMBERS, reverse=True)
    for number in newest:
        body = f"<p>Isi kabar {number}.</p>"
        site.article(path(number), october(number, swapped=articles), body=body)
    stories = [Story(HOME + path(each), october(each, swapped=lists)) for each in newest]
    for start in range(0, len(stories), 8):
        following = f"/indeks/{start + 8}" if start + 8 < len(stories) else ""
        page = f"/indeks/{start}" if start else "/indeks"
        site.index(page, stories[start : start + 8], following)


def run(crawl, site, folder, *arguments):
    store = ("-s", f"STORE_URL=sqlite:///{folder}/a.db")
    return crawl("-s", f"REPLAY={site.folder}", *store, *arguments, cwd=folder)


def stories_of(ended):
    return sorted(int(row["key"][-3:]) for row in ended.rows)


def test_a_window_delivers_all_its_articles_though_the_list_turns_round(crawl, site, tmp_path):
    fill(site, lists=True)
    ended = run(crawl, site, tmp_path, *WINDOW)
    assert stories_of(ended) == NUMBERS
    assert len(ended.requests) == len(set(ended.requests))
    assert ended.stat("articles/date_conflicts/list_swapped") == len(NUMBERS) - 2


def test_articles_whose_dates_turn_round_are_delivered_with_code_9(crawl, site, tmp_path):
    fill(site, articles=True)
    ended = run(crawl, site, tmp_path)
    assert (ended.code, stories_of(ended)) == (9, NUMBERS)
    assert ended.last_line == (
        "Changed: 24 articles in out.jsonl, 0 failed; in 22 of 24 the page's date and the "
        "list's have day and month swapped."
    )
    told = {row["key"]: row["conflicts"].get("date_published") for row in ended.rows}
    assert told["mediaindonesia:700092"] == [
        {"value": "2025-10-09T09:00:00+07:00", "source": "list"}
    ]
    assert told["mediaindonesia:700102"] is None


def test_an_honest_window_pays_three_requests_at_most(crawl, site, tmp_path):
    fill(site)
    window = ("-a", "since=2025-06-01", "-a", "until=2025-06-30")
    ended = run(crawl, site, tmp_path, *window)
    assert ended.rows == []
    assert len(ended.requests_under("/ekonomi/")) == 2, "10 June may be 6 October"
    assert run(crawl, site, tmp_path, *window).requests_under("/ekonomi/") == []


def test_an_honest_window_whose_days_have_no_twin_pays_nothing(crawl, site, tmp_path):
    fill(site)
    ended = run(crawl, site, tmp_path, "-a", "since=2025-10-11", "-a", "until=2025-10-12")
    assert stories_of(ended) == [111, 112, 121, 122]
    assert len(ended.requests_under("/ekonomi/")) == 4
