"""Runs a command as a container or a hardened service does: it may write to one folder alone.

As root: with no privilege but to read, as process number 1, on a file system that is read-only.
Where that cannot be, the command has at least nothing in its environment but what it is given.
"""

import functools
import os
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

USER = 10001
"""Nobody's number."""

SECONDS = 120

READ_ONLY = """
set -e
mount --bind "$1" "$1"
cd "$1"
for place in / /dev/shm; do mount -o remount,bind,ro "$place"; done
shift
exec "$@"
"""

NAMESPACE = ("unshare", "--mount", "--pid", "--fork", "--kill-child", "sh", "-c", READ_ONLY, "sh")
UNPRIVILEGED = (
    *("setpriv", f"--reuid={USER}", f"--regid={USER}", "--clear-groups", "--no-new-privs"),
    # Whoever runs the tests may have Python, or the project, where nobody else may look.
    *("--inh-caps=-all,+dac_read_search", "--ambient-caps=-all,+dac_read_search"),
    "--bounding-set=-all,+dac_read_search",
)

PROBE = "import os; print(os.getpid(), os.getuid(), os.statvfs('/').f_flag & os.ST_RDONLY)"


def run_bare(command, folder, variables):
    """Run *command* in *folder*, with nothing in its environment but *variables*."""
    with start_bare(command, folder, variables) as process:
        out, err = process.communicate(timeout=SECONDS)
    return subprocess.CompletedProcess(command, process.returncode, out, err)


def start_bare(command, folder, variables):
    """Start it; its standard output and error are pipes."""
    if is_confined():
        os.chown(folder, USER, USER)
        command = (*NAMESPACE, folder, *UNPRIVILEGED, *command)
    return subprocess.Popen(
        [*map(str, command)],
        cwd=folder,
        env={"HOME": "/", "PATH": os.defpath} | variables,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def stop_bare(process):
    """Send it SIGTERM, as `docker stop` does: to the command, not to who waits for it."""
    number = process.pid
    if is_confined():
        number = int(Path(f"/proc/{number}/task/{number}/children").read_text())
    os.kill(number, signal.SIGTERM)


@functools.cache
def is_confined():
    """Tell whether this machine, and who runs the tests here, can do all of that."""
    if os.geteuid():
        return False
    with tempfile.TemporaryDirectory() as folder:
        command = (*NAMESPACE, folder, *UNPRIVILEGED, sys.executable, "-c", PROBE)
        try:
            done = subprocess.run(command, capture_output=True, text=True)
        except OSError:
            return False
    return (done.returncode, done.stdout) == (0, f"1 {USER} 1\n")
