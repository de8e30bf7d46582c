"""Recordings of a publisher whose pages did not change from one run to the next."""

import json

import pytest
from lab.command_line import run
from lab.project import FIXTURES
from lab.whole_crawl import crawl

WINDOW = ["-a", "since=2026-01-19", "-a", "until=2026-01-20", "-s", "DOWNLOAD_DELAY=0"]


def articles(file):
    return {row["key"]: row for row in map(json.loads, file.read_text().splitlines())}


@pytest.mark.slow
@pytest.mark.parametrize("name", ["lampost", "kompas"])
def test_what_is_unchanged_in_a_second_run_has_its_original_in_the_first(tmp_path, name):
    for _ in range(2):
        source = ["-s", f"REPLAY={FIXTURES}", "-s", "RECORD=recorded"]
        assert crawl(*WINDOW, *source, cwd=tmp_path, name=name).code in (0, 7)
    first, second = sorted((tmp_path / "recorded").glob("*.warc.gz"))
    alone = run(tmp_path, "reextract", str(first), "-O", "first.jsonl")
    both = run(tmp_path, "reextract", "recorded", "-O", "both.jsonl")
    assert both.code == alone.code == 0
    assert "revisit_without_original" not in both.err
    once, twice = articles(tmp_path / "first.jsonl"), articles(tmp_path / "both.jsonl")
    assert once.keys() == twice.keys()
    assert all(twice[key]["fetched_at"] > once[key]["fetched_at"] for key in once)
    assert (
        "revisit_without_original"
        in run(tmp_path, "reextract", str(second), "-O", "second.jsonl").err
    )
