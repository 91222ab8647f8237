"""Findings written before paragraphs had rows get theirs."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from findings.blocks import blocks


def give_paragraphs(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    Finding = apps.get_model("findings", "Finding")
    Paragraph = apps.get_model("findings", "Paragraph")
    for finding in Finding.objects.filter(paragraphs=None).exclude(text="").iterator():
        Paragraph.objects.bulk_create(
            Paragraph(finding=finding, position=position, text=text)
            for position, text in enumerate(blocks(finding.text))
        )


class Migration(migrations.Migration):
    dependencies = [("findings", "0006_the_inspection_desk")]

    operations = [migrations.RunPython(give_paragraphs, migrations.RunPython.noop)]
