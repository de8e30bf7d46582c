"""The outcome of several crawls: the gravest code, and a line that names who did not end well."""

import logging
from itertools import pairwise

import pytest

from newsscraper.crawl.joint_outcome import Ended, joint_outcome
from newsscraper.crawl.outcome import Outcome
from newsscraper.failures import Exit

WELL = Ended(Outcome(Exit.COMPLETE, "Complete: 3 articles, 0 failed.", logging.INFO), 3)
GRAVEST_FIRST = (1, 2, 8, 3, 11, 5, 4, 6, 7, 9, 0)


def ended(code, new=0, failed=0):
    return Ended(Outcome(Exit(code), "…"), new, failed)


def test_all_well():
    outcome = joint_outcome({"satu": WELL, "dua": WELL}, {"out.jsonl": ["satu", "dua"]})
    assert outcome.text == "Complete: 2 publishers, 6 new articles, 0 failed."
    assert (outcome.exit_code, outcome.log_level) == (0, logging.INFO)


def test_complete_says_that_nothing_is_open_at_any_of_them():
    text = "Up to date: 1 article added, 0 failed; 1 failed earlier waits for its next try"
    waiting = Ended(Outcome(Exit.COMPLETE, text, logging.WARNING), 1)
    outcome = joint_outcome({"satu": WELL, "dua": waiting}, {})
    assert outcome.text == "Up to date: 2 publishers, 4 new articles, 0 failed."
    assert (outcome.exit_code, outcome.log_level) == (0, logging.WARNING)


@pytest.mark.parametrize(("graver", "other"), list(pairwise(GRAVEST_FIRST)))
def test_the_gravest_code_wins(graver, other):
    for codes in ([graver, other], [other, graver]):
        crawls = {f"p{place}": ended(code) for place, code in enumerate(codes)}
        assert joint_outcome(crawls, {}).exit_code == graver


def test_who_did_not_end_well_is_named_with_its_code_and_the_file_it_is_missing_in():
    crawls = {"satu": WELL, "dua": ended(7, 2, 1), "tiga": ended(4)}
    outcome = joint_outcome(crawls, {"out.jsonl": ["satu", "dua"], "b.csv": []})
    assert outcome.text == (
        "Failed: tiga ended with code 4, dua ended with code 7; 1 of 3 publishers with 0; "
        "out.jsonl is without tiga; b.csv stays as it was; 5 new articles, 1 failed."
    )
    assert outcome.log_level == logging.ERROR


@pytest.mark.parametrize(
    ("code", "word"), [(9, "Changed"), (7, "Partial"), (11, "Stopped"), (8, "Failed")]
)
def test_the_first_word_says_how_grave_it_is(code, word):
    assert joint_outcome({"satu": WELL, "dua": ended(code)}, {}).text.startswith(f"{word}: ")


def test_lines_that_belong_to_nobody_are_partial():
    outcome = joint_outcome({"satu": WELL, "dua": WELL}, {}, 2)
    assert outcome.exit_code == Exit.PARTIAL
    assert outcome.text.endswith("6 new articles, 0 failed, 2 lines of urls skipped.")
    assert outcome.log_level == logging.WARNING
