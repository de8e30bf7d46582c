from newsscraper.messages.wording import in_columns, number, with_example


def test_a_noun_is_in_the_plural_but_for_one():
    assert [number(count, "article") for count in (0, 1, 2)] == [
        "0 articles",
        "1 article",
        "2 articles",
    ]
    assert number(2, "address") == "2 addresses"


def test_columns_are_as_wide_as_their_longest_cell_and_numbers_stand_right():
    rows = [["publisher", "articles"], ["detik", "7"], ["mediaindonesia", "1200"]]
    assert list(in_columns(rows)) == [
        "publisher       articles",
        "detik                  7",
        "mediaindonesia      1200",
    ]


def test_a_table_of_nothing_but_a_header_is_its_header():
    assert list(in_columns([["publisher", "exact"]])) == ["publisher  exact"]


def test_a_page_is_named_where_one_is_known():
    assert with_example("image in 0 of 9", None) == "image in 0 of 9"
    assert with_example("image in 0 of 9", "https://a.id/1").endswith(", as https://a.id/1 shows")


def test_columns_that_have_no_room_beside_others_stand_in_further_tables():
    rows = [["publisher", "day", "week", "failed"], ["detik", "7", "12", "."]]
    assert list(in_columns(rows, 21)) == [
        "publisher  day  week",
        "detik        7    12",
        "",
        "publisher  failed",
        "detik           .",
    ]
    assert list(in_columns(rows, 28)) == list(in_columns(rows))
    assert list(in_columns(rows, 1))[::3] == [
        "publisher  day",
        "publisher  week",
        "publisher  failed",
    ]
