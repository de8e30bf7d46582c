"""What `import newsscraper` gives, and what it costs."""

import re
import subprocess
import sys
from importlib import metadata

import pytest
from lab.project import PROJECT

import newsscraper

LIGHT = """
import sys
import newsscraper
loaded = {"scrapy", "sqlalchemy", "lxml", "twisted"} & sys.modules.keys()
assert not loaded, loaded
assert newsscraper.extract and newsscraper.articles
assert "twisted.internet.reactor" not in sys.modules
"""


def test_nothing_is_loaded_until_it_is_used():
    done = subprocess.run([sys.executable, "-c", LIGHT], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("name", newsscraper.__all__)
def test_each_name_is_there(name):
    assert getattr(newsscraper, name)
    assert name in dir(newsscraper)


def test_any_other_name_is_none():
    name = "scrape"
    with pytest.raises(AttributeError, match="no attribute 'scrape'"):
        getattr(newsscraper, name)
    assert issubclass(newsscraper.PartOfArticle, newsscraper.NoArticle)
    assert issubclass(newsscraper.UnknownPublisher, ValueError)


def test_the_version_is_that_of_the_package():
    pattern = r'^__version__ = "(\d+\.\d+\.\d+)"$'  # as the build reads it
    source = (PROJECT / "newsscraper" / "__init__.py").read_text(encoding="utf-8")
    assert re.findall(pattern, source, re.MULTILINE) == [newsscraper.__version__]
    assert metadata.version("newsscraper") == newsscraper.__version__
