"""A made-up web of one publisher, page by page, and spiders that take its several roads."""

import hashlib
import re
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from datetime import time as clock
from zoneinfo import ZoneInfo

from worlds.paper import Reader
from worlds.server import NOT_FOUND, Loopback, SiteHandler, run_server
from worlds.site import HOME, Story, a_list, an_article, item, whole_page

SPIDERS = f'''
"""Publishers with one road each, and with all."""

import dataclasses

from newsscraper.page.places import css
from newsscraper.publisher.paging import PageByPage
from newsscraper.roads.dated_index import DatedIndex
from newsscraper.roads.news_feed import NewsFeed
from newsscraper.roads.index import Index
from newsscraper.roads.sitemap import Sitemap
from newsscraper.spiders.mediaindonesia import MediaIndonesiaSpider

INDEX = Index("{HOME}/indeks")
DATED = DatedIndex("{HOME}/indeks?date={{day:%m%%2F%d%%2F%Y}}&page={{page}}")
SITEMAP = Sitemap("{HOME}/sitemap.xml")
FEED = NewsFeed("{HOME}/feed")


class Own(MediaIndonesiaSpider):
    sections = ("ekonomi", "olahraga")
    timezone = "TIMEZONE"

    def __init_subclass__(cls, **kwargs):
        super().__init_subclass__(**kwargs)
        cls.article_urls = dataclasses.replace(cls.article_urls, publisher=cls.name)


class Indexed(Own):
    name, roads = "indexed", (INDEX,)


class Dated(Own):
    name, roads = "dated", (DATED,)


class Mapped(Own):
    name, roads = "mapped", (SITEMAP,)


class Fed(Own):
    name, roads = "fed", (FEED, INDEX)


class Paged(Own):
    name, roads = "paged", (DATED,)
    paging = PageByPage(links=css(".halaman a"))


class Many(Own):
    name, roads = "many", (INDEX, DATED, Index("{HOME}/{{section}}"), SITEMAP, FEED)
'''


class Web(Loopback):
    """Answers with what its pages say, and for articles of any number; else 404.

    It lies in the *timezone* that is given, in which it is *today*.
    """

    def __init__(self, timezone, today):
        super().__init__(None)
        self.RequestHandlerClass = Asked
        self.timezone = timezone
        self.today = today
        self.days = {}
        """Number of an article -> days ago, if not today."""
        self.is_conditional = False
        """Whether a page that has not changed is a 304."""
        self.conditions = []
        """URL, If-None-Match and If-Modified-Since of each request that has one of them."""

    def before(self, ago):
        """The day so many days ago."""
        return self.today - timedelta(days=ago)

    def days_ago(self, first, last=None):
        """The arguments of the window between two days."""
        last = first if last is None else last
        return f"since={self.before(first)}", f"until={self.before(last)}"

    def dated(self, ago, number=1):
        """The path of a page of the dated index."""
        return f"/indeks?date={self.before(ago):%m%%2F%d%%2F%Y}&page={number}"

    def time(self, ago, hour=10):
        """A moment of the day so many days ago, as sitemaps write it."""
        moment = datetime.combine(self.before(ago), clock(hour), ZoneInfo(self.timezone))
        return moment.isoformat()

    def moment(self, number):
        """When an article appeared."""
        return f"{self.before(self.days.get(number, 0))} 06:{number % 60:02}"

    def story(self, number):
        """A link to an article."""
        return Story(f"{HOME}/ekonomi/{800_000 + number}/berita", self.moment(number))

    def put(self, path, body, status=200, **headers):
        """Let *path* answer with *body*."""
        body = body.encode() if isinstance(body, str) else body
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        self.answers[HOME + path] = status, named, body

    def index(self, path, numbers, following="", status=200):
        """Let *path* list articles, and lead to the page *following*."""
        link = f'<a href="{HOME}{following}" rel="next">berikut</a>' if following else ""
        items = (item(self.story(number)) for number in numbers)
        self.put(path, whole_page(a_list(items, link)), status)

    def day(self, ago, *pages):
        """Let the dated index list these articles on a day, page by page."""
        for number, numbers in enumerate(pages, 1):
            self.days |= dict.fromkeys(numbers, ago)
            self.index(self.dated(ago, number), numbers)

    def quiet_days(self, count):
        """Let the dated index list nothing on so many days, today the first of them."""
        for ago in range(count):
            self.day(ago, [])

    def answer(self, url):
        """Return status, headers and body for *url*."""
        found = re.fullmatch(rf"{HOME}/ekonomi/8(\d{{5}})/berita", url)
        if found and url not in self.answers:
            return 200, {}, self.article(int(found[1]))
        return self.answers.get(url, NOT_FOUND)

    def article(self, number):
        """The page of an article."""
        body, headline = f"<p>Isi berita nomor {number}.</p>", f"Berita nomor {number}"
        return whole_page(an_article(headline, self.moment(number), body)).encode()

    @property
    def asked(self):
        """The requests, articles as numbers and the others as paths."""
        noise = ("/robots.txt", "/tdmrep.json")
        paths = [url.removeprefix(HOME) for url in self.requests if not url.endswith(noise)]
        found = [re.fullmatch(r"/ekonomi/8(\d{5})/berita", path) for path in paths]
        return [int(it[1]) if it else path for it, path in zip(found, paths, strict=True)]

    @property
    def lists(self):
        """The paths of the lists among the requests."""
        return [each for each in self.asked if isinstance(each, str)]

    @property
    def articles(self):
        """The numbers of the articles among the requests."""
        return [each for each in self.asked if isinstance(each, int)]


class Asked(SiteHandler):
    def respond(self):
        sent = self.headers["If-None-Match"], self.headers["If-Modified-Since"]
        status, _, body = self.server.answer(self.url)
        tag = f'W/"{hashlib.sha256(body).hexdigest()}"'
        if any(sent):
            self.server.conditions.append((self.url.removeprefix(HOME), *sent))
        if self.server.is_conditional and status == 200 and sent[0] == tag:
            self.server.requests.append(self.url)
            self.send_response(304)
            self.end_headers()
            return
        self.tag = tag
        super().respond()

    def end_headers(self):
        if tag := vars(self).get("tag"):
            self.send_header("ETag", tag)
            self.send_header("Last-Modified", "Tue, 20 Jan 2026 05:30:00 GMT")
        super().end_headers()


class Visitor(Reader):
    """Crawls a web by the roads of its publishers."""

    def __init__(self, crawl, start_crawl, folder, web):
        (folder / "own.py").write_text(SPIDERS.replace("TIMEZONE", web.timezone))
        settings = ("SPIDER_MODULES=own", "DOWNLOAD_DELAY=0", "RETRY_TIMES=0")
        super().__init__(crawl, folder, web.url, *settings)
        self.start = Reader(start_crawl, folder, web.url, *settings)
        self.web = web

    def __call__(self, name, *arguments):
        """Run a crawl to its end; only its own requests are kept."""
        self.web.requests.clear()
        self.web.conditions.clear()
        return super().__call__(*words(arguments), name=name)

    def kill_at(self, path, name, *arguments):
        """Run a crawl that is killed when it asks for *path*."""
        self.web.requests.clear()
        process = self.start(*words(arguments), name=name)
        self.web.hook = lambda url: url == HOME + path and process.kill()
        process.communicate(timeout=60)
        self.engine.outwait(self.folder)
        self.web.hook = lambda url: None


def words(arguments):
    """Spider arguments as the command line has them."""
    return [part for argument in arguments for part in ("-a", argument)]


@contextmanager
def serving_web():
    """Serve an empty web on a free loopback port, where it is noon: no crawl passes midnight."""
    now = datetime.now(UTC)
    timezone = f"Etc/GMT{now.hour - 12:+}"  # with the sign of ships: +7 is seven hours behind
    with run_server(Web(timezone, now.astimezone(ZoneInfo(timezone)).date())) as server:
        yield server
