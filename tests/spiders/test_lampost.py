"""Whole crawls of lampost.co in the replica: by REST, and by pages where that is closed."""

import json
import shutil
from urllib.parse import parse_qs, urlsplit

import pytest
from lab.project import FIXTURES
from worlds.server import Loopback, run_server

from newsscraper.spiders.lampost import LampostSpider

WINDOW = "-a since=2026-01-19 -a until=2026-01-20 -a related=0".split()
SITE = "https://lampost.co"
REST = f"{SITE}/wp-json/wp/v2/posts"
POSTS = FIXTURES / REST.partition("://")[2]
FIELDS = ("headline", "authors", "kind", "date_published", "date_modified", "body", "keywords")
UNPACED = ("-s", "DOWNLOAD_DELAY=0", "-s", "RETRY_TIMES=0")
WITHOUT_TEXT = {"curah", "foto"}
NOT_TO_BE_KEPT = {"uji"}


@pytest.fixture(scope="module")
def window(crawl, tmp_path_factory):
    cwd = tmp_path_factory.mktemp("lampost")
    store = f"STORE_URL=sqlite:///{cwd}/articles.db"
    arguments = ("-s", f"REPLAY={FIXTURES}", "-s", store, *WINDOW)
    return [crawl(*arguments, cwd=cwd, name="lampost") for _ in range(2)]


def posts():
    """The posts of the replica, as REST gives each, the newest first."""
    files = POSTS.parent.glob("posts@slug=*.html")
    found = [json.loads(path.read_text(encoding="utf-8"))[0] for path in files]
    return sorted(found, key=lambda post: post["date_gmt"], reverse=True)


def goldens(*days):
    """The golden articles that REST gives, of the days that begin so, by the first word."""
    files = POSTS.parent.glob("posts@slug=*.json")
    found = [json.loads(path.read_text(encoding="utf-8")) for path in files]
    rows = {slug(each): each for each in found if each["date_published"].startswith(days)}
    return {word: each for word, each in rows.items() if word not in NOT_TO_BE_KEPT}


def of_window():
    return goldens("2026-01-19", "2026-01-20")


def addresses(run):
    """The requests of a run that were no lists, by the slug they asked for."""
    asked = [url for url in run.requests if "slug=" in url]
    return {parse_qs(urlsplit(url).query)["slug"][0].partition("-")[0] for url in asked}


def slug(row):
    return row["url"].rpartition("/")[2].partition("-")[0]


def test_a_window_comes_as_json_one_request_for_each_article(window):
    first, _ = window
    assert first.code == 0
    counts = "11 articles in out.jsonl, 0 failed, 1 refused (noindex), 2 without text."
    assert first.last_line == f"Complete: {counts}"
    lists = [url for url in first.requests if "&page=" in url]
    assert [url.rpartition("=")[2] for url in lists] == ["1", "2"]  # no file says which is the last
    assert "after=2026-01-18" in lists[0]
    assert len(set(first.requests)) == len(first.requests) == 2 + 11 + 3
    assert addresses(first) == {*of_window(), *WITHOUT_TEXT, *NOT_TO_BE_KEPT}
    assert all(url.startswith(REST) for url in first.requests)


def test_each_article_of_the_days_comes_once_and_as_its_golden_file_says(window):
    rows, expected = window[0].rows, of_window()
    assert sorted(map(slug, rows)) == sorted(expected)
    assert len(expected) >= 8
    for row in rows:
        article = expected[slug(row)]
        assert [row[each] for each in FIELDS] == [article[each] for each in FIELDS]


def test_an_article_on_several_pages_is_whole_and_a_site_without_users_names_nobody(window):
    rows = {slug(row): row for row in window[0].rows}
    assert rows["menumpang"]["body"].endswith("menambal terpal.")
    assert rows["menumpang"]["word_count"] == 180
    assert (rows["musyawarah"]["authors"], rows["musyawarah"]["byline"]) == ([], None)
    assert rows["jembatan"]["byline"] == "Redaksi"
    assert rows["jembatan"]["authors"] == []


def test_adverts_captions_and_posts_of_others_are_no_text(window):
    (row,) = [row for row in window[0].rows if slug(row) == "pabrik"]
    for word in ("iklan", "Foto:", "twitter", "@contoh", "saluran", "Facebook"):
        assert word not in row["body"]
    assert [link["headline"] for link in row["read_also"]] == [
        "Petani Kopi Liwa Menjemur Panen di Halaman Balai"
    ]
    assert [part["kind"] for part in row["body_parts"]].count("quote") == 1
    assert row["sign_off"] == "MI/E-1"


def test_dates_are_those_of_the_publishers_clock_and_entities_are_resolved(window):
    rows = {slug(row): row for row in window[0].rows}
    assert rows["pedagang"]["date_published"] == "2026-01-19T00:30:00+07:00"
    assert rows["perpustakaan"]["date_modified"] == "2026-01-20T11:00:00+07:00"
    assert rows["klub"]["headline"].startswith("\u2018Dayung & Doa\u2019: Klub Teluk Betung")
    assert rows["petani"]["section_name"] == "Ekonomi & Bisnis"
    assert rows["petani"]["sources"]["date_published"] == "json date_gmt"
    assert rows["bank"]["kind"] == "advertorial"


def test_what_is_no_article_or_asks_not_to_be_kept_is_neither_stored_nor_a_failure(window):
    assert window[0].stat("articles/not_article") == 2
    assert window[0].stat("articles/refused/noindex") == 1
    assert not [row for row in window[0].rows if slug(row) in WITHOUT_TEXT | NOT_TO_BE_KEPT]


def test_a_second_run_asks_for_the_list_alone(window):
    _, second = window
    assert (second.code, len(second.rows)) == (0, 11)
    assert addresses(second) <= NOT_TO_BE_KEPT


def test_an_incremental_run_reads_the_newest_posts(crawl, tmp_path):
    run = crawl("-s", f"REPLAY={FIXTURES}", cwd=tmp_path, name="lampost")
    assert run.code == 0
    assert run.requests[0] == f"{REST}?_fields=link,date,date_gmt,title&per_page=50&page=1"


@pytest.fixture
def closed(tmp_path):
    """Serve the replica, with its REST interface closed."""
    shutil.copytree(FIXTURES / "lampost.co", tmp_path / "site" / "lampost.co")
    with run_server(Closed(tmp_path / "site")) as server:
        yield server


class Closed(Loopback):
    status = 401

    def answer(self, url):
        if url.startswith(f"{SITE}/wp-json/"):
            return self.status, {"X-Robots-Tag": "noindex"}, b'{"code": "rest_forbidden"}'
        return super().answer(url)


def read(crawl, server, folder, *arguments):
    return crawl("-s", f"REPLAY={server.url}", *UNPACED, *arguments, cwd=folder, name="lampost")


@pytest.mark.parametrize("status", [401, 403, 404])
def test_where_rest_is_closed_the_feed_leads_to_pages(crawl, closed, tmp_path, status):
    closed.status = status
    run = read(crawl, closed, tmp_path, "-a", "related=0")
    assert run.code == 0
    assert sorted(map(slug, run.rows)) == ["jembatan", "menjaga", "petani"]
    assert run.rows[0]["sources"]["body"] == "css .entry-content"
    assert len([url for url in closed.requests if url.startswith(REST)]) == 1


def test_where_rest_is_closed_articles_asked_for_come_as_pages_after_one_try(
    crawl, closed, tmp_path
):
    urls = [
        LampostSpider.article_urls.match(f"{SITE}/{path}").url
        for path in (
            "ekonomi/petani-kopi-liwa-menjemur-panen-di-halaman-balai",
            "opini/menjaga-aksara-lampung-di-ruang-kelas",
        )
    ]
    run = read(crawl, closed, tmp_path, "-a", f"urls={','.join(urls)}")
    assert (run.code, len(run.rows)) == (0, 2)
    assert len([url for url in closed.requests if url.startswith(REST)]) <= 2


def test_robots_txt_that_forbids_rest_is_obeyed(crawl, closed, tmp_path):
    robots = b"User-agent: *\nDisallow: /wp-json/\n"
    closed.answers[f"{SITE}/robots.txt"] = (200, {"Content-Type": "text/plain"}, robots)
    run = read(crawl, closed, tmp_path, "-a", "related=0")
    assert (run.code, len(run.rows)) == (0, 3)
    assert not [url for url in closed.requests if "wp-json" in url]


def test_a_post_that_rest_does_not_have_is_read_from_its_page(crawl, closed, tmp_path):
    url = f"{SITE}/opini/menjaga-aksara-lampung-di-ruang-kelas"
    closed.answer = lambda asked: (
        (200, {"Content-Type": "application/json"}, b"[]")
        if asked.startswith(REST)
        else Loopback.answer(closed, asked)
    )
    run = read(crawl, closed, tmp_path, "-a", f"urls={url}")
    assert (run.code, [slug(row) for row in run.rows]) == (0, ["menjaga"])


def test_a_post_behind_a_password_is_refused_and_its_page_not_asked_for(crawl, closed, tmp_path):
    url = f"{SITE}/opini/menjaga-aksara-lampung-di-ruang-kelas"
    post = next(each for each in posts() if each["link"].startswith(url))
    post["content"] = {"rendered": "", "protected": True}
    answer = (200, {"Content-Type": "application/json"}, json.dumps([post]).encode())
    closed.answer = lambda asked: (
        answer if asked.startswith(REST) else Loopback.answer(closed, asked)
    )
    run = read(crawl, closed, tmp_path, "-a", f"urls={url}")
    assert (run.code, run.rows, run.stat("articles/refused/protected")) == (7, [], 1)
    assert run.stat("articles/failed") == 0
    assert url not in closed.requests


@pytest.mark.slow
def test_where_rest_is_closed_the_sitemap_leads_to_the_pages_of_a_window(crawl, closed, tmp_path):
    run = read(crawl, closed, tmp_path, *WINDOW)
    expected = of_window()
    assert (run.code, sorted(map(slug, run.rows))) == (0, sorted(expected))
    for row in run.rows:
        assert row["body"] == expected[slug(row)]["body"], row["url"]
        assert row["authors"] == expected[slug(row)]["authors"]
    assert f"{SITE}/post-sitemap.xml" not in run.requests  # not changed since 2019
    (whole,) = [row for row in run.rows if slug(row) == "menumpang"]
    assert len([url for url in run.requests if url.startswith(whole["url"])]) == 3


def test_a_page_gives_what_rest_gives():
    by_rest = of_window()
    pages = [
        each for each in FIXTURES.glob("lampost.co/*/**/*.json") if POSTS.parent != each.parent
    ]
    compared = set()
    for page in pages:
        article = json.loads(page.read_text(encoding="utf-8"))
        if slug(article) in by_rest:
            other = by_rest[slug(article)]
            assert [article[each] for each in FIELDS] == [other[each] for each in FIELDS]
            compared.add(slug(article))
    assert compared == by_rest.keys() - {"menumpang"}  # its page has a piece


@pytest.mark.slow
def test_a_page_of_an_article_that_does_not_come_is_no_short_article(crawl, closed, tmp_path):
    address = goldens("2026-01-19")["menumpang"]["url"]
    closed.answers[f"{address}/3/"] = closed.answers[f"{address}/3"] = (404, {}, b"")
    run = read(crawl, closed, tmp_path, "-a", f"urls={address}")
    assert (run.code, run.rows) == (7, [])
    assert run.stat("articles/failed/not_whole") == 1


@pytest.mark.slow
def test_a_section_has_a_list_of_pages_and_its_articles_come_as_json(crawl, tmp_path):
    lampung = ("-a", "sections=lampung", "-a", "related=0")
    run = crawl("-s", f"REPLAY={FIXTURES}", *lampung, cwd=tmp_path, name="lampost")
    assert (run.code, sorted(map(slug, run.rows))) == (0, ["jembatan", "layang", "pasar"])
    lists = [url for url in run.requests if not url.startswith(REST)]
    assert lists == [f"{SITE}/category/lampung", f"{SITE}/category/lampung/page/2/"]
    (old,) = [row for row in run.rows if slug(row) == "pasar"]
    assert old["date_published"] == "2019-03-10T09:00:00+07:00"
    assert old["section"] == "lampung"


@pytest.mark.slow
def test_all_sections_bring_the_articles_of_each(crawl, tmp_path):
    arguments = ("-s", f"REPLAY={FIXTURES}", *WINDOW, "-a", "sections=all")
    run = crawl(*arguments, cwd=tmp_path, name="lampost")
    listed = {word for word, row in of_window().items() if row["section"] in LampostSpider.sections}
    assert (run.code, set(map(slug, run.rows))) == (0, listed)


@pytest.mark.slow
def test_a_publisher_that_refuses_us_is_not_read(crawl, tmp_path):
    (tmp_path / "site" / "lampost.co").mkdir(parents=True)
    robots = tmp_path / "site" / "lampost.co" / "robots.txt"
    robots.write_text("User-agent: newsscraper\nDisallow: /\n")
    run = crawl("-s", f"REPLAY={tmp_path / 'site'}", *WINDOW, cwd=tmp_path, name="lampost")
    assert (run.code, run.rows, run.requests) == (5, [], [])


class Posts(Loopback):
    """Lists the posts as WordPress does: by page, with the number of pages, and of a window."""

    per_page = 4
    is_counting = True
    """Whether it says how many pages there are."""
    end = 400, {}, b'{"code": "rest_post_invalid_page_number"}'
    """What it answers where there is no page."""
    short = ()
    """Numbers of pages from which it leaves out half, as WordPress does with some posts."""
    hidden = ()
    """First words of posts that have not appeared yet."""

    def answer(self, url):
        query = {name: found[0] for name, found in parse_qs(urlsplit(url).query).items()}
        if not url.startswith(REST) or "page" not in query:
            return super().answer(url)
        bounds = query.get("after", ""), query.get("before", "9")
        listed = [
            post
            for post in posts()
            if bounds[0] < post["date"] < bounds[1]
            and post["slug"].partition("-")[0] not in self.hidden
        ]
        pages, page = -(-len(listed) // self.per_page), int(query["page"])
        if page > pages:
            return self.end
        part = listed[(page - 1) * self.per_page : page * self.per_page]
        if page in self.short:
            part = part[::2]
        said = {"X-WP-TotalPages": str(pages)} if self.is_counting else {}
        return 200, said, json.dumps(part).encode()


@pytest.fixture
def served():
    with run_server(Posts(FIXTURES)) as server:
        yield server


def lists(run):
    return [int(url.rpartition("=")[2]) for url in run.requests if "&page=" in url]


@pytest.mark.slow
def test_a_window_is_read_page_by_page_to_the_last(crawl, served, tmp_path):
    run = read(crawl, served, tmp_path, *WINDOW)
    assert (run.code, sorted(map(slug, run.rows))) == (0, sorted(of_window()))
    assert lists(run) == [1, 2, 3, 4]
    assert "layang" not in addresses(run)  # of the day before


@pytest.mark.parametrize("end", [Posts.end, (200, {}, b"[]")])
def test_a_site_that_does_not_count_its_pages_is_read_to_the_first_without_posts(
    crawl, served, tmp_path, end
):
    served.is_counting, served.per_page, served.end = False, 3, end
    run = read(crawl, served, tmp_path, *WINDOW)
    assert (run.code, sorted(map(slug, run.rows))) == (0, sorted(of_window()))
    assert lists(run) == [1, 2, 3, 4, 5, 6, 7]


def test_a_page_that_is_not_full_is_not_the_last(crawl, served, tmp_path):
    served.is_counting, served.short = False, {2}
    run = read(crawl, served, tmp_path, *WINDOW)
    assert (run.code, lists(run)) == (0, [1, 2, 3, 4, 5])


@pytest.mark.parametrize("none", [None, "0000-00-00T00:00:00"])
def test_posts_without_times_in_utc_have_those_of_the_sites_own_clock(
    crawl, served, tmp_path, none
):
    answer = served.answer

    def without_utc(url):
        status, headers, body = answer(url)
        if status == 200 and url.startswith(REST):
            lost = {"date_gmt": none, "modified_gmt": none}
            body = json.dumps([each | lost for each in json.loads(body)]).encode()
        return status, headers, body

    served.answer = without_utc
    run, expected = read(crawl, served, tmp_path, *WINDOW), of_window()
    assert (run.code, sorted(map(slug, run.rows))) == (0, sorted(expected))
    for row in run.rows:
        article = expected[slug(row)]
        for each in ("date_published", "date_modified", "date_precision"):
            assert row[each] == article[each], row["url"]


@pytest.mark.slow
def test_posts_that_are_deleted_meanwhile_leave_no_page_to_be_read(crawl, served, tmp_path):
    answer = served.answer
    served.answer = lambda url: served.end if url.endswith("&page=4") else answer(url)
    run = read(crawl, served, tmp_path, *WINDOW)
    assert (run.code, run.stat("index/pages_failed")) == (0, 0)


@pytest.mark.slow
def test_a_page_of_the_list_that_fails_is_no_end(crawl, served, tmp_path):
    served.is_counting = False
    answer = served.answer
    served.answer = lambda url: (
        (400, {}, b'{"code": "rest_invalid_param"}') if url.endswith("&page=3") else answer(url)
    )
    run = read(crawl, served, tmp_path, *WINDOW)
    assert (run.code, lists(run)[:4]) == (7, [1, 2, 3, 4])


@pytest.mark.slow
def test_later_runs_stop_at_known_ground(crawl, served, tmp_path):
    store = ("-s", f"STORE_URL=sqlite:///{tmp_path / 'articles.db'}", "-a", "related=0")
    served.hidden = ("pabrik",)
    first = read(crawl, served, tmp_path, *store)
    assert (first.code, lists(first)) == (0, [1, 2, 3])  # FIRST_RUN_PAGES
    served.hidden = ()
    again = read(crawl, served, tmp_path, *store)
    assert (again.code, [slug(row) for row in again.rows]) == (0, ["pabrik"])
    assert max(lists(again)) <= 2
    assert addresses(again) <= {"pabrik"} | NOT_TO_BE_KEPT


@pytest.mark.slow
@pytest.mark.parametrize("asked", [3, 9])
def test_a_run_that_is_killed_is_finished_by_the_next(crawl, start_crawl, served, tmp_path, asked):
    store = ("-s", f"STORE_URL=sqlite:///{tmp_path / 'articles.db'}")
    replayed = ("-s", f"REPLAY={served.url}", *store, *UNPACED, *WINDOW)
    process = start_crawl(*replayed, cwd=tmp_path, name="lampost")
    served.hook = lambda _: len(addresses(served)) >= asked and process.kill()
    process.communicate(timeout=60)
    assert process.returncode == -9
    served.hook = lambda _: None
    run = read(crawl, served, tmp_path, *store, *WINDOW)
    assert (run.code, sorted(map(slug, run.rows))) == (0, sorted(of_window()))
    assert len(addresses(run)) <= len(of_window()) + 3 - asked + 2  # two were under way
