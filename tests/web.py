"""A made-up web of one publisher, page by page, and spiders that take its several roads."""

import hashlib
import re
from contextlib import contextmanager
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from paper import STORE
from sites import ARTICLE, HOME, LIST, PAGE, Handler, Loopback, Story, item, run_server, shown

TODAY = datetime.now(ZoneInfo("Asia/Jakarta")).date()
SPIDERS = f'''
"""Publishers with one road each, and with all."""

import dataclasses

from newsscraper.roads.dated_index import DatedIndex
from newsscraper.roads.feed import Feed
from newsscraper.roads.index import Index
from newsscraper.roads.sitemap import Sitemap
from newsscraper.spiders.mediaindonesia import MediaIndonesiaSpider

INDEX = Index("{HOME}/indeks")
DATED = DatedIndex("{HOME}/indeks?date={{day:%m%%2F%d%%2F%Y}}&page={{page}}")
SITEMAP = Sitemap("{HOME}/sitemap.xml")
FEED = Feed("{HOME}/feed")


class Own(MediaIndonesiaSpider):
    sections = ("ekonomi", "olahraga")

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


class Many(Own):
    name, roads = "many", (INDEX, DATED, Index("{HOME}/{{section}}"), SITEMAP, FEED)
'''


class Web(Loopback):
    """Answers with what its pages say, and for articles of any number; else 404."""

    def __init__(self):
        super().__init__(None)
        self.RequestHandlerClass = Asked
        self.days = {}
        """Number of an article -> days ago, if not today."""
        self.is_conditional = False
        """Whether a page that has not changed is a 304."""
        self.conditions = []
        """URL, If-None-Match and If-Modified-Since of each request that has one of them."""

    def moment(self, number):
        """When an article appeared."""
        return f"{TODAY - timedelta(days=self.days.get(number, 0))} 06:{number % 60:02}"

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
        items = "".join(item(self.story(number)) for number in numbers)
        content = LIST.format(home=HOME, items=items, pagination=link)
        self.put(path, PAGE.format(home=HOME, content=content), status)

    def day(self, ago, *pages):
        """Let the dated index list these articles on a day, page by page."""
        for number, numbers in enumerate(pages, 1):
            self.days |= dict.fromkeys(numbers, ago)
            self.index(dated(ago, number), numbers)

    def answer(self, url):
        """Return status, headers and body for *url*."""
        found = re.fullmatch(rf"{HOME}/ekonomi/8(\d{{5}})/berita", url)
        if found and url not in self.answers:
            return 200, {}, self.article(int(found[1]))
        return self.answers.get(url, (404, {}, b"<html><body><p>Tidak ada</p></body></html>"))

    def article(self, number):
        """The page of an article."""
        date = f'<span class="datetime"> {shown(self.moment(number))}</span>'
        body, headline = f"<p>Isi berita nomor {number}.</p>", f"Berita nomor {number}"
        content = ARTICLE.format(home=HOME, headline=headline, date=date, body=body, related="")
        return PAGE.format(home=HOME, content=content).encode()

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


class Asked(Handler):
    def respond(self):
        url = f"{self.headers['X-Forwarded-Proto']}://{self.headers['Host']}{self.path}"
        sent = self.headers["If-None-Match"], self.headers["If-Modified-Since"]
        status, _, body = self.server.answer(url)
        tag = f'W/"{hashlib.sha256(body).hexdigest()}"'
        if any(sent):
            self.server.conditions.append((url.removeprefix(HOME), *sent))
        if self.server.is_conditional and status == 200 and sent[0] == tag:
            self.server.requests.append(url)
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


class Visitor:
    """Crawls a web into the store of one folder, again and again."""

    def __init__(self, crawl, start_crawl, folder, web):
        (folder / "own.py").write_text(SPIDERS)
        self.crawl, self.start_crawl, self.folder, self.web = crawl, start_crawl, folder, web
        settings = (f"REPLAY={web.url}", f"STORE_URL={STORE}", "SPIDER_MODULES=own")
        settings += ("DOWNLOAD_DELAY=0", "RETRY_TIMES=0")
        self.arguments = [part for setting in settings for part in ("-s", setting)]

    def __call__(self, name, *arguments):
        """Run a crawl to its end; only its own requests are kept."""
        self.web.requests.clear()
        self.web.conditions.clear()
        words = [part for argument in arguments for part in ("-a", argument)]
        return self.crawl(*self.arguments, *words, cwd=self.folder, name=name)

    def kill_at(self, path, name, *arguments):
        """Run a crawl that is killed when it asks for *path*."""
        self.web.requests.clear()
        words = [part for argument in arguments for part in ("-a", argument)]
        process = self.start_crawl(*self.arguments, *words, cwd=self.folder, name=name)
        self.web.hook = lambda url: url == HOME + path and process.kill()
        process.communicate(timeout=60)
        self.web.hook = lambda url: None


@contextmanager
def serving_web():
    """Serve an empty web on a free loopback port."""
    with run_server(Web()) as server:
        yield server


def dated(ago, number=1):
    """The path of a page of the dated index."""
    return f"/indeks?date={TODAY - timedelta(days=ago):%m%%2F%d%%2F%Y}&page={number}"
