"""What counts as a date, and what only looks like one."""

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path
from timeit import repeat
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsscraper.normalize.dates import is_damaged, parse_date, read_date

quick = settings(derandomize=True, database=None, deadline=None, max_examples=50)

NOW = datetime.fromisoformat("2021-03-09T15:30:00+07:00")
TABLE = Path(__file__).parents[1] / "data" / "dates.tsv"
RELATIVE = re.compile("lalu|kemarin", re.IGNORECASE)

MONTHS = [
    *("Januari", "Februari", "Maret", "April", "Mei", "Juni"),
    *("Juli", "Agustus", "September", "Oktober", "November", "Desember"),
]
SHORT_MONTHS = [
    *("Jan", "Feb", "Mar", "Apr", "Mei", "Jun"),
    *("Jul", "Agu", "Sep", "Okt", "Nov", "Des"),
]
ENGLISH = [
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
]
WEEKDAYS = ["Senin", "Selasa", "Rabu", "Kamis", "Jum'at", "Sabtu", "Minggu"]
ZONES = {"WIB": "Asia/Jakarta", "WITA": "Asia/Makassar", "WIT": "Asia/Jayapura"}

moments = st.datetimes(datetime(1995, 1, 1), datetime(2026, 1, 20)).map(
    lambda moment: moment.replace(microsecond=0)
)
any_text = st.text(st.characters(exclude_categories=()))  # lone surrogates too
date_letters = st.text("0123456789/-.:, TZ+()")
date_words = st.lists(
    st.sampled_from([*SHORT_MONTHS, *ZONES, "9", "2021", "15:30", "kemarin", "lalu", "jam", "-"])
).map(" ".join)
some_dates = st.builds("{}/{}/{} {}:{}".format, *[st.integers(0, n) for n in (32, 13, 99, 25, 60)])
all_dates = st.builds("{}-{:02}-{:02}".format, *[st.integers(1, n) for n in (9999, 12, 28)])


def table_rows():
    lines = TABLE.read_text(encoding="utf-8").split("\n")
    return [line.split("\t") for line in lines[1:] if line]


def is_read_right(string, expected, *also):
    found = parse_date(string, now=NOW if RELATIVE.search(string) else None)
    return found == (None if expected == "none" else expected) or (found is None and also)


def test_strings_of_real_sites_are_read_right():
    assert len(table_rows()) >= 317
    assert [row for row in table_rows() if not is_read_right(*row)] == []


# --- Forms ----------------------------------------------------------------------------------------

WITH_ZONE = [
    "{weekday}, {t.day} {month} {t.year} {t:%H:%M} {zone}",
    "{weekday}, {t:%d} {mon} {t.year} | {t:%H:%M} {zone}",
    "Kompas.com - {t:%d/%m/%Y}, {t:%H:%M} {zone}",
    "{t.day} {month} {t.year} | {t:%H.%M} {zone}",
    "{weekday} ({t.day}/{t.month}/{t.year}) pukul {t:%H.%M} {zone}",
    ",\u00a0 Jurnalis-{weekday}, {t:%d} {month} {t.year} |{t:%H:%M} {zone}",
]
WITHOUT_ZONE = [
    " {t.day}/{t.month}/{t.year} {t:%H:%M}",
    "{t:%d}/{t.month}/{t.year} {t:%H:%M}",
    "{t:%Y-%m-%d}T{t:%H:%M}",
    "{t:%d-%m-%Y} {t:%H:%M}",
    "{t:%d.%m.%Y} {t:%H.%M}",
    "Diterbitkan {t.day} {mon} {t.year}, {t:%H:%M}",
    "{english} {t.day}, {t.year} {t:%H:%M}",
]
WITH_SECONDS = [
    "{t:%Y-%m-%d} {t:%H:%M:%S}",
    "{t:%Y-%m-%d}T{t:%H:%M:%S}",
    "{t.day} {month} {t.year} {t:%H:%M:%S}",
    "Update: {t:%d} {mon} {t.year} - {t:%H.%M.%S}",
]
DAYS = [
    "{weekday}, {t.day} {month} {t.year}",
    "{weekday} ({t.day}/{t.month}/{t.year})",
    "Diperbarui {t:%d/%m/%Y}",
    "{t:%d/%m/%y}",
    "{t.day} {mon} {t:%y}",
    "Edisi: 34/47 / Tanggal : {t:%Y-%m-%d} / Halaman : 84",
]


def printed(form, moment, zone=""):
    return form.format(
        t=moment,
        weekday=WEEKDAYS[moment.weekday()],
        month=MONTHS[moment.month - 1],
        mon=SHORT_MONTHS[moment.month - 1],
        english=ENGLISH[moment.month - 1],
        zone=zone,
    )


def iso(moment, timezone):
    return moment.replace(tzinfo=ZoneInfo(timezone)).isoformat()


@pytest.mark.parametrize("form", WITH_ZONE)
@quick
@given(moment=moments, zone=st.sampled_from([*ZONES]))
def test_a_printed_zone_wins_over_the_publishers(form, moment, zone):
    minute = moment.replace(second=0)
    found = read_date(printed(form, minute, zone))
    assert found == (iso(minute, ZONES[zone]), "minute")


@pytest.mark.parametrize("form", WITHOUT_ZONE)
@quick
@given(moment=moments, timezone=st.sampled_from([*ZONES.values()]))
def test_the_publishers_zone_is_for_times_without_one(form, moment, timezone):
    minute = moment.replace(second=0)
    found = read_date(printed(form, minute), timezone=timezone)
    assert found == (iso(minute, timezone), "minute")


@pytest.mark.parametrize("form", WITH_SECONDS)
@quick
@given(moment=moments, timezone=st.sampled_from([*ZONES.values()]))
def test_seconds_are_kept(form, moment, timezone):
    found = read_date(printed(form, moment), timezone=timezone)
    assert found == (iso(moment, timezone), "second" if moment.second else "minute")


@pytest.mark.parametrize("form", DAYS)
@quick
@given(moment=moments, timezone=st.sampled_from([*ZONES.values()]))
def test_a_day_alone_is_its_midnight(form, moment, timezone):
    midnight = moment.replace(hour=0, minute=0, second=0)
    found = read_date(printed(form, moment), timezone=timezone)
    assert found == (iso(midnight, timezone), "day")


@pytest.mark.parametrize(
    "form",
    ["%Y-%m-%d", "%Y-%m-%dT%H:%M:%SZ", "%Y-%m-%d %H:%M:%S +0700", "date %Y-%m-%d Headline"],
)
@quick
@given(moment=moments, day=st.integers(1, 12))
def test_an_iso_date_is_never_read_day_first(form, moment, day):
    moment = moment.replace(day=day)
    assert parse_date(moment.strftime(form))[:10] == f"{moment:%Y-%m-%d}"


@pytest.mark.parametrize("word", [*WEEKDAYS, "Jumat", "Ahad", "AHAD", "jum\u2019at", "Tuesday", ""])
def test_weekdays_never_change_the_date_even_where_they_are_wrong(word):
    assert parse_date(f"{word}, 9 Maret 2021 15:30") == "2021-03-09T15:30:00+07:00"


@pytest.mark.parametrize(
    ("words", "month"),
    [
        ("Jan Januari January", 1),
        ("Feb Februari February Peb Pebruari PEBRUARI", 2),
        ("Mar Maret March maret", 3),
        ("Mei May", 5),
        ("Jun Juni June", 6),
        ("Jul Juli July", 7),
        ("Agu Agt Ags Agust Agust. Agustus Aug August", 8),
        ("Sep Sept Sept. September", 9),
        ("Okt Okt. Oktober Oct October", 10),
        ("Nov November Nop Nopember NOPEMBER", 11),
        ("Des Desember Dec December", 12),
    ],
)
def test_months_are_known_in_every_spelling(words, month):
    for word in words.split():
        assert parse_date(f"9 {word} 2019") == f"2019-{month:02}-09T00:00:00+07:00", word


@pytest.mark.parametrize(
    ("zone", "offset"),
    [
        ("WIB", "+07:00"),
        ("wita", "+08:00"),
        ("Wit", "+09:00"),
        ("WIB_x0000_", "+07:00"),
        ("WITAEditor: Sari", "+08:00"),
        ("with love", "+07:00"),
        ("GMT", "+00:00"),
        ("UTC", "+00:00"),
        ("EST", "-05:00"),
        ("+0800", "+08:00"),
        ("-0330", "-03:30"),
        ("GMT+7", "+07:00"),
        ("UTC+8", "+08:00"),
        ("(GMT+9)", "+09:00"),
        ("(UTC +07:00)", "+07:00"),
        ("GMT+0700 (Western Indonesia Time)", "+07:00"),
        ("GMT-5", "-05:00"),
    ],
)
def test_zones_and_offsets_are_kept(zone, offset):
    assert parse_date(f"9 Maret 2021 15:30 {zone}") == f"2021-03-09T15:30:00{offset}"


@pytest.mark.parametrize(
    ("string", "value", "precision"),
    [
        ("2021-03-09", "2021-03-09T00:00:00+07:00", "day"),
        ("2021-03-09T00:00:00Z", "2021-03-09T00:00:00+00:00", "minute"),
        ("2021-03-09T08:30:00.987Z", "2021-03-09T08:30:00+00:00", "minute"),
        ("2021-03-09T08:30:12.987Z", "2021-03-09T08:30:12+00:00", "second"),
        ("2021-03-09 15:30:00", "2021-03-09T15:30:00+07:00", "minute"),
        ("2021-03-09T15:30:07+07", "2021-03-09T15:30:07+07:00", "second"),
        ("2021-03-09WITA15:30:00", "2021-03-09T15:30:00+08:00", "minute"),
        ("Mar 9, 2021 3:30 PM", "2021-03-09T15:30:00+07:00", "minute"),
        ("March 9th, 2021 at 12:05 a.m.", "2021-03-09T00:05:00+07:00", "minute"),
        ("2021-03-08T24:00", "2021-03-09T00:00:00+07:00", "minute"),
        ("31 Desember 2020 pukul 24.00 WITA", "2021-01-01T00:00:00+08:00", "minute"),
        # Which of two times, or which half of the day: the day is sure, the time would be a guess.
        ("9 Maret 2021, 15:30-17:00 WIB", "2021-03-09T00:00:00+07:00", "day"),
        ("9 Maret 2021 pukul 8.30 malam", "2021-03-09T00:00:00+07:00", "day"),
        ("9 Maret 2021 | dibaca 1.250 kali", "2021-03-09T00:00:00+07:00", "day"),
    ],
)
def test_precision_says_what_the_text_said(string, value, precision):
    assert read_date(string) == (value, precision)


# --- Relative words -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("string", "value", "precision"),
    [
        ("35 detik lalu", "2021-03-09T15:29:25+07:00", "second"),
        ("Nasional 24 menit lalu", "2021-03-09T15:06:00+07:00", "minute"),
        ("Media Indonesia | semenit yang lalu", "2021-03-09T15:29:00+07:00", "minute"),
        ("2 Jam yang lalu", "2021-03-09T13:30:00+07:00", "minute"),
        ("baru saja", "2021-03-09T15:30:00+07:00", "minute"),
        ("3 hari silam", "2021-03-06T15:30:00+07:00", "day"),
        ("sepekan lalu", "2021-03-02T15:30:00+07:00", "day"),
        ("Hari ini", "2021-03-09T00:00:00+07:00", "day"),
        ("Hari ini, 08.05", "2021-03-09T08:05:00+07:00", "minute"),
        ("Kemarin", "2021-03-08T00:00:00+07:00", "day"),
        ("kemarin pukul 15.30 WITA", "2021-03-08T15:30:00+08:00", "minute"),
    ],
)
def test_relative_words_count_from_now(string, value, precision):
    assert read_date(string, now=NOW) == (value, precision)


@pytest.mark.parametrize(
    "string",
    [
        "2 bulan lalu",
        "setahun lalu",
        "minggu lalu",
        "1 jam 5 menit lalu",
        "1,5 jam lalu",
        "setengah jam lalu",
        "dalam 5 menit",
        "besok",
        "kemarin dulu",
        "tadi pagi",
        "Harga Emas Antam Hari Ini",
        "Rapat kemarin berlangsung tertutup",
        "Gempa 5 menit lalu terasa sampai Bandung",
    ],
)
def test_vague_relative_words_are_no_date(string):
    assert parse_date(string, now=NOW) is None


def test_a_naive_now_is_in_the_publishers_zone():
    naive = datetime(2021, 3, 9, 0, 30)
    found = parse_date("sejam lalu", timezone="Asia/Jayapura", now=naive)
    assert found == "2021-03-08T23:30:00+09:00"


def test_an_aware_now_is_moved_to_the_publishers_zone():
    evening_in_london = datetime(2021, 3, 8, 20, 0, tzinfo=UTC)
    assert parse_date("hari ini", now=evening_in_london) == "2021-03-09T00:00:00+07:00"


def test_without_now_relative_words_count_from_the_present():
    found = datetime.fromisoformat(parse_date("1 jam lalu"))
    assert abs(datetime.now(UTC) - timedelta(hours=1) - found) < timedelta(minutes=5)


# --- What is no date ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "string",
    [
        "Pasal 5 ayat 1",
        "Pasal 27 ayat (3) UU ITE",
        "UU No. 11/2020",
        "Peraturan Nomor 14 Tahun 2019",
        "Rp975 triliun",
        "Rp1.250.000",
        "Rp 35,6 triliun pada kuartal III 2020",
        "Kurs 14.250 per dolar AS",
        "skor 2-1",
        "menang 21-19, 21-17",
        "formasi 4-3-3",
        "(Ant/P-1)",
        "(AP/OL-10)",
        "(Sru/E-2)",
        "0812-3456-7890",
        "08123456789",
        "(021) 582 1303",
        "021-12-2020",
        "+62 21 5821303",
        "versi 2.9.0",
        "Android 12.1.20",
        "iOS 14.4.21 telah dirilis",
        "192.168.20.21",
        "Covid-19",
        "U-23",
        "KTT G20 2022",
        "Piala Dunia 2026",
        "2020/2021",
        "2020-2021",
        "24/7",
        "usia 20-30 tahun",
        "3 Maret",
        "9 Maret 15:30 WIB",
        "9 Maret 20.30 WIB",
        "Mei 2021",
        "Maret 20",
        "Tahun 2021",
        "15:30 WIB",
        "24:61",
        "Minggu (20/1) malam",
        "Juara 1 Mei ini",
        "Jalan 10 November, Surabaya",
        "Marilah 2021 orang mendaftar",
        "9 Marsudi 2021",
        "30 Februari 2021",
        "31/4/2021",
        "12/13/2021",
        "00/00/0000",
        "0000-00-00 00:00:00",
        "2021-13-09",
        "2021-03-09T25:00:00",
        "9 Maret 2021 25:61",
        "2021-03-09T15:30:00+99:00",
        "9 Mac 2021",
        "1615278600000",
        "https://www.contoh.id/read/2021/03/09/judul",
        # A period names no single day. Two whole dates do: there the first counts, as it does
        # where `Diperbarui:` and a second date follow the first.
        "1-3 Maret 2021",
        "1\u20133 Maret 2021",
        "1 - 3 Maret 2021",
        "28 Februari - 3 Maret 2021",
        "1 s/d 3 Maret 2021",
        "1 hingga 3 Maret 2021",
        "6 dan 7 Maret 2021",
    ],
)
def test_prose_and_numbers_of_news_pages_are_no_date(string):
    assert parse_date(string, now=NOW) is None


def test_of_two_whole_dates_the_first_counts():
    assert parse_date("1 Maret 2021 - 3 Maret 2021") == "2021-03-01T00:00:00+07:00"


@pytest.mark.parametrize("prefix", ["Covid-19", "Edisi 34", "998 Views", "15:30 WIB"])
def test_a_number_in_front_is_not_always_a_period(prefix):
    assert parse_date(f"{prefix} - 9 Maret 2021") == "2021-03-09T00:00:00+07:00"


@pytest.mark.parametrize(
    ("string", "is_date"),
    [
        ("31 Desember 1994 23:59", False),
        ("1 Januari 1995", True),
        ("01/01/1970 07:00", False),
        ("9 Mar 94", False),
        ("9 Mar 95", True),
        ("2021-03-11T15:30:00+07:00", True),
        ("2021-03-11T15:30:01+07:00", False),
        ("2021-03-11T08:30:01Z", False),
        ("11/3/2021 15:30", True),
        ("11/3/2021 15:31", False),
        ("11 Maret 2021 15.31 WITA", True),
        ("9 Maret 2201", False),
        ("9999999999", False),
    ],
)
def test_dates_lie_between_1995_and_two_days_ahead(string, is_date):
    assert (parse_date(string, now=NOW) is not None) is is_date


def test_without_now_the_limit_is_two_days_after_the_present():
    today = datetime.now(ZoneInfo("Asia/Jakarta"))
    assert parse_date(f"{today + timedelta(days=2, minutes=-5):%Y-%m-%dT%H:%M}")
    assert parse_date(f"{today + timedelta(days=2, minutes=5):%Y-%m-%dT%H:%M}") is None


@pytest.mark.parametrize("name", ["Asia/Atlantis", "WIB", "", "Asia", "../Asia/Jakarta", "\ud800"])
def test_an_unknown_zone_is_a_clear_error(name):
    with pytest.raises(ValueError, match="unknown time zone"):
        parse_date("9 Maret 2021", timezone=name)


# --- Any text at all ------------------------------------------------------------------------------


@quick
@given(text=any_text | date_letters | date_words | some_dates | all_dates)
def test_any_text_gives_none_or_a_date_in_its_bounds(text):
    found = read_date(text, now=NOW)
    if found:
        moment = datetime.fromisoformat(found.value)
        assert datetime(1995, 1, 1) <= moment.replace(tzinfo=None)
        assert moment <= NOW + timedelta(days=2)
        assert moment.isoformat(timespec="seconds") == found.value


@pytest.mark.parametrize("form", [*WITH_ZONE, *WITH_SECONDS, *DAYS])
@quick
@given(moment=moments, zone=st.sampled_from([*ZONES]))
def test_a_date_that_was_read_reads_back_as_itself(form, moment, zone):
    found = parse_date(printed(form, moment, zone))
    assert found
    assert parse_date(found, timezone="UTC") == found


@pytest.mark.parametrize(
    "text",
    [
        "\ud800 9/3",
        "\x00" * 50,
        "9 Maret \x00 2021",
        "9" * 5000,
        "&#" + "9" * 5000 + ";",
        "٩ Maret ٢٠٢١",
        "\ufdfa" * 200,
        "9999999999 menit lalu",
        "9999-12-31T23:59:59-14:00",
        "0001-01-01T00:00:00+14:00",
        "31/12/9999 24:00",
    ],
)
def test_hostile_text_is_no_date_and_no_error(text):
    assert parse_date(text) is None


def test_a_date_behind_200_characters_is_not_looked_for():
    assert parse_date(" " * 1000 + "9 Maret 2021")
    assert parse_date("x " * 100 + "9 Maret 2021") is None


@pytest.mark.parametrize(
    "unit", [" ", "1", "1 ", "9 Mei ", "&#", "a ", "-", ":", "\u200b", "kemarin ", "Mei 1, "]
)
def test_time_grows_no_faster_than_the_text(unit):
    small, large = unit * (100_000 // len(unit)), unit * (1_000_000 // len(unit))
    times = [min(repeat(lambda t=text: parse_date(t), number=2)) for text in (small, large)]
    assert times[1] < 40 * times[0]  # ten times the text; the rest is room for a busy machine


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("04/1/2024 10:10 15:00:00", True),
        ("2026-01-20 15:05:0x", True),
        ("Diterbitkan 05/1/2026 05:00 | Diperbarui 06/1/2026 07:00", False),
        ("2026-01-20 15:05:00", False),
        ("2026-01-20T21:34:19+07:00", False),
        ("2023-11-02T14:34:19-07:00", False),
        ("Kompas.com - 02/11/2023, 21:34 WIB", False),
        ("Tue, 20 Jan 2026 11:30:00 +0700", False),
        ("2026/01/20 06:10:44", False),
        ("2026-01-20 13:00-00", True),
        ("202\ufffd6/01/20 \ufffd06:05:12", True),
        ("202\u00ff6/01/20 \u00ff06:05:12", True),
        ("Sabtu\u00a020 Januari 2026, 10.30\u201311.00", False),
        ('11/3/2025 08:20 <meta name="dtk:author" content=', True),
        ("2026-01-20 13:00-05", False),
        ("2026/01/2= 09:14:37", True),
        ("2026/01/20/// 20:30:00", True),
        ("2;26/01/20 06:10:44", True),
        ("20/01/26 06:10", False),
        ("13/10/2025 05:00-10:00:00", True),
        ("13/10/2025 05:00-10:00", False),
        ("2026-01-20 06:10:44+07:00", False),
    ],
)
def test_a_date_that_is_cut_or_has_two_times_in_a_row_is_damaged(text, expected):
    assert is_damaged(text) is expected


# --- Old spelling, short months, short words ------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("12 Ag. 2019", "2019-08-12T00:00:00+07:00"),
        ("12 Mrt. 2019", "2019-03-12T00:00:00+07:00"),
        ("9 Djuli 2019", "2019-07-09T00:00:00+07:00"),
        ("9 Djoeli 2019", "2019-07-09T00:00:00+07:00"),
        ("17 Agoestoes 2019", "2019-08-17T00:00:00+07:00"),
        ("1 Djuni 2019", "2019-06-01T00:00:00+07:00"),
        ("1 Djanuari 2019", "2019-01-01T00:00:00+07:00"),
        ("6 Nop 2019", "2019-11-06T00:00:00+07:00"),
        ("24 Juli 2025 pk. 16.32 WIB", "2025-07-24T16:32:00+07:00"),
        ("24 Juli 2025 Pk 16:32 WITA", "2025-07-24T16:32:00+08:00"),
        ("24 Juli 2025, pkl.16.32", "2025-07-24T16:32:00+07:00"),
        ("08. Nopember 2016 jam 16:13", "2016-11-08T16:13:00+07:00"),
        ("18. Nopember 2016 jam 16:13", "2016-11-18T16:13:00+07:00"),
        ("08. Nopember 2016", "2016-11-08T00:00:00+07:00"),
        ("Selasa, 18. Nopember 2016", "2016-11-18T00:00:00+07:00"),
        ("Terbit: 18. Desember 2016 pukul 09.10", "2016-12-18T09:10:00+07:00"),
        ("12. Mei 2016", None),
        ("Pasal 12. Maret 2016 pukul 16.13", None),
        ("Fase 2 MRT 2019", None),
        ("Fase 2 Mrt 2019", None),
        ("Pelat 12 AG 2019", None),
        ("12 Ag 2019", None),
        ("Djuli 2019", None),
    ],
)
def test_old_spelling_is_read_and_nothing_is_invented(text, expected):
    assert parse_date(text) == expected
