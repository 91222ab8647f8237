import uuid
from decimal import Decimal

import django.core.validators
import django.db.models.deletion
import django.db.models.functions.text
import pghistory.utils
import pgtrigger.compiler
from django.conf import settings
from django.db import migrations, models

import inspection_portal.core.operations


class Migration(migrations.Migration):
    dependencies = [
        ("findings", "0003_row_history"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        inspection_portal.core.operations.Together(
            steps=[
                migrations.CreateModel(
                    name="Figure",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ("version", models.PositiveIntegerField(default=1, editable=False)),
                        ("name", models.CharField(max_length=120)),
                        ("description", models.TextField(blank=True)),
                        ("position", models.PositiveSmallIntegerField(default=0)),
                        ("valid_from", models.DateField()),
                        ("valid_until", models.DateField(blank=True, null=True)),
                        ("unit", models.CharField(max_length=40)),
                    ],
                    options={
                        "ordering": ["position", "name"],
                        "abstract": False,
                        "constraints": [
                            models.UniqueConstraint(
                                django.db.models.functions.text.Lower("name"),
                                name="figure_name_once",
                                violation_error_message="The list has an item of this name already.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("name__regex", "\\S")),
                                name="figure_has_name",
                                violation_error_message="Give the item a name.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("valid_until", None),
                                    ("valid_until__gte", models.F("valid_from")),
                                    _connector="OR",
                                ),
                                name="figure_ends_after_it_starts",
                                violation_error_message="The last day is before the first.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("unit__regex", "\\S")),
                                name="figure_has_unit",
                                violation_error_message="Say in which unit it is counted, such as “orders”.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="FigureEvent",
                    fields=[
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("pgh_id", models.BigAutoField(primary_key=True, serialize=False)),
                        ("pgh_context", pghistory.utils.JSONField(null=True)),
                        ("pgh_context_id", models.UUIDField(null=True)),
                        ("id", models.BigIntegerField()),
                        ("uuid", models.UUIDField(default=uuid.uuid4, editable=False)),
                        ("version", models.PositiveIntegerField(default=1, editable=False)),
                        ("name", models.CharField(max_length=120)),
                        ("description", models.TextField(blank=True)),
                        ("position", models.PositiveSmallIntegerField(default=0)),
                        ("valid_from", models.DateField()),
                        ("valid_until", models.DateField(blank=True, null=True)),
                        ("unit", models.CharField(max_length=40)),
                        (
                            "pgh_obj",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="findings.figure",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["-pgh_id"],
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="KeyFigure",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ("version", models.PositiveIntegerField(default=1, editable=False)),
                        (
                            "value",
                            models.DecimalField(
                                decimal_places=2,
                                max_digits=10,
                                validators=[django.core.validators.MinValueValidator(Decimal("0"))],
                            ),
                        ),
                        ("as_at", models.DateField()),
                        ("source", models.CharField(max_length=300)),
                        ("counted", models.TextField(blank=True)),
                        ("entered_at", models.DateTimeField()),
                        (
                            "chapter",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="key_figures",
                                to="findings.inspectedbody",
                            ),
                        ),
                        (
                            "entered_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "figure",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="findings.figure",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["chapter", "figure__position", "-as_at"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("chapter", "figure", "as_at"),
                                name="key_figure_once_a_day",
                                violation_error_message="The body has a value of this figure for that day already.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("value__gte", 0)),
                                name="key_figure_is_not_negative",
                                violation_error_message="A key figure is 0 or more.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("source__regex", "\\S")),
                                name="key_figure_has_source",
                                violation_error_message="Say where the value comes from.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="KeyFigureEvent",
                    fields=[
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("pgh_id", models.BigAutoField(primary_key=True, serialize=False)),
                        ("pgh_context", pghistory.utils.JSONField(null=True)),
                        ("pgh_context_id", models.UUIDField(null=True)),
                        ("id", models.BigIntegerField()),
                        ("uuid", models.UUIDField(default=uuid.uuid4, editable=False)),
                        ("version", models.PositiveIntegerField(default=1, editable=False)),
                        (
                            "value",
                            models.DecimalField(
                                decimal_places=2,
                                max_digits=10,
                                validators=[django.core.validators.MinValueValidator(Decimal("0"))],
                            ),
                        ),
                        ("as_at", models.DateField()),
                        ("source", models.CharField(max_length=300)),
                        ("counted", models.TextField(blank=True)),
                        ("entered_at", models.DateTimeField()),
                        (
                            "chapter",
                            models.ForeignKey(
                                db_constraint=False,
                                db_index=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="findings.inspectedbody",
                            ),
                        ),
                        (
                            "entered_by",
                            models.ForeignKey(
                                db_constraint=False,
                                db_index=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "figure",
                            models.ForeignKey(
                                db_constraint=False,
                                db_index=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="findings.figure",
                            ),
                        ),
                        (
                            "pgh_obj",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="findings.keyfigure",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["-pgh_id"],
                        "abstract": False,
                    },
                ),
            ],
        ),
        inspection_portal.core.operations.AddTriggers(
            model_name="figure",
            triggers=[
                pgtrigger.compiler.Trigger(
                    name="insert_insert",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "findings_figureevent" ("description", "id", "name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "unit", "uuid", "valid_from", "valid_until", "version") VALUES (NEW."description", NEW."id", NEW."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."position", NEW."unit", NEW."uuid", NEW."valid_from", NEW."valid_until", NEW."version"); RETURN NULL;',
                        hash="e3a4bc8cd9363e80421ef98f470f257286e784e7",
                        operation="INSERT",
                        pgid="pgtrigger_insert_insert_15763",
                        table="findings_figure",
                        when="AFTER",
                    ),
                ),
                pgtrigger.compiler.Trigger(
                    name="update_update",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                        func='INSERT INTO "findings_figureevent" ("description", "id", "name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "unit", "uuid", "valid_from", "valid_until", "version") VALUES (NEW."description", NEW."id", NEW."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."position", NEW."unit", NEW."uuid", NEW."valid_from", NEW."valid_until", NEW."version"); RETURN NULL;',
                        hash="bf80c1133e0be5aac346c7e8bc1abd72e0640f1f",
                        operation="UPDATE",
                        pgid="pgtrigger_update_update_fbcc1",
                        table="findings_figure",
                        when="AFTER",
                    ),
                ),
                pgtrigger.compiler.Trigger(
                    name="delete_delete",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "findings_figureevent" ("description", "id", "name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "unit", "uuid", "valid_from", "valid_until", "version") VALUES (OLD."description", OLD."id", OLD."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."position", OLD."unit", OLD."uuid", OLD."valid_from", OLD."valid_until", OLD."version"); RETURN NULL;',
                        hash="d904d25c3c326b797d04b52ba5f7eaea9f88dce0",
                        operation="DELETE",
                        pgid="pgtrigger_delete_delete_2fb27",
                        table="findings_figure",
                        when="AFTER",
                    ),
                ),
            ],
        ),
        inspection_portal.core.operations.AddTriggers(
            model_name="figureevent",
            triggers=[
                pgtrigger.compiler.Trigger(
                    name="append_only",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                        hash="33cd9602678bb20f014e6621dc17d7936b5a17ca",
                        operation="UPDATE OR DELETE",
                        pgid="pgtrigger_append_only_853b4",
                        table="findings_figureevent",
                        when="BEFORE",
                    ),
                )
            ],
        ),
        inspection_portal.core.operations.AddTriggers(
            model_name="keyfigure",
            triggers=[
                pgtrigger.compiler.Trigger(
                    name="insert_insert",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "findings_keyfigureevent" ("as_at", "chapter_id", "counted", "entered_at", "entered_by_id", "figure_id", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "source", "uuid", "value", "version") VALUES (NEW."as_at", NEW."chapter_id", NEW."counted", NEW."entered_at", NEW."entered_by_id", NEW."figure_id", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."source", NEW."uuid", NEW."value", NEW."version"); RETURN NULL;',
                        hash="7025e56141e9e408a5aba293b260c5a475f74828",
                        operation="INSERT",
                        pgid="pgtrigger_insert_insert_e3687",
                        table="findings_keyfigure",
                        when="AFTER",
                    ),
                ),
                pgtrigger.compiler.Trigger(
                    name="update_update",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                        func='INSERT INTO "findings_keyfigureevent" ("as_at", "chapter_id", "counted", "entered_at", "entered_by_id", "figure_id", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "source", "uuid", "value", "version") VALUES (NEW."as_at", NEW."chapter_id", NEW."counted", NEW."entered_at", NEW."entered_by_id", NEW."figure_id", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."source", NEW."uuid", NEW."value", NEW."version"); RETURN NULL;',
                        hash="6cbcd557246920f983a3a19600c53cfe2dc960d3",
                        operation="UPDATE",
                        pgid="pgtrigger_update_update_24fd2",
                        table="findings_keyfigure",
                        when="AFTER",
                    ),
                ),
                pgtrigger.compiler.Trigger(
                    name="delete_delete",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "findings_keyfigureevent" ("as_at", "chapter_id", "counted", "entered_at", "entered_by_id", "figure_id", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "source", "uuid", "value", "version") VALUES (OLD."as_at", OLD."chapter_id", OLD."counted", OLD."entered_at", OLD."entered_by_id", OLD."figure_id", OLD."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."source", OLD."uuid", OLD."value", OLD."version"); RETURN NULL;',
                        hash="9b0ebaddedf9238749c4aea2479e01aa613d3f24",
                        operation="DELETE",
                        pgid="pgtrigger_delete_delete_61fd4",
                        table="findings_keyfigure",
                        when="AFTER",
                    ),
                ),
            ],
        ),
        inspection_portal.core.operations.AddTriggers(
            model_name="keyfigureevent",
            triggers=[
                pgtrigger.compiler.Trigger(
                    name="append_only",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                        hash="3ec6186e4ccad2f31b498e2e51e7456a95965afd",
                        operation="UPDATE OR DELETE",
                        pgid="pgtrigger_append_only_a21f2",
                        table="findings_keyfigureevent",
                        when="BEFORE",
                    ),
                )
            ],
        ),
    ]
