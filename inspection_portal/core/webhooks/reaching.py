"""Where webhooks may go: an address is looked up once, judged, and that one is connected to.

So no name that answers otherwise the second time leads into the portal's own network, and neither
does an answer that leads elsewhere, which nobody follows (ADR 0038).
"""

import socket
import ssl
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from urllib.parse import SplitResult, urlsplit

from django.conf import settings

CONNECT_SECONDS = 5.0
LOWEST_FREE_PORT = 1024
# What is public by Python's tables, and leads or may lead elsewhere: relays, tunnels, examples.
NOT_ONE_HOST = [
    ip_network(each)
    for each in ("192.0.0.0/24", "192.88.99.0/24", "2001::/23", "2002::/16", "3fff::/20")
]
# All other addresses of IPv6 are no single host on the Internet, or stand for one of IPv4.
GLOBAL_UNICAST = ip_network("2000::/3")

NO_ADDRESS = "This is not the address of a web server. Give one such as https://host.example/hook."
NOT_HTTPS = "The address must begin with https://, so that nobody on the way reads what is sent."
WITH_NAME = "Leave the name and password out of the address: the signature shows who sends."
NOT_ASCII = "Write the name of the server in ASCII (xn--…)."
NO_PORT = "The port must be 443, or 1024 or above. Choose another port."
NOT_FOUND = "No server of that name was found. Check the address."
REFUSED = "The server refused the connection. Check that something listens at this address."
NO_CONNECTION = "The server could not be reached. Check that it runs and lets the Internet in."
NOT_PUBLIC = (
    "The address leads into a network that is not public, and the portal sends nothing there. "
    "Give one that is reached over the Internet."
)


class Unreachable(Exception):
    """That nothing is sent to an address; the message is a sentence for who keeps it."""


@dataclass(frozen=True)
class Target:
    """A server that may be sent to, and what stands in the request for it."""

    host: str
    port: int
    path: str
    is_tls: bool
    addresses: tuple[str, ...]

    @property
    def named(self) -> str:
        """As the Host header has it."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == (443 if self.is_tls else 80) else f"{host}:{self.port}"


def find(url: str) -> Target:
    """The server behind the address, each of its network addresses judged.

    In development http is allowed to this machine itself, and nowhere else. Raises Unreachable.
    """
    parts = _split(url)
    host, port = parts.hostname or "", parts.port or (443 if parts.scheme == "https" else 80)
    found = _look_up(host, port)
    is_local = settings.DEVELOPMENT and parts.scheme == "http"
    if not all(each.is_loopback if is_local else is_public(each) for each in found):
        raise Unreachable(NOT_PUBLIC)
    path = f"{parts.path or '/'}{'?' if parts.query else ''}{parts.query}"
    return Target(host, port, path, parts.scheme == "https", tuple(map(str, found)))


def is_public(address: IPv4Address | IPv6Address) -> bool:
    """Whether the address is that of one host on the Internet, and of no other than it says."""
    if address.version == 6 and address not in GLOBAL_UNICAST:
        return False
    refused = any(address in each for each in NOT_ONE_HOST if each.version == address.version)
    return address.is_global and not address.is_multicast and not refused


def connect(target: Target) -> socket.socket:
    """A connection to one of the addresses that were judged; with TLS, which is yet to be begun,
    by the name of the server. Raises Unreachable.
    """
    reason = NOT_FOUND
    for address in target.addresses:
        try:
            connection = socket.create_connection((address, target.port), CONNECT_SECONDS)
        except OSError as error:
            reason = REFUSED if isinstance(error, ConnectionRefusedError) else NO_CONNECTION
        else:
            return _secured(connection, target.host) if target.is_tls else connection
    raise Unreachable(reason)


def _split(url: str) -> SplitResult:
    """The parts of the address. Raises Unreachable where its words alone rule it out."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as error:
        raise Unreachable(NO_ADDRESS) from error
    if parts.scheme not in ("https", "http") or not parts.hostname or parts.fragment:
        raise Unreachable(NO_ADDRESS)
    if parts.scheme == "http" and not settings.DEVELOPMENT:
        raise Unreachable(NOT_HTTPS)
    if "@" in parts.netloc:
        raise Unreachable(WITH_NAME)
    if not url.isascii():
        raise Unreachable(NOT_ASCII)
    if port is not None and port != 443 and port < LOWEST_FREE_PORT:
        raise Unreachable(NO_PORT)
    return parts


def _look_up(host: str, port: int) -> list[IPv4Address | IPv6Address]:
    try:
        answers = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        return [ip_address(answer[4][0]) for answer in answers]
    except (OSError, ValueError) as error:
        raise Unreachable(NOT_FOUND) from error


def _secured(connection: socket.socket, host: str) -> ssl.SSLSocket:
    context = ssl.create_default_context()
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    return context.wrap_socket(connection, server_hostname=host, do_handshake_on_connect=False)
