from typing import Any

from django.core.management.base import CommandError, CommandParser
from django.utils.timezone import localdate

from disruptions.scoring import FORCES, Score, in_all, score
from inspection_portal.core.recording import RecordedCommand

LINE = "{:<28} {:>8} {:>8} {:>9} {:>10} {:>7}"


class Command(RecordedCommand):
    help = (
        "Plant faults in the threats, plans, orders and profiles of four made-up forces, run the "
        "quality checks, and print precision and recall. Nothing is kept."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--seed", type=int, default=1, help="of what is made up (default 1)")

    def handle(self, *args: object, **options: Any) -> None:
        scores = score(seed=options["seed"], on=localdate())
        self.stdout.write(
            LINE.format("check", "planted", "found", "invented", "precision", "recall")
        )
        for each in [*(each for each in scores if each.planted or each.invented), in_all(scores)]:
            self._line(each)
        kinds = sum(bool(each.planted) for each in scores)
        never = ", ".join(each.check for each in scores if not each.planted)
        self.stdout.write(f"Seed {options['seed']}: {FORCES} forces, {kinds} kinds of fault.")
        self.stdout.write(f"Not planted: {never or 'none'}.")
        total = in_all(scores)
        if total.precision < 1 or total.recall < 1:
            raise CommandError("The checks missed faults, or found some that were not planted.")

    def _line(self, each: Score) -> None:
        values = (each.planted, each.right, each.invented)
        self.stdout.write(
            LINE.format(each.check, *values, f"{each.precision:.3f}", f"{each.recall:.3f}")
        )
