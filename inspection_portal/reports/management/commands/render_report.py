import argparse
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError

from findings.models import Inspection
from inspection_portal.core.recording import RecordedCommand
from inspection_portal.reports import rendering, snapshot
from inspection_portal.reports.rendering.language import ENGLISH, LANGUAGES, speaking


class Command(RecordedCommand):
    help = "Write the report of an inspection, as published or as drafted, as a PDF."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("slug", help="the inspection, such as south-east-2024")
        parser.add_argument("--out", type=Path, required=True, help="the file to write")
        parser.add_argument(
            "--language",
            choices=LANGUAGES,
            default=ENGLISH,
            help="that of headings, labels and notes; what the report says stays as it was written",
        )

    def handle(self, *args: Any, slug: str, out: Path, language: str, **options: Any) -> None:
        inspection = Inspection.objects.select_related("region", "scale").filter(slug=slug).first()
        if inspection is None:
            raise CommandError(f"There is no inspection “{slug}”: see the inspections page.")
        try:
            out.write_bytes(_pdf(inspection, language))
        except (OSError, rendering.RenderingFailed) as failure:
            raise CommandError(f"The report could not be written: {failure}") from failure
        self.stdout.write(f"{out}: {out.stat().st_size:,} bytes")


def _pdf(inspection: Inspection, language: str) -> bytes:
    """As it was issued, where it was."""
    if inspection.is_published:
        report = snapshot.published(inspection)
        layout = snapshot.last_issue(inspection).template
    else:
        report, layout = snapshot.draft(inspection), rendering.NEWEST
    if language not in rendering.languages(layout):
        raise rendering.RenderingFailed(
            f"The layout that it was issued in is in English alone, not in {LANGUAGES[language]}."
        )
    with speaking(language):
        return rendering.pdf(report, layout)
