"""Runs the crawls given as JSON on stdin in one Scrapy process and prints what came of each.

A crawl is `{"urls": […], "settings": {…}, "cmdline": {…}}`; all its URLs are start requests. It
runs with the project's settings for downloads, changed by `settings`, and by `cmdline` as by `-s`.
With the setting `STOP_AT`, downloads of pages with that path are stopped after their headers. The
spider has the `allowed_domains` that are given. Names lead where `NAMES` says; no name server is
asked. With `is_open`, every address counts as one of the internet. A `day`, for which a robots.txt
is kept, has as many seconds as are given.
"""

import json
import sys
from datetime import UTC, datetime
from urllib.parse import urlsplit

from scrapy import Request, Spider, signals
from scrapy.crawler import AsyncCrawlerProcess, Crawler
from scrapy.exceptions import StopDownload
from scrapy.http import TextResponse
from scrapy.resolver import CachingThreadedResolver
from scrapy.settings import Settings
from twisted.internet import defer
from twisted.internet.error import DNSLookupError

from newsscraper import settings as project
from newsscraper.downloader import handlers, robots
from newsscraper.page.fetch_time import fetched_at

NAMES = {
    "localhost": ["127.0.0.1"],
    "inside.example.id": ["127.0.0.1"],
    "metadata.example.id": ["169.254.169.254"],
    "router.example.id": ["192.168.0.1"],
    "unspecified.example.id": ["0.0.0.0"],
    # Harmless when it is asked for the first time.
    "rebinding.example.id": ["203.0.113.7", "127.0.0.1"],
}


class Names(CachingThreadedResolver):
    """Knows a few names, and addresses in any spelling."""

    def __init__(self, *args):
        super().__init__(*args)
        self.answers = {name: iter(addresses) for name, addresses in NAMES.items()}

    def getHostByName(self, name, timeout=()):  # noqa: N802
        if name in NAMES:
            return defer.succeed(next(self.answers[name], NAMES[name][-1]))
        if name.strip("0123456789abcdefxABCDEFX.:"):
            return defer.fail(DNSLookupError(f"no such name: {name}"))
        return super().getHostByName(name, timeout)


class FetchSpider(Spider):
    name = "fetch"

    @classmethod
    def from_crawler(cls, crawler, **given):
        spider = super().from_crawler(crawler, **given)
        crawler.signals.connect(spider.robots_parsed, signals.robots_parsed)
        crawler.signals.connect(spider.headers_received, signals.headers_received)
        crawler.signals.connect(spider.closed, signals.spider_closed)
        return spider

    async def start(self):
        for url in self.urls:
            yield Request(url, errback=self.failed, meta={"asked": url}, dont_filter=True)

    def parse(self, response):
        self.outcome["pages"][response.meta["asked"]] = {
            "url": response.url,
            "request": response.request.url,
            "status": response.status,
            "class": type(response).__name__,
            "text": response.text if isinstance(response, TextResponse) else None,
            "headers": dict(response.headers.to_unicode_dict()),
            "flags": response.flags,
            "latency": response.meta.get("download_latency"),
            "fetched_at": fetched_at(response, datetime.now(UTC)),
        }

    def failed(self, failure):
        asked = failure.request.meta["asked"]
        self.outcome["failed"][asked] = f"{failure.type.__name__}: {failure.value}"
        if failure.check(StopDownload):
            self.outcome["failed"][asked] = f"StopDownload: {failure.value.response.url}"

    def headers_received(self, request):
        if urlsplit(request.url).path == self.settings["STOP_AT"]:
            raise StopDownload

    def robots_parsed(self, request, robotparser):
        self.outcome["robots_parsed"] += 1

    def closed(self, spider):
        self.outcome["stats"] = self.crawler.stats.get_stats()
        self.outcome["delay"] = self.settings.getfloat("DOWNLOAD_DELAY")


def settings_of(crawl):
    settings = Settings()
    for name in vars(project):
        if name.startswith(("ADDONS", "DOWNLOAD", "REDIRECT", "ROBOTSTXT")):
            settings.set(name, getattr(project, name), "project")
    settings.setdict({"HTTPERROR_ALLOW_ALL": True} | crawl.get("settings", {}), "project")
    settings.setdict(crawl.get("cmdline", {}), "cmdline")
    return settings


def main():
    process = AsyncCrawlerProcess({"LOG_LEVEL": "INFO", "TWISTED_DNS_RESOLVER": Names})
    outcomes = []
    for crawl in json.load(sys.stdin):
        outcomes.append({"pages": {}, "failed": {}, "robots_parsed": 0})
        crawler = Crawler(FetchSpider, settings_of(crawl), init_reactor=False)
        given = {"urls": crawl["urls"], "allowed_domains": crawl.get("allowed_domains", [])}
        process.crawl(crawler, outcome=outcomes[-1], **given)
        robots.MAX_AGE = crawl.get("day", robots.MAX_AGE)
        if crawl.get("is_open"):
            handlers.is_public = lambda address: True
    process.start()
    json.dump(outcomes, sys.stdout, default=str)


if __name__ == "__main__":
    main()
