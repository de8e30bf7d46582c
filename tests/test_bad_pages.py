"""Each bad page gives its fields or its reason, in bounded time, and never another error."""

import json
import os
import re
import resource
import time
from collections import Counter

import pytest
from bad_pages import CASES, differences, outcome, outcome_of, response_of

UNFIT = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff]"
)
"""What no text of an article may hold: controls, overrides, halves of pairs."""
TURNS = 2_000_000
"""Of a loop that takes a tenth of a second of a processor of 2025."""
MOST = 10
"""Loops within which a hostile page has to be read: one second."""
CUT_OFF = 20
"""Seconds of a processor after which the reading of a page is ended."""


@pytest.mark.parametrize("case", [case for case in CASES if not case.is_hostile], ids=str)
def test_a_bad_page_gives_its_fields_or_its_reason(case):
    found = outcome(case)
    assert not differences(found, case.expected)
    assert unfit(found) == []


@pytest.mark.parametrize("case", [case for case in CASES if case.is_hostile], ids=str)
def test_a_hostile_page_is_done_within_a_second(case):
    found, loops = outcome_elsewhere(case)
    assert not differences(found, case.expected)
    assert unfit(found) == []
    assert loops <= MOST, f"{loops:.1f} loops"


def test_the_cases_are_many_and_each_has_its_name():
    names = Counter(map(str, CASES))
    assert [name for name, count in names.items() if count > 1] == []
    assert len(names) >= 260


def unfit(found):
    """Return the texts of an article, in whatever field, that a feed cannot hold as they are."""
    if isinstance(found, str):
        return [ascii(found)[:200]] if UNFIT.search(found) else []
    values = found.values() if isinstance(found, dict) else found if isinstance(found, list) else ()
    return [text for value in values for text in unfit(value)]


def outcome_elsewhere(case):
    """Read a page in a process of its own; return the outcome and its time in loops."""
    response = response_of(case.make(), case.url, case.headers)
    ours, theirs = os.pipe()
    child = os.fork()
    if not child:
        try:
            resource.setrlimit(resource.RLIMIT_CPU, (CUT_OFF, CUT_OFF))
            with os.fdopen(theirs, "w") as pipe:
                json.dump(timed(response), pipe)
        finally:
            os._exit(0)
    os.close(theirs)
    with os.fdopen(ours) as pipe:
        text = pipe.read()
    status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    assert text, f"no answer after {CUT_OFF} seconds or an error, exit code {status}"
    return json.loads(text)


def timed(response):
    loop = min(seconds_of(turn) for _ in range(3))
    found = {}
    seconds = seconds_of(lambda: found.update(outcome_of(response)))
    return found, seconds / loop


def turn():
    for _ in range(TURNS):
        pass


def seconds_of(action):
    start = time.process_time()
    action()
    return time.process_time() - start
