"""What goes wrong with a delivery is told in a sentence, whatever the server does."""

import socket

import pytest

from inspection_portal.core.webhooks import failures, posting, reaching
from tests.core.receiver import Receiver, babbling, deserted, listening


def reason(url: str) -> str:
    return posting.post(url, b"{}", {}).reason


def test_a_port_where_nobody_listens() -> None:
    assert reason(deserted()) == reaching.REFUSED


@pytest.mark.parametrize("error", [TimeoutError("timed out"), OSError(113, "No route to host")])
def test_a_server_that_is_not_reached(error: OSError, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> socket.socket:
        raise error

    monkeypatch.setattr(socket, "create_connection", fail)
    assert reason("http://127.0.0.1:9000/") == reaching.NO_CONNECTION


def test_a_name_that_nobody_has() -> None:
    assert reason(f"http://{'a' * 70}.example/") == reaching.NOT_FOUND


@pytest.mark.parametrize(
    ("status", "sentence"),
    [
        (500, "The server answered 500."),
        (404, "The server answered 404."),
        (302, failures.LEADS_ELSEWHERE.format(status=302)),
        (308, failures.LEADS_ELSEWHERE.format(status=308)),
        (None, failures.HUNG_UP),
        (204, ""),
    ],
)
def test_an_answer(status: int | None, sentence: str) -> None:
    with listening(Receiver(answer=lambda arrived: status)) as receiver:
        assert reason(receiver.url) == sentence


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        (b"220 mail.example ESMTP\r\n", failures.NOT_HTTP),
        (b"\x00\xff\x01", failures.NOT_HTTP),
        (b"HTTP/9.9 200 OK\r\n\r\n", failures.NOT_HTTP),
        (b"HTTP/1.1 " + b"2" * 70_000, failures.TOO_LONG),
        (b"HTTP/1.1 200 OK\r\nX: " + b"x" * 70_000, failures.TOO_LONG),
        (b"HTTP/1.1 200 OK\r\n" + b"X: x\r\n" * 200 + b"\r\n", failures.TOO_LONG),
        (b"", failures.HUNG_UP),
        (b"HTTP/1.1 204 No Content\r\n\r\n", ""),
        (b"HTTP/1.1 200 OK\r\n\r\n" + b"x" * 1_000_000, ""),
    ],
)
def test_an_odd_answer(said: bytes, sentence: str) -> None:
    def answer(connection: socket.socket) -> None:
        connection.sendall(said)

    with babbling(answer) as url:
        assert reason(url) == sentence


def test_a_server_that_does_not_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(posting, "SECONDS", 0.3)

    def wait(connection: socket.socket) -> None:
        while connection.recv(1):
            """Until the sender has had enough."""

    with babbling(wait) as url:
        assert reason(url) == "The server did not answer within 0.3 seconds."


@pytest.mark.parametrize("error", [OSError(5, "Input/output error"), ValueError("[Errno 5]")])
def test_no_words_of_python_are_told(error: Exception) -> None:
    assert "rror" not in failures.of_error(error, seconds=1)
