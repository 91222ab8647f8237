"""An Internet of the tests' own: names lead where a test says, public servers are this machine."""

import socket
from collections.abc import Callable
from typing import Any

import pytest

PUBLIC = "93.184.215.14"


def reroute(
    patch: pytest.MonkeyPatch, leads_to: Callable[[str], str], *, elsewhere: int = 9
) -> None:
    """Look names up by `leads_to`, and connect who goes to PUBLIC to this machine, at the same
    port; who goes to any other address ends at the port `elsewhere` of it.
    """
    look_up, connect = socket.getaddrinfo, socket.create_connection

    def answer(host: str, *more: Any, **how: Any) -> Any:
        is_name = host.endswith(".example")
        return look_up(leads_to(host) if is_name else host, *more, **how)

    def lead(address: tuple[str, int], *how: object) -> socket.socket:
        host, port = address
        return connect(("127.0.0.1", port if host == PUBLIC else elsewhere), *how)

    patch.setattr(socket, "getaddrinfo", answer)
    patch.setattr(socket, "create_connection", lead)
