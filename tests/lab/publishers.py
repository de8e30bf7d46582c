"""The project's publishers, as Scrapy finds them: a new one is tested like the others."""

from scrapy.settings import Settings
from scrapy.spiderloader import SpiderLoader

from newsscraper import settings

LOADER = SpiderLoader.from_settings(Settings({"SPIDER_MODULES": settings.SPIDER_MODULES}))
NAMES = sorted(LOADER.list())
PUBLISHERS = [LOADER.load(name) for name in NAMES]
KNOWN = ", ".join(NAMES)
"""As messages name them."""
