from pathlib import Path
from typing import Any

from django.conf import settings
from drf_spectacular.generators import SchemaGenerator

from inspection_portal.core import promises
from inspection_portal.core.recording import RecordedCommand

FILE = Path(settings.BASE_DIR) / "docs" / "api" / "promised.ndjson"


class Command(RecordedCommand):
    help = "Promise what the API is now, in docs/api/promised.ndjson: see docs/api/versioning.md."

    def handle(self, *args: Any, **options: Any) -> None:
        description = SchemaGenerator().get_schema(public=True)  # type: ignore[no-untyped-call]
        FILE.write_text(promises.written(promises.of(description)), encoding="utf-8")
        self.stdout.write(f"{FILE.name} is written.")
