"""Whole crawls: the main job on the replica, and small made-up sites that misbehave."""

import json
import os
import re
import signal
from collections import Counter
from dataclasses import fields
from urllib.parse import urlsplit

import pytest
from lab.project import FIXTURES, PROJECT
from worlds.site import HOME, Site, Story

from newsscraper.items import Article

# --- The main job: the replica ----------------------------------------------------------------


@pytest.fixture(scope="module")
def replica(crawl, tmp_path_factory):
    return crawl("-s", f"REPLAY={FIXTURES}", cwd=tmp_path_factory.mktemp("replica"))


def test_the_main_job_is_complete(replica):
    assert replica.code == 0
    assert len(replica.rows) >= 40
    assert replica.last_line == f"Complete: {len(replica.rows)} articles, 0 failed."
    assert "articles/failed" not in replica.log


def test_the_main_job_gives_every_kind_and_era(replica):
    kinds = {row["kind"] for row in replica.rows}
    assert kinds == set("news opinion column editorial gallery video infographic".split())
    years = {row["date_published"][:4] for row in replica.rows}
    assert years == {str(year) for year in range(2017, 2027)}
    shapes = {urlsplit(row["url"]).path.split("/")[1] for row in replica.rows}
    assert {"read", "news", "jabar", "podiums", "editorials", "galleries", "video"} <= shapes


def test_each_article_comes_once_and_whole(replica):
    assert max(Counter(replica.ids).values()) == 1
    for row in replica.rows:
        assert list(row) == [field.name for field in fields(Article)]
        assert row["headline"]
        assert row["body"]
        assert row["date_published"]


def test_articles_that_only_berita_lainnya_lists_are_there_if_recent(replica):
    assert {"842999", "849800", "389702"} <= set(replica.ids)
    assert "841877" not in replica.ids


def test_nothing_is_requested_but_index_pages_and_articles_each_once(replica):
    index_pages = [f"{HOME}/indeks", f"{HOME}/indeks/20/20", f"{HOME}/indeks/20/40"]
    articles = [row["url"] for row in replica.rows]
    assert sorted(replica.requests) == sorted(index_pages + articles)


def test_articles_come_in_the_order_of_the_index_newest_first(replica):
    page = (FIXTURES / "mediaindonesia.com/indeks.html").read_text(encoding="utf-8")
    listed = re.findall(r'<h3><a[^>]* href="(.*?)"', page)[:20]
    assert [row["url"] for row in replica.rows[:20]] == listed
    assert replica.requests[: 1 + 20] == [f"{HOME}/indeks", *listed]


# --- Walks: one made-up site with a road for each case, read in one crawl -----------------------

OLD, INSIDE, NEW = "2026-01-09 23:59", "2026-01-11 12:00", "2026-01-13 00:00"


def road(site, section, pages, number, **own):
    """Write a section front and its further pages, each with one article of its date.

    *own* gives further list items by page: `page_3=[…]`. Return the pages' paths.
    """
    paths = [f"/{section}"] + [f"/{section}/20/{20 * step}" for step in range(1, len(pages))]
    for step, date in enumerate(pages):
        story = site.article(f"/{section}/{number + step}/berita", date)
        following = paths[step + 1] if step + 1 < len(pages) else ""
        site.index(paths[step], [story, *own.get(f"page_{step + 1}", [])], following)
    return paths


@pytest.fixture(scope="module")
def walks(crawl, tmp_path_factory):
    site = Site(tmp_path_factory.mktemp("walks"))
    write_ends_of_the_window(site)
    road(site, "humaniora", [INSIDE, OLD, OLD, OLD, INSIDE], 810000)
    road(site, "olahraga", [INSIDE, OLD, OLD, INSIDE, OLD, OLD, OLD, INSIDE], 820000)
    road(site, "nusantara", [NEW, NEW, NEW, NEW, INSIDE], 830000)
    pinned_old = site.article("/sepak-bola/100001/disematkan", "2020-01-01 10:00")
    pinned = {f"page_{number}": [pinned_old] for number in (1, 2, 3)}
    road(site, "sepak-bola", [INSIDE, INSIDE, INSIDE, INSIDE], 840000, **pinned)
    pinned_new = site.article("/otomotif/900001/disematkan", INSIDE)
    pinned = {f"page_{number}": [pinned_new] for number in range(1, 8)}
    road(site, "otomotif", [INSIDE, OLD, OLD, OLD, OLD, OLD, OLD], 850000, **pinned)
    write_repeating_pages(site)
    write_pagination(site)
    write_list_items(site)
    return crawl(
        *("-s", f"REPLAY={site.folder}", "-a", "related=0", "-a", "sections=all"),
        *("-a", "since=2026-01-10", "-a", "until=2026-01-12"),
        cwd=tmp_path_factory.mktemp("run"),
    )


ENDS = {
    *("/ekonomi", "/jabar", "/kolom-pakar/3", "/nusantara/20/80", "/opini/20/40"),
    *("/podiums/20/20", "/sepak-bola/20/60", "/teknologi/20/20", "/travel/20/20"),
}
"""The last pages of those sections that end with the window's days, or newer ones."""


def write_ends_of_the_window(site):
    first = site.article("/ekonomi/800001/awal", "2026-01-10 00:00")
    last = site.article("/ekonomi/800002/akhir", "2026-01-12 23:59")
    before = site.article("/ekonomi/800003/sebelum", OLD)
    after = site.article("/ekonomi/800004/sesudah", NEW)
    undated = site.article("/ekonomi/800005/tanpa-tanggal-di-daftar", INSIDE)
    undated_old = site.article("/ekonomi/800006/tanpa-tanggal-di-daftar", OLD)
    moved = site.article("/ekonomi/800007/tanggal-daftar-lain", OLD)
    without_date = [Story(undated.url), Story(undated_old.url)]
    site.index("/ekonomi", [after, last, first, before, *without_date, Story(moved.url, INSIDE)])


def write_repeating_pages(site):
    # hiburan repeats its last page for ever, under new offsets.
    stories = [site.article(f"/hiburan/86000{number}/berita", INSIDE) for number in (1, 2)]
    site.index("/hiburan", stories[:1], "/hiburan/20/20")
    for offset in range(20, 400, 20):
        site.index(f"/hiburan/20/{offset}", stories[1:], f"/hiburan/20/{offset + 20}")
    # teknologi goes round in a circle; fashion links to a 404, travel lists nothing at first.
    story = site.article("/teknologi/870001/berita", INSIDE)
    other = site.article("/teknologi/870002/berita", INSIDE)
    site.index("/teknologi", [story], "/teknologi/20/20")
    site.index("/teknologi/20/20", [other], "/teknologi")
    site.index("/fashion", [site.article("/fashion/870003/berita", INSIDE)], "/fashion/20/20")
    site.index("/travel", [], "/travel/20/20")
    site.index("/travel/20/20", [site.article("/travel/870004/berita", INSIDE)])


def write_pagination(site):
    # The shape of columns, without rel=next; the farther page is linked first.
    for page, links in {"": (3, 2), "/2": (1, 3), "/3": (1, 2)}.items():
        story = site.article(f"/kolom-pakar/88000{page[1:] or 1}/kolom", INSIDE)
        others = [f'<a href="{HOME}/kolom-pakar/{n}">{n}</a>' for n in links if n > 1]
        others.append(f'<a href="{HOME}/kolom-pakar">1</a><a href="#"></a><a href="#">&gt;</a>')
        site.index(f"/kolom-pakar{page}", [story], "".join(others))
    # Offsets as /ekonomi/20/40 has them, relative, on a mirror host, with a stray fragment.
    for offset, link in (
        ("", "http://www.mediaindonesia.com/opini/20/20#daftar"),
        (
            "/20/20",
            "/opini/20/40",
        ),
    ):
        story = site.article(f"/opini/89000{offset[-2:].strip('/') or 1}/opini", INSIDE)
        site.index(f"/opini{offset}", [story], f'<a href="{link}">berikut</a>')
    site.index("/opini/20/40", [site.article("/opini/890003/opini", INSIDE)])
    # No link here leads on: nowhere, back, away, into an article, into a trap.
    site.index("/podiums", [site.article("/podiums/detail_podiums/41-a", INSIDE)], "/podiums/20/20")
    links = ["#", "javascript:void(0)", "", "https://[", "https://lain.example/podiums/20/40"]
    links += ["/podiums", "/podiums/20/20", "/ekonomi/800001/awal", "mailto:a@b.example"]
    traps = "".join(f'<a href="{link}">x</a>' for link in links)
    traps += f'<a href="{HOME}/podiums/20/60" rel="nofollow">x</a><a name="tanpa-href">x</a>'
    story = site.article("/podiums/detail_podiums/42-b", INSIDE)
    site.index("/podiums/20/20", [story], traps)
    for offset in (40, 60):
        site.index(f"/podiums/20/{offset}", [])


def write_list_items(site):
    region = site.article("/jabar/berita/890101/desa", INSIDE)
    once = site.article("/jabar/890102/sekali", INSIDE)
    aliases = [
        "http://mediaindonesia.com/jabar/890102/sekali",
        f"{HOME}/jabar/890102/sekali?utm_source=x#komentar",
        "https://www.mediaindonesia.com/jabar/890102/sekali/",
        f"{HOME}/jabar/890102/judul-yang-diganti",
        "//m.mediaindonesia.com/jabar/890102/sekali",
        "/jabar/890102/sekali",
    ]
    trap = Story(f"{HOME}/jabar/890103/jebakan", INSIDE, "nofollow")
    lists = [
        Story(f"{HOME}{path}", INSIDE) for path in ("/ekonomi/20/40", "/jabar/20/40", "/jabar")
    ]
    away = Story("https://lain.example/jabar/890104/lain", INSIDE)
    broken = [Story("https://[", INSIDE), Story("", INSIDE), Story("#", INSIDE)]
    names = [Story(alias, INSIDE) for alias in aliases]
    site.index("/jabar", [region, trap, away, *lists, *broken, once, *names])


def test_both_ends_of_a_window_are_inside_and_the_articles_own_date_decides(walks):
    assert [each for each in walks.ids if each.startswith("8000")] == ["800002", "800001", "800005"]
    asked = [path[len("/ekonomi/80000")] for path in walks.requests_under("/ekonomi/80000")]
    assert asked == ["2", "1", "5", "6", "7"]


def test_listed_and_fetched_articles_outside_a_window_are_counted(crawl, site, tmp_path):
    days = [NEW, INSIDE, OLD]
    stories = [site.article(f"/ekonomi/80010{n}/berita", day) for n, day in enumerate(days)]
    moved = Story(site.article("/ekonomi/800109/pindah", OLD).url, INSIDE)
    site.index("/indeks", [*stories, moved])
    window = ("-a", "since=2026-01-10", "-a", "until=2026-01-12")
    ended = crawl("-s", f"REPLAY={site.folder}", *window, cwd=tmp_path)
    assert ended.ids == ["800101"]
    assert ended.stat("articles/out_of_window") == 3


def test_a_walk_ends_after_three_pages_in_a_row_older_than_since(walks):
    offsets = [f"/humaniora/20/{offset}" for offset in (20, 40, 60)]
    assert walks.requests_under("/humaniora") == [
        "/humaniora",
        "/humaniora/810000/berita",
        *offsets,
    ]


def test_one_or_two_old_pages_end_no_walk(walks):
    assert {"820000", "820003"} <= set(walks.ids)
    assert len(walks.requests_under("/olahraga/20/")) == 6
    assert "820007" not in walks.ids


def test_pages_newer_than_the_window_never_count(walks):
    assert "830004" in walks.ids
    assert walks.requests_under("/nusantara/8") == ["/nusantara/830004/berita"]


def test_a_pinned_old_story_ends_no_walk(walks):
    assert {"840000", "840001", "840002", "840003"} <= set(walks.ids)
    assert "100001" not in walks.ids


def test_a_pinned_new_story_prolongs_no_walk(walks):
    assert {"850000", "900001"} <= set(walks.ids)
    assert len(walks.requests_under("/otomotif/20/")) == 3


def test_a_walk_ends_after_three_pages_that_repeat_what_was_listed(walks):
    offsets = [f"/hiburan/20/{offset}" for offset in (20, 40, 60, 80)]
    assert walks.requests_under("/hiburan/20/") == offsets
    assert {"860001", "860002"} <= set(walks.ids)


def test_a_circle_of_pages_is_walked_once(walks):
    pages = [path for path in walks.requests_under("/teknologi") if "/87" not in path]
    assert pages == ["/teknologi", "/teknologi/20/20"]


def unread(walks, reason):
    """The paths of the index pages that were left unread for that reason."""
    said = f"Index page failed, {reason}: {HOME}"
    return {line.partition(said)[2] for line in walks.log.splitlines() if said in line}


def test_a_page_that_another_links_to_and_that_is_not_there_is_unread(walks):
    assert "/fashion/20/20" in walks.requests_under("/fashion")
    assert "/fashion/20/20" in unread(walks, "http_404")
    assert "870003" in walks.ids


def test_an_empty_index_page_is_unread_and_the_walk_goes_on(walks):
    assert f"Index page without any article: {HOME}/travel" in walks.log
    assert unread(walks, "no_articles") == {"/travel"}
    assert "870004" in walks.ids


def test_pages_that_repeat_are_unread(walks):
    assert unread(walks, "no_new_articles") == {f"/hiburan/20/{each}" for each in (40, 60, 80)}


def test_the_end_of_a_list_above_the_window_is_not_believed_at_once(walks):
    assert unread(walks, "no_next_page") == ENDS


def test_pages_are_followed_by_number_where_none_is_marked_next(walks):
    columns = [path for path in walks.requests_under("/kolom-pakar") if "/88" not in path]
    assert columns == ["/kolom-pakar", "/kolom-pakar/2", "/kolom-pakar/3"]
    opinions = [path for path in walks.requests_under("/opini") if "/89" not in path]
    assert opinions == ["/opini", "/opini/20/20", "/opini/20/40"]


def test_no_pagination_link_leads_back_away_or_into_a_trap(walks):
    pages = [path for path in walks.requests_under("/podiums") if "detail" not in path]
    assert pages == ["/podiums", "/podiums/20/20"]


def test_no_page_is_asked_for_that_no_page_links_to(walks):
    offsets = [path for path in walks.requests_under("/") if "/20/" in path]
    assert "/ekonomi/20/20" not in offsets
    assert "/jabar/20/40" not in offsets


def test_an_article_listed_under_many_addresses_is_fetched_once(walks):
    assert walks.requests_under("/jabar/") == ["/jabar/berita/890101/desa", "/jabar/890102/sekali"]


def test_a_crawl_of_all_sections_asks_for_each_front_and_counts_the_missing_ones(walks):
    assert walks.requests_under("/megapolitan") == ["/megapolitan"]
    assert walks.code == 7
    written = set(
        "ekonomi humaniora olahraga nusantara sepak-bola otomotif hiburan teknologi".split()
    )
    written |= set("fashion travel kolom-pakar opini podiums jabar".split())
    missing = [path for path in unread(walks, "http_404") if path.count("/") == 1]
    assert len(missing) == 24 - len(written)
    others = ["/fashion/20/20", "/travel", *(f"/hiburan/20/{each}" for each in (40, 60, 80))]
    count = len(missing) + len(others) + len(ENDS)
    assert walks.last_line == (
        f"Partial: {len(walks.rows)} articles, 0 failed, "
        f"{count} index pages unread; the next run tries again."
    )


def test_no_trap_ticker_share_link_or_sidebar_is_ever_requested(walks):
    traps = ("cdn-cgi", "999001", "999002", "750740", "890103", "lain.example")
    assert not [url for url in walks.requests if any(trap in url for trap in traps)]


# --- How many index pages ---------------------------------------------------------------------


@pytest.fixture(scope="module")
def long_index(tmp_path_factory):
    """A site whose index and two sections have five pages each."""
    site = Site(tmp_path_factory.mktemp("long"))
    for number, section in enumerate(("indeks", "ekonomi", "opini")):
        road_number = 800000 + 1000 * number
        if section == "indeks":
            stories = [
                site.article(f"/humaniora/{road_number + step}/a", INSIDE) for step in range(5)
            ]
            for step, story in enumerate(stories):
                path = "/indeks" if not step else f"/indeks/20/{20 * step}"
                site.index(path, [story], f"/indeks/20/{20 * step + 20}")
        else:
            road(site, section, [INSIDE] * 5, road_number)
    return site


PAGES = {
    "-s FIRST_RUN_PAGES=3": ["/indeks", "/indeks/20/20", "/indeks/20/40"],
    "-s FIRST_RUN_PAGES=1": ["/indeks"],
    "-a max_pages=2": ["/indeks", "/indeks/20/20"],
    "-a max_pages=4 -a until=2026-01-31": [
        *("/indeks", "/indeks/20/20", "/indeks/20/40", "/indeks/20/60")
    ],
    "-a sections=ekonomi,opini -s FIRST_RUN_PAGES=2": [
        *("/ekonomi", "/opini", "/ekonomi/20/20", "/opini/20/20")
    ],
    "-a sections=ekonomi,opini -a max_pages=3": ["/ekonomi", "/opini", "/ekonomi/20/20"],
}
"""Arguments -> the index pages that they lead to."""


@pytest.fixture(scope="module")
def bounded(crawl_all, long_index):
    replay = ("-s", f"REPLAY={long_index.folder}")
    return crawl_all({each: (*replay, *each.split()) for each in PAGES})


@pytest.mark.parametrize("arguments", PAGES)
def test_no_more_index_pages_are_read_than_allowed(bounded, arguments):
    run = bounded[arguments]
    assert run.code == 0
    assert [path for path in run.requests_under("/") if "/8" not in path] == PAGES[arguments]
    assert len(run.ids) == len(PAGES[arguments])


# --- Berita Lainnya ---------------------------------------------------------------------------


@pytest.fixture(scope="module")
def chain(tmp_path_factory):
    """A site whose index lists one article; the others are related, of these and of others.

    1 (20 January) -> 2 (19 January) -> 3 (18 January) -> 4; 1 -> 5 (30 days), 6 (31 days),
    7 (no date beside it), 8 (newer), 9 (listed by the index's second page, too) -> 10.
    """
    site = Site(tmp_path_factory.mktemp("chain"))

    def story(number, date, *related):
        return site.article(f"/ekonomi/80{number:04}/berita", date, related)

    four = story(4, "2026-01-17 10:00")
    three = story(3, "2026-01-18 10:00", four)
    two = story(2, "2026-01-19 10:00", three)
    five, six = story(5, "2025-12-21 23:00"), story(6, "2025-12-20 23:00")
    seven, eight = story(7, "2026-01-16 10:00"), story(8, "2026-01-21 10:00")
    ten = story(10, "2026-01-10 10:00")
    nine = story(9, "2026-01-15 10:00", ten)
    others = [five, six, Story(seven.url), eight, nine, two]
    one = story(1, "2026-01-20 10:00", two, *others)
    site.index("/indeks", [one], "/indeks/20/20")
    site.index("/indeks/20/20", [nine])
    return site


FOLLOWED = {
    # 9 was met as a related article first; as the index lists it, 10 is one hop away.
    "-a related=1": [1, 2, 5, 8, 9, 10],
    "-a related=0": [1, 9],
    "-a related=2 -s RELATED_MAX_AGE_DAYS=1": [1, 2, 3, 8, 9],
    # Inside a window also those without a date; their own decides.
    "-a since=2025-12-01 -a until=2026-01-20": [1, 2, 5, 6, 7, 9, 10],
}
"""Arguments -> the articles that they lead to."""


@pytest.fixture(scope="module")
def followed(crawl_all, chain):
    replay = ("-s", f"REPLAY={chain.folder}")
    return crawl_all({each: (*replay, *each.split()) for each in FOLLOWED})


@pytest.mark.parametrize("arguments", FOLLOWED)
def test_related_articles_are_followed_as_far_as_asked_for(followed, arguments):
    run = followed[arguments]
    if "since" in arguments:  # the list ends above the window's first day
        assert (run.code, run.stat("index_pages/failed/no_next_page")) == (7, 1)
        assert "0 failed, 1 index page unread" in run.last_line
    else:
        assert run.code == 0
    assert sorted(int(key[2:]) for key in run.ids) == FOLLOWED[arguments]
    assert len(run.requests) == len(set(run.requests))


# --- urls= ------------------------------------------------------------------------------------


def test_urls_fetches_the_given_articles_each_once_and_no_index_page(crawl, chain, tmp_path):
    lines = [
        f"\ufeff{HOME}/ekonomi/800002/berita",
        "",
        "   ",
        "http://www.mediaindonesia.com/ekonomi/800001/berita/?utm_source=x",
        f"{HOME}/ekonomi/800002/judul-lain",
        f"  {HOME}/ekonomi/800002/berita  ",
        "https://m.mediaindonesia.com/ekonomi/800099/tidak-ada",
    ]
    (tmp_path / "daftar.txt").write_text("\r\n".join(lines), encoding="utf-8")
    run = crawl("-s", f"REPLAY={chain.folder}", "-a", "urls=@daftar.txt", cwd=tmp_path)
    assert run.code == 7, "one of the list did not come"
    assert run.ids == ["800002", "800001"]
    assert run.requests_under("/") == [
        "/ekonomi/800002/berita",
        "/ekonomi/800001/berita",
        "/ekonomi/800099/tidak-ada",
    ]
    assert run.last_line == (
        "Partial: 2 articles, 1 failed; 1 not found (404); the next run tries again."
    )


def test_urls_takes_a_comma_list_and_follows_related_articles_if_asked_to(crawl, chain, tmp_path):
    urls = f"urls={HOME}/ekonomi/800003/berita, {HOME}/ekonomi/800002/berita"
    run = crawl("-s", f"REPLAY={chain.folder}", "-a", urls, "-a", "related=1", cwd=tmp_path)
    assert run.ids == ["800003", "800002", "800004"]


# --- Pages that are no articles, redirects, errors: behind a loopback server --------------------


@pytest.fixture(scope="module")
def bad_pages(crawl, serve, tmp_path_factory):
    site = Site(tmp_path_factory.mktemp("bad"))
    good, target, again, unlisted = (
        site.article(f"/ekonomi/80000{number}/berita", INSIDE) for number in (1, 2, 3, 4)
    )
    site.page("/ekonomi/800011/tak-dikenal", "<h1>Judul</h1><div class='baru'>Isi</div>")
    no_date = site.article("/ekonomi/800012/tanpa-tanggal", None)
    site.text("/ekonomi/800013/kosong.html", "  \n")
    site.text("/ekonomi/800014/bukan-html.html", '{"galat": 1}')
    paths = "800011/tak-dikenal 800013/kosong 800014/bukan-html 800021/pulang 800022/pindah".split()
    paths += "800023/pindah-lagi 800024/berputar 800025/keluar 800031/404 800032/410".split()
    paths = [f"/ekonomi/{path}-x" if path[4] == "3" else f"/ekonomi/{path}" for path in paths]
    paths += [f"/ekonomi/80003{n}/galat" for n in (3, 4, 5)] + ["/ekonomi/800041/dilarang"]
    stories = [Story(HOME + path, INSIDE) for path in paths]
    site.index("/indeks", [good, target, no_date, *stories, again], "/indeks/20/20")
    site.page("/index", "<h1>Beranda</h1>")
    site.text("/robots.txt", "User-agent: *\nDisallow: /ekonomi/800041/\n")
    cwd = tmp_path_factory.mktemp("run")
    with serve(site.folder) as server:
        url = f"{HOME}/ekonomi/"
        server.redirect(f"{url}800021/pulang", f"{HOME}/")
        server.redirect(f"{url}800022/pindah", target.url, 302)
        server.redirect(f"{url}800023/pindah-lagi", unlisted.url)
        server.redirect(f"{url}800024/berputar", f"{url}800024/berputar")
        server.redirect(f"{url}800025/keluar", "https://lain.example/")
        server.answers[f"{url}800032/410-x"] = (410, {}, b"")
        for number, status in (3, 500), (4, 403), (5, 418):
            server.answers[f"{url}80003{number}/galat"] = (status, {}, b"<p>galat</p>")
        server.answers[f"{HOME}/indeks/20/20"] = (500, {}, b"")
        run = crawl("-s", f"REPLAY={server.url}", "-s", "DOWNLOAD_DELAY=0", cwd=cwd)
        return run, server


def test_bad_pages_lose_no_good_ones_and_end_no_run(bad_pages):
    run, _ = bad_pages
    assert run.code == 7
    assert sorted(run.ids) == ["800001", "800002", "800003", "800004"]
    assert run.last_line == (
        "Partial: 4 articles, 11 failed, 2 refused (1 HTTP 403, 1 robots.txt), "
        "1 index page unread; 2 not found (404); the next run tries again."
    )


@pytest.mark.parametrize(
    "reason",
    "unrecognised_template no_date_published empty_page not_html not_an_article_url "
    "redirected_too_often redirected_away http_500 http_418".split(),
)
def test_every_failed_article_is_counted_with_its_reason(bad_pages, reason):
    run, _ = bad_pages
    assert run.stat(f"articles/failed/{reason}") == 1


def test_not_found_and_refused_articles_are_counted_apart(bad_pages):
    run, _ = bad_pages
    assert run.stat("articles/not_found") == 2
    assert run.stat("articles/not_found/http_410") == 1
    assert run.stat("articles/gone") == 0
    assert run.stat("articles/refused/http_403") == 1
    assert run.stat("articles/refused/robots_txt") == 1
    assert run.stat("index_pages/failed/http_500") == 1


def test_an_article_that_two_addresses_lead_to_comes_once(bad_pages):
    run, server = bad_pages
    assert server.requests.count(f"{HOME}/ekonomi/800002/berita") == 2
    assert run.stat("articles/duplicate") == 1
    assert "Stored before: mediaindonesia:800002" in run.log


def test_the_server_sees_robots_txt_first_and_nothing_that_it_forbids(bad_pages):
    requests = bad_pages[1].requests
    assert requests[0] == f"{HOME}/robots.txt"
    assert not [url for url in requests if "800041" in url or not url.startswith(HOME)]


def test_requests_go_one_at_a_time_and_in_order_also_without_a_pause(bad_pages):
    run, server = bad_pages
    assert server.busiest == 1
    listed = [f"{HOME}/ekonomi/80000{number}/berita" for number in (1, 2)]
    rules = f"{HOME}/.well-known/tdmrep.json"
    assert server.requests[1:5] == [f"{HOME}/indeks", rules, *listed]
    assert run.ids == ["800001", "800002", "800004", "800003"]


def test_an_unreachable_index_is_said_in_the_last_line(crawl, site, tmp_path):
    run = crawl("-s", f"REPLAY={site.folder}", cwd=tmp_path)
    assert run.code == 4
    assert run.last_line == (f"Nothing found: {HOME}/indeks answers 404; 0 articles, 0 failed.")
    assert f"Index page failed, http_404: {HOME}/indeks" in run.log
    assert not (tmp_path / "out.jsonl").exists()


# --- Unexpected errors, signals, Scrapyd --------------------------------------------------------

BROKEN = """
from newsscraper.spiders.mediaindonesia import MediaIndonesiaSpider


class BrokenSpider(MediaIndonesiaSpider):
    name = "rusak"

    def parse_article(self, response, key=""):
        raise RuntimeError("rusak")
        yield


class BrokenStartSpider(MediaIndonesiaSpider):
    name = "rusak-awal"

    async def start(self):
        raise RuntimeError("rusak")
        yield


class BrokenInitSpider(MediaIndonesiaSpider):
    name = "rusak-lahir"

    def __init__(self, *args, **kwargs):
        raise RuntimeError("rusak")


class BrokenPipeline:
    def process_item(self, item):
        raise RuntimeError("rusak")
"""


ERRORS = "Failed: {}, which the log above shows; 0 articles, {} failed."

BREAKS = {
    "rusak": ERRORS.format("2 unexpected errors", 2),
    "rusak-awal": ERRORS.format("1 unexpected error", 0),
    "rusak-lahir": "Failed: the crawl did not start; the log above says why.",
    'mediaindonesia -s ITEM_PIPELINES={"broken.BrokenPipeline":1}': (
        ERRORS.format("2 unexpected errors", 2)
    ),
}
"""Spider and setting -> last line."""


@pytest.fixture(scope="module")
def broken(crawl_all, tmp_path_factory):
    site = Site(tmp_path_factory.mktemp("site"))
    site.index("/indeks", [site.article(f"/ekonomi/80000{n}/berita", INSIDE) for n in (1, 2)])
    (site.folder / "broken").mkdir()
    (site.folder / "broken/__init__.py").write_text(BROKEN)
    arguments = ("-s", f"REPLAY={site.folder}", "-s", "SPIDER_MODULES=broken,newsscraper.spiders")
    return crawl_all(
        {each: (*arguments, *each.split()) for each in BREAKS},
        name="",
        PYTHONPATH=os.pathsep.join((str(PROJECT), str(site.folder))),
    )


@pytest.mark.parametrize("what", BREAKS)
def test_an_unexpected_error_ends_with_code_1_and_a_clear_last_line(broken, what):
    assert broken[what].last_line == BREAKS[what]
    assert broken[what].code == 1


def test_a_crawl_stopped_by_a_signal_says_so(site, serve, tmp_path, start_crawl_anew):
    stories = [site.article(f"/ekonomi/80000{n}/berita", INSIDE) for n in (1, 2, 3)]
    site.index("/indeks", stories)
    with serve(site.folder) as server:
        process = start_crawl_anew(
            "-s", f"REPLAY={server.url}", "-s", "DOWNLOAD_DELAY=0.3", cwd=tmp_path
        )
        server.hook = lambda url: url == stories[1].url and process.send_signal(signal.SIGTERM)
        log = process.communicate(timeout=60)[1].decode()
    assert process.returncode == 11
    assert log.rstrip().endswith("Stopped by a signal: 2 articles, 0 failed.")


def test_scrapyds_job_argument_is_accepted_and_limits_of_scrapy_are_told(crawl, site, tmp_path):
    site.index("/indeks", [site.article(f"/ekonomi/80000{n}/berita", INSIDE) for n in (1, 2)])
    run = crawl(
        *("-s", f"REPLAY={site.folder}", "-a", "_job=26d1b1a6", "-s", "CLOSESPIDER_ITEMCOUNT=1"),
        cwd=tmp_path,
    )
    assert run.code == 7
    assert run.last_line.startswith("Stopped (closespider_itemcount): ")


def test_text_that_no_encoding_can_hold_loses_no_article(crawl, site, tmp_path):
    linked = json.dumps({"@type": "NewsArticle", "headline": "Judul \ud83d rusak"})
    body = '<p>Isi \x00\x0b\x1f &#xD800; &#0; &#1; "kutip", koma;\u2028akhir \ufffe.</p>'
    data = f'<script type="application/ld+json">{linked}</script>'
    story = site.article(
        "/ekonomi/800001/berita", INSIDE, headline="Judul \x01 &#xDFFF; baik", body=data + body
    )
    other = site.article("/ekonomi/800002/berita", INSIDE, headline="", body=data + body)
    site.index("/indeks", [story, other])
    run = crawl(*("-s", f"REPLAY={site.folder}", "-O", "out.jsonl", "-O", "out.csv"), cwd=tmp_path)
    assert run.code == 0
    assert run.ids == ["800001", "800002"]
    assert (tmp_path / "out.csv").read_bytes().decode("utf-8").count("mediaindonesia:80000") == 2
