from django.db import transaction
from django.utils import timezone

from disruptions.actions.reference import load_reference as load_threat_lists
from findings.actions.reference import load_reference as load_grades
from forces.actions.reference import load_reference as load_bodies
from inspection_portal.core.models import system_user
from inspection_portal.core.recording import RecordedCommand
from recommendations.actions.reference import load_reference as load_bases


class Command(RecordedCommand):
    help = "Bring regions, forces, question areas, grades and lists up to date with their files."

    @transaction.atomic
    def handle(self, *args: object, **options: object) -> None:
        by, at = system_user(), timezone.now()
        loads = (load_bodies, load_grades, load_bases, load_threat_lists)
        written = sum(load(by=by, at=at) for load in loads)
        self.stdout.write(
            f"Reference data loaded: {written} rows written."
            if written
            else "Reference data is up to date."
        )
