"""A mail server of the tests' own: it takes, refuses or loses what the test tells it to."""

import threading
from collections import Counter
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import Message

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from inspection_portal.local.process import free_port

REFUSED = "550 No such person here"
BUSY = "451 Come back later"


@dataclass
class Sink:
    """What arrived, and what the server answers to each address."""

    answers: dict[str, str] = field(default_factory=dict)
    arrived: list[tuple[str, Message]] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)

    async def handle_RCPT(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if address in self.answers:
            return self.answers[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        mail = message_from_bytes(envelope.content or b"")
        with self.lock:
            self.arrived += [(address, mail) for address in envelope.rcpt_tos]
        return "250 OK"

    @property
    def addresses(self) -> list[str]:
        return [address for address, _ in self.arrived]

    @property
    def copies(self) -> Counter[str]:
        """How often each Message-ID arrived."""
        return Counter(mail["Message-ID"] for _, mail in self.arrived)


def serve(sink: Sink) -> Controller:
    """A mail server on this machine that feeds the sink; the caller stops it."""
    controller = Controller(sink, hostname="127.0.0.1", port=free_port())
    controller.start()
    return controller
