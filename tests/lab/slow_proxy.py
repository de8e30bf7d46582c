"""A proxy to a server that is far away: what is said takes its time, and turns are counted."""

import socket
import time
from contextlib import contextmanager, suppress
from selectors import EVENT_READ, DefaultSelector
from socketserver import BaseRequestHandler, ThreadingTCPServer
from threading import Thread

CHUNK = 1_000_000


class SlowProxy(ThreadingTCPServer):
    """Passes on what comes to a free port of this machine, to *port*, and what is answered."""

    daemon_threads = True

    def __init__(self, port, round_trip):
        super().__init__(("127.0.0.1", 0), Conversation)
        self.target = port
        self.round_trip = round_trip
        """Seconds that a question and its answer are on their way together."""
        self.trips = 0
        """How often something was said after the last answer."""

    @property
    def port(self):
        return self.server_address[1]


class Conversation(BaseRequestHandler):
    """One connection; a question and its answer never cross."""

    def handle(self):
        with suppress(OSError), socket.create_connection(("127.0.0.1", self.server.target)) as far:
            self.pass_on(self.request, far)

    def pass_on(self, near, far):
        other, is_answered = {near: far, far: near}, True
        with DefaultSelector() as ready:
            for each in other:
                each.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                ready.register(each, EVENT_READ)
            while True:
                for key, _ in ready.select():
                    said = key.fileobj.recv(CHUNK)
                    if not said:
                        return
                    self.server.trips += is_answered and key.fileobj is near
                    if is_answered is (key.fileobj is near):  # whoever says more is on its way
                        time.sleep(self.server.round_trip / 2)
                    is_answered = key.fileobj is far
                    other[key.fileobj].sendall(said)


@contextmanager
def slow_proxy(port, round_trip=0.0):
    """Have a proxy to *port* within the block."""
    with SlowProxy(port, round_trip) as proxy:
        Thread(target=proxy.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
        try:
            yield proxy
        finally:
            proxy.shutdown()
