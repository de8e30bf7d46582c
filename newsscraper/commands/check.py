"""`scrapy check [NAME]`: reads the example article of each publisher."""

import argparse
from collections.abc import AsyncIterator
from typing import Any

from scrapy import Spider
from scrapy.commands import check
from scrapy.contracts import ContractsManager
from scrapy.utils.conf import build_component_list
from scrapy.utils.misc import load_object, set_environ

from newsscraper.console.base_command import BaseCommand
from newsscraper.console.contract_result import ContractResult
from newsscraper.console.lookup import publisher_called
from newsscraper.messages.terminal import write_lines


class Command(BaseCommand, check.Command):
    """Check the contracts of spiders, with one line for each publisher."""

    usage = "[NAME …] [options]"
    summary = "Read the example article of each publisher, or of those that are named"

    def check(self, args: list[str], opts: argparse.Namespace) -> None:
        """Raise ValueError for a publisher that there is not."""
        for name in args:
            publisher_called(name, self.project_settings)

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        """Check, and say how it ended; lists and what is verbose are as Scrapy has them."""
        if opts.list or opts.verbose:
            super().run(args, opts)
            return
        assert self.crawler_process
        result, names = ContractResult(), args or self.crawler_process.spider_loader.list()
        with set_environ(SCRAPY_CHECK="true"):
            for name in names:
                self.crawler_process.crawl(self._checked(name, result), **opts.spargs)
            self.crawler_process.start()
        write_lines(result.lines(names))
        self.exitcode = int(not result.is_good(names) or self.crawler_process.bootstrap_failed)

    def _checked(self, name: str, result: ContractResult) -> type[Spider]:
        """Return the spider *name*, which asks for what its contracts name."""
        contracts = self.project_settings.get_component_priority_dict_with_base("SPIDER_CONTRACTS")
        manager = ContractsManager(map(load_object, build_component_list(contracts)))

        async def start(spider: Spider) -> AsyncIterator[Any]:
            for request in manager.from_spider(spider, result):
                yield request

        assert self.crawler_process
        spider = self.crawler_process.spider_loader.load(name)
        return type(spider.__name__, (spider,), {"start": start, "__module__": spider.__module__})
