import uuid

import django.db.models.deletion
import pgtrigger.compiler
from django.conf import settings
from django.db import migrations, models

import inspection_portal.core.operations


class Migration(migrations.Migration):
    dependencies = [
        ("disruptions", "0006_threats_in_natural_order"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddIndex(
            model_name="disruption",
            index=models.Index(
                condition=models.Q(("source", "portal")),
                fields=["body", "-id"],
                name="disruption_last_of_body",
            ),
        ),
        migrations.CreateModel(
            name="DistinctEvents",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("reason", models.TextField()),
                ("at", models.DateTimeField()),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "first",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="disruptions.disruption",
                    ),
                ),
                (
                    "second",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="disruptions.disruption",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "distinct events",
                "ordering": ["-at", "-pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("first", "second"),
                        name="events_told_apart_once",
                        violation_error_message="It is decided already that these are two events.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("first__lt", models.F("second"))),
                        name="events_told_apart_in_order",
                        violation_error_message="Name two records, the earlier one first.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("reason__regex", "\\S")),
                        name="events_told_apart_with_reason",
                        violation_error_message="Say what makes them two events.",
                    ),
                ],
            },
        ),
        inspection_portal.core.operations.AddTriggers(
            model_name="distinctevents",
            triggers=[
                pgtrigger.compiler.Trigger(
                    name="append_only",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                        hash="d75a50aba533753b755443b98798665efe5a4b61",
                        operation="UPDATE OR DELETE",
                        pgid="pgtrigger_append_only_5aa42",
                        table="disruptions_distinctevents",
                        when="BEFORE",
                    ),
                ),
                pgtrigger.compiler.Trigger(
                    name="told_apart_by_another_than_recorded",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="\n    IF NOT (\n    NOT EXISTS (\n        SELECT FROM disruptions_disruption\n        WHERE id IN (NEW.first_id, NEW.second_id) AND NEW.by_id IN (recorded_by_id, changed_by_id)\n    )\n    ) THEN\n        RAISE EXCEPTION 'Nobody decides on what they recorded or changed. Ask somebody else.'\n            USING ERRCODE = 'check_violation', CONSTRAINT = 'told_apart_by_another_than_recorded';\n    END IF;\n    RETURN NEW;\n",
                        hash="b4f42da0872d2915020ed42d689dae326426c62c",
                        operation="INSERT",
                        pgid="pgtrigger_told_apart_by_another_than_recorded_6b9c9",
                        table="disruptions_distinctevents",
                        when="AFTER",
                    ),
                ),
            ],
        ),
    ]
