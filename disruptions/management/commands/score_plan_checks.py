from typing import Any

from django.utils.timezone import localdate

from disruptions.scoring import FORCES, ScoreCommand, score


class Command(ScoreCommand):
    help = (
        "Plant faults in the threats, plans, orders and profiles of four made-up forces, run the "
        "quality checks, and print precision and recall. Nothing is kept."
    )

    def handle(self, *args: object, **options: Any) -> None:
        seed = options["seed"]
        scores = score(seed=seed, on=localdate())
        kinds = sum(bool(each.planted) for each in scores)
        never = ", ".join(each.check for each in scores if not each.planted)
        self.tell(
            "check",
            scores,
            f"Seed {seed}: {FORCES} forces, {kinds} kinds of fault.",
            f"Not planted: {never or 'none'}.",
            missed="The checks missed faults, or found some that were not planted.",
        )
