import argparse
from typing import Any

from django.core.management.base import CommandError

from inspection_portal.core.chain import START, Anchor, ChainBroken, read_anchor, verify
from inspection_portal.core.recording import RecordedCommand


def anchor(text: str) -> Anchor:
    try:
        return read_anchor(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(str(error)) from error


class Command(RecordedCommand):
    help = "Check the audit trail line by line, and print how many lines it has and its head."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument(
            "--since",
            type=anchor,
            default=START,
            metavar="SEQUENCE:HASH",
            help="check only what follows this line, which an earlier check printed as its head",
        )
        parser.add_argument(
            "--expect-head",
            type=anchor,
            metavar="SEQUENCE:HASH",
            help="a head that was printed earlier and kept elsewhere: finds a tail cut off since",
        )

    def handle(self, *args: Any, since: Anchor, expect_head: Anchor | None, **options: Any) -> None:
        try:
            verified = verify(since=since, expected=expect_head)
        except ChainBroken as broken:
            raise CommandError(f"The audit trail is broken. {broken}") from broken
        self.stdout.write(f"{verified.lines} lines verified.")
        self.stdout.write(f"Head {verified.head}")
