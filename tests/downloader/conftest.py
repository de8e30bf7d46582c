"""Real crawls in a process of their own, and real servers on free loopback ports."""

import json
import os
import re
import socket
import subprocess
import sys
import threading
from contextlib import ExitStack, contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

HERE = Path(__file__).parent
PROJECT = HERE.parents[1]


def environment(*folders, **variables):
    """The environment of a subprocess that finds the project, and what lies in *folders*."""
    others = re.compile("proxy|^scrapy_", re.IGNORECASE)  # a test may have loaded our settings
    inherited = {name: value for name, value in os.environ.items() if not others.search(name)}
    path = os.pathsep.join(map(str, [*folders, PROJECT]))
    return inherited | {"PYTHONPATH": path} | variables


@pytest.fixture(scope="session")
def scrapy():
    """Return a function that runs `scrapy ARGUMENTS` in a project folder."""

    def run(folder, *arguments):
        command = [sys.executable, "-W", "error", "-m", "scrapy", *arguments]
        return subprocess.run(
            command, cwd=folder, capture_output=True, text=True, timeout=60, env=environment(folder)
        )

    return run


class Outcomes(list):
    """What came of each crawl, in order; `log` is what the process wrote to stderr."""

    log = ""


@pytest.fixture(scope="session")
def run_crawls():
    """Return a function that runs crawls in one process, in the environment that is given."""

    def run(crawls, *folders, **variables):
        process = subprocess.run(
            [sys.executable, "-W", "error", HERE / "run_crawls.py"],
            input=json.dumps(crawls),
            capture_output=True,
            text=True,
            timeout=60,
            env=environment(*folders, **variables),
        )
        assert process.returncode == 0, process.stderr
        outcomes = Outcomes(json.loads(process.stdout))
        outcomes.log = process.stderr
        return outcomes

    return run


class Server(ThreadingHTTPServer):
    """Answers with `answer(path, headers)`, which gives status, headers and body."""

    request_queue_size = 128
    daemon_threads = True

    def __init__(self, address, answer):
        self.address_family = socket.AF_INET6 if ":" in address else socket.AF_INET
        super().__init__((address, 0), Handler)
        self.answer = answer
        self.seen = []
        host = f"[{address}]" if ":" in address else address
        self.url = f"http://{host}:{self.server_port}"

    def paths(self):
        return [path for path, _ in self.seen]


class Handler(BaseHTTPRequestHandler):
    def do_GET(self):
        self.server.seen.append((self.path, dict(self.headers)))
        status, headers, body = self.server.answer(self.path, self.headers)
        self.send_response(status)
        for name, value in ({"Content-Length": len(body)} | headers).items():
            self.send_header(name, str(value))
        try:
            self.end_headers()
            self.wfile.write(body)
        except (BrokenPipeError, ConnectionResetError):
            self.server.seen.append(("hung up", {}))

    def log_message(self, *args):
        pass


@contextmanager
def running(server):
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@pytest.fixture(scope="module")
def serve():
    """Return a function that starts a server on a free loopback port."""
    with ExitStack() as servers:
        yield lambda answer, address="127.0.0.1": servers.enter_context(
            running(Server(address, answer))
        )
