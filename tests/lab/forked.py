"""Runs the `scrapy` command in processes forked from one that has imported all it needs.

The imports are most of a short crawl's time. All else is as with `python -W error -m scrapy`: a
process of its own, with its own folder, environment and standard streams, which takes signals and
ends in the usual way. What Python does while it starts (`sitecustomize`, `PYTHONUTF8`) needs a
start as usual; tests of that have it.
"""

import atexit
import functools
import gc
import json
import os
import runpy
import signal
import socket
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, suppress
from pathlib import Path
from tempfile import TemporaryFile
from typing import NamedTuple

PROJECT = Path(__file__).parents[2]
SECONDS = 60
"""A command that takes longer is ended."""

LOCK = threading.Lock()


class Tree(NamedTuple):
    """A copy of the project, and the Python that runs it."""

    project: Path = PROJECT
    python: str = sys.executable


HERE = Tree()


class Ended(NamedTuple):
    """How a command ended."""

    code: int
    out: bytes
    err: bytes


def run(*arguments, cwd, env, stdin=b"", tree=HERE):
    """Run `scrapy ARGUMENTS` of a *tree* in the folder *cwd*, with the environment *env*."""
    with ExitStack() as stack:
        files = [stack.enter_context(TemporaryFile()) for _ in range(3)]
        files[0].write(stdin)
        files[0].seek(0)
        job = Job([str(each) for each in arguments], str(cwd), env, SECONDS)
        code = Started(job, files, tree).wait()
        for file in files:
            file.seek(0)
        return Ended(code, files[1].read(), files[2].read())


def start(*arguments, cwd, env, tree=HERE):
    """Start such a command; its standard output and error are pipes."""
    return Piped(Job([str(each) for each in arguments], str(cwd), env), tree)


class Job(NamedTuple):
    """What a command is to do."""

    arguments: list
    folder: str
    environment: dict
    seconds: int = 0
    """It is ended after so many; 0: never."""


class Started:
    """A command that runs. Its methods are those of `subprocess.Popen`."""

    def __init__(self, job, files, tree):
        """Let *tree* begin *job*, with *files* as its standard streams."""
        ours, theirs = socket.socketpair()
        with ours, theirs, TemporaryFile() as told:
            told.write(json.dumps(job).encode())
            told.seek(0)
            descriptors = [file.fileno() for file in (told, *files, theirs)]
            socket.send_fds(server(tree), [b"."], descriptors)
            self.said = ours.makefile()
        self.pid = int(self.said.readline())
        self.returncode = None
        self.lock = threading.Lock()

    def wait(self):
        """Return the exit code, in the end."""
        with self.lock:
            if self.returncode is None:
                self.returncode = int(self.said.readline())
                self.said.close()
        return self.returncode

    def send_signal(self, signum):
        """Send a signal, unless it has ended."""
        with suppress(ProcessLookupError):
            os.kill(self.pid, signum)

    def kill(self):
        """End it at once."""
        self.send_signal(signal.SIGKILL)


class Piped(Started):
    """A command whose standard output and error are read while it runs."""

    def __init__(self, job, tree):
        (out, to_out), (err, to_err) = os.pipe(), os.pipe()
        with (
            Path(os.devnull).open("rb") as nothing,
            os.fdopen(to_out, "wb") as one,
            os.fdopen(to_err, "wb") as two,
        ):
            super().__init__(job, (nothing, one, two), tree)
        pool = ThreadPoolExecutor(2)
        self.read = [pool.submit(read_all, each) for each in (out, err)]
        pool.shutdown(wait=False)

    def communicate(self, timeout):
        """Return what it wrote to standard output and error.

        Raises TimeoutError when it has not ended after so many seconds; it is ended then.
        """
        try:
            return tuple(each.result(timeout) for each in self.read)
        except TimeoutError:
            self.kill()
            raise
        finally:
            self.wait()


def read_all(descriptor):
    with os.fdopen(descriptor, "rb") as file:
        return file.read()


def server(tree):
    """Return the socket of the process that forks, which is started once and ends with this one."""
    with LOCK:
        return start_server(tree)


@functools.cache
def start_server(tree):
    ours, theirs = socket.socketpair()
    process = subprocess.Popen(
        [tree.python, "-W", "error", __file__],
        stdin=theirs,
        env=os.environ | {"PYTHONPATH": str(tree.project)},
    )
    theirs.close()
    atexit.register(process.wait)
    atexit.register(ours.close)
    return ours


# --- In the other process ------------------------------------------------------------------------


def serve(jobs):
    """Run a command for each message, any number at a time."""
    import_all()
    gc.collect()
    gc.freeze()
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # the system buries who waited for a command
    while True:
        message, descriptors, *_ = socket.recv_fds(jobs, 1, 5)
        if not message:
            return jobs.close()
        if not os.fork():
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            jobs.close()
            return command(*descriptors)
        for descriptor in descriptors:
            os.close(descriptor)


def command(told, standard_in, out, err, end):
    """Fork the command, which ends with Python's usual ending; say its number and exit code."""
    streams = (standard_in, out, err)
    child = os.fork()
    if child:
        for descriptor in streams:
            os.close(descriptor)  # who reads a pipe is to see its end
        os.write(end, f"{child}\n".encode())
        status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        os.write(end, f"{status}\n".encode())
        os._exit(0)
    with os.fdopen(told, encoding="utf-8") as file:
        job = Job(*json.load(file))
    for number, descriptor in enumerate(streams):
        os.dup2(descriptor, number)
    for descriptor in (*streams, end):
        os.close(descriptor)
    be_the_command(job)


def be_the_command(job):
    """Do *job* as a new process of Python does."""
    signal.signal(signal.SIGINT, signal.default_int_handler)
    signal.signal(signal.SIGHUP, signal.SIG_DFL)
    signal.alarm(job.seconds)
    sys.stdin = os.fdopen(0, closefd=False)
    sys.stdout = os.fdopen(1, "w", closefd=False)
    sys.stderr = os.fdopen(2, "w", 1, errors="backslashreplace", closefd=False)
    os.chdir(job.folder)
    os.environ.clear()
    os.environ.update(job.environment)
    import statement_log  # noqa: F401 (logs statements where the environment asks for it)

    sys.path[:2] = [job.folder, *job.environment.get("PYTHONPATH", "").split(os.pathsep)]
    sys.argv[1:] = job.arguments
    runpy.run_module("scrapy", run_name="__main__", alter_sys=True)


def import_all():
    """Import what a crawl needs, but no reactor."""
    from scrapy.settings import default_settings
    from scrapy.utils.misc import load_object, walk_modules_iter

    for package in ("scrapy.cmdline", "scrapy.commands", "newsscraper"):
        list(walk_modules_iter(package))
    for kind in ("EXTENSIONS", "DOWNLOADER_MIDDLEWARES", "SPIDER_MIDDLEWARES"):
        for name in getattr(default_settings, f"{kind}_BASE"):
            load_object(name)


if __name__ == "__main__":
    serve(socket.socket(fileno=0))
