"""A receiver of webhooks of the tests' own, which answers as the test tells it to."""

import json
import socket
import ssl
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

Headers = dict[str, str]


@dataclass(frozen=True)
class Arrived:
    """One request as it came."""

    path: str
    headers: Headers
    body: bytes

    @property
    def id(self) -> str:
        return self.headers["webhook-id"]

    @property
    def told(self) -> dict[str, Any]:
        told: dict[str, Any] = json.loads(self.body)
        return told

    @property
    def object_id(self) -> str:
        return str(self.told["data"]["id"])


@dataclass
class Receiver:
    """What arrived, and the status that each request is answered with; None hangs up."""

    answer: Callable[[Arrived], int | None] = lambda arrived: 204
    headers: Headers = field(default_factory=dict)
    arrived: list[Arrived] = field(default_factory=list)
    url: str = ""
    port: int = 0
    lock: threading.Lock = field(default_factory=threading.Lock)

    @property
    def ids(self) -> list[str]:
        return [each.id for each in self.arrived]

    @property
    def copies(self) -> Counter[str]:
        return Counter(self.ids)

    def take(self, arrived: Arrived) -> int | None:
        with self.lock:
            self.arrived.append(arrived)
        return self.answer(arrived)


@contextmanager
def listening(receiver: Receiver, tls: ssl.SSLContext | None = None) -> Iterator[Receiver]:
    """Serve the receiver on this machine, at its `url`."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            length = int(self.headers["Content-Length"])
            body = self.rfile.read(length)
            if len(body) < length:  # Its sender was killed in the middle.
                return
            names = {name.lower(): value for name, value in self.headers.items()}
            status = receiver.take(Arrived(self.path, names, body))
            if status is None:
                self.close_connection = True
                return
            self.send_response(status)
            for name, value in receiver.headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *_: object) -> None:
            """Silent: the test says what went wrong."""

    class Server(ThreadingHTTPServer):
        request_queue_size = 128

        def finish_request(self, request: Any, address: Any) -> None:
            """In a thread of its own, so that a handshake holds up nobody else."""
            with tls.wrap_socket(request, server_side=True) if tls else request as connection:
                super().finish_request(connection, address)

        def handle_error(self, *_: object) -> None:
            """A sender that was killed leaves in the middle."""

    server = Server(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    receiver.port = server.server_port
    receiver.url = f"http{'s' if tls else ''}://127.0.0.1:{receiver.port}/hook"
    try:
        yield receiver
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def deserted() -> str:
    """An address of this machine where nobody listens."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return f"http://127.0.0.1:{listener.getsockname()[1]}/hook"


@contextmanager
def dripping() -> Iterator[str]:
    """A server that sends a byte now and then, and never comes to an end; its address."""
    over = threading.Event()

    def drip(connection: socket.socket) -> None:
        connection.sendall(b"HTTP/1.1 200 OK\r\nX-Slow: ")
        while not over.wait(0.05):
            connection.sendall(b"x")

    with babbling(drip) as url:
        try:
            yield url
        finally:
            over.set()


@contextmanager
def babbling(answer: Callable[[socket.socket], object]) -> Iterator[str]:
    """A server that says whatever it likes to the first who connects; its address."""

    def accept(listener: socket.socket) -> None:
        with listener.accept()[0] as connection, suppress(OSError):
            connection.recv(65_536)
            answer(connection)
            connection.shutdown(socket.SHUT_WR)
            while connection.recv(65_536):
                """What is left unread would end the connection before its answer arrives."""

    with socket.create_server(("127.0.0.1", 0)) as listener:
        thread = threading.Thread(target=accept, args=[listener])
        thread.start()
        try:
            yield f"http://127.0.0.1:{listener.getsockname()[1]}/hook"
        finally:
            thread.join()
