"""The table at the end of a run."""

import pytest

from newsscraper.progress.summary import Totals, table

TOTALS = Totals(
    listed=1_204,
    new=412,
    revised=3,
    duplicates=5,
    out_of_window=40,
    refused={"http_403": 1, "robots_txt": 2},
    gone=1,
    failed={"http_500": 2},
    pages=42,
    unread=1,
    requests=1_702,
    received=80_200_000,
    seconds=3_720,
    parts={"its own work": 40, "pauses between requests": 3_500, "waiting for answers": 180},
)
TABLE = """\
listed             1,204
new                  412
revised                3
duplicate              5
out of window         40
refused                3  2 robots_txt, 1 http_403
gone                   1
failed                 2  2 http_500
index pages           42  1 unread
requests           1,702  27 a minute
received         80.2 MB
time           1 h 2 min  most of it pauses between requests: 58 min 20 s"""


def test_a_dozen_lines_tell_of_a_run():
    assert "\n".join(table(TOTALS, 79)) == TABLE


@pytest.mark.parametrize("width", [79, 39, 20])
@pytest.mark.parametrize("totals", [TOTALS, Totals()])
def test_the_table_fits_the_terminal(totals, width):
    lines = table(totals, width)
    assert len([line for line in lines if not line.startswith(" ")]) == 12
    assert max(map(len, lines)) <= width


def test_a_narrow_terminal_loses_nothing():
    *_, time, what, how_long = table(TOTALS, 42)
    assert time == "time           1 h 2 min"
    assert (what, how_long) == ("  most of it pauses between requests: 58", "  min 20 s")


@pytest.mark.parametrize("width", [30, 39, 50])
def test_no_number_is_cut_off(width):
    assert "\n".join(table(TOTALS, width)).split() == TABLE.split()


def test_a_short_run_has_no_rate():
    [requests] = [line for line in table(Totals(requests=57, seconds=2), 79) if "requests" in line]
    assert requests.split() == ["requests", "57"]
