"""What a command and a crawl cost before they begin, beside bare Scrapy.

    python tests/benchmarks/startup.py [--rounds N]

Four contestants, each in a process of its own, with compiled modules:

* `extract`: `scrapy extract` of one saved page, beside `scrapy version` without a project;
* `crawl`: `scrapy crawl mediaindonesia` of an empty folder, with a new store, beside
  `scrapy runspider` of a spider that asks for nothing.

How to read the table: seconds of CPU time (user and system), the minimum of all rounds, which take
turns; `spread` is the least and the most of ours. The ratios can be compared between machines: up
to 1.3 for `extract` and 1.45 for `crawl` are the aims. With valgrind there are millions of
instructions, too, which other jobs on the machine do not change.
"""

import argparse
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final, NamedTuple

from rounds import COUNTER, can_count, counts, spread, take_turns

ROOT: Final = Path(__file__).parents[2]
PAGE: Final = next(ROOT.glob("fixtures/mediaindonesia.com/ekonomi/851796/*.html"))
URL: Final = f"https://{PAGE.relative_to(ROOT / 'fixtures').with_suffix('').as_posix()}"
NOTHING: Final = """import scrapy

class Nothing(scrapy.Spider):
    name = "nothing"

    async def start(self):
        return
        yield
"""
CRAWL: Final = ["crawl", "mediaindonesia", "-s", "REPLAY=empty", "-a", "max_pages=1"]
OURS: Final = {"extract": ["extract", str(PAGE), "--url", URL], "crawl": CRAWL}
BARE: Final = {"extract": ["version"], "crawl": ["runspider", "nothing.py"]}


class Row(NamedTuple):
    """What a start took, of ours and of bare Scrapy."""

    name: str
    ours: Sequence[float]
    """One figure for each round."""
    bare: Sequence[float]

    @property
    def ratio(self) -> float:
        """How many times bare Scrapy it is."""
        return min(self.ours) / min(self.bare)


def variables(folder: str, *, is_ours: bool) -> Mapping[str, str]:
    """Return the environment of a contestant; ours finds the package and its settings."""
    left_out = ("PYTHONPATH", "PYTHONDONTWRITEBYTECODE", "SCRAPY_SETTINGS_MODULE")
    given = {name: value for name, value in os.environ.items() if name not in left_out}
    given |= {"PYTHONPYCACHEPREFIX": str(Path(folder, "compiled")), "PYTHONHASHSEED": "0"}
    own = {"PYTHONPATH": str(ROOT), "SCRAPY_SETTINGS_MODULE": "newsscraper.settings"}
    return given | own if is_ours else given


def launch(
    folder: str, arguments: Sequence[str], before: Sequence[str] = (), *, is_ours: bool
) -> tuple[float, str]:
    """Run `scrapy` and return its CPU time, and what it wrote to stderr."""
    line = [*before, sys.executable, "-m", "scrapy", *arguments]
    with Path(folder, "stderr").open("w+") as errors:
        run = subprocess.Popen(
            line,
            cwd=folder,
            env=variables(folder, is_ours=is_ours),
            stdout=subprocess.DEVNULL,
            stderr=errors,
        )
        _, status, usage = os.wait4(run.pid, 0)
        run.returncode = os.waitstatus_to_exitcode(status)
        errors.seek(0)
        return usage.ru_utime + usage.ru_stime, errors.read()


def instructions(folder: str, arguments: Sequence[str], *, is_ours: bool) -> float:
    """Return millions of instructions in user space."""
    _, told = launch(folder, arguments, COUNTER, is_ours=is_ours)
    return counts(told)[0] / 1e6


def measure(rounds: int) -> tuple[list[Row], list[Row]]:
    """Return the rows of CPU time, and those of instructions, none without valgrind."""
    with TemporaryDirectory() as folder:
        Path(folder, "nothing.py").write_text(NOTHING)
        Path(folder, "empty").mkdir()
        turns = {
            (name, is_ours): partial(launch, folder, commands[name], is_ours=is_ours)
            for name in OURS
            for is_ours, commands in ((True, OURS), (False, BARE))
        }
        take_turns(turns, 1)  # compiles the modules
        took = take_turns(turns, rounds)
        seconds = {turn: [time for time, _ in runs] for turn, runs in took.items()}
        clocked = [Row(name, seconds[name, True], seconds[name, False]) for name in OURS]
        return clocked, list(counted(folder)) if can_count() else []


def counted(folder: str) -> Iterator[Row]:
    """Yield the rows of instructions."""
    for name in OURS:
        ours = instructions(folder, OURS[name], is_ours=True)
        yield Row(name, [ours], [instructions(folder, BARE[name], is_ours=False)])


def lines(clocked: Sequence[Row], counted: Sequence[Row]) -> Iterator[str]:
    """Yield the lines of the tables."""
    yield f"{'start-up, CPU s':<24}{'ours':>8}{'bare':>8}{'ratio':>7}{'spread':>14}"
    for row in clocked:
        figures = f"{min(row.ours):>8.3f}{min(row.bare):>8.3f}{row.ratio:>7.2f}"
        yield f"{row.name:<24}{figures}{spread(row.ours):>14}"
    for row in counted:
        figures = f"{row.ours[0]:>8.0f}{row.bare[0]:>8.0f}{row.ratio:>7.2f}"
        yield f"{f'{row.name}, M instructions':<24}{figures}"


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--rounds", type=int, default=5, help="default 5")
    options = parser.parse_args()
    print(*lines(*measure(max(options.rounds, 1))), sep="\n")


if __name__ == "__main__":
    main()
