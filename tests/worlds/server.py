"""Servers on free ports of this machine, for the crawls of tests and of no one else."""

import socket
import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


class Server(ThreadingHTTPServer):
    """Listens on a free port of a loopback address, with a thread for each connection."""

    request_queue_size = 128
    daemon_threads = True

    def __init__(self, handler, address="127.0.0.1"):
        self.address_family = socket.AF_INET6 if ":" in address else socket.AF_INET
        super().__init__((address, 0), handler)
        host = f"[{address}]" if ":" in address else address
        self.url = f"http://{host}:{self.server_port}"
        self.lock = threading.Lock()


class Handler(BaseHTTPRequestHandler):
    """Answers a request with what `respond` sends."""

    def do_GET(self):
        self.respond()

    def send(self, status, headers, body):
        """Send an answer."""
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, str(value))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args):
        pass


@contextmanager
def run_server(server):
    """Let *server* answer until the block ends."""
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


# --- By URL, as a site ----------------------------------------------------------------------------

NOT_FOUND = 404, {}, b"<html><body><p>Tidak ada</p></body></html>"


class Loopback(Server):
    """Serves a folder under REPLAY's third form, and keeps each request in the order they came."""

    def __init__(self, folder):
        super().__init__(SiteHandler)
        self.folder = folder
        self.requests = []
        self.busy = self.busiest = 0
        self.answers = {}
        """URL -> status, headers and body, instead of the page in the folder."""
        self.hook = lambda url: None
        """Called with the URL of each request before it is answered."""

    def redirect(self, url, target, status=301):
        """Let *url* lead to *target*."""
        self.answers[url] = (status, {"Location": target}, b"")

    def answer(self, url):
        """Return status, headers and body for *url*."""
        if url in self.answers:
            return self.answers[url]
        path = self.folder / _file_of(url)
        for file in (path, path.with_name(f"{path.name}.html"), path / "index.html"):
            if file.is_file():
                return 200, {}, file.read_bytes()
        return NOT_FOUND


def _file_of(url):
    """The path at which the replica has *url*, without its ending."""
    address, mark, query = url.partition("://")[2].partition("?")
    if not mark:
        return address.rstrip("/")
    return f"{address.removesuffix('/')}{'/index' if address.endswith('/') else ''}@{query}"


class SiteHandler(Handler):
    """Asks the server what to answer for a URL, and counts who waits at once."""

    def do_GET(self):
        with self.server.lock:
            self.server.busy += 1
            self.server.busiest = max(self.server.busiest, self.server.busy)
        try:
            self.respond()
        finally:
            with self.server.lock:
                self.server.busy -= 1

    def respond(self):
        self.server.requests.append(self.url)
        self.server.hook(self.url)
        status, headers, body = self.server.answer(self.url)
        defaults = {"Content-Type": "text/html; charset=utf-8", "Content-Length": len(body)}
        self.send(status, defaults | headers, body)

    @property
    def url(self):
        """The URL that the crawl asked for."""
        return f"{self.headers['X-Forwarded-Proto']}://{self.headers['Host']}{self.path}"


@contextmanager
def serving(folder):
    """Serve *folder* on a free loopback port."""
    with run_server(Loopback(folder)) as server:
        yield server


# --- By path, for any host ------------------------------------------------------------------------


class Answering(Server):
    """Answers with `answer(path, headers)`, which gives status, headers and body."""

    def __init__(self, answer, address="127.0.0.1"):
        super().__init__(AnsweringHandler, address)
        self.answer = answer
        self.seen = []
        """Path and headers of each request, and "hung up" for a crawl that did not wait."""

    def paths(self):
        return [path for path, _ in self.seen]


class AnsweringHandler(Handler):
    def respond(self):
        self.server.seen.append((self.path, dict(self.headers)))
        status, headers, body = self.server.answer(self.path, self.headers)
        try:
            self.send(status, {"Content-Length": len(body)} | headers, body)
        except (BrokenPipeError, ConnectionResetError):
            self.server.seen.append(("hung up", {}))
