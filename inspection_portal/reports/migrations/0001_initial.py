import uuid

import django.db.models.deletion
import pgtrigger.compiler
from django.conf import settings
from django.db import migrations, models

import inspection_portal.core.operations


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("findings", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        inspection_portal.core.operations.Together(
            steps=[
                migrations.CreateModel(
                    name="Issue",
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
                            "inspection",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="issues",
                                to="findings.inspection",
                            ),
                        ),
                        (
                            "finding",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="issues",
                                to="findings.finding",
                            ),
                        ),
                        ("number", models.PositiveSmallIntegerField()),
                        ("publish_at", models.DateTimeField(blank=True, db_index=True, null=True)),
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
                        ("content", models.JSONField()),
                        ("content_sha256", models.CharField(max_length=64)),
                        ("announced_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "requested_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
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
                        ("progress", models.PositiveSmallIntegerField(default=0)),
                        ("failure", models.TextField(blank=True)),
                        ("pdf", models.BinaryField(blank=True, null=True)),
                        ("pdf_sha256", models.CharField(blank=True, max_length=64)),
                    ],
                    options={
                        "ordering": ["-requested_at", "-pk"],
                        "indexes": [
                            models.Index(
                                condition=models.Q(
                                    ("announced_at", None), ("publish_at__isnull", False)
                                ),
                                fields=["publish_at"],
                                name="issue_to_announce",
                            )
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("purpose__in", ["draft", "publication", "accelerated"])
                                ),
                                name="issue_purpose_is_known",
                                violation_error_message="That is not a purpose of an issue.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("state__in", ["queued", "running", "ready", "failed"])
                                ),
                                name="issue_state_is_known",
                                violation_error_message="That is not a state of an issue.",
                            ),
                            models.UniqueConstraint(
                                fields=("inspection", "purpose", "number"),
                                name="issue_number_once_per_purpose",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("purpose", "draft"), _negated=True),
                                    ("publish_at", None),
                                    _connector="OR",
                                ),
                                name="issue_of_draft_is_never_out",
                                violation_error_message="A draft is not published.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("finding__isnull", False), ("purpose", "accelerated")
                                    ),
                                    models.Q(
                                        models.Q(("purpose", "accelerated"), _negated=True),
                                        ("finding", None),
                                    ),
                                    _connector="OR",
                                ),
                                name="issue_accelerated_iff_of_finding",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("pdf__isnull", False),
                                        ("state", "ready"),
                                        models.Q(("pdf_sha256", ""), _negated=True),
                                    ),
                                    models.Q(
                                        models.Q(("state", "ready"), _negated=True),
                                        ("pdf", None),
                                        ("pdf_sha256", ""),
                                    ),
                                    _connector="OR",
                                ),
                                name="issue_ready_iff_pdf",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("started_at", None), ("state", "queued")),
                                    models.Q(
                                        models.Q(("state", "queued"), _negated=True),
                                        ("started_at__isnull", False),
                                    ),
                                    _connector="OR",
                                ),
                                name="issue_waits_iff_not_started",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("state", "failed"),
                                        models.Q(("failure", ""), _negated=True),
                                    ),
                                    models.Q(
                                        models.Q(("state", "failed"), _negated=True),
                                        ("failure", ""),
                                    ),
                                    _connector="OR",
                                ),
                                name="issue_failed_iff_failure",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Source",
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
                        (
                            "inspection",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="source",
                                to="findings.inspection",
                            ),
                        ),
                        ("sha256", models.CharField(max_length=64, unique=True)),
                        ("filename", models.CharField(max_length=200)),
                        ("loaded_at", models.DateTimeField()),
                    ],
                ),
            ]
        ),
        inspection_portal.core.operations.AddTriggers(
            model_name="issue",
            triggers=[
                pgtrigger.compiler.Trigger(
                    name="never_deleted",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                        hash="4769791eb11747d1355c16802a2c961fb9bc8d26",
                        operation="DELETE",
                        pgid="pgtrigger_never_deleted_75139",
                        table="reports_issue",
                        when="BEFORE",
                    ),
                ),
                pgtrigger.compiler.Trigger(
                    name="content_is_frozen",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        condition='WHEN (OLD."inspection_id" IS DISTINCT FROM (NEW."inspection_id") OR OLD."finding_id" IS DISTINCT FROM (NEW."finding_id") OR OLD."number" IS DISTINCT FROM (NEW."number") OR OLD."purpose" IS DISTINCT FROM (NEW."purpose") OR OLD."template" IS DISTINCT FROM (NEW."template") OR OLD."content" IS DISTINCT FROM (NEW."content") OR OLD."content_sha256" IS DISTINCT FROM (NEW."content_sha256") OR OLD."requested_by_id" IS DISTINCT FROM (NEW."requested_by_id") OR OLD."requested_at" IS DISTINCT FROM (NEW."requested_at"))',
                        func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                        hash="58ace1d7b04a443b22aa9bc30e7e02f71e390143",
                        operation="UPDATE",
                        pgid="pgtrigger_content_is_frozen_d9b4c",
                        table="reports_issue",
                        when="BEFORE",
                    ),
                ),
                pgtrigger.compiler.Trigger(
                    name="ready_is_frozen",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        condition="WHEN (OLD.\"state\" = 'ready')",
                        func='RAISE EXCEPTION \'pgtrigger: Cannot update of "state", "started_at", "progress", "pdf", "pdf_sha256" rows from % table\', TG_TABLE_NAME;',
                        hash="82d0dc818830551b245605c9e01d855214a196a5",
                        operation='UPDATE OF "state", "started_at", "progress", "pdf", "pdf_sha256"',
                        pgid="pgtrigger_ready_is_frozen_6b583",
                        table="reports_issue",
                        when="BEFORE",
                    ),
                ),
                pgtrigger.compiler.Trigger(
                    name="published_moment_is_frozen",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        condition='WHEN (OLD."publish_at" IS NOT NULL)',
                        func="""
    IF OLD.publish_at <= clock_timestamp() THEN
        RAISE EXCEPTION 'What is published stays published.'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'published_stays_published';
    END IF;
    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
    RETURN NEW;
""",
                        hash="a436421998878c9bebd14917b204101365960e45",
                        operation='UPDATE OF "publish_at"',
                        pgid="pgtrigger_published_moment_is_frozen_dca9e",
                        table="reports_issue",
                        when="BEFORE",
                    ),
                ),
            ],
        ),
    ]
