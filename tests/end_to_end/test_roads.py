"""Whole crawls down all kinds of roads, and from one that leads nowhere to the next."""

import gzip
import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta

import pytest
from worlds.documents import DECLARATION, entry, index_of, sitemap
from worlds.site import HOME, whole_page
from worlds.web import Visitor, serving_web

pytestmark = pytest.mark.slow


@pytest.fixture
def web():
    """Return an empty web."""
    with serving_web() as server:
        yield server


@pytest.fixture
def visit(crawl, start_crawl, tmp_path, web):
    """Return the function that crawls the web."""
    return Visitor(crawl, start_crawl, tmp_path, web)


# --- A dated index --------------------------------------------------------------------------------


def test_a_window_goes_directly_to_its_last_day_and_never_below_its_first(web, visit):
    for ago in range(9):
        web.day(ago, [ago * 10 + 2, ago * 10 + 1])
    run = visit("dated", *web.days_ago(6, 5))
    assert run.code == 0
    assert web.asked == [
        web.dated(5),
        52,
        51,
        web.dated(5, 2),
        web.dated(6),
        62,
        61,
        web.dated(6, 2),
    ]


def test_every_ending_of_a_day_leads_to_the_day_before(web, visit):
    web.day(0, [1, 2], [3, 4], [])
    web.day(1, [11, 12], [13], [13], [13], [13], [13])
    web.day(2, [21])
    web.day(3, [31])
    web.index(web.dated(3, 2), [99], status=404)
    web.day(4, [41])
    run = visit("dated", *web.days_ago(4, 0))
    assert run.code == 0
    assert web.articles == [1, 2, 3, 4, 11, 12, 13, 21, 31, 41]
    assert web.lists.count(web.dated(1, 6)) == 0


def test_a_page_that_repeats_amid_a_day_is_unread_and_hides_nothing(web, visit):
    web.day(0, [1, 2], [3, 4], [])
    web.day(1, [11, 12], [11, 12], [13])
    web.day(2, [21])
    run = visit("dated", *web.days_ago(2, 0))
    assert (run.code, web.articles) == (7, [1, 2, 3, 4, 11, 12, 13, 21])
    assert f"1 index page unread ({web.before(1)})" in run.last_line
    web.day(1, [11, 12], [14, 15], [13])
    run = visit("dated", *web.days_ago(2, 0))
    assert (run.code, web.articles) == (0, [14, 15])


def test_days_without_articles_do_not_end_a_window(web, visit):
    web.quiet_days(16)
    web.day(1, [1])
    web.day(14, [2])
    run = visit("dated", *web.days_ago(15, 0))
    assert (run.code, web.articles) == (0, [1, 2])


def test_days_without_a_page_are_unread_and_do_not_end_a_window(web, visit):
    web.day(1, [1])
    web.day(14, [2])
    run = visit("dated", *web.days_ago(15, 1))
    assert (run.code, web.articles) == (7, [1, 2])
    assert "13 index pages unread (13 days from" in run.last_line
    web.quiet_days(16)
    web.day(1, [1])
    web.day(7, [3])
    web.day(14, [2])
    run = visit("dated", *web.days_ago(15, 1))
    assert (run.code, web.articles) == (0, [3])


def test_what_stands_beside_lists_is_learnt_from_the_first_that_is_read(web, visit):
    web.quiet_days(21)
    web.day(19, [1])
    run = visit("dated", *web.days_ago(20, 1))
    assert (run.code, web.articles) == (0, [1])


def let_runs_be_of_yesterday(folder):
    """Let all runs have begun an hour before midnight: it is noon."""
    began = (datetime.now(UTC) - timedelta(hours=13)).isoformat(timespec="seconds")
    with closing(sqlite3.connect(folder / "articles.db")) as database, database:
        database.execute("UPDATE runs SET started = ?", (began,))


def test_a_run_after_midnight_goes_on_to_yesterday_and_stops_there(web, visit, tmp_path):
    web.day(1, [6, 5, 4], [3, 2, 1])
    web.day(2, [16, 15, 14])
    visit("dated")
    assert visit("dated").last_line.startswith("Complete: 0 new")
    assert web.asked == [web.dated(0), web.dated(1)]
    let_runs_be_of_yesterday(tmp_path)
    web.day(1, [8, 7, 6], [5, 4, 3], [2, 1])
    web.day(0, [10])
    assert visit("dated").code == 0
    assert web.asked == [web.dated(0), 10, web.dated(1), 8, 7, web.dated(1, 2)]
    visit("dated")
    assert web.asked == [web.dated(0)]


def test_yesterday_is_not_read_again_once_a_run_of_today_has_met_all_of_it(web, visit):
    web.day(1, [6, 5, 4], [3, 2, 1])
    visit("dated")
    web.day(0, [10])
    assert visit("dated").code == 0
    assert web.asked == [web.dated(0), 10], "a page has three, and by its time no more came"
    web.day(0, [12, 11, 10])
    assert visit("dated").code == 0
    assert web.asked == [web.dated(0), 12, 11, web.dated(0, 2), web.dated(0, 3)]


def test_an_open_window_ends_after_a_week_without_articles(web, visit):
    web.quiet_days(15)
    web.day(0, [2])
    web.day(3, [1])
    visit("dated", "max_pages=1")
    for ended in (0, [1]), (0, []):
        run = visit("dated", web.days_ago(2)[1])
        assert (run.code, web.articles) == ended
        assert web.lists[-1] == web.dated(10)
    assert run.last_line == "Complete: 1 article in out.jsonl (0 new), 0 failed."


def test_a_window_in_the_future_asks_for_today(web, visit):
    web.day(0, [1])
    run = visit("dated", *web.days_ago(0, -5))
    assert (run.code, web.articles) == (0, [1])
    assert web.lists[0] == web.dated(0)


@pytest.mark.slow
def test_a_killed_backfill_goes_on_at_its_day(web, visit):
    for ago in range(12):
        web.day(ago, [ago * 10 + 2, ago * 10 + 1])
    window = web.days_ago(11, 1)
    visit.kill_at(web.dated(5), "dated", *window)
    done = web.articles
    visit.kill_at("/ekonomi/800081/berita", "dated", *window)
    assert web.lists[0] == web.dated(4, 1)
    done += web.articles[:-1]
    assert visit("dated", *window).code == 0
    assert web.lists[0] == web.dated(8, 1)
    assert sorted([*done, *web.articles]) == sorted(
        n for ago in range(1, 12) for n in web.days if web.days[n] == ago
    )


# --- Sitemaps -------------------------------------------------------------------------------------


def test_a_news_sitemap_is_walked_and_then_costs_one_request(web, visit):
    web.put(
        "/sitemap.xml", sitemap(*(entry(n, web.time(0)) for n in range(3))), Content_Type="text/xml"
    )
    run = visit("mapped")
    assert (run.code, web.asked) == (0, ["/sitemap.xml", 0, 1, 2])
    web.put("/sitemap.xml", sitemap(*(entry(n, web.time(0)) for n in range(9))))
    visit("mapped")
    assert sorted(web.articles) == [3, 4, 5, 6, 7, 8]
    visit("mapped")
    assert web.asked == ["/sitemap.xml"]


SERVED = (
    {"Content_Type": "application/gzip"},
    {"Content_Type": "application/octet-stream"},
    {"Content_Type": "text/xml", "Content_Encoding": "gzip"},
    {"Content_Type": "application/x-gzip", "Content_Encoding": "gzip"},
    {"Content_Type": "text/html"},
    {"Content_Type": "application/xml", "X_Robots_Tag": "noindex"},
)


def test_gzipped_sitemaps_are_read_however_they_are_served(web, visit):
    children = [f"/{number}.xml.gz" for number in range(len(SERVED))]
    index = index_of(*(HOME + child for child in children))
    web.put("/sitemap.xml", index, Content_Type="application/xml")
    for number, headers in enumerate(SERVED):
        page = sitemap(entry(number, web.time(0)))
        web.put(children[number], gzip.compress(page.encode()), **headers)
    assert visit("mapped", *web.days_ago(0)).code == 0
    assert web.lists == ["/sitemap.xml", *children]
    assert web.articles == list(range(len(SERVED)))


CUT = gzip.compress(sitemap(entry(1)).encode())[:-20]
BAD = {
    "cut_gzip": (CUT, {"Content_Type": "application/gzip"}),
    "cut_encoding": (CUT, {"Content_Encoding": "gzip"}),
    "bomb": (gzip.compress(b" " * 9 * 1024**2), {"Content_Type": "application/gzip"}),
    "broken": ("<urlset><url><loc>", {}),
    "entities": (f"{DECLARATION}<!DOCTYPE a [<!ENTITY x SYSTEM '{HOME}/x'>]><a>&x;</a>", {}),
    "a_page": ("<html><body><p>Segera kembali</p></body></html>", {}),
}


FAILING = {"status_500": ("", {"status": 500}), "status_403": ("", {"status": 403})}


@pytest.mark.parametrize(("unread", "count"), [(BAD, 5), (FAILING, 2)])
def test_sitemaps_that_cannot_be_read_hide_no_other(web, visit, unread, count):
    bad = [(f"{HOME}/{name}.xml", web.time(0)) for name in unread]
    index = index_of(*bad, (f"{HOME}/good.xml", web.time(1)), "https://lain.example/x.xml")
    web.put("/sitemap.xml", index)
    web.put("/good.xml", sitemap(entry(1, web.time(0))))
    for name, (body, headers) in unread.items():
        web.put(f"/{name}.xml", body, **headers)
    run = visit("mapped", *web.days_ago(1, 0))
    assert web.asked == ["/sitemap.xml", *(f"/{name}.xml" for name in unread), "/good.xml", 1]
    assert run.code == 7
    assert f", {count} index pages unread" in run.last_line
    for number, name in enumerate(unread, 10):
        web.put(f"/{name}.xml", sitemap(entry(number, web.time(0))))
    assert visit("mapped", *web.days_ago(1, 0)).code == 0
    assert web.articles == list(range(10, 10 + len(unread)))


def test_a_window_takes_of_a_sitemap_what_may_lie_in_it(web, visit):
    web.days |= {2: 2, 3: 3, 4: 2}
    children = (
        (f"{HOME}/new.xml", web.time(0)),
        (f"{HOME}/mid.xml", web.time(1)),
        (f"{HOME}/old.xml", web.time(9)),
    )
    web.put("/sitemap.xml", index_of(*children))
    web.put(
        "/new.xml", sitemap(entry(1, web.time(0)), entry(2, web.time(2)), entry(3, web.time(3)))
    )
    web.put("/mid.xml", sitemap(entry(4, changed=web.time(0)), entry(5, changed=web.time(8))))
    run = visit("mapped", *web.days_ago(2))
    assert (run.code, web.asked) == (0, ["/sitemap.xml", "/new.xml", 2, "/mid.xml", 4])


def test_sitemaps_per_section_are_all_read_when_they_have_changed(web, visit):
    def publish(*sections, ago=0):
        names = [(f"{HOME}/{letter}.xml", web.time(ago)) for letter in "abc"[: len(sections)]]
        web.put("/sitemap.xml", index_of(*names))
        for letter, numbers in zip("abc", sections, strict=False):
            web.put(f"/{letter}.xml", sitemap(*(entry(n, web.time(0)) for n in numbers)))

    publish([1, 2, 3], [11, 12, 13], [21])
    visit("mapped")
    publish([1, 2, 3], [14, 11, 12, 13], [22, 21])
    assert visit("mapped").code == 0
    assert {14, 22} <= set(web.articles)
    assert not {1, 2, 3} & set(web.articles)
    publish([4, 1, 2, 3], [14, 11, 12, 13], [22, 21], ago=5)
    run = visit("mapped")
    assert (run.code, web.asked) == (0, ["/sitemap.xml"])


def test_a_window_after_all_sitemaps_of_an_index_holds_nothing(web, visit):
    web.put(
        "/sitemap.xml", index_of((f"{HOME}/a.xml", web.time(9)), (f"{HOME}/b.xml", web.time(8)))
    )
    run = visit("mapped", *web.days_ago(2, 1))
    assert (run.code, web.asked) == (0, ["/sitemap.xml"])


def test_sitemaps_that_are_gone_or_list_no_article_end_nothing(web, visit):
    names = ("gone", "tags", "news", "gone-too")
    web.put("/sitemap.xml", index_of(*(f"{HOME}/{name}.xml" for name in names)))
    web.put("/tags.xml", sitemap(f"<url><loc>{HOME}/tag/banjir</loc></url>"))
    web.put("/news.xml", sitemap(entry(1, web.time(0))))
    lists = ["/sitemap.xml", *(f"/{name}.xml" for name in names)]
    for articles in ([1], []):
        assert visit("mapped").code == 0
        assert (web.lists, web.articles) == (lists, articles)


def test_an_index_whose_sitemaps_list_no_article_leads_nowhere(web, visit):
    web.put("/sitemap.xml", index_of(f"{HOME}/a.xml", f"{HOME}/b.xml"))
    web.put("/a.xml", sitemap())
    run = visit("mapped")
    assert (run.code, web.asked) == (4, ["/sitemap.xml", "/a.xml", "/b.xml"])


def test_an_archive_that_was_never_walked_does_not_flood_an_incremental_run(web, visit):
    web.put(
        "/sitemap.xml", index_of((f"{HOME}/new.xml", web.time(0)), (f"{HOME}/old.xml", web.time(0)))
    )
    web.put("/new.xml", sitemap(*(entry(n, web.time(0)) for n in range(70))))
    web.days |= dict.fromkeys(range(100, 400), 50)
    web.put("/old.xml", sitemap(*(entry(n, web.time(50)) for n in range(100, 400))))
    visit("mapped")
    assert set(web.articles) <= set(range(70))
    visit("mapped")
    assert "/old.xml" in web.lists
    assert len([number for number in web.articles if number >= 100]) <= 30


# --- From one road to the next --------------------------------------------------------------------


def test_a_road_that_leads_nowhere_gives_way_until_one_has_articles(web, visit):
    web.put(
        "/feed",
        f"<rss><channel><item><link>{HOME}/ekonomi/800001/berita</link></item></channel></rss>",
    )
    run = visit("many")
    assert run.code == 0
    assert "by other roads" in run.last_line
    assert web.asked == [
        "/indeks",
        *map(web.dated, range(7)),
        "/ekonomi",
        "/olahraga",
        "/sitemap.xml",
        "/feed",
        1,
    ]


def test_when_all_roads_lead_nowhere_the_first_is_named(web, visit):
    run = visit("many")
    assert run.code == 4
    assert run.last_line == f"Nothing found: {HOME}/indeks answers 404; 0 articles, 0 failed."


def test_when_all_roads_are_refused_the_code_is_5(web, visit):
    web.put("/robots.txt", "User-agent: *\nDisallow: /\n", Content_Type="text/plain")
    run = visit("many")
    assert (run.code, web.asked) == (5, [])


@pytest.mark.parametrize("status", [500])
def test_a_server_in_trouble_is_not_asked_for_other_roads(web, visit, status):
    web.put("/indeks", "", status)
    assert (visit("many").code, web.asked) == (4, ["/indeks"])


@pytest.mark.parametrize(
    "make_dead",
    [
        lambda web: web.put("/indeks", "", 410),
        lambda web: web.put("/indeks", "", 403),
        lambda web: web.index("/indeks", []),
        lambda web: web.put("/indeks", "<html><body><p>Segera kembali</p></body></html>"),
        lambda web: web.put(
            "/robots.txt", "User-agent: *\nDisallow: /indeks$", Content_Type="text/plain"
        ),
        lambda web: web.put("/indeks", "", 302, Location="https://lain.example/"),
    ],
    ids=["gone", "refused", "empty", "no list", "robots.txt", "leads away"],
)
def test_each_kind_of_dead_road_gives_way(web, visit, make_dead):
    make_dead(web)
    web.day(0, [1])
    run = visit("many")
    assert (run.code, web.articles) == (0, [1])


def test_a_list_that_is_empty_gives_way_and_is_asked_for_again(web, visit):
    web.index("/indeks", [])
    web.day(0, [1])
    run = visit("many")
    assert (run.code, web.articles) == (0, [1])
    web.index("/indeks", [2, 1])
    run = visit("many")
    assert (run.code, web.articles) == (0, [2])


def test_a_list_that_is_not_understood_any_more_gives_way_and_is_owed(web, visit):
    web.index("/indeks", range(9, 0, -1))
    visit("many")
    links = (f'<div><a href="{web.story(number).url}">Judul</a></div>' for number in range(9))
    web.put("/indeks", whole_page("".join(links)))
    web.day(0, [10, 9])
    run = visit("many")
    assert (run.code, web.articles) == (7, [10])
    assert "1 index page unread" in run.last_line
    web.index("/indeks", range(11, 0, -1))
    run = visit("many")
    assert (run.code, web.articles) == (0, [11])


def test_a_feed_is_no_way_for_a_window(web, visit):
    web.put(
        "/feed",
        f"<rss><channel><item><link>{HOME}/ekonomi/800001/berita</link></item></channel></rss>",
    )
    web.index("/indeks", [2])
    visit("fed", *web.days_ago(0))
    assert web.asked == ["/indeks", 2]
    visit("fed")
    assert web.asked == ["/feed", 1]


def test_sections_have_no_substitutes(web, visit):
    web.index("/indeks", [1])
    run = visit("many", "sections=ekonomi,olahraga")
    assert (run.code, sorted(web.asked)) == (4, ["/ekonomi", "/olahraga"])
    web.index("/olahraga", [2])
    assert visit("many", "sections=all").code in (0, 7)
    assert sorted(web.asked, key=str) == sorted(["/ekonomi", "/olahraga", 2], key=str)


def test_pages_of_several_sections_take_turns_and_articles_come_first(web, visit):
    for front, first in (("/ekonomi", 10), ("/olahraga", 20)):
        web.index(front, [first, first + 1], f"{front}/2")
        web.index(f"{front}/2", [first + 2])
    visit("many", "sections=all", *web.days_ago(3, 0))
    assert web.asked == [
        "/ekonomi",
        10,
        11,
        "/olahraga",
        20,
        21,
        "/ekonomi/2",
        12,
        "/olahraga/2",
        22,
    ]


# --- Lists that have not changed ------------------------------------------------------------------


def test_an_unchanged_list_costs_one_request_and_no_parsing(web, visit):
    web.is_conditional = True
    web.index("/indeks", [3, 2, 1])
    visit("indexed")
    assert web.conditions == []
    run = visit("indexed")
    assert web.asked == ["/indeks"]
    [(path, tag, time)] = web.conditions
    assert (path, tag[:3], time) == ("/indeks", 'W/"', "Tue, 20 Jan 2026 05:30:00 GMT")
    assert (run.code, run.last_line[:15]) == (0, "Complete: 0 new")
    assert run.stat("index_pages/unchanged") == 1
    web.index("/indeks", [4, 3, 2, 1])
    assert (visit("indexed").code, web.asked) == (0, ["/indeks", 4])
    visit("indexed")
    assert (web.asked, len(web.conditions)) == (["/indeks"], 1)
    visit("indexed", *web.days_ago(0))
    assert web.conditions == [], "a window has to see the list"


def test_a_server_that_knows_no_conditions_is_read_as_ever(web, visit):
    web.index("/indeks", [3, 2, 1])
    visit("indexed")
    assert (visit("indexed").code, web.asked, len(web.conditions)) == (0, ["/indeks"], 1)
    web.index("/indeks", [4, 3, 2, 1])
    visit("indexed")
    assert web.asked == ["/indeks", 4]


def test_after_a_run_that_was_cut_off_the_list_is_read_again(web, visit):
    web.is_conditional = True
    web.index("/indeks", [3, 2, 1])
    visit("indexed")
    web.index("/indeks", [9, 8, 7], "/indeks/2")
    web.index("/indeks/2", [6, 5, 4], "/indeks/3")
    web.index("/indeks/3", [3, 2, 1])
    visit.kill_at("/indeks/2", "indexed")
    assert (visit("indexed").code, web.conditions[:1]) == (0, [])
    assert web.articles == [6, 5, 4]
    visit("indexed")
    assert (web.asked, len(web.conditions)) == (["/indeks"], 1)


def test_an_unchanged_sitemap_hides_no_changed_one(web, visit):
    web.is_conditional = True
    web.put("/sitemap.xml", index_of(f"{HOME}/a.xml", f"{HOME}/b.xml"))
    web.put("/a.xml", sitemap(entry(1, web.time(0))))
    web.put("/b.xml", sitemap(entry(11, web.time(0))))
    visit("mapped")
    web.put("/b.xml", sitemap(entry(12, web.time(0)), entry(11, web.time(0))))
    run = visit("mapped")
    assert (run.code, web.asked) == (0, ["/sitemap.xml", "/a.xml", "/b.xml", 12])
    assert [path for path, *_ in web.conditions] == ["/a.xml", "/b.xml"]
    assert run.stat("index_pages/unchanged") == 1
    run = visit("mapped")
    assert (run.code, web.asked) == (0, ["/sitemap.xml", "/a.xml", "/b.xml"])
    assert run.stat("index_pages/unchanged") == 2
