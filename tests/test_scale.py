import re
import subprocess
import sys

from lab import scale
from lab.project import PROJECT

PAGE = PROJECT / "docs" / "scale.md"


def blocks():
    """The tables of the page."""
    return re.findall(r"^```text\n(.*?)\n```$", PAGE.read_text(encoding="utf-8"), re.M | re.S)


def test_the_page_has_the_figures_that_the_script_prints():
    script = PROJECT / "tests" / "lab" / "scale.py"
    printed = subprocess.check_output([sys.executable, script], text=True)
    assert printed.rstrip("\n").split("\n\n") == list(scale.tables())
    assert [table for table in scale.tables() if table not in blocks()] == []


def test_what_is_asked_of_one_machine_is_never_more_than_it_has():
    press = scale.Press()
    for place in scale.PLACES:
        what, most = scale.least(scale.limits(place))
        taken = most / scale.limits(place)[what]
        assert taken == 1
        assert all(most <= other for other in scale.limits(place).values())
        assert scale.days_of_backfill(place, press, 2e6) == 2 * scale.days_of_backfill(
            place, press, 1e6
        )


def test_a_pruned_comparison_keeps_a_row_of_each_text():
    whole = scale.SERVER.tables["comparison"] * scale.MANY / 1e9
    assert scale.pruned(scale.SERVER, scale.MANY) == whole
    assert scale.pruned(scale.SERVER, 0) * scale.ROWS == whole
