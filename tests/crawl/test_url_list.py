"""Lists of URLs: what is read of them, and how the lines are named that are none."""

import os

import pytest

from newsscraper.crawl import url_list
from newsscraper.crawl.bad_argument import BadArgument
from newsscraper.crawl.url_list import Line, read_urls
from newsscraper.spiders.mediaindonesia import MediaIndonesiaSpider

URL = "https://mediaindonesia.com/ekonomi/851796/judul"
OTHER = "https://mediaindonesia.com/podiums/detail_podiums/3999-gunting-pita"
SECTION = "https://mediaindonesia.com/ekonomi"
SECRET = "root:*:20228:0:99999:7:::"


def read(value):
    return read_urls(value, MediaIndonesiaSpider.article_urls)


def file_of(tmp_path, *lines):
    file = tmp_path / "daftar.txt"
    file.write_text("".join(f"{line}\n" for line in lines))
    return f"@{file}"


def refusal(value):
    with pytest.raises(BadArgument) as refused:
        read(value)
    return str(refused.value)


def test_a_list_has_each_article_once_whatever_its_spelling():
    assert read(f"{URL},http://www.mediaindonesia.com/ekonomi/851796/judul/, {OTHER}") == (
        (URL, OTHER),
        (),
        0,
    )


def test_lines_that_are_no_article_are_skipped_and_counted_as_they_stand(tmp_path):
    value = file_of(tmp_path, "# gaps", "", URL, "bukan", SECTION, "# x", OTHER, "a\fb")
    listed = read(value)
    assert listed.urls == (URL, OTHER)
    assert [tuple(line) for line in listed.skipped] == [
        ("line", 4, "bukan"),
        ("line", 5, SECTION),
        ("line", 8, "a\fb"),
    ]
    assert listed.skipped_count == 3


def test_items_of_a_comma_list_are_counted_by_their_place():
    assert read(f"{URL},,x").skipped == (Line("item", 3, "x"),)


def test_the_first_five_are_named_and_all_are_counted(tmp_path):
    listed = read(file_of(tmp_path, *"abcdefgh", URL))
    assert [line.number for line in listed.skipped] == [1, 2, 3, 4, 5]
    assert listed.skipped_count == 8


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        (SECTION, f"line 3 ({SECTION})"),
        ("HTTP://lain.example/a", "line 3 (HTTP://lain.example/a)"),
        (SECRET, "line 3"),
        ("ftp://budi:rahasia@host/a", "line 3"),
        (f"kata sandi {SECTION}", "line 3"),
        (f"{SECTION} rahasia", "line 3"),
        ("https://budi:rahasia@lain.example/", "line 3 (https://***@lain.example/)"),
        ("https://lain.example/\x1b[2J", r"line 3 (https://lain.example/\x1b[2J)"),
    ],
)
def test_only_the_text_of_an_address_is_shown(text, shown):
    assert str(Line("line", 3, text)) == shown


def test_a_long_address_is_shown_in_part():
    assert len(str(Line("line", 3, f"https://lain.example/{'a' * 10_000}"))) < 300


def test_a_list_without_any_article_is_refused_and_shows_no_line_of_another_file(tmp_path):
    said = refusal(file_of(tmp_path, SECRET, *"abcdef", SECTION))
    assert said == (
        "urls: none of 8 lines is an article URL of mediaindonesia: "
        "line 1, line 2, line 3, line 4, line 5, and 3 more"
    )
    assert refusal("x") == "urls: item 1 is no article URL of mediaindonesia"
    assert refusal(SECTION) == f"urls: item 1 ({SECTION}) is no article URL of mediaindonesia"


def test_what_may_never_end_is_not_read(tmp_path):
    os.mkfifo(tmp_path / "pipe")
    assert "is no file, but a pipe or a device" in refusal(f"@{tmp_path / 'pipe'}")
    assert "is no file, but a pipe or a device" in refusal("@/dev/zero")


def test_what_is_too_large_is_not_read(tmp_path):
    with (tmp_path / "huge").open("wb") as file:
        file.truncate(8 * 1024**3)  # a hole: it takes no room
    assert refusal(f"@{tmp_path / 'huge'}").endswith("is larger than 64 MiB")
    assert url_list.LARGEST == 64 * 1024**2


@pytest.mark.parametrize("length", [65_535, 65_536, 65_537, 200_000])
def test_a_line_that_never_ends_is_one_line(tmp_path, length):
    path = tmp_path / "list.txt"
    path.write_text(f"{'a' * length}\nb\n{'c' * length}", encoding="utf-8")
    said = refusal(f"@{path}")
    assert "line 1" in said
    assert "line 3" in said
    assert "line 4" not in said
