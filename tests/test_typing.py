"""A word of the vocabulary that is misspelt is found before anything runs."""

import subprocess
import sys
from importlib.util import find_spec

import pytest
from lab.project import PROJECT

SNIPPET = """
from newsscraper.crawl.counts import Counts, Stat
from newsscraper.crawl.outcome import Outcome
from newsscraper.failures import Exit, Fate, Reason, Verdict
from newsscraper.store.states import State


def use(counts: Counts) -> tuple[object, ...]:
    counts.add(Stat.{stat})
    verdict = Verdict(Fate.{fate}, Reason.{reason})
    return verdict, State.{state}, Outcome(Exit.{exit}, "")
"""
RIGHT = {
    "stat": "FAILED",
    "fate": "GONE",
    "reason": "NO_ANSWER",
    "state": "STORED",
    "exit": "COMPLETE",
}
BY_TEXT = """
from newsscraper.crawl.counts import Counts
from newsscraper.failures import Fate, Verdict


def use(counts: Counts) -> Verdict:
    counts.add("articles/failed")
    return Verdict(Fate.GONE, "no_answer")
"""


@pytest.mark.slow
@pytest.mark.skipif(find_spec("mypy") is None, reason="mypy is of the extra `dev`")
def test_a_misspelt_word_is_found_by_mypy(tmp_path):
    sources = {"right": SNIPPET.format(**RIGHT), "by_text": BY_TEXT}
    sources |= {f"wrong_{name}": SNIPPET.format(**RIGHT | {name: "FIALED"}) for name in RIGHT}
    for name, source in sources.items():
        (tmp_path / f"{name}.py").write_text(source)
    # The package's own errors are none of this test's business.
    options = ("--strict", "--follow-imports=silent", "--no-error-summary")
    cache = ("--cache-dir", tmp_path / "cache")
    found = subprocess.run(
        [sys.executable, "-m", "mypy", *options, *cache, *sorted(tmp_path.glob("*.py"))],
        cwd=PROJECT,
        capture_output=True,
        text=True,
        timeout=120,
    )
    files = [line.partition(".py:")[0].rpartition("/")[2] for line in found.stdout.splitlines()]
    expected = ["by_text"] * 2 + [f"wrong_{name}" for name in RIGHT]
    assert sorted(files) == sorted(expected), found.stdout + found.stderr
    assert found.stdout.count('has no attribute "FIALED"') == len(RIGHT)
