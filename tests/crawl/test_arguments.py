"""Spider arguments: what is understood, and what is refused in one line."""

from datetime import date, timedelta

import pytest

from newsscraper.crawl.arguments import Arguments, read_arguments
from newsscraper.crawl.bad_argument import BadArgument
from newsscraper.roads.index import Index
from newsscraper.spiders.mediaindonesia import MediaIndonesiaSpider
from newsscraper.window import Window

URL = "https://mediaindonesia.com/ekonomi/851796/judul"
OTHER = "https://mediaindonesia.com/podiums/detail_podiums/3999-gunting-pita"

TODAY = date(2026, 1, 20)


def read(**raw):
    return read_arguments(raw, MediaIndonesiaSpider, TODAY)


def test_without_arguments_a_run_is_incremental_with_one_hop_of_related_links():
    assert read() == Arguments(TODAY, related=1, max_pages=None, recheck=0)
    assert not read().window


def test_days_count_from_today():
    expected = {"today": 0, "yesterday": 1, "7d": 6, "1d": 0, "365d": 364}
    for value, days in expected.items():
        assert TODAY - read(since=value).since == timedelta(days)
    assert read(since="2026-01-01", until="2026-01-31").window == Window(
        date(2026, 1, 1), date(2026, 1, 31)
    )


def test_both_ends_of_a_window_are_inside():
    window = Window(date(2026, 1, 10), date(2026, 1, 12))
    inside = [day for day in range(8, 15) if window.contains(date(2026, 1, day))]
    assert inside == [10, 11, 12]
    assert [day for day in range(8, 15) if window.is_before(date(2026, 1, day))] == [8, 9]
    assert Window(until=date(2026, 1, 12)).contains(date(1999, 1, 1))


def test_sections_are_a_comma_list_or_all():
    assert read(sections="ekonomi").sections == ("ekonomi",)
    assert read(sections=" opini, ekonomi ,opini,").sections == ("opini", "ekonomi")
    assert read(sections="all").sections == MediaIndonesiaSpider.sections


def test_sections_of_a_publisher_without_section_fronts_are_refused():
    class WithoutFronts(MediaIndonesiaSpider):
        roads = (Index("https://mediaindonesia.com/indeks"),)

    for wanted in ("ekonomi", "all"):
        with pytest.raises(BadArgument, match="sections: mediaindonesia has no section fronts"):
            read_arguments({"sections": wanted}, WithoutFronts, TODAY)


def test_urls_are_canonical_and_follow_no_related_links_unless_asked():
    given = f"http://www.mediaindonesia.com/ekonomi/851796/judul/?utm_source=x, {OTHER},{URL}"
    arguments = read(urls=given)
    assert arguments.urls == (URL, OTHER)
    assert arguments.related == 0
    assert read(urls=URL, related="2").related == 2


def test_urls_of_a_file_may_have_blank_lines_a_bom_and_any_line_ends(tmp_path):
    file = tmp_path / "daftar"
    file.write_bytes(f"\ufeff{URL}\r\n\r\n  \n\t{OTHER}  \n{URL}".encode())
    assert read(urls=f"@{file}").urls == (URL, OTHER)


def test_lines_of_a_list_that_are_no_article_are_left_out_and_told():
    arguments = read(urls=f"{URL},x,https://mediaindonesia.com/ekonomi,{OTHER},1,2,3,4,5")
    assert arguments.urls == (URL, OTHER)
    assert list(arguments.left_out) == [
        "item 2 is no article URL",
        "item 3 (https://mediaindonesia.com/ekonomi) is no article URL",
        *(f"item {number} is no article URL" for number in (5, 6, 7)),
        "2 other lines are no article URL",
    ]
    assert (arguments.related, list(read(urls=URL).left_out)) == (0, [])


def test_numbers_are_whole_numbers():
    assert read(related="0", max_pages="12", recheck="24") == Arguments(
        TODAY, related=0, max_pages=12, recheck=24
    )


def test_arguments_of_schedulers_are_left_alone():
    assert read(_job="26d1b1a6d6f111e0be5c001e648c57f8", _version="1").related == 1


BAD = {
    "since": "31-02-2026 2026-02-30 2026-2-3 20260203 2026-01-01T00:00 0d -1d 1.5d 7D tomorrow x",
    "until": "today yesterday 7d 2026-13-01 01/02/2026",
    "sections": "sport Ekonomi ekonomi,sport ekonomi;opini",
    "urls": "https://mediaindonesia.com/ekonomi/20/40 https://mediaindonesia.com/ekonomi "
    "https://www.kompas.com/a/1/b mediaindonesia.com/ekonomi/851796/judul x , @",
    "related": "x -1 1.5 1_0 +1 1000000000",
    "max_pages": "0 -1 x 2.0",
    "recheck": "x -1 24h",
}


@pytest.mark.parametrize(
    ("name", "value"),
    [(name, value) for name, values in BAD.items() for value in ["", " ", *values.split()]],
)
def test_a_wrong_value_is_refused_and_named(name, value):
    with pytest.raises(BadArgument) as refused:
        read(**{name: value})
    assert name in str(refused.value) or value in str(refused.value)


def test_a_window_that_ends_before_it_begins_is_refused():
    with pytest.raises(BadArgument, match="since=2026-01-15 is after until=2026-01-14"):
        read(since="2026-01-15", until="2026-01-14")
    assert read(since="2026-01-14", until="2026-01-14").window


def test_recheck_with_urls_is_refused():
    with pytest.raises(BadArgument, match="recheck has no meaning with urls"):
        read(urls="https://mediaindonesia.com/ekonomi/800001/berita", recheck="24")


def test_days_on_which_no_article_can_be_are_refused():
    tomorrow = TODAY + timedelta(1)
    with pytest.raises(BadArgument, match=f"since={tomorrow} is in the future; today is {TODAY}"):
        read(since=str(tomorrow))
    with pytest.raises(BadArgument, match="until=1994-12-31 is before 1995-01-01"):
        read(until="1994-12-31")
    assert read(since=str(TODAY), until=str(tomorrow)).window
    assert read(since="1900-01-01", until="1995-01-01").window


@pytest.mark.parametrize("name", ["sinces", "url", "name", "Since", "start_urls"])
def test_an_unknown_argument_is_refused_with_the_known_ones(name):
    with pytest.raises(BadArgument, match=f"unknown argument '{name}'; known are since, until"):
        read(**{name: "1"})


def test_a_list_of_urls_that_cannot_be_read_is_refused(tmp_path):
    (tmp_path / "utf16").write_bytes(f"{URL}\n".encode("utf-16"))
    (tmp_path / "empty").write_bytes(b"\n\n")
    for name, reason in {"none": "No such file", "utf16": "not UTF-8", "empty": "no URL"}.items():
        with pytest.raises(BadArgument, match=reason):
            read(urls=f"@{tmp_path / name}")
    with pytest.raises(BadArgument, match="Is a directory"):
        read(urls=f"@{tmp_path}")
    with pytest.raises(BadArgument, match="cannot be read"):
        read(urls="@\0")
