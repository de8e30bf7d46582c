"""What SIGHUP does to a process: real ones, and a real signal."""

import signal
import subprocess
import sys
from time import sleep

import pytest
from lab.project import FIXTURES

from newsscraper.console import hangup

CODE = f"""
import signal, sys
from {hangup.__name__} import end_at_hangup

before = getattr(signal, sys.argv[1])
signal.signal(signal.SIGHUP, before)
signal.signal(signal.SIGTERM, lambda *_: print("SIGTERM"))
end_at_hangup()
signal.raise_signal(signal.SIGHUP)
signal.raise_signal(signal.SIGHUP)
print("went on")
"""


@pytest.mark.parametrize(
    ("before", "said"), [("SIG_DFL", ["SIGTERM", "went on"]), ("SIG_IGN", ["went on"])]
)
def test_a_hangup_terminates_once_unless_it_is_ignored(before, said):
    done = subprocess.run(
        [sys.executable, "-c", CODE, before], capture_output=True, text=True, timeout=60
    )
    assert (done.returncode, done.stdout.split("\n")[:-1]) == (0, said)


def test_without_it_a_hangup_ends_the_process_at_once():
    code = CODE.replace("end_at_hangup()", "pass")
    done = subprocess.run([sys.executable, "-c", code, "SIG_DFL"], timeout=60, check=False)
    assert done.returncode == -signal.SIGHUP


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_signals_after_the_last_line_do_not_change_the_exit_code(
    start_crawl_anew, tmp_path, number
):
    process = start_crawl_anew("-s", f"REPLAY={FIXTURES}", "-L", "INFO", cwd=tmp_path)
    with process:
        assert any(b" INFO: Complete: " in line for line in process.stderr)
        while process.poll() is None:
            process.send_signal(number)
            sleep(0.02)
    assert process.returncode == 0
