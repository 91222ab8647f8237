from django.db import transaction
from django.utils import timezone

from findings.actions.reference import load_reference as load_grades
from forces.actions.reference import load_reference as load_bodies
from inspection_portal.core.models import system_user
from inspection_portal.core.recording import RecordedCommand


class Command(RecordedCommand):
    help = "Bring regions, forces, question areas and grades up to date with the reference files."

    @transaction.atomic
    def handle(self, *args: object, **options: object) -> None:
        by, at = system_user(), timezone.now()
        written = load_bodies(by=by, at=at) + load_grades(by=by, at=at)
        self.stdout.write(
            f"Reference data loaded: {written} rows written."
            if written
            else "Reference data is up to date."
        )
