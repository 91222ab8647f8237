import argparse
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError

from findings.models import Inspection
from inspection_portal.core.recording import RecordedCommand
from inspection_portal.reports import rendering, snapshot


class Command(RecordedCommand):
    help = "Write the report of an inspection, as published or as drafted, as a PDF."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("slug", help="the inspection, such as south-east-2024")
        parser.add_argument("--out", type=Path, required=True, help="the file to write")

    def handle(self, *args: Any, slug: str, out: Path, **options: Any) -> None:
        inspection = Inspection.objects.select_related("region", "scale").filter(slug=slug).first()
        if inspection is None:
            raise CommandError(f"There is no inspection “{slug}”: see the inspections page.")
        try:
            out.write_bytes(_pdf(inspection))
        except (OSError, rendering.RenderingFailed) as failure:
            raise CommandError(f"The report could not be written: {failure}") from failure
        self.stdout.write(f"{out}: {out.stat().st_size:,} bytes")


def _pdf(inspection: Inspection) -> bytes:
    """As it was issued, where it was."""
    if not inspection.is_published:
        return rendering.pdf(snapshot.draft(inspection))
    return rendering.pdf(snapshot.published(inspection), snapshot.last_issue(inspection).template)
