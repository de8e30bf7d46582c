"""What errors of a server mean: whether it may be there again soon, and what a person is told."""

import pytest

from newsscraper.store.server_errors import is_cut, is_locked, is_passing, reason_of

errors = pytest.importorskip("psycopg.errors", reason="psycopg is not installed")

SAFE = "everything committed is safe"
CASES = {
    "the server is shut down": (errors.AdminShutdown, True, f"cannot be reached (x); {SAFE}"),
    "it begins": (errors.CannotConnectNow, True, f"cannot be reached (x); {SAFE}"),
    "it has no room": (errors.TooManyConnections, True, f"cannot be reached (x); {SAFE}"),
    "nobody knows": (errors.OperationalError, True, f"cannot be reached (x); {SAFE}"),
    "the disk is full": (
        errors.DiskFull,
        False,
        f"has no room on its server's disk (x): make room there; {SAFE}",
    ),
    "another was let through": (
        errors.DeadlockDetected,
        False,
        f"cannot be read or written (x); {SAFE}",
    ),
    "another has the lock": (
        errors.LockNotAvailable,
        False,
        f"cannot be read or written (x); {SAFE}",
    ),
    "a table is not there": (
        errors.UndefinedTable,
        False,
        "cannot be read or written (x); see whether the database is whole",
    ),
    "the user has not the right": (
        errors.InsufficientPrivilege,
        False,
        "refuses its user (x); name its owner, or a user who has that right",
    ),
    "the server copies another": (
        errors.ReadOnlySqlTransaction,
        False,
        f"is read-only (x); name the server that takes what is written; {SAFE}",
    ),
    "the disk is broken": (errors.DataCorrupted, False, "is damaged (x); restore a copy"),
}


@pytest.mark.parametrize(("kind", "cut", "text"), CASES.values(), ids=CASES)
def test_an_error_says_whether_the_server_is_gone_and_what_is_safe(kind, cut, text):
    error = kind("x\nDETAIL: y")
    assert is_cut(error) is cut
    assert reason_of(error) == text
    assert is_locked(error) is (kind is errors.LockNotAvailable)
    assert is_passing(error) is (cut or kind is errors.DeadlockDetected)
