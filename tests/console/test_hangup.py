"""What SIGHUP does to a process, and SIGINT while it begins: real ones, and real signals."""

import signal
import subprocess
import sys
from time import sleep

import pytest
from lab.project import FIXTURES, PROJECT, own_environment

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


LOADING = """
import signal, sys
from scrapy.cmdline import execute

class Finder:
    def find_spec(self, name, path=None, target=None):
        if name == sys.argv[1]:
            signal.raise_signal(signal.SIGINT)

signal.signal(signal.SIGINT, signal.default_int_handler)
sys.meta_path.insert(0, Finder())
execute(["scrapy", *sys.argv[2:]])
"""
CRAWL = ("crawl", "mediaindonesia", "-s", f"REPLAY={FIXTURES}")


@pytest.mark.parametrize(
    ("module", "command"),
    [
        ("newsscraper.commands.check", ("list",)),
        pytest.param(*("newsscraper.normalize.dates", ("status",)), marks=pytest.mark.slow),
        ("newsscraper.spiders.base", CRAWL),
        pytest.param(*("newsscraper.store.location", CRAWL), marks=pytest.mark.slow),
        pytest.param(*("newsscraper.crawl.ending", CRAWL), marks=pytest.mark.slow),
    ],
)
def test_ctrl_c_while_modules_load_is_one_line_and_no_traceback(tmp_path, module, command):
    done = subprocess.run(
        [sys.executable, "-c", LOADING, module, *command],
        cwd=tmp_path,
        env=own_environment(),
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert "Traceback" not in done.stderr
    assert done.stderr.splitlines()[-1].startswith("newsscraper: stopped by a signal")
    assert done.returncode == 11


@pytest.mark.slow
@pytest.mark.parametrize("point", ["at_start:1", "at_opening:1"])
def test_one_signal_before_the_crawl_begins_stops_it_at_once(start_crawl_anew, tmp_path, point):
    kill_points = (PROJECT / "tests/lab/kill_points.py").read_text(encoding="utf-8")
    (tmp_path / "sitecustomize.py").write_text(kill_points, encoding="utf-8")
    process = start_crawl_anew(
        *CRAWL[2:],
        cwd=tmp_path,
        PYTHONPATH=own_environment(tmp_path)["PYTHONPATH"],
        KILL_AT=point,
        KILL_WITH="SIGINT",
    )
    log = process.communicate(timeout=60)[1].decode()
    assert process.returncode == 11
    assert log.splitlines()[-1].endswith("Stopped at once by a signal; what is stored is safe.")


def test_what_is_no_interrupt_has_its_traceback():
    code = f"from {hangup.__name__} import say_interrupts; say_interrupts(); 1 / 0"
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=False
    )
    assert done.returncode == 1
    assert done.stderr.startswith("Traceback")
    assert done.stderr.endswith("ZeroDivisionError: division by zero\n")


@pytest.mark.slow
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
