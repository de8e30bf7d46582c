"""A PostgreSQL server for tests: the one that `NEWSSCRAPER_POSTGRESQL` names, or one of their own.

Their own is made of the programs of the distribution's package, in a folder that is gone at the
end, with the process. It runs as another user where the tests run as root, which it refuses.
"""

import ctypes
import glob
import os
import pwd
import shutil
import signal
import socket
import subprocess
import sys
import time
from contextlib import contextmanager, suppress
from importlib.util import find_spec
from pathlib import Path
from types import MappingProxyType

from lab.memory import quick_folder

VARIABLE = "NEWSSCRAPER_POSTGRESQL"
"""Names a server, by URL without a database, and a user who may make databases."""

FAST = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "max_connections=200")
"""Nothing of it is to outlive the tests."""

USERS = ("postgres", "nobody")
SECONDS = 60
DIES_WITH_PARENT = 1


class NoServer(Exception):
    """There is none; the text says why."""


@contextmanager
def running():
    """Have a server within the block: its URL, without a database. Raises NoServer."""
    if find_spec("psycopg") is None:
        raise NoServer("psycopg is not installed: pip install 'newsscraper[postgres]'")
    if url := os.environ.get(VARIABLE):
        yield url.rstrip("/")
        return
    with started() as url:
        yield url


@contextmanager
def started(*settings, files=MappingProxyType({})):
    """Start a server; the same goes for it.

    *settings* are more of its own, and *files* lie in its folder: bytes, by name.
    """
    programs = folder_of_programs()
    with quick_folder() as folder:
        user = another_user()
        if user:
            shutil.chown(folder, user)
        data = Path(folder, "data")
        make = [programs / "initdb", "-D", data, "-U", "news", "-A", "trust", "-E", "UTF8"]
        made = subprocess.run([*make, "--no-sync", "--locale=C"], capture_output=True, user=user)
        if made.returncode:
            raise NoServer(f"initdb failed: {made.stderr.decode(errors='replace').strip()}")
        for name, content in files.items():
            put(data / name, content, user)
        port = free_port()
        own = (*FAST, "listen_addresses=127.0.0.1", f"port={port}", *settings)
        options = [f"-c{each}" for each in own]
        process = subprocess.Popen(
            [programs / "postgres", "-D", data, "-k", "", *options],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            user=user,
            preexec_fn=die_with_parent,
        )
        try:
            wait_for(port, process)
            yield f"postgresql+psycopg://news@127.0.0.1:{port}"
        finally:
            process.send_signal(signal.SIGQUIT)
            process.wait()


def put(path, content, user):
    path.write_bytes(content)
    path.chmod(0o600)  # it takes no key that others may read
    if user:
        shutil.chown(path, user)


def folder_of_programs():
    """Return the folder of `initdb` and `postgres`, of the newest version that is installed."""
    found = sorted(glob.glob("/usr/lib/postgresql/*/bin/initdb"), key=version_of)  # noqa: PTH207
    if not found and (linked := shutil.which("initdb")):
        found = [os.path.realpath(linked)]
    if not found:
        raise NoServer(f"there is no initdb: install postgresql, or name a server by {VARIABLE}")
    return Path(found[-1]).parent


def version_of(path):
    return int(Path(path).parts[-3].partition(".")[0])


def another_user():
    """Return the user that the server runs as; None: who runs the tests."""
    if os.geteuid():
        return None
    for name in USERS:
        with suppress(KeyError):
            return pwd.getpwnam(name).pw_name
    raise NoServer("PostgreSQL does not run as root, and there is no other user")


def die_with_parent():
    ctypes.CDLL(None).prctl(DIES_WITH_PARENT, signal.SIGQUIT)


def free_port():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return taken.getsockname()[1]


def main():
    """Say which server tests would have, or why none; then the exit code is 1."""
    try:
        with running() as url:
            print(f"a server for the tests: {url.rpartition('@')[2]}")
    except NoServer as error:
        sys.exit(f"no PostgreSQL: {error}")


def wait_for(port, process):
    import psycopg

    end = time.monotonic() + SECONDS
    while True:
        try:
            psycopg.connect(f"host=127.0.0.1 port={port} user=news dbname=postgres").close()
        except psycopg.OperationalError as error:
            if process.poll() is not None or time.monotonic() > end:
                raise NoServer(f"the server does not start: {error}") from error
            time.sleep(0.05)
        else:
            return


if __name__ == "__main__":
    main()
