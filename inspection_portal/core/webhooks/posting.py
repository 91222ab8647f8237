"""One request to a receiver, and what it answered. Touches no database."""

import socket
import ssl
import time
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException
from threading import Timer

from inspection_portal.core.webhooks import failures
from inspection_portal.core.webhooks.reaching import Target, Unreachable, connect, find

# From the first byte sent to the status line, whatever happens; to connect takes its own time.
SECONDS = 15.0
GONE = 410


@dataclass(frozen=True)
class Answer:
    """What came of a request: the HTTP status where there is one, a sentence that says why it was
    not taken where it was not, and how long it took in milliseconds.
    """

    status: int | None
    reason: str
    took_ms: int

    @property
    def is_taken(self) -> bool:
        return not self.reason

    @property
    def is_gone(self) -> bool:
        """Whether the receiver wants nothing any more."""
        return self.status == GONE


def post(url: str, body: bytes, headers: Mapping[str, str]) -> Answer:
    """Send the body to the address once. What goes wrong is in the answer."""
    began, status, reason = time.monotonic(), None, ""
    try:
        status = _post(find(url), body, headers)
        reason = "" if 200 <= status < 300 else failures.of_status(status)
    except Unreachable as refusal:
        reason = str(refusal)
    except (OSError, HTTPException, ValueError) as error:
        reason = failures.of_error(error, seconds=SECONDS)
    return Answer(status, reason, round((time.monotonic() - began) * 1000))


def _post(target: Target, body: bytes, headers: Mapping[str, str]) -> int:
    """The status alone is read of the answer: no header or word of it, however long, matters."""
    with closing(connect(target)) as connection, _deadline(connection):
        if isinstance(connection, ssl.SSLSocket):
            connection.do_handshake()
        request = HTTPConnection(target.host, target.port)
        request.sock = connection
        request.request("POST", target.path, body, {"Host": target.named, **headers})
        with closing(request.getresponse()) as answer:
            return answer.status


@contextmanager
def _deadline(connection: socket.socket) -> Iterator[None]:
    """End the connection, and raise TimeoutError, once the time is up: a server that sends a byte
    now and then would else never be done.
    """
    connection.settimeout(SECONDS)
    timer = Timer(SECONDS, _cut, (connection,))
    timer.daemon = True
    began = time.monotonic()
    timer.start()
    try:
        yield
    finally:
        timer.cancel()
        # What a connection that is cut off leads to, an error or an answer that ends early, is the
        # end of the time and nothing else.
        if time.monotonic() - began >= SECONDS:
            raise TimeoutError


def _cut(connection: socket.socket) -> None:
    """Of the socket beneath: TLS would wait for the other side to agree."""
    with suppress(OSError):  # It is over already.
        socket.socket.shutdown(connection, socket.SHUT_RDWR)
