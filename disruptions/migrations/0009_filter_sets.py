import uuid

import django.db.models.deletion
import django.db.models.functions.text
import pgtrigger.compiler
from django.conf import settings
from django.db import migrations, models

import inspection_portal.core.operations


class Migration(migrations.Migration):
    dependencies = [
        ("disruptions", "0008_coarser_counts"),
        ("forces", "0004_partners"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        inspection_portal.core.operations.Together(
            steps=[
                migrations.CreateModel(
                    name="FilterSet",
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
                        (
                            "kind",
                            models.CharField(
                                choices=[("threats", "Threats"), ("disruptions", "Disruptions")],
                                max_length=12,
                            ),
                        ),
                        ("name", models.CharField(max_length=120)),
                        ("number", models.PositiveSmallIntegerField(verbose_name="version")),
                        ("dated_on", models.DateField()),
                        ("rules", models.JSONField()),
                        ("basis", models.TextField()),
                        ("set_at", models.DateTimeField()),
                        (
                            "set_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["kind", "name", "-number"],
                        "constraints": [
                            models.UniqueConstraint(
                                django.db.models.functions.text.Lower("name"),
                                models.F("number"),
                                name="filter_set_version_once",
                                violation_error_message="The filter set has this version already.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("kind__in", ["threats", "disruptions"])),
                                name="filter_set_kind_is_known",
                                violation_error_message="A filter set is of threats or of disruptions.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("name__regex", "\\S"), ("number__gte", 1)),
                                name="filter_set_has_name",
                                violation_error_message="Give the filter set a name.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("rules__0__isnull", False)),
                                name="filter_set_has_rules",
                                violation_error_message="Give the filter set at least one rule.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("basis__regex", "\\S")),
                                name="filter_set_has_basis",
                                violation_error_message="Say where this is laid down, or why it is assumed.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Snapshot",
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
                        ("as_at", models.DateTimeField()),
                        ("head", models.TextField()),
                        ("rows", models.PositiveIntegerField(default=0)),
                        ("sha256", models.CharField(blank=True, max_length=64)),
                        (
                            "filter_set",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="snapshots",
                                to="disruptions.filterset",
                            ),
                        ),
                        (
                            "taken_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["-as_at", "-pk"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("sha256__regex", "^([0-9a-f]{64})?$")),
                                name="snapshot_hash_is_one",
                                violation_error_message="A snapshot is sealed with the SHA-256 of its list.",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="SnapshotPart",
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
                        ("position", models.PositiveIntegerField()),
                        ("figure", models.CharField(blank=True, max_length=40)),
                        ("rows", models.PositiveIntegerField()),
                        ("content", models.BinaryField()),
                        (
                            "body",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="forces.body",
                            ),
                        ),
                        (
                            "snapshot",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="parts",
                                to="disruptions.snapshot",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["snapshot", "position"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("snapshot", "position"), name="snapshot_part_once"
                            )
                        ],
                    },
                ),
            ],
        ),
        inspection_portal.core.operations.AddTriggers(
            model_name="filterset",
            triggers=[
                pgtrigger.compiler.Trigger(
                    name="append_only",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                        hash="02bf1aeff4be58c460759ab2074983ba3e017c35",
                        operation="UPDATE OR DELETE",
                        pgid="pgtrigger_append_only_4bc92",
                        table="disruptions_filterset",
                        when="BEFORE",
                    ),
                )
            ],
        ),
        inspection_portal.core.operations.AddTriggers(
            model_name="snapshot",
            triggers=[
                pgtrigger.compiler.Trigger(
                    name="never_deleted",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                        hash="597ccd97390178bcc8411b3394170e555d4dc96e",
                        operation="DELETE",
                        pgid="pgtrigger_never_deleted_963b8",
                        table="disruptions_snapshot",
                        when="BEFORE",
                    ),
                ),
                pgtrigger.compiler.Trigger(
                    name="frozen_once_sealed",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        condition="WHEN (OLD.sha256 <> '')",
                        func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                        hash="6de53d243b2f2ad5d7922cb52f87c48c70f74e48",
                        operation="UPDATE",
                        pgid="pgtrigger_frozen_once_sealed_d34bd",
                        table="disruptions_snapshot",
                        when="BEFORE",
                    ),
                ),
            ],
        ),
        inspection_portal.core.operations.AddTriggers(
            model_name="snapshotpart",
            triggers=[
                pgtrigger.compiler.Trigger(
                    name="append_only",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                        hash="91d3e6922682b80bc4dc9051e9809d7dba5456fa",
                        operation="UPDATE OR DELETE",
                        pgid="pgtrigger_append_only_8beb9",
                        table="disruptions_snapshotpart",
                        when="BEFORE",
                    ),
                ),
                pgtrigger.compiler.Trigger(
                    name="snapshot_part_before_the_seal",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="\n    IF NOT (\n    EXISTS (SELECT FROM disruptions_snapshot WHERE id = NEW.snapshot_id AND sha256 = '')\n) THEN\n        RAISE EXCEPTION 'The snapshot is sealed. Take another one.'\n            USING ERRCODE = 'check_violation', CONSTRAINT = 'snapshot_part_before_the_seal';\n    END IF;\n    RETURN NEW;\n",
                        hash="e4510bdc0f531b8f2fcada789037e7ba777aa959",
                        operation="INSERT",
                        pgid="pgtrigger_snapshot_part_before_the_seal_85ca6",
                        table="disruptions_snapshotpart",
                        when="AFTER",
                    ),
                ),
            ],
        ),
    ]
