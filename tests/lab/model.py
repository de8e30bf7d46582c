"""Plays random histories of sites and runs against a plain model of what had to come.

    python tests/lab/model.py --histories 2000 [--seed 1] [--real-every 20]

A history is a random site, faults that begin and end, and runs of every kind, some of them cut
off. After each run its last line, its code, store and feed are compared with the model; in the end
the site is well, and everything that it listed has to be there, once. All crawls are made in this
process, but those of every so many histories: these are real processes, some of which are killed.
A history that fails is told step by step; `--seed N --histories 1` plays it again.
"""

import argparse
import sys
import time
import traceback
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from lab.memory import quick_folder
from lab.one_reactor import in_a_reactor


async def play(seed, folder, is_real):
    """Play a history; return None, or what was wrong and all that was done."""
    import random

    from worlds.modelled import modelled

    from lab.histories import START, History, Wrong, shape_of
    from lab.model_runs import InProcesses, InThisProcess, Present
    from lab.owed import Owed

    shape = shape_of(random.Random(seed))
    with modelled(shape) as site:
        present = Present(START)
        runs = (InProcesses if is_real else InThisProcess)(site, folder, present)
        history = History(seed, site, runs, present, Owed(site))
        try:
            await history.play()
        except Wrong as wrong:
            return wrong.kind, str(wrong), history
        except Exception:  # whatever a history breaks on is a finding, with its seed
            return "error", traceback.format_exc(), history
    return None


def report(seed, kind, text, history, shows_log):
    print(f"\nseed {seed}: {text}")
    for step in history.steps:
        print(f"  {step}")
    if shows_log and history.last:
        print(history.last.log)


async def play_all(given):
    found, start = Counter(), time.monotonic()
    first = {}
    for seed in range(given.seed, given.seed + given.histories):
        is_real = given.real_every and seed % given.real_every == 0
        with quick_folder() as folder:
            wrong = await play(seed, folder, is_real)
        if wrong:
            kind, text, history = wrong
            found[kind] += 1
            first.setdefault(kind, []).append(seed)
            if found[kind] <= given.show:
                report(seed, kind, text, history, given.log)
    seconds = time.monotonic() - start
    print(f"\n{given.histories} histories, {sum(found.values())} failed, {seconds:.0f} s")
    for kind, times in found.most_common():
        print(f"  {times:5} {kind}: seeds {first[kind][:12]}")
    return sum(found.values())


def arguments():
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--histories", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--real-every", type=int, default=20, help="0: none")
    parser.add_argument("--show", type=int, default=3, help="histories told of each kind")
    parser.add_argument("--log", action="store_true", help="show the log of the last run, too")
    return parser.parse_args()


def main():
    given = arguments()
    sys.exit(1 if in_a_reactor(lambda: play_all(given)) else 0)


if __name__ == "__main__":
    main()
