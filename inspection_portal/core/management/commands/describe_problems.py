from pathlib import Path
from typing import Any

from django.conf import settings

from inspection_portal.core.problem_kinds import in_markdown
from inspection_portal.core.recording import RecordedCommand

PAGE = Path(settings.BASE_DIR) / "docs" / "api" / "problems.md"


class Command(RecordedCommand):
    help = "Write the page of problems, docs/api/problems.md, from the table of codes in the code."
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        PAGE.write_text(in_markdown(), encoding="utf-8")
        self.stdout.write(f"{PAGE.name} is written.")
