"""The certificate of a receiver is judged by its name, though the connection goes to an address
that was looked up before.
"""

import ssl
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from pytest_django import Settings

from inspection_portal.core.webhooks import failures, posting
from tests.core.certificates import Authority
from tests.core.network import PUBLIC, reroute
from tests.core.receiver import Receiver, listening

HOST = "host.example"
Deliver = Callable[[ssl.SSLContext], tuple[posting.Answer, Receiver]]


@pytest.fixture
def looked_up() -> list[str]:
    return []


@pytest.fixture
def authority(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Authority:
    authority = Authority(tmp_path)
    monkeypatch.setenv("SSL_CERT_FILE", str(authority.path))
    return authority


@pytest.fixture
def deliver(monkeypatch: pytest.MonkeyPatch, settings: Settings, looked_up: list[str]) -> Deliver:
    """Post to HOST in production, where a server with that context listens."""
    settings.DEVELOPMENT = False

    def leads_to(host: str) -> str:
        looked_up.append(host)
        return PUBLIC

    reroute(monkeypatch, leads_to)

    def post(tls: ssl.SSLContext) -> tuple[posting.Answer, Receiver]:
        with listening(Receiver(), tls) as receiver:
            return posting.post(f"https://{HOST}:{receiver.port}/hook", b"{}", {}), receiver

    return post


def test_the_right_certificate_is_asked_for_by_name_and_taken(
    deliver: Deliver, authority: Authority, looked_up: list[str]
) -> None:
    asked: list[str | None] = []
    tls = authority.server(HOST)
    tls.sni_callback = lambda connection, name, context: asked.append(name)
    answer, receiver = deliver(tls)
    assert (answer.status, answer.reason) == (204, "")
    assert (asked, looked_up) == ([HOST], [HOST])
    assert receiver.arrived[0].headers["host"] == f"{HOST}:{receiver.port}"


@pytest.mark.parametrize(
    ("server", "wrong"),
    [
        (lambda of: of.server("other.example"), "is for another name"),
        (lambda of: of.server(PUBLIC), "is for another name"),
        (lambda of: of.server(HOST, is_self_signed=True), "is self-signed"),
        (lambda of: of.server(HOST, ends=timedelta(days=-1)), "has expired"),
    ],
)
def test_another_certificate_is_refused_and_nothing_is_sent(
    deliver: Deliver,
    authority: Authority,
    server: Callable[[Authority], ssl.SSLContext],
    wrong: str,
) -> None:
    answer, receiver = deliver(server(authority))
    assert (answer.status, answer.reason) == (None, failures.CERTIFICATE.format(wrong=wrong))
    assert not receiver.arrived


def test_an_authority_that_nobody_knows_vouches_for_nothing(
    deliver: Deliver, authority: Authority, tmp_path: Path
) -> None:
    (tmp_path / "other").mkdir()
    answer, receiver = deliver(Authority(tmp_path / "other").server(HOST))
    assert answer.reason == failures.CERTIFICATE.format(wrong=failures.OF_NOBODY_KNOWN)
    assert not receiver.arrived


@pytest.mark.filterwarnings("ignore:ssl.TLSVersion.TLSv1:DeprecationWarning")
def test_an_old_version_of_tls_is_refused(deliver: Deliver, authority: Authority) -> None:
    tls = authority.server(HOST)
    tls.set_ciphers("DEFAULT:@SECLEVEL=0")
    tls.minimum_version, tls.maximum_version = ssl.TLSVersion.TLSv1, ssl.TLSVersion.TLSv1_1
    answer, receiver = deliver(tls)
    assert (answer.status, answer.reason) == (None, failures.NO_TLS)
    assert not receiver.arrived


@pytest.mark.parametrize("version", [ssl.TLSVersion.TLSv1_2, ssl.TLSVersion.TLSv1_3])
def test_a_present_one_is_taken(
    deliver: Deliver, authority: Authority, version: ssl.TLSVersion
) -> None:
    tls = authority.server(HOST)
    tls.minimum_version = tls.maximum_version = version
    answer, _ = deliver(tls)
    assert answer.is_taken
