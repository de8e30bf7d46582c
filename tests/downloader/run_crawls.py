"""Runs the crawls given as JSON on stdin in one Scrapy process and prints what came of each.

A crawl is `{"urls": […], "settings": {…}, "cmdline": {…}}`; all its URLs are start requests. It
runs with the project's settings for downloads, changed by `settings`, and by `cmdline` as by `-s`.
With the setting `STOP_AT`, downloads of pages with that path are stopped after their headers.
"""

import json
import sys
from urllib.parse import urlsplit

from scrapy import Request, Spider, signals
from scrapy.crawler import AsyncCrawlerProcess, Crawler
from scrapy.exceptions import StopDownload
from scrapy.http import TextResponse
from scrapy.settings import Settings

from newsscraper import settings as project
from newsscraper.downloader.replay import fetched_at


class FetchSpider(Spider):
    name = "fetch"

    @classmethod
    def from_crawler(cls, crawler, urls, outcome):
        spider = super().from_crawler(crawler, urls=urls, outcome=outcome)
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
            "fetched_at": fetched_at(response),
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
        if name.startswith(("ADDONS", "DOWNLOAD", "ROBOTSTXT")):
            settings.set(name, getattr(project, name), "project")
    settings.setdict({"HTTPERROR_ALLOW_ALL": True} | crawl.get("settings", {}), "project")
    settings.setdict(crawl.get("cmdline", {}), "cmdline")
    return settings


def main():
    process = AsyncCrawlerProcess({"LOG_LEVEL": "INFO"})
    outcomes = []
    for crawl in json.load(sys.stdin):
        outcomes.append({"pages": {}, "failed": {}, "robots_parsed": 0})
        crawler = Crawler(FetchSpider, settings_of(crawl), init_reactor=False)
        process.crawl(crawler, urls=crawl["urls"], outcome=outcomes[-1])
    process.start()
    json.dump(outcomes, sys.stdout, default=str)


if __name__ == "__main__":
    main()
