"""Webhooks go to the Internet, and never into the portal's own network, whatever a name says."""

import socket
from collections.abc import Callable
from ipaddress import ip_address

import pytest
from pytest_django import Settings

from inspection_portal.core.webhooks import posting, reaching
from inspection_portal.core.webhooks.reaching import Unreachable, find, is_public

PUBLIC = "93.184.215.14"
ANY_OF_ITS_OWN = "0.0.0.0"  # noqa: S104


@pytest.fixture
def _in_production(settings: Settings) -> None:
    settings.DEVELOPMENT = False


@pytest.fixture
def names(monkeypatch: pytest.MonkeyPatch) -> dict[str, list[str]]:
    """What the names of servers lead to: each look-up takes the next answer, the last one stays.
    Numbers in any form are understood as the system does.
    """
    known: dict[str, list[str]] = {}
    look_up = socket.getaddrinfo

    def answer(host: str, port: int, **how: object) -> list[object]:
        if host not in known:
            return [*look_up(host, port, flags=socket.AI_NUMERICHOST, **how)]
        answers = known[host]
        found = answers.pop(0) if len(answers) > 1 else answers[0]
        return [
            entry
            for each in found.split()
            for entry in look_up(each, port, flags=socket.AI_NUMERICHOST, **how)
        ]

    monkeypatch.setattr(socket, "getaddrinfo", answer)
    return known


@pytest.mark.parametrize(
    "address",
    [
        *(ANY_OF_ITS_OWN, "127.0.0.1", "127.255.255.254", "10.1.2.3", "172.16.0.1", "192.168.1.1"),
        *("169.254.169.254", "100.64.0.1", "192.0.0.8", "192.0.0.9", "192.0.2.1", "192.88.99.1"),
        *("198.18.0.1", "198.51.100.1", "203.0.113.1", "224.0.0.1", "239.1.2.3", "240.0.0.1"),
        *("255.255.255.255", "::", "::1", "::127.0.0.1", "::ffff:127.0.0.1", "::ffff:8.8.8.8"),
        *("64:ff9b::7f00:1", "64:ff9b:1::1", "100::1", "2001::1", "2001:db8::1", "2002:7f00:1::"),
        *("3fff::1", "5f00::1", "fc00::1", "fd00::1", "fe80::1", "fec0::1", "ff02::1"),
    ],
)
def test_an_address_that_is_not_of_one_public_host_is_refused(address: str) -> None:
    assert not is_public(ip_address(address))


@pytest.mark.parametrize("address", [PUBLIC, "1.1.1.1", "2606:4700::1111", "2a00:1450::1"])
def test_a_public_address_is_not(address: str) -> None:
    assert is_public(ip_address(address))


@pytest.mark.parametrize(
    "host",
    [
        *(ANY_OF_ITS_OWN, "0", "127.0.0.1", "127.1", "127.0.1", "2130706433", "0x7f000001"),
        *("0x7f.1", "0177.0.0.1", "017700000001", "[::1]", "[::]", "[::ffff:127.0.0.1]"),
        *("[::ffff:7f00:1]", "169.254.169.254", "2852039166", "10.0.0.1", "[fd00::1]"),
        *("[fe80::1]", "100.64.0.1", "[64:ff9b::7f00:1]", "[2002:7f00:1::]"),
    ],
)
@pytest.mark.usefixtures("_in_production")
def test_numbers_in_any_form_lead_into_no_private_network(
    host: str, names: dict[str, list[str]]
) -> None:
    with pytest.raises(Unreachable, match="not public"):
        find(f"https://{host}/hook")


@pytest.mark.parametrize("found", ["10.0.0.1", "::1", f"{PUBLIC} 10.0.0.1", f"fd00::1 {PUBLIC}"])
@pytest.mark.usefixtures("_in_production")
def test_a_name_is_judged_by_all_that_it_leads_to(found: str, names: dict[str, list[str]]) -> None:
    names["host.example"] = [found]
    with pytest.raises(Unreachable, match="not public"):
        find("https://host.example/hook")


@pytest.mark.parametrize(
    ("url", "sentence"),
    [
        ("http://host.example/", "must begin with https"),
        ("ftp://host.example/", "not the address of a web server"),
        ("file:///etc/passwd", "not the address of a web server"),
        ("https:///hook", "not the address of a web server"),
        ("https://host.example/#part", "not the address of a web server"),
        ("https://[::1", "not the address of a web server"),
        ("https://host.example:99999/", "not the address of a web server"),
        ("https://name:word@host.example/", "name and password"),
        ("https://@host.example/", "name and password"),
        ("https://hóst.example/", "ASCII"),
        ("https://host.example:22/", "port"),
        ("https://host.example:80/", "port"),
        ("https://host.example:0/", "port"),
        ("https://nowhere.example/", "No server of that name"),
        (f"https://{'a' * 70}.example/", "No server of that name"),
    ],
)
@pytest.mark.usefixtures("_in_production")
def test_an_address_that_makes_no_sense_says_why(
    url: str, sentence: str, names: dict[str, list[str]]
) -> None:
    names["host.example"] = [PUBLIC]
    with pytest.raises(Unreachable, match=sentence):
        find(url)


@pytest.mark.usefixtures("_in_production")
def test_a_public_server_is_found_as_it_was_written(names: dict[str, list[str]]) -> None:
    names["host.example"] = [f"{PUBLIC} 2606:4700::1111"]
    found = find("https://host.example:8443/hook?a=b")
    assert (found.named, found.path, found.is_tls) == ("host.example:8443", "/hook?a=b", True)
    assert found.addresses == (PUBLIC, "2606:4700::1111")
    assert find("https://host.example").named == "host.example"
    assert find("https://host.example").path == "/"


@pytest.fixture
def connected(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, int]]:
    """Where connections were asked for; none is made."""
    asked: list[tuple[str, int]] = []

    def refuse(address: tuple[str, int], *_: object) -> socket.socket:
        asked.append(address)
        raise ConnectionRefusedError("refused")

    monkeypatch.setattr(socket, "create_connection", refuse)
    return asked


@pytest.mark.usefixtures("_in_production")
def test_a_name_is_looked_up_once_and_that_address_is_connected_to(
    names: dict[str, list[str]], connected: list[tuple[str, int]]
) -> None:
    """A name that answers with a public address first and with a private one then."""
    names["host.example"] = [PUBLIC, "127.0.0.1"]
    answer = posting.post("https://host.example/hook", b"{}", {})
    assert connected == [(PUBLIC, 443)]
    assert answer.reason == reaching.REFUSED
    answer = posting.post("https://host.example/hook", b"{}", {})
    assert (connected, answer.reason) == ([(PUBLIC, 443)], reaching.NOT_PUBLIC)


@pytest.mark.usefixtures("_in_production")
def test_no_proxy_of_the_environment_is_asked(
    names: dict[str, list[str]],
    connected: list[tuple[str, int]],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for name in ("https_proxy", "HTTPS_PROXY", "all_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:3128")
    names["host.example"] = [PUBLIC]
    posting.post("https://host.example/", b"{}", {})
    assert connected == [(PUBLIC, 443)]


@pytest.mark.parametrize(
    ("url", "is_found"),
    [
        ("http://127.0.0.1:9000/", True),
        ("http://[::1]:9000/", True),
        ("http://10.0.0.1:9000/", False),
        (f"http://{PUBLIC}:9000/", False),
        ("https://127.0.0.1:9000/", False),
    ],
)
def test_in_development_http_reaches_this_machine_alone(
    url: str, is_found: bool, names: dict[str, list[str]]
) -> None:
    def fails(look: Callable[[str], object]) -> bool:
        try:
            look(url)
        except Unreachable:
            return True
        return False

    assert fails(find) is not is_found
