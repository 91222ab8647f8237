"""GOV.UK Notify carries what the portal sends, by the same rules as a mail server."""

import json
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import jwt
import pytest
from django.core import mail
from django.utils import timezone
from pytest_django import Settings

from inspection_portal.core import message_kinds, outbox
from inspection_portal.core.models import Message, User, system_user
from inspection_portal.core.sending import send_due
from inspection_portal.local.process import free_port

State = Message.State
SERVICE, SECRET = "6b1d5b0e-0000-4000-8000-000000000001", "6b1d5b0e-0000-4000-8000-000000000002"
TEMPLATE = "6b1d5b0e-0000-4000-8000-000000000003"


@dataclass
class Notify:
    """A Notify on this machine: what it was sent, and what it answers instead of yes."""

    sent: list[dict[str, Any]] = field(default_factory=list)
    asked_for: list[str] = field(default_factory=list)
    refusal: tuple[int, str] | None = None
    template_refusal: tuple[int, str] | None = None
    is_silent: bool = False


@pytest.fixture
def notify(settings: Settings) -> Iterator[Notify]:
    notify = Notify()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            notify.asked_for.append(self.path)
            self.answer(notify.template_refusal or (200, "{}"))

        def do_POST(self) -> None:
            token = self.headers["Authorization"].removeprefix("Bearer ")
            assert jwt.decode(token, SECRET, algorithms=["HS256"])["iss"] == SERVICE
            notify.sent.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
            self.answer(notify.refusal or (201, "{}"))

        def answer(self, answer: tuple[int, str]) -> None:
            if notify.is_silent and self.command == "POST":
                return
            self.send_response(answer[0])
            self.send_header("Content-Length", str(len(answer[1])))
            self.end_headers()
            self.wfile.write(answer[1].encode())

        def log_message(self, *args: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    settings.EMAIL_BACKEND = "inspection_portal.core.notify.Backend"
    settings.NOTIFY_API_KEY, settings.NOTIFY_TEMPLATE_ID = f"portal-{SERVICE}-{SECRET}", TEMPLATE
    settings.NOTIFY_URL = f"http://127.0.0.1:{server.server_port}"
    yield notify
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture(autouse=True)
def _kinds(monkeypatch: pytest.MonkeyPatch) -> None:
    never = message_kinds.never_outdated
    monkeypatch.setattr(message_kinds, "_kinds", {})
    message_kinds.register("news", outdated=never)
    message_kinds.register("once", outdated=never, may_come_twice=False)


def post(to: User, kind: str = "news") -> Message:
    words = {"subject": "Something happened", "text": "Read it in the portal."}
    at = timezone.now()
    outbox.post(to=to, kind=kind, key=kind, link="/register/", by=system_user(), at=at, **words)
    return Message.objects.get(recipient=to, kind=kind)


def refused(status: int, error: str, message: str) -> tuple[int, str]:
    errors = [{"error": error, "message": message}]
    return status, json.dumps({"status_code": status, "errors": errors})


def test_a_message_goes_by_notify(notify: Notify, inspector: User, settings: Settings) -> None:
    message = post(inspector)
    assert send_due() == 1
    assert notify.asked_for == [f"/v2/template/{TEMPLATE}"]
    (sent,) = notify.sent
    assert sent.pop("personalisation") == {
        "subject": "Something happened",
        "body": f"Read it in the portal.\n\n{settings.PORTAL_URL}/register/\n\n"
        "SOC inspection portal\n",
    }
    assert sent == {
        "email_address": inspector.email,
        "template_id": TEMPLATE,
        "reference": message.message_id,
    }
    message.refresh_from_db()
    assert message.state == State.SENT


def test_what_django_sends_goes_by_notify_too(notify: Notify) -> None:
    assert mail.send_mail("A subject", "A text", None, ["a@example.org", "b@example.org"]) == 1
    assert [sent["email_address"] for sent in notify.sent] == ["a@example.org", "b@example.org"]


@pytest.mark.parametrize(
    ("answer", "state", "reason"),
    [
        (refused(400, "ValidationError", "not an address"), State.FAILED, "not an address"),
        (refused(403, "AuthError", "Invalid token"), State.DUE, "Invalid token"),
        (refused(429, "TooManyRequestsError", "limit (3000)"), State.DUE, "limit (3000)"),
        (refused(500, "Exception", "Internal server error"), State.DUE, "Internal server"),
        (refused(503, "Exception", "Down"), State.DUE, "Down"),
        ((201, "no JSON"), State.DUE, "no answer that is one"),
    ],
)
def test_a_refusal_fails_or_waits(
    answer: tuple[int, str], state: State, reason: str, notify: Notify, inspector: User
) -> None:
    notify.refusal = answer
    message = post(inspector)
    assert send_due() == 0
    message.refresh_from_db()
    assert message.state == state
    assert reason in message.reason


@pytest.mark.parametrize(("kind", "state"), [("news", State.DUE), ("once", State.UNCONFIRMED)])
def test_a_silence_leaves_a_doubt(kind: str, state: State, notify: Notify, inspector: User) -> None:
    notify.is_silent = True
    message = post(inspector, kind)
    assert send_due() == 0
    message.refresh_from_db()
    assert message.state == state
    assert "GOV.UK Notify does not answer" in message.reason


def test_nothing_is_tried_while_notify_does_not_know_us(notify: Notify, inspector: User) -> None:
    notify.template_refusal = refused(403, "AuthError", "Invalid token")
    message = post(inspector)
    with pytest.raises(OSError, match="Invalid token"):
        send_due()
    message.refresh_from_db()
    assert (message.state, message.attempts, notify.sent) == (State.DUE, 0, [])


def test_nothing_is_tried_while_notify_is_away(
    notify: Notify, inspector: User, settings: Settings
) -> None:
    settings.NOTIFY_URL = f"http://127.0.0.1:{free_port()}"
    message = post(inspector)
    with pytest.raises(ConnectionError, match="does not answer"):
        send_due()
    message.refresh_from_db()
    assert (message.state, message.attempts) == (State.DUE, 0)


def test_a_failure_may_be_left_unsaid(notify: Notify) -> None:
    notify.refusal = refused(500, "Exception", "Internal server error")
    assert mail.send_mail("A subject", "A text", None, ["a@example.org"], fail_silently=True) == 0
