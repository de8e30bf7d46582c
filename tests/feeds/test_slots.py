"""Feeds of the settings: their addresses, options, storages and filters."""

import tempfile
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from scrapy.extensions.feedexport import BlockingFeedStorage
from worlds.koran import slots_for

from newsscraper.feeds.storages import LocalFeedStorage
from newsscraper.items import Article

JSONL = {"format": "jsonl"}
BATCHES = "out-%(batch_id)03d.jsonl"


def by_house(params, spider):
    """Parameters of a user's own."""
    return {"house": f"{spider.name}-{params['batch_id']}"}


def unchanged(params, spider):
    """Parameters that a user looks at only."""
    assert params["name"] == spider.name


class OddOnly:
    def __init__(self, options):
        self.options = options

    def accepts(self, item):
        return item.word_count % 2 == 1


class Upload(BlockingFeedStorage):
    def __init__(self, uri, *, feed_options=None):
        self.uri = uri

    def _store_in_thread(self, file):
        """Nowhere."""


def test_templates_come_in_the_order_of_the_settings():
    feeds = {"b.jsonl": JSONL, Path("/a/a.jsonl"): JSONL, "c.csv": {"format": "csv"}}
    assert slots_for(feeds).templates == ["b.jsonl", "/a/a.jsonl", "c.csv"]


@pytest.mark.parametrize("number", [1, 2, 17])
def test_the_address_of_a_batch_has_its_number(number):
    assert slots_for({BATCHES: JSONL}).uri(BATCHES, number) == f"out-{number:03}.jsonl"


def test_an_address_may_have_what_the_spider_has_and_keeps_other_percent_signs():
    template = "%(name)s/a%20b-%(language)s.jsonl"
    assert slots_for({template: JSONL}).uri(template, 1) == "koran/a%20b-id.jsonl"


@pytest.mark.parametrize("parameter", ["time", "batch_time"])
def test_an_address_may_have_the_time_without_colons(parameter):
    template = f"%({parameter})s"
    text = slots_for({template: JSONL}).uri(template, 1)
    day, _, time = text.removesuffix("+00-00").partition("T")
    moment = datetime.fromisoformat(f"{day}T{time.replace('-', ':')}+00:00")
    assert abs(datetime.now(UTC) - moment) < timedelta(minutes=1)
    assert ("." in text) == (parameter == "batch_time")


def test_a_function_of_the_user_may_name_the_parameters():
    template = "%(house)s.jsonl"
    feeds = {template: JSONL | {"uri_params": f"{__name__}.by_house"}}
    assert slots_for(feeds).uri(template, 5) == "koran-5.jsonl"


def test_a_function_of_the_user_that_returns_nothing_leaves_them_as_they_are():
    slots = slots_for({BATCHES: JSONL}, FEED_URI_PARAMS=unchanged)
    assert slots.uri(BATCHES, 2) == "out-002.jsonl"


def test_options_are_completed_from_the_settings():
    slots = slots_for({"a.csv": {}}, FEED_EXPORT_FIELDS=["key"], FEED_EXPORT_BATCH_ITEM_COUNT=0)
    options = slots.options("a.csv")
    assert (options["format"], options["fields"], options["encoding"]) == ("csv", ["key"], "utf-8")
    assert (options["batch_item_count"], options["store_empty"]) == (0, False)


def test_a_slot_is_that_of_its_feed_and_batch_and_opens_nothing(tmp_path):
    template = str(tmp_path / BATCHES)
    slots = slots_for({template: JSONL | {"overwrite": True, "store_empty": True}})
    slot = slots.slot(template, 3, slots.uri(template, 3))
    assert (slot.batch_id, slot.format, slot.uri_template) == (3, "jsonl", template)
    assert slot.uri == str(tmp_path / "out-003.jsonl")
    assert slot.store_empty
    assert isinstance(slot.storage, LocalFeedStorage)
    assert slot.storage.replaces
    assert list(tmp_path.iterdir()) == []


def test_a_slot_has_the_filter_of_its_feed():
    feeds = {"odd.jsonl": JSONL | {"item_filter": OddOnly}, "all.jsonl": JSONL}
    slots = slots_for(feeds)
    accepted = {
        name: [slots.slot(name, 1, name).filter.accepts(Article(word_count=n)) for n in (1, 2)]
        for name in feeds
    }
    assert accepted == {"odd.jsonl": [True, False], "all.jsonl": [True, True]}


def test_what_is_uploaded_is_collected_in_the_folder_of_the_settings(tmp_path):
    uri = "upload://host/a.jsonl"
    storages = {"upload": f"{__name__}.Upload"}
    storages["file"] = "newsscraper.feeds.storages.LocalFeedStorage"
    slots = slots_for({uri: JSONL}, FEED_STORAGES=storages, FEED_TEMPDIR=str(tmp_path))
    slot = slots.slot(uri, 1, uri)
    slot.start_exporting()
    assert Path(slot.file.name).parent == tmp_path
    assert Path(tempfile.gettempdir()) != tmp_path
    slot.file.close()
