"""A PostgreSQL server of a test's own that keeps what it commits, and to which things happen.

It is restarted, frozen, or its disk is full: its tables lie in a file system in memory of a fixed
size, where the tests may mount one. Unlike the server that most tests share it forgets nothing of
what was committed when it is shut down at once.
"""

import os
import shutil
import signal
import subprocess
import time
from contextlib import contextmanager, suppress
from pathlib import Path

import psycopg

from lab.memory import quick_folder
from lab.postgresql_server import (
    NoServer,
    another_user,
    die_with_parent,
    folder_of_programs,
    free_port,
    wait_for,
)
from newsscraper.store.server_transactions import WRITERS

KEPT = ("fsync=off", "max_connections=200", "deadlock_timeout=200ms", "log_min_messages=panic")
"""All is in memory: what a process has written outlives it."""

MEGABYTES = 160
"""Size of the disk for the tables."""

DATABASE = "berita"

TURN = f"SELECT pg_advisory_xact_lock({WRITERS}, hashtext(current_schema()))"
"""Waits until no other writes to the store."""


class OwnServer:
    """A server whose data lies in *folder*."""

    def __init__(self, folder):
        self.programs, self.user, self.port = folder_of_programs(), another_user(), free_port()
        self.folder, self.data, self.disk = folder, folder / "data", folder / "disk"
        self.ballast = self.disk / "ballast"
        self.disk.mkdir()
        self.has_quota = self._mount()
        for each in (folder, self.disk):
            self._give(each)
        make = [self.programs / "initdb", "-D", self.data, "-U", "news", "-A", "trust"]
        options = ["-E", "UTF8", "--no-sync", "--locale=C"]
        made = subprocess.run([*make, *options], capture_output=True, user=self.user)
        if made.returncode:
            raise NoServer(f"initdb failed: {made.stderr.decode(errors='replace').strip()}")
        self.start()
        self.make(DATABASE)

    def _mount(self):
        """Let the disk have a fixed size; tell whether that can be had."""
        size = f"size={MEGABYTES}m"
        mount = ["mount", "-t", "tmpfs", "-o", size, "tmpfs", self.disk]
        return not os.geteuid() and not subprocess.run(mount, capture_output=True).returncode

    def _give(self, path):
        if self.user:
            shutil.chown(path, self.user)

    def start(self):
        """Start it; wait until it answers."""
        options = [f"-c{each}" for each in (*KEPT, "listen_addresses=127.0.0.1")]
        self.process = subprocess.Popen(
            [
                self.programs / "postgres",
                "-D",
                self.data,
                "-k",
                "",
                f"-cport={self.port}",
                *options,
            ],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            user=self.user,
            preexec_fn=die_with_parent,
        )
        wait_for(self.port, self.process)

    def stop(self, mode):
        """Shut it down, `fast` or `immediate`."""
        stop = [self.programs / "pg_ctl", "-D", self.data, "-m", mode, "-w", "stop"]
        subprocess.run(stop, user=self.user, check=True, capture_output=True)
        self.process.wait()

    def restart(self, mode):
        self.stop(mode)
        self.start()

    # --- Databases -------------------------------------------------------------------------------

    def url(self, name=DATABASE, port=None):
        return f"postgresql+psycopg://news@127.0.0.1:{port or self.port}/{name}"

    def connect(self, name=DATABASE):
        return psycopg.connect(
            f"host=127.0.0.1 port={self.port} user=news dbname={name}", autocommit=True
        )

    def ask(self, query, *values, name=DATABASE):
        with self.connect(name) as driver:
            found = driver.execute(query, values or None)
            return found.fetchall() if found.description else []

    def make(self, name):
        """Make a database on the disk of a fixed size."""
        if not self.ask("SELECT FROM pg_tablespace WHERE spcname = 'tight'", name="postgres"):
            place = self.disk / "tables"
            place.mkdir()
            self._give(place)
            self.ask(f"CREATE TABLESPACE tight LOCATION '{place}'", name="postgres")
        self.ask(f"CREATE DATABASE {name} TEMPLATE template0 TABLESPACE tight", name="postgres")

    def copy(self, name, database=DATABASE):
        """Let the database *name* be a copy of another, to which nobody is connected."""
        make = f"CREATE DATABASE {name} TEMPLATE {database} TABLESPACE tight"
        self.ask(make, name="postgres")

    def swap_in(self, copy, name=DATABASE):
        """Put the database *copy* in the place of another, whose connections are cut."""
        self.ask(f"DROP DATABASE {name} WITH (FORCE)", name="postgres")
        self.ask(f"ALTER DATABASE {copy} RENAME TO {name}", name="postgres")

    # --- What happens ----------------------------------------------------------------------------

    def fill(self):
        """Leave no room on the disk."""
        with self.ballast.open("wb") as file, suppress(OSError):
            while True:
                file.write(bytes(2**16))
                file.flush()

    def free(self):
        self.ballast.unlink(missing_ok=True)

    def freeze(self):
        """Let it say nothing any more, and keep all connections."""
        self._signal(signal.SIGSTOP)

    def thaw(self):
        self._signal(signal.SIGCONT)

    def _signal(self, number):
        for pid in (self.process.pid, *children_of(self.process.pid)):
            with suppress(ProcessLookupError):
                os.kill(pid, number)

    def end(self):
        self.thaw()
        self.process.send_signal(signal.SIGQUIT)
        self.process.wait()
        if self.has_quota:
            subprocess.run(["umount", "-l", self.disk], check=True)


def children_of(pid):
    return [int(each) for each in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def provoke_deadlock(server, seconds):
    """Let a writer of the store be the victim of a deadlock; tell whether one came by."""
    with server.connect() as other:
        other.execute("SET deadlock_timeout = '1h'")  # so the victim is not this one
        other.execute("BEGIN; LOCK TABLE revisions IN EXCLUSIVE MODE")
        waiting = "SELECT 1 FROM pg_locks WHERE relation = 'revisions'::regclass AND NOT granted"
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            if other.execute(waiting).fetchone():
                other.execute(TURN)
                other.execute("ROLLBACK")
                return True
            time.sleep(0.005)
        other.execute("ROLLBACK")
        return False


@contextmanager
def own_server():
    """Have such a server within the block. Raises NoServer."""
    with quick_folder() as folder:
        folder.chmod(0o755)
        server = OwnServer(folder)
        try:
            yield server
        finally:
            server.end()
