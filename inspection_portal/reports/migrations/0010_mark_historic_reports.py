"""Reports that the portal itself issued, from a file, were published elsewhere."""

import pgtrigger
from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def mark(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    loaded = apps.get_model("findings", "Inspection").objects.filter(
        source__isnull=False, issued_by__kind="system"
    )
    # What is published is frozen, and this is no change of what it says.
    with pgtrigger.ignore("findings.Inspection:frozen_once_issued"):
        loaded.update(is_historic=True)


class Migration(migrations.Migration):
    dependencies = [
        ("findings", "0009_inspections_know_whether_they_are_historic"),
        ("reports", "0009_historic_readings"),
    ]

    operations = [migrations.RunPython(mark, migrations.RunPython.noop)]
