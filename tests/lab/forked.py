"""Runs the `scrapy` command in processes forked from one that has imported all it needs.

The imports are most of a short crawl's time. All else is as with `python -W error -m scrapy`: a
process of its own, with its own folder, environment and standard streams, which ends in the usual
way. Signals, pipes as standard streams, and what Python does while it starts (`sitecustomize`,
`PYTHONUTF8`) need a start as usual; tests of those have it.
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
from contextlib import ExitStack
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
        job, standard_in, out, err, code = files = [
            stack.enter_context(TemporaryFile()) for _ in range(5)
        ]
        job.write(json.dumps([list(map(str, arguments)), str(cwd), env]).encode())
        standard_in.write(stdin)
        for file in (job, standard_in):
            file.seek(0)
        has_ended, end = map(stack.enter_context, socket.socketpair())
        descriptors = [*(file.fileno() for file in files), end.fileno()]
        socket.send_fds(server(tree), [b"."], descriptors)
        end.close()
        assert has_ended.recv(1) == b"", "only closing the other end is said here"
        for file in (out, err, code):
            file.seek(0)
        return Ended(int(code.read()), out.read(), err.read())


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
        message, descriptors, *_ = socket.recv_fds(jobs, 1, 6)
        if not message:
            return jobs.close()
        if not os.fork():
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            jobs.close()
            return command(*descriptors)
        for descriptor in descriptors:
            os.close(descriptor)


def command(job, standard_in, out, err, code, end):
    """Fork the command, which ends with Python's usual ending, and write down its exit code."""
    child = os.fork()
    if child:
        status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        os.write(code, str(status).encode())
        os._exit(0)
    for number, descriptor in enumerate((standard_in, out, err)):
        os.dup2(descriptor, number)
    with os.fdopen(job, encoding="utf-8") as file:
        arguments, cwd, environment = json.load(file)
    for descriptor in (standard_in, out, err, code, end):
        os.close(descriptor)
    signal.alarm(SECONDS)
    os.chdir(cwd)
    os.environ.clear()
    os.environ.update(environment)
    import statement_log  # noqa: F401 (logs statements where the environment asks for it)

    sys.path[:2] = [cwd, *environment.get("PYTHONPATH", "").split(os.pathsep)]
    sys.argv[1:] = arguments
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
