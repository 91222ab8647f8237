from typing import Any

from django.utils.timezone import localdate

from disruptions.scoring import ScoreCommand, score_records


class Command(ScoreCommand):
    help = (
        "Plant disruptions that count twice, and what was done and never recorded, among ordinary "
        "records of made-up bodies; look for them, and print precision and recall. Nothing is kept."
    )

    def handle(self, *args: object, **options: Any) -> None:
        seed = options["seed"]
        self.tell(
            "kind",
            score_records(seed=seed, on=localdate()),
            f"Seed {seed}: two forces and a ROCU, and bodies of one threat each.",
            missed="Some were missed, or found where none was planted.",
        )
