"""The replicas of all publishers in one command: each article is in the one feed, once."""

import json
from collections import Counter

import pytest
from lab.command_line import run, run_all
from lab.project import FIXTURES
from lab.publishers import LOADER
from lab.replicas import WINDOW

NAMES = sorted(LOADER.list())
OPTIONS = (*WINDOW, "-s", f"REPLAY={FIXTURES}", "-s", "FEED_DUPLICATES=True")


def keys_in(path):
    return Counter(json.loads(line)["key"] for line in path.read_text("utf-8").splitlines())


@pytest.mark.slow
def test_together_they_give_what_each_gives_alone(tmp_path):
    code, _, said = run(tmp_path, "crawl", *NAMES, *OPTIONS, "-O", "all.jsonl")
    assert code == 0, said
    found = keys_in(tmp_path / "all.jsonl")
    assert set(found.values()) == {1}
    assert len(found) >= 8 * len(NAMES)
    alone = {name: ("crawl", name, *OPTIONS, "-O", f"{name}.jsonl") for name in NAMES}
    assert {ended.code for ended in run_all(tmp_path, alone).values()} == {0}
    for name in NAMES:
        own = {key for key in found if key.startswith(f"{name}:")}
        assert own == set(keys_in(tmp_path / f"{name}.jsonl")), name


@pytest.mark.slow
def test_all_leaves_out_only_who_is_no_part_of_all(tmp_path):
    code, _, said = run(tmp_path, "crawl", "--all", *OPTIONS, "-O", "all.jsonl")
    assert code == 0, said
    names = {key.partition(":")[0] for key in keys_in(tmp_path / "all.jsonl")}
    assert names == {name for name in NAMES if LOADER.load(name).is_part_of_all}
    assert names == set(NAMES) - {"tribunnews"}
