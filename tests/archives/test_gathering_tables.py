import re

from newsscraper.archives import gathering_tables as tables


def names(pattern, text):
    return set(re.findall(pattern, text))


def test_no_table_is_left_out_where_all_is_forgotten_or_taken_in():
    all_of_them = names(r"TABLE IF NOT EXISTS (\w+)", tables.TABLES)
    assert names(r"DELETE FROM (\w+)", tables.FORGET) == all_of_them
    taken_in = names(r"FROM part\.(\w+)", " ".join(tables.MERGED))
    assert taken_in == all_of_them - {"files", "originals"}  # which no part has
