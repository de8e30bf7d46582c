"""What a command line asks of the publishers that it names."""

import pytest
from scrapy.exceptions import UsageError
from scrapy.settings import Settings
from worlds.trio import NAMES, write_spiders

from newsscraper.console.lookup import UnknownPublisher
from newsscraper.console.named_publishers import asked_of, named
from newsscraper.crawl.bad_argument import BadArgument

FRONTS = """
    roads = (
        Index("https://{name}.example/indeks"),
        Index("https://{name}.example/{{section}}"),
    )
"""
TO_ITSELF = """
    is_part_of_all = False
"""
OTHER_SECTIONS = """
    sections = ("laut",)
"""


@pytest.fixture
def settings(tmp_path, monkeypatch):
    """Return settings with three publishers."""
    monkeypatch.syspath_prepend(tmp_path)
    (tmp_path / "asked_koran").mkdir()
    fronts = {name: FRONTS.format(name=name) for name in NAMES}
    own = {"dua": OTHER_SECTIONS, "tiga": TO_ITSELF}
    facts = {name: fronts[name] + own.get(name, "") for name in NAMES}
    write_spiders(tmp_path / "asked_koran", **facts)
    return Settings({"SPIDER_MODULES": ["asked_koran"]})


@pytest.fixture
def trio(settings):
    return named(NAMES, settings, is_all=False)


def address(name, number):
    return f"https://{name}.example/ekonomi/{number}/berita"


def asked(found, **given):
    return asked_of(found, given)


def test_publishers_are_taken_in_their_order_each_once(settings):
    found = named(["tiga", "satu", "tiga"], settings, is_all=False)
    assert [each.name for each in found] == ["tiga", "satu"]


def test_all_are_those_that_do_not_keep_to_themselves(settings):
    assert [each.name for each in named([], settings, is_all=True)] == ["dua", "satu"]


@pytest.mark.parametrize(("names", "is_all"), [([], False), (["satu"], True)])
def test_names_or_all_are_given(settings, names, is_all):
    with pytest.raises(UsageError):
        named(names, settings, is_all=is_all)


def test_an_unknown_name_is_told(settings):
    with pytest.raises(UnknownPublisher, match="no publisher 'empat'"):
        named(["satu", "empat"], settings, is_all=False)


def test_each_gets_its_own_urls_and_a_line_of_nobody_is_told_once(trio):
    lines = ",".join([address("satu", 800_001), address("tiga", 800_002), "https://x.example/"])
    found = asked(trio, urls=lines)
    urls = {publisher.name: arguments.urls for publisher, arguments in found.of.items()}
    assert urls == {
        "satu": (address("satu", 800_001),),
        "tiga": (address("tiga", 800_002),),
    }
    assert list(found.left_out) == [
        "dua is left out; urls: none of them is its own",
        "urls: item 3 (https://x.example/) is no article URL of satu or dua or tiga: skipped",
    ]
    assert found.skipped == 1
    assert not any(arguments.skipped_count for arguments in found.of.values())


def test_a_list_of_which_nobody_owns_a_line_is_a_bad_argument(trio):
    with pytest.raises(BadArgument, match="is no article URL of satu or dua or tiga"):
        asked(trio, urls="https://x.example/")


def test_a_section_is_unknown_if_all_say_so(trio):
    found = asked(trio, sections="ekonomi,laut")
    sections = {publisher.name: arguments.sections for publisher, arguments in found.of.items()}
    assert sections == {"satu": ("ekonomi",), "dua": ("laut",), "tiga": ("ekonomi",)}
    found = asked(trio, sections="laut")
    assert found.names == ["dua"]
    assert found.left_out[0] == "satu is left out; sections: satu has none of laut"
    with pytest.raises(BadArgument, match="none of satu, dua, tiga has 'udara'"):
        asked(trio, sections="ekonomi,udara")


def test_a_single_publisher_tells_its_lines_by_itself(trio):
    found = asked(trio[:1], urls=f"{address('satu', 800_001)},x")
    [arguments] = found.of.values()
    assert (arguments.skipped_count, found.skipped, found.left_out) == (1, 0, ())
