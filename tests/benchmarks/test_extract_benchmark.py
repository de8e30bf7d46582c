import os
import subprocess
import sys
from pathlib import Path

SCRIPT = Path(__file__).with_name("extract.py")
FIXTURES = SCRIPT.parents[2] / "fixtures"
PAGE = next(FIXTURES.glob("mediaindonesia.com/ekonomi/851796/*.html"))
URL = f"https://{PAGE.relative_to(FIXTURES).with_suffix('').as_posix()}"


def rows(tmp_path, *arguments):
    """Return the table that the script prints, without the real pages, as cells."""
    variables = {k: v for k, v in os.environ.items() if k != "NEWSSCRAPER_REAL_PAGES"}
    table = subprocess.check_output(
        [sys.executable, "-W", "error", SCRIPT, "--rounds", "5", *arguments],
        cwd=tmp_path,
        env=variables,
        text=True,
    )
    header, *lines = table.splitlines()
    assert header.split() == ["page", "kB", "parse", "ms", "extract", "ms", "ratio"]
    return [(line[:40].strip(), *map(float, line[40:].split())) for line in lines]


def test_the_benchmark_pads_fixture_pages_to_the_weight_of_real_ones(tmp_path):
    *pages, total = rows(tmp_path)
    assert len(pages) >= 5
    assert all(75 <= size <= 85 for _, size, *_ in pages)
    assert total[0] == f"all {len(pages)}"
    assert all(extract > parse > 0 for _, _, parse, extract, _ in [*pages, total])


def test_the_benchmark_measures_pages_that_it_is_given(tmp_path):
    page, total = rows(tmp_path, PAGE, "--url", URL)
    assert PAGE.name.startswith(page[0])
    assert total[0] == "all 1"
