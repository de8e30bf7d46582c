"""Tells all lies, or those whose name a regex finds, to the command line of any tree.

    python tests/lab/lies.py [--tree PATH --python PYTHON] [--only TEXT] [--all-lines]

Each lie has one line, and the last line says how many lied: how often a run said that all was well
when it was not, or something was lost or wrong after the site had healed.
"""

import argparse
import re
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from functools import partial
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from lab import (
    forked,
    lie_cases_articles,
    lie_cases_dated,
    lie_cases_days,
    lie_cases_lists,
    lie_cases_plain,
    lie_cases_rest,
    lie_cases_verdict,
)
from lab.lie import tell

QUICK = {
    "plain, later run: page 2 is cut after 5 of 20",
    "dated, window: page 1 of a day is a 404",
    "urls: all are a 403",
    "dates: articles have months first",
}
"""A few of each kind, for the fast tests."""
CASES = (
    lie_cases_plain,
    lie_cases_lists,
    lie_cases_dated,
    lie_cases_days,
    lie_cases_articles,
    lie_cases_rest,
    lie_cases_verdict,
)
LIES = [replace(lie, is_quick=lie.name in QUICK) for cases in CASES for lie in cases.LIES]


def main():
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--tree", type=Path, default=forked.PROJECT, help="a copy of the project")
    parser.add_argument("--python", default=sys.executable, help="what runs it")
    parser.add_argument("--only", default="", help="a regex that names have in them")
    parser.add_argument("--all-lines", action="store_true", help="show the last line of each run")
    parser.add_argument("--jobs", type=int, default=2)
    options = parser.parse_args()
    chosen = [lie for lie in LIES if re.search(options.only, lie.name)]
    tree = forked.Tree(options.tree.resolve(), options.python)
    lied = strange = 0
    with ThreadPoolExecutor(options.jobs) as pool:
        for lie, found in zip(chosen, pool.map(partial(tell, tree=tree), chosen), strict=True):
            lied += bool(found.lies)
            strange += bool(found.others and not found.lies)
            print(line_of(lie, found), flush=True)
            if options.all_lines:
                print(*(f"      {each}" for each in found.lines), sep="\n", flush=True)
    print(f"{lied} of {len(chosen)} lied; {strange} others were not as expected")
    return 1 if lied or strange else 0


def line_of(lie, found):
    """What came of a lie, in one line."""
    word = "LIED" if found.lies else "odd" if found.others else "ok"
    return f"{word:5}{lie.name}: {'; '.join([*found.lies, *found.others]) or 'as expected'}"


if __name__ == "__main__":
    sys.exit(main())
