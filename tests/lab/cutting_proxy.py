"""A proxy to a server, which cuts connections, lets none through, or lets them hang."""

import socket
import threading
from contextlib import contextmanager, suppress

CHUNK = 65_536


class CuttingProxy:
    """Passes on what comes to a free port of this machine, to *port*, as long as it *is open*."""

    def __init__(self, port):
        self.target = port
        self.is_open = True
        """Whether new connections are passed on; if not, they end at once."""
        self.passes = threading.Event()
        """Unset while nothing that is said comes through, and no connection ends."""
        self.passes.set()
        self.answers = True
        """Whether what the server says comes through; if not, the connection ends with it."""
        self.pairs = []
        self.lock = threading.Lock()
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.port = self.listener.getsockname()[1]

    def accept(self):
        with suppress(OSError):  # it is closed at the end
            while True:
                client, _ = self.listener.accept()
                self.connect(client)

    def connect(self, client):
        if not self.is_open:
            client.close()
            return
        try:
            server = socket.create_connection(("127.0.0.1", self.target))
        except OSError:
            client.close()
            return
        with self.lock:
            self.pairs.append((client, server))
        for source, sink in ((client, server), (server, client)):
            arguments = (source, sink, source is server)
            threading.Thread(target=self.pass_on, args=arguments, daemon=True).start()

    def pass_on(self, source, sink, is_answer):
        with suppress(OSError):
            while chunk := source.recv(CHUNK):
                self.passes.wait()
                if is_answer and not self.answers:
                    break
                sink.sendall(chunk)
        self.passes.wait()
        end(source)
        end(sink)

    def cut(self):
        """End all connections."""
        with self.lock:
            pairs, self.pairs = self.pairs, []
        for pair in pairs:
            for each in pair:
                end(each)
        return len(pairs)


def end(connection):
    with suppress(OSError):
        connection.shutdown(socket.SHUT_RDWR)
    connection.close()


@contextmanager
def cutting_proxy(port):
    """Have a proxy to *port* within the block."""
    proxy = CuttingProxy(port)
    threading.Thread(target=proxy.accept, daemon=True).start()
    try:
        yield proxy
    finally:
        proxy.passes.set()
        end(proxy.listener)
        proxy.cut()
