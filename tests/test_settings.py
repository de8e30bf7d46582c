"""The project's settings: each name is one that somebody reads, and each class can be loaded."""

import re

import pytest
from scrapy.settings import default_settings
from scrapy.utils.misc import load_object

from newsscraper import settings

OURS = {
    "CONTACT",
    "CSV_FORMULA_GUARD",
    "CSV_SEPARATOR",
    "FEED_DUPLICATES",
    "FEED_LOCK_WAIT",
    "FIRST_RUN_PAGES",
    "NEAR_DUPLICATE_DAYS",
    "NEAR_DUPLICATE_SIMILARITY",
    "RECORD",
    "RELATED_MAX_AGE_DAYS",
    "PROGRESS",
    "PUBLISHER_LOCK_WAIT",
    "ROBOTS_META_OBEY",
    "SHARED_FOLDERS",
    "STORE_URL",
    "TDM_RESPECT",
}
OUR_CLASS = re.compile(r"newsscraper\.([a-z_]+\.)+[A-Z]\w+")
NAMES = [name for name in vars(settings) if name.isupper()]


@pytest.mark.parametrize("name", NAMES)
def test_a_setting_is_one_of_scrapy_or_of_ours(name):
    assert (name in OURS) != hasattr(default_settings, name)


def test_each_class_that_a_setting_names_can_be_loaded():
    found = set(paths(value for name, value in vars(settings).items() if name in NAMES))
    assert len(found) > 15
    for path in found:
        assert callable(load_object(path))


def paths(values):
    """The dotted paths of our classes among values and what they hold."""
    for value in values:
        if isinstance(value, dict):
            yield from paths([*value, *value.values()])
        elif isinstance(value, str) and OUR_CLASS.fullmatch(value):
            yield value
