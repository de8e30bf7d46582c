"""The sheets of publishers: every publisher states what a reader wants to know."""

from collections import Counter
from dataclasses import fields, replace

import pytest
from scrapy.settings import Settings

from newsscraper.console.lookup import publishers
from newsscraper.reports.publisher_sheets import Sheet, page, readme_table

PUBLISHERS = publishers(Settings({"SPIDER_MODULES": ["newsscraper.spiders"]}))
SHEETS = [Sheet.of(each) for each in PUBLISHERS.values()]


@pytest.mark.parametrize("publisher", PUBLISHERS.values(), ids=PUBLISHERS)
def test_each_publisher_states_title_reach_access_and_evidence(publisher):
    assert publisher.title
    assert publisher.evidence
    assert "not known" not in (publisher.reach, publisher.access)
    assert "Evidence" in publisher.__doc__


def test_a_sheet_says_in_words_what_a_class_states():
    detik = Sheet.of(PUBLISHERS["detik"])
    assert detik.hosts == "detik.com and its subdomains"
    assert detik.lists == "index by day of each section, sitemap, RSS feed"
    assert (detik.window, detik.reach) == ("begins at its last day", "days since 2019")
    assert (detik.pages, detik.zone) == ("whole at `?single=1`", "WIB")
    indonesia = Sheet.of(PUBLISHERS["mediaindonesia"])
    assert (indonesia.window, indonesia.pages) == ("reads newer pages", "one")
    assert indonesia.hosts == "mediaindonesia.com"


def test_on_a_terminal_each_fact_has_its_line():
    lines = list(SHEETS[0].block())
    assert lines[0] == f"{SHEETS[0].name}: {SHEETS[0].title}"
    for column in ("hosts", "lists", "window", "reach", "pages", "zone", "access", "evidence"):
        assert f"  {column:<8}  {getattr(SHEETS[0], column)}" in lines


def test_one_that_is_no_part_of_all_says_so():
    alone = replace(SHEETS[0], is_part_of_all=False)
    assert list(alone.block())[-1] == "  no part of crawl --all"
    assert "It is no part of `crawl --all`." in page([alone])
    assert "It is no part of `crawl --all`." not in page([replace(alone, is_part_of_all=True)])


def test_in_markdown_each_publisher_has_a_row_and_a_heading():
    text = "\n".join(page(SHEETS))
    for each in SHEETS:
        assert f"\n## {each.name}\n" in text
        assert f"| [`{each.name}`](#{each.name}) |" in text
        assert each.about in text


def test_the_readme_has_a_row_for_each_reach_and_names_each_publisher_once():
    """A row for each would make it longer with each."""
    rows = readme_table(SHEETS)
    assert [row.split("|")[1].strip() for row in rows[2:]] == list(
        dict(Counter(each.reach for each in SHEETS).most_common())
    )
    for each in SHEETS:
        (row,) = [row for row in rows if f"`{each.name}`" in row]
        assert row.startswith(f"| {each.reach} |")


def test_a_closed_list_of_hosts_is_counted():
    assert Sheet.of(PUBLISHERS["okezone"]).hosts == "9 subdomains of okezone.com"


def test_a_bar_in_a_fact_does_not_end_its_cell():
    hostile = replace(SHEETS[0], access="a | b")
    assert "a \\| b" in "\n".join(page([hostile]))


def test_no_field_of_a_sheet_is_empty():
    for each in SHEETS:
        empty = [field.name for field in fields(each) if getattr(each, field.name) in ("", ())]
        assert empty == [], each.name
