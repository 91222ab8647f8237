"""What the commands have in common that print how well something is found."""

from collections.abc import Sequence
from typing import Any

from django.core.management.base import CommandError, CommandParser

from disruptions.scoring.score import Score, in_all
from inspection_portal.core.recording import RecordedCommand

LINE = "{:<28} {:>8} {:>8} {:>9} {:>10} {:>7}"


class ScoreCommand(RecordedCommand):
    """Prints a line for each kind and one for all; fails where anything was missed or invented."""

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--seed", type=int, default=1, help="of what is made up (default 1)")

    def tell(self, what: str, scores: Sequence[Score], *told: str, missed: str) -> None:
        """`what` heads the kinds, and `told` follows the table. Raises CommandError with `missed`
        where anything was missed or invented.
        """
        total = in_all(scores)
        self.stdout.write(LINE.format(what, "planted", "found", "invented", "precision", "recall"))
        for each in [*(each for each in scores if each.planted or each.invented), total]:
            values: tuple[Any, ...] = (each.planted, each.right, each.invented)
            shares = (f"{each.precision:.3f}", f"{each.recall:.3f}")
            self.stdout.write(LINE.format(each.check, *values, *shares))
        for sentence in told:
            self.stdout.write(sentence)
        if total.precision < 1 or total.recall < 1:
            raise CommandError(missed)
