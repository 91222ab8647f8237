"""Every version of a row is kept, by triggers of the database."""

import uuid

import django.db.models.deletion
import pghistory.utils
import pgtrigger.compiler
from django.conf import settings
from django.db import migrations, models

import inspection_portal.core.operations


class Migration(migrations.Migration):
    dependencies = [
        ("findings", "0001_initial"),
        ("reports", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        inspection_portal.core.operations.Together(
            steps=[
                migrations.CreateModel(
                    name="IssueEvent",
                    fields=[
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("pgh_id", models.BigAutoField(primary_key=True, serialize=False)),
                        (
                            "pgh_obj",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="reports.issue",
                            ),
                        ),
                        ("pgh_context", pghistory.utils.JSONField(null=True)),
                        ("pgh_context_id", models.UUIDField(null=True)),
                        ("id", models.BigIntegerField()),
                        ("uuid", models.UUIDField(default=uuid.uuid4, editable=False)),
                        (
                            "inspection",
                            models.ForeignKey(
                                db_constraint=False,
                                db_index=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="findings.inspection",
                            ),
                        ),
                        (
                            "finding",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="findings.finding",
                            ),
                        ),
                        ("number", models.PositiveSmallIntegerField()),
                        ("publish_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "purpose",
                            models.CharField(
                                choices=[
                                    ("draft", "Draft"),
                                    ("publication", "Publication"),
                                    ("accelerated", "Accelerated cause of concern"),
                                ],
                                max_length=20,
                            ),
                        ),
                        (
                            "template",
                            models.CharField(default="reports/inspection_v1.html", max_length=60),
                        ),
                        ("content_sha256", models.CharField(max_length=64)),
                        ("announced_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "requested_by",
                            models.ForeignKey(
                                db_constraint=False,
                                db_index=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("requested_at", models.DateTimeField()),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("queued", "Waiting to be made"),
                                    ("running", "Being made"),
                                    ("ready", "Ready"),
                                    ("failed", "Failed"),
                                ],
                                default="queued",
                                max_length=10,
                            ),
                        ),
                        ("started_at", models.DateTimeField(blank=True, null=True)),
                        ("failure", models.TextField(blank=True)),
                        ("pdf_sha256", models.CharField(blank=True, max_length=64)),
                    ],
                    options={
                        "ordering": ["-pgh_id"],
                    },
                ),
                migrations.CreateModel(
                    name="SourceEvent",
                    fields=[
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("pgh_id", models.BigAutoField(primary_key=True, serialize=False)),
                        (
                            "pgh_obj",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="reports.source",
                            ),
                        ),
                        ("pgh_context", pghistory.utils.JSONField(null=True)),
                        ("pgh_context_id", models.UUIDField(null=True)),
                        ("id", models.BigIntegerField()),
                        (
                            "inspection",
                            models.ForeignKey(
                                db_constraint=False,
                                db_index=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="findings.inspection",
                            ),
                        ),
                        ("sha256", models.CharField(max_length=64)),
                        ("filename", models.CharField(max_length=200)),
                        ("loaded_at", models.DateTimeField()),
                    ],
                    options={
                        "ordering": ["-pgh_id"],
                    },
                ),
            ],
        ),
        inspection_portal.core.operations.AddTriggers(
            model_name="issue",
            triggers=[
                pgtrigger.compiler.Trigger(
                    name="insert_insert",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "reports_issueevent" ("announced_at", "content_sha256", "failure", "finding_id", "id", "inspection_id", "number", "pdf_sha256", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "publish_at", "purpose", "requested_at", "requested_by_id", "started_at", "state", "template", "uuid") VALUES (NEW."announced_at", NEW."content_sha256", NEW."failure", NEW."finding_id", NEW."id", NEW."inspection_id", NEW."number", NEW."pdf_sha256", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."publish_at", NEW."purpose", NEW."requested_at", NEW."requested_by_id", NEW."started_at", NEW."state", NEW."template", NEW."uuid"); RETURN NULL;',
                        hash="29800918a65250570a69fe62519cb6a6b6ad237d",
                        operation="INSERT",
                        pgid="pgtrigger_insert_insert_178cf",
                        table="reports_issue",
                        when="AFTER",
                    ),
                ),
                pgtrigger.compiler.Trigger(
                    name="update_update",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        condition='WHEN (OLD."announced_at" IS DISTINCT FROM (NEW."announced_at") OR OLD."content_sha256" IS DISTINCT FROM (NEW."content_sha256") OR OLD."failure" IS DISTINCT FROM (NEW."failure") OR OLD."finding_id" IS DISTINCT FROM (NEW."finding_id") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."inspection_id" IS DISTINCT FROM (NEW."inspection_id") OR OLD."number" IS DISTINCT FROM (NEW."number") OR OLD."pdf_sha256" IS DISTINCT FROM (NEW."pdf_sha256") OR OLD."publish_at" IS DISTINCT FROM (NEW."publish_at") OR OLD."purpose" IS DISTINCT FROM (NEW."purpose") OR OLD."requested_at" IS DISTINCT FROM (NEW."requested_at") OR OLD."requested_by_id" IS DISTINCT FROM (NEW."requested_by_id") OR OLD."started_at" IS DISTINCT FROM (NEW."started_at") OR OLD."state" IS DISTINCT FROM (NEW."state") OR OLD."template" IS DISTINCT FROM (NEW."template") OR OLD."uuid" IS DISTINCT FROM (NEW."uuid"))',
                        func='INSERT INTO "reports_issueevent" ("announced_at", "content_sha256", "failure", "finding_id", "id", "inspection_id", "number", "pdf_sha256", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "publish_at", "purpose", "requested_at", "requested_by_id", "started_at", "state", "template", "uuid") VALUES (NEW."announced_at", NEW."content_sha256", NEW."failure", NEW."finding_id", NEW."id", NEW."inspection_id", NEW."number", NEW."pdf_sha256", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."publish_at", NEW."purpose", NEW."requested_at", NEW."requested_by_id", NEW."started_at", NEW."state", NEW."template", NEW."uuid"); RETURN NULL;',
                        hash="8a163e285a8d3dc3b84bcafc6ae6f7206418cb32",
                        operation="UPDATE",
                        pgid="pgtrigger_update_update_1e30b",
                        table="reports_issue",
                        when="AFTER",
                    ),
                ),
                pgtrigger.compiler.Trigger(
                    name="delete_delete",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "reports_issueevent" ("announced_at", "content_sha256", "failure", "finding_id", "id", "inspection_id", "number", "pdf_sha256", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "publish_at", "purpose", "requested_at", "requested_by_id", "started_at", "state", "template", "uuid") VALUES (OLD."announced_at", OLD."content_sha256", OLD."failure", OLD."finding_id", OLD."id", OLD."inspection_id", OLD."number", OLD."pdf_sha256", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."publish_at", OLD."purpose", OLD."requested_at", OLD."requested_by_id", OLD."started_at", OLD."state", OLD."template", OLD."uuid"); RETURN NULL;',
                        hash="0b2b56599d801f64b307003c7631f3f9f358874c",
                        operation="DELETE",
                        pgid="pgtrigger_delete_delete_8b47d",
                        table="reports_issue",
                        when="AFTER",
                    ),
                ),
            ],
        ),
        inspection_portal.core.operations.AddTriggers(
            model_name="issueevent",
            triggers=[
                pgtrigger.compiler.Trigger(
                    name="append_only",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                        hash="f6852efc394d9318a4db6e889419cfaeec3c8be7",
                        operation="UPDATE OR DELETE",
                        pgid="pgtrigger_append_only_16269",
                        table="reports_issueevent",
                        when="BEFORE",
                    ),
                )
            ],
        ),
        inspection_portal.core.operations.AddTriggers(
            model_name="source",
            triggers=[
                pgtrigger.compiler.Trigger(
                    name="insert_insert",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "reports_sourceevent" ("filename", "id", "inspection_id", "loaded_at", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "sha256") VALUES (NEW."filename", NEW."id", NEW."inspection_id", NEW."loaded_at", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."sha256"); RETURN NULL;',
                        hash="cb4661d8b89f246c922698993d979978ed3d6690",
                        operation="INSERT",
                        pgid="pgtrigger_insert_insert_f45fe",
                        table="reports_source",
                        when="AFTER",
                    ),
                ),
                pgtrigger.compiler.Trigger(
                    name="update_update",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                        func='INSERT INTO "reports_sourceevent" ("filename", "id", "inspection_id", "loaded_at", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "sha256") VALUES (NEW."filename", NEW."id", NEW."inspection_id", NEW."loaded_at", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."sha256"); RETURN NULL;',
                        hash="5ebb4fa82e3a5da820e9d0d012ff3b775e59d537",
                        operation="UPDATE",
                        pgid="pgtrigger_update_update_cfebf",
                        table="reports_source",
                        when="AFTER",
                    ),
                ),
                pgtrigger.compiler.Trigger(
                    name="delete_delete",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "reports_sourceevent" ("filename", "id", "inspection_id", "loaded_at", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "sha256") VALUES (OLD."filename", OLD."id", OLD."inspection_id", OLD."loaded_at", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."sha256"); RETURN NULL;',
                        hash="87932d37470df060c5acddf4a7b2a9502c8c79a2",
                        operation="DELETE",
                        pgid="pgtrigger_delete_delete_5977d",
                        table="reports_source",
                        when="AFTER",
                    ),
                ),
            ],
        ),
        inspection_portal.core.operations.AddTriggers(
            model_name="sourceevent",
            triggers=[
                pgtrigger.compiler.Trigger(
                    name="append_only",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                        hash="74831fd08ac3cf67fdb63995fdf3a7819cb5724d",
                        operation="UPDATE OR DELETE",
                        pgid="pgtrigger_append_only_a3fea",
                        table="reports_sourceevent",
                        when="BEFORE",
                    ),
                )
            ],
        ),
    ]
