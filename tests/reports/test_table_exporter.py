"""What exporters of tables have in common: columns that are known before the first row."""

import pytest

from newsscraper.reports.table_exporter import TableExporter


class Counting(TableExporter):
    rows = 0

    def export_item(self, item):
        self.rows += 1

    def abandon(self):
        self.rows = 0


@pytest.mark.parametrize(
    ("chosen", "headers"),
    [
        (None, {"a": "a", "b": "b"}),
        (["b", "none"], {"b": "b"}),
        ({"b": "satu", "a": "dua"}, {"b": "satu", "a": "dua"}),
    ],
)
def test_columns_are_those_that_are_asked_for_and_are_there(chosen, headers):
    assert Counting(["a", "b"], fields_to_export=chosen).headers == headers


def test_none_at_all_is_refused():
    with pytest.raises(ValueError, match=r"FEED_EXPORT_FIELDS=\['x'\] names no column"):
        Counting(["a"], fields_to_export=["x"])
