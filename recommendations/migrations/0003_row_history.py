"""Every version of a row, kept by triggers (ADR 0010)."""

import uuid

import django.db.models.deletion
import pghistory.utils
import pgtrigger.compiler
from django.conf import settings
from django.db import migrations, models

import inspection_portal.core.operations


class Migration(migrations.Migration):
    dependencies = [
        ("findings", "0003_row_history"),
        ("forces", "0003_organisations"),
        ("recommendations", "0002_finding_keeps_its_kind"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        inspection_portal.core.operations.Together(
            steps=[
                migrations.CreateModel(
                    name="BasisEvent",
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
                        (
                            "pgh_obj",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="recommendations.basis",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["-pgh_id"],
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="NationalRecommendationEvent",
                    fields=[
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("pgh_id", models.BigAutoField(primary_key=True, serialize=False)),
                        ("pgh_context", pghistory.utils.JSONField(null=True)),
                        ("pgh_context_id", models.UUIDField(null=True)),
                        ("id", models.BigIntegerField()),
                        ("uuid", models.UUIDField(default=uuid.uuid4, editable=False)),
                        ("version", models.PositiveIntegerField(default=1, editable=False)),
                        ("number", models.PositiveSmallIntegerField()),
                        ("text", models.TextField()),
                        ("applies_if", models.TextField(blank=True)),
                        (
                            "due_kind",
                            models.CharField(
                                choices=[
                                    ("immediate", "Immediately"),
                                    ("date", "By a date"),
                                    ("month", "By the end of a month"),
                                    ("relative", "Within a time of publication"),
                                    ("event", "When something happens"),
                                    ("none", "No deadline"),
                                ],
                                max_length=10,
                            ),
                        ),
                        ("due_on", models.DateField(blank=True, null=True)),
                        ("due_months", models.PositiveSmallIntegerField(blank=True, null=True)),
                        ("to_every_force", models.BooleanField(default=True)),
                        ("to_every_rocu", models.BooleanField(default=False)),
                        (
                            "pgh_obj",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="recommendations.nationalrecommendation",
                            ),
                        ),
                        (
                            "report",
                            models.ForeignKey(
                                db_constraint=False,
                                db_index=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="recommendations.nationalreport",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["-pgh_id"],
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="NationalReportEvent",
                    fields=[
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("pgh_id", models.BigAutoField(primary_key=True, serialize=False)),
                        ("pgh_context", pghistory.utils.JSONField(null=True)),
                        ("pgh_context_id", models.UUIDField(null=True)),
                        ("id", models.BigIntegerField()),
                        ("uuid", models.UUIDField(default=uuid.uuid4, editable=False)),
                        ("version", models.PositiveIntegerField(default=1, editable=False)),
                        ("title", models.TextField()),
                        ("slug", models.SlugField(db_index=False)),
                        ("published_at", models.DateTimeField()),
                        ("link", models.URLField(blank=True)),
                        ("is_demonstration", models.BooleanField(default=False)),
                        (
                            "pgh_obj",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="recommendations.nationalreport",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["-pgh_id"],
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="NationalToBodyEvent",
                    fields=[
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("pgh_id", models.BigAutoField(primary_key=True, serialize=False)),
                        ("pgh_context", pghistory.utils.JSONField(null=True)),
                        ("pgh_context_id", models.UUIDField(null=True)),
                        ("id", models.BigIntegerField()),
                        (
                            "body",
                            models.ForeignKey(
                                db_constraint=False,
                                db_index=False,
                                db_tablespace="",
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="forces.body",
                            ),
                        ),
                        (
                            "nationalrecommendation",
                            models.ForeignKey(
                                db_constraint=False,
                                db_index=False,
                                db_tablespace="",
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="recommendations.nationalrecommendation",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["-pgh_id"],
                        "abstract": False,
                        "indexes": [
                            models.Index(
                                fields=["nationalrecommendation"],
                                name="recommendat_nationa_bb1c6b_idx",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="NationalToOrganisationEvent",
                    fields=[
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("pgh_id", models.BigAutoField(primary_key=True, serialize=False)),
                        ("pgh_context", pghistory.utils.JSONField(null=True)),
                        ("pgh_context_id", models.UUIDField(null=True)),
                        ("id", models.BigIntegerField()),
                        (
                            "nationalrecommendation",
                            models.ForeignKey(
                                db_constraint=False,
                                db_index=False,
                                db_tablespace="",
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="recommendations.nationalrecommendation",
                            ),
                        ),
                        (
                            "organisation",
                            models.ForeignKey(
                                db_constraint=False,
                                db_index=False,
                                db_tablespace="",
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="forces.organisation",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["-pgh_id"],
                        "abstract": False,
                        "indexes": [
                            models.Index(
                                fields=["nationalrecommendation"],
                                name="recommendat_nationa_8b9c02_idx",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="NationalToPolicingBodyEvent",
                    fields=[
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("pgh_id", models.BigAutoField(primary_key=True, serialize=False)),
                        ("pgh_context", pghistory.utils.JSONField(null=True)),
                        ("pgh_context_id", models.UUIDField(null=True)),
                        ("id", models.BigIntegerField()),
                        (
                            "localpolicingbody",
                            models.ForeignKey(
                                db_constraint=False,
                                db_index=False,
                                db_tablespace="",
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="forces.localpolicingbody",
                            ),
                        ),
                        (
                            "nationalrecommendation",
                            models.ForeignKey(
                                db_constraint=False,
                                db_index=False,
                                db_tablespace="",
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="recommendations.nationalrecommendation",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["-pgh_id"],
                        "abstract": False,
                        "indexes": [
                            models.Index(
                                fields=["nationalrecommendation"],
                                name="recommendat_nationa_305ca4_idx",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="RecommendationEvent",
                    fields=[
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("pgh_id", models.BigAutoField(primary_key=True, serialize=False)),
                        ("pgh_context", pghistory.utils.JSONField(null=True)),
                        ("pgh_context_id", models.UUIDField(null=True)),
                        ("id", models.BigIntegerField()),
                        ("uuid", models.UUIDField(default=uuid.uuid4, editable=False)),
                        ("version", models.PositiveIntegerField(default=1, editable=False)),
                        ("position", models.PositiveSmallIntegerField()),
                        ("text", models.TextField()),
                        (
                            "due_kind",
                            models.CharField(
                                choices=[
                                    ("immediate", "Immediately"),
                                    ("date", "By a date"),
                                    ("month", "By the end of a month"),
                                    ("relative", "Within a time of publication"),
                                    ("event", "When something happens"),
                                    ("none", "No deadline"),
                                ],
                                max_length=10,
                            ),
                        ),
                        ("due_on", models.DateField(blank=True, null=True)),
                        ("due_months", models.PositiveSmallIntegerField(blank=True, null=True)),
                        (
                            "completion_kind",
                            models.CharField(
                                blank=True,
                                choices=[("date", "By a date"), ("month", "By the end of a month")],
                                max_length=10,
                            ),
                        ),
                        ("completion_on", models.DateField(blank=True, null=True)),
                        (
                            "finding",
                            models.ForeignKey(
                                db_constraint=False,
                                db_index=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="findings.finding",
                            ),
                        ),
                        (
                            "pgh_obj",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="recommendations.recommendation",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["-pgh_id"],
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="RecommendationToOrganisationEvent",
                    fields=[
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("pgh_id", models.BigAutoField(primary_key=True, serialize=False)),
                        ("pgh_context", pghistory.utils.JSONField(null=True)),
                        ("pgh_context_id", models.UUIDField(null=True)),
                        ("id", models.BigIntegerField()),
                        (
                            "organisation",
                            models.ForeignKey(
                                db_constraint=False,
                                db_index=False,
                                db_tablespace="",
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="forces.organisation",
                            ),
                        ),
                        (
                            "recommendation",
                            models.ForeignKey(
                                db_constraint=False,
                                db_index=False,
                                db_tablespace="",
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="recommendations.recommendation",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["-pgh_id"],
                        "abstract": False,
                        "indexes": [
                            models.Index(
                                fields=["recommendation"], name="recommendat_recomme_67d112_idx"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="RecommendationToPolicingBodyEvent",
                    fields=[
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("pgh_id", models.BigAutoField(primary_key=True, serialize=False)),
                        ("pgh_context", pghistory.utils.JSONField(null=True)),
                        ("pgh_context_id", models.UUIDField(null=True)),
                        ("id", models.BigIntegerField()),
                        (
                            "localpolicingbody",
                            models.ForeignKey(
                                db_constraint=False,
                                db_index=False,
                                db_tablespace="",
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="forces.localpolicingbody",
                            ),
                        ),
                        (
                            "recommendation",
                            models.ForeignKey(
                                db_constraint=False,
                                db_index=False,
                                db_tablespace="",
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="recommendations.recommendation",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["-pgh_id"],
                        "abstract": False,
                        "indexes": [
                            models.Index(
                                fields=["recommendation"], name="recommendat_recomme_9e67b8_idx"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="DeadlineChangeEvent",
                    fields=[
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("pgh_id", models.BigAutoField(primary_key=True, serialize=False)),
                        ("pgh_context", pghistory.utils.JSONField(null=True)),
                        ("pgh_context_id", models.UUIDField(null=True)),
                        ("id", models.BigIntegerField()),
                        ("uuid", models.UUIDField(default=uuid.uuid4, editable=False)),
                        ("version", models.PositiveIntegerField(default=1, editable=False)),
                        ("from_on", models.DateField(blank=True, null=True)),
                        ("to_on", models.DateField()),
                        ("reason", models.TextField()),
                        ("requested_at", models.DateTimeField()),
                        (
                            "decision",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("agreed", "Agreed"),
                                    ("refused", "Refused"),
                                    ("withdrawn", "Withdrawn"),
                                ],
                                max_length=10,
                            ),
                        ),
                        ("decision_reason", models.TextField(blank=True)),
                        ("decided_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "decided_by",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "pgh_obj",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="recommendations.deadlinechange",
                            ),
                        ),
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
                        (
                            "milestone",
                            models.ForeignKey(
                                db_constraint=False,
                                db_index=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="recommendations.milestone",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["-pgh_id"],
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="MilestoneEvent",
                    fields=[
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("pgh_id", models.BigAutoField(primary_key=True, serialize=False)),
                        ("pgh_context", pghistory.utils.JSONField(null=True)),
                        ("pgh_context_id", models.UUIDField(null=True)),
                        ("id", models.BigIntegerField()),
                        ("uuid", models.UUIDField(default=uuid.uuid4, editable=False)),
                        ("version", models.PositiveIntegerField(default=1, editable=False)),
                        ("position", models.PositiveSmallIntegerField(default=1)),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("immediate", "Immediately"),
                                    ("date", "By a date"),
                                    ("month", "By the end of a month"),
                                    ("relative", "Within a time of publication"),
                                    ("event", "When something happens"),
                                    ("target", "The body’s own target"),
                                ],
                                max_length=10,
                            ),
                        ),
                        ("words", models.TextField(blank=True)),
                        ("original_on", models.DateField(blank=True, null=True)),
                        ("agreed_on", models.DateField(blank=True, null=True)),
                        ("happened_on", models.DateField(blank=True, null=True)),
                        ("met_on", models.DateField(blank=True, null=True)),
                        (
                            "pgh_obj",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="recommendations.milestone",
                            ),
                        ),
                        (
                            "entry",
                            models.ForeignKey(
                                db_constraint=False,
                                db_index=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="recommendations.registerentry",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["-pgh_id"],
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="EntryLinkEvent",
                    fields=[
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("pgh_id", models.BigAutoField(primary_key=True, serialize=False)),
                        ("pgh_context", pghistory.utils.JSONField(null=True)),
                        ("pgh_context_id", models.UUIDField(null=True)),
                        ("id", models.BigIntegerField()),
                        ("uuid", models.UUIDField(default=uuid.uuid4, editable=False)),
                        (
                            "kind",
                            models.CharField(
                                choices=[("repeats", "Repeats"), ("supersedes", "Supersedes")],
                                max_length=10,
                            ),
                        ),
                        ("at", models.DateTimeField()),
                        (
                            "by",
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
                            "pgh_obj",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="recommendations.entrylink",
                            ),
                        ),
                        (
                            "entry",
                            models.ForeignKey(
                                db_constraint=False,
                                db_index=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="recommendations.registerentry",
                            ),
                        ),
                        (
                            "other",
                            models.ForeignKey(
                                db_constraint=False,
                                db_index=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="recommendations.registerentry",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["-pgh_id"],
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="EntryFileEvent",
                    fields=[
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("pgh_id", models.BigAutoField(primary_key=True, serialize=False)),
                        ("pgh_context", pghistory.utils.JSONField(null=True)),
                        ("pgh_context_id", models.UUIDField(null=True)),
                        ("id", models.BigIntegerField()),
                        ("uuid", models.UUIDField(default=uuid.uuid4, editable=False)),
                        ("name", models.CharField(max_length=200)),
                        ("content_type", models.CharField(max_length=100)),
                        ("size", models.PositiveIntegerField()),
                        ("sha256", models.CharField(max_length=64)),
                        ("added_at", models.DateTimeField()),
                        ("describes", models.TextField(blank=True)),
                        (
                            "added_by",
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
                            "pgh_obj",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="recommendations.entryfile",
                            ),
                        ),
                        (
                            "entry",
                            models.ForeignKey(
                                db_constraint=False,
                                db_index=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="recommendations.registerentry",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["-pgh_id"],
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="ClaimEvent",
                    fields=[
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("pgh_id", models.BigAutoField(primary_key=True, serialize=False)),
                        ("pgh_context", pghistory.utils.JSONField(null=True)),
                        ("pgh_context_id", models.UUIDField(null=True)),
                        ("id", models.BigIntegerField()),
                        ("uuid", models.UUIDField(default=uuid.uuid4, editable=False)),
                        ("version", models.PositiveIntegerField(default=1, editable=False)),
                        ("done", models.TextField()),
                        ("done_from", models.DateField()),
                        ("made_at", models.DateTimeField()),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("made", "With the inspectorate"),
                                    ("demonstration", "In a demonstration period"),
                                    ("verified", "Verified, to be authorised"),
                                    ("accepted", "Accepted"),
                                    ("sent_back", "Sent back for more"),
                                    ("rejected", "Rejected"),
                                    ("withdrawn", "Withdrawn"),
                                ],
                                default="made",
                                max_length=15,
                            ),
                        ),
                        ("verdict", models.TextField(blank=True)),
                        ("internal_note", models.TextField(blank=True)),
                        ("verified_at", models.DateTimeField(blank=True, null=True)),
                        ("demonstration_until", models.DateField(blank=True, null=True)),
                        ("closed_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "basis",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="recommendations.basis",
                            ),
                        ),
                        (
                            "made_by",
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
                            "pgh_obj",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="recommendations.claim",
                            ),
                        ),
                        (
                            "verified_by",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "milestone",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="recommendations.milestone",
                            ),
                        ),
                        (
                            "entry",
                            models.ForeignKey(
                                db_constraint=False,
                                db_index=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="recommendations.registerentry",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["-pgh_id"],
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="RegisterEntryEvent",
                    fields=[
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("pgh_id", models.BigAutoField(primary_key=True, serialize=False)),
                        ("pgh_context", pghistory.utils.JSONField(null=True)),
                        ("pgh_context_id", models.UUIDField(null=True)),
                        ("id", models.BigIntegerField()),
                        ("uuid", models.UUIDField(default=uuid.uuid4, editable=False)),
                        ("version", models.PositiveIntegerField(default=1, editable=False)),
                        ("reference", models.TextField()),
                        ("asked", models.TextField()),
                        (
                            "status",
                            models.CharField(
                                choices=[
                                    ("awaiting_review", "Awaiting review"),
                                    ("being_progressed", "Being progressed"),
                                    ("complete", "Complete"),
                                    ("no_further_action", "No further action needed"),
                                    ("superseded", "Superseded"),
                                ],
                                default="awaiting_review",
                                max_length=20,
                            ),
                        ),
                        (
                            "position",
                            models.CharField(
                                choices=[
                                    ("awaiting_allocation", "Awaiting allocation"),
                                    ("in_progress", "In progress"),
                                    ("pending_sign_off", "Pending sign-off"),
                                    ("submitted", "Submitted for closure"),
                                    ("closed_by_body", "Closed by the force"),
                                    ("not_accepted", "Not accepted"),
                                    ("not_applicable", "Not applicable"),
                                    ("depends", "Depends on another body"),
                                ],
                                default="awaiting_allocation",
                                max_length=20,
                            ),
                        ),
                        ("position_reason", models.TextField(blank=True)),
                        ("published_at", models.DateTimeField()),
                        ("closed_on", models.DateField(blank=True, null=True)),
                        ("due_on", models.DateField(blank=True, null=True)),
                        ("target_on", models.DateField(blank=True, null=True)),
                        (
                            "body",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="forces.body",
                            ),
                        ),
                        (
                            "depends_on_body",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="forces.body",
                            ),
                        ),
                        (
                            "depends_on_organisation",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="forces.organisation",
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
                        (
                            "national",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="recommendations.nationalrecommendation",
                            ),
                        ),
                        (
                            "organisation",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="forces.organisation",
                            ),
                        ),
                        (
                            "owner",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "pgh_obj",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="recommendations.registerentry",
                            ),
                        ),
                        (
                            "policing_body",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="forces.localpolicingbody",
                            ),
                        ),
                        (
                            "recommendation",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="recommendations.recommendation",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["-pgh_id"],
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="Section55ResponseEvent",
                    fields=[
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("pgh_id", models.BigAutoField(primary_key=True, serialize=False)),
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
                            "pgh_obj",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="recommendations.section55response",
                            ),
                        ),
                        (
                            "policing_body",
                            models.ForeignKey(
                                db_constraint=False,
                                db_index=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="forces.localpolicingbody",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["-pgh_id"],
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="StatusRequestEvent",
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
                            "status",
                            models.CharField(
                                choices=[
                                    ("awaiting_review", "Awaiting review"),
                                    ("being_progressed", "Being progressed"),
                                    ("complete", "Complete"),
                                    ("no_further_action", "No further action needed"),
                                    ("superseded", "Superseded"),
                                ],
                                max_length=20,
                            ),
                        ),
                        ("narrative", models.TextField()),
                        ("internal_note", models.TextField(blank=True)),
                        ("requested_at", models.DateTimeField()),
                        (
                            "decision",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("authorised", "Authorised"),
                                    ("declined", "Declined"),
                                    ("withdrawn", "Withdrawn"),
                                ],
                                max_length=10,
                            ),
                        ),
                        ("decision_reason", models.TextField(blank=True)),
                        ("decided_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "basis",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="recommendations.basis",
                            ),
                        ),
                        (
                            "claim",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="recommendations.claim",
                            ),
                        ),
                        (
                            "decided_by",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "entry",
                            models.ForeignKey(
                                db_constraint=False,
                                db_index=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="recommendations.registerentry",
                            ),
                        ),
                        (
                            "pgh_obj",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="recommendations.statusrequest",
                            ),
                        ),
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
                        (
                            "successor",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="recommendations.registerentry",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["-pgh_id"],
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="UpdateRequestEvent",
                    fields=[
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("pgh_id", models.BigAutoField(primary_key=True, serialize=False)),
                        ("pgh_context", pghistory.utils.JSONField(null=True)),
                        ("pgh_context_id", models.UUIDField(null=True)),
                        ("id", models.BigIntegerField()),
                        ("uuid", models.UUIDField(default=uuid.uuid4, editable=False)),
                        ("words", models.TextField(blank=True)),
                        ("wanted_by", models.DateField()),
                        ("asked_at", models.DateTimeField()),
                        (
                            "answer",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="recommendations.progressupdate",
                            ),
                        ),
                        (
                            "asked_by",
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
                            "entry",
                            models.ForeignKey(
                                db_constraint=False,
                                db_index=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="recommendations.registerentry",
                            ),
                        ),
                        (
                            "pgh_obj",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="recommendations.updaterequest",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["-pgh_id"],
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="ClaimFileEvent",
                    fields=[
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("pgh_id", models.BigAutoField(primary_key=True, serialize=False)),
                        ("pgh_context", pghistory.utils.JSONField(null=True)),
                        ("pgh_context_id", models.UUIDField(null=True)),
                        ("id", models.BigIntegerField()),
                        (
                            "claim",
                            models.ForeignKey(
                                db_constraint=False,
                                db_index=False,
                                db_tablespace="",
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="recommendations.claim",
                            ),
                        ),
                        (
                            "entryfile",
                            models.ForeignKey(
                                db_constraint=False,
                                db_index=False,
                                db_tablespace="",
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="recommendations.entryfile",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["-pgh_id"],
                        "abstract": False,
                        "indexes": [
                            models.Index(fields=["claim"], name="recommendat_claim_i_fa83d7_idx")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ClaimFile",
                    fields=[],
                    options={
                        "proxy": True,
                        "indexes": [],
                        "constraints": [],
                    },
                    bases=("recommendations.claim_files",),
                ),
                migrations.CreateModel(
                    name="NationalToBody",
                    fields=[],
                    options={
                        "proxy": True,
                        "indexes": [],
                        "constraints": [],
                    },
                    bases=("recommendations.nationalrecommendation_bodies",),
                ),
                migrations.CreateModel(
                    name="NationalToOrganisation",
                    fields=[],
                    options={
                        "proxy": True,
                        "indexes": [],
                        "constraints": [],
                    },
                    bases=("recommendations.nationalrecommendation_organisations",),
                ),
                migrations.CreateModel(
                    name="NationalToPolicingBody",
                    fields=[],
                    options={
                        "proxy": True,
                        "indexes": [],
                        "constraints": [],
                    },
                    bases=("recommendations.nationalrecommendation_policing_bodies",),
                ),
                migrations.CreateModel(
                    name="RecommendationToOrganisation",
                    fields=[],
                    options={
                        "proxy": True,
                        "indexes": [],
                        "constraints": [],
                    },
                    bases=("recommendations.recommendation_organisations",),
                ),
                migrations.CreateModel(
                    name="RecommendationToPolicingBody",
                    fields=[],
                    options={
                        "proxy": True,
                        "indexes": [],
                        "constraints": [],
                    },
                    bases=("recommendations.recommendation_policing_bodies",),
                ),
            ],
        ),
        inspection_portal.core.operations.AddTriggers(
            model_name="basis",
            triggers=[
                pgtrigger.compiler.Trigger(
                    name="insert_insert",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "recommendations_basisevent" ("description", "id", "name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "uuid", "valid_from", "valid_until", "version") VALUES (NEW."description", NEW."id", NEW."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."position", NEW."uuid", NEW."valid_from", NEW."valid_until", NEW."version"); RETURN NULL;',
                        hash="446396e347eea2c382a4bd776bbba07b07e7b8eb",
                        operation="INSERT",
                        pgid="pgtrigger_insert_insert_f0e0f",
                        table="recommendations_basis",
                        when="AFTER",
                    ),
                ),
                pgtrigger.compiler.Trigger(
                    name="update_update",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                        func='INSERT INTO "recommendations_basisevent" ("description", "id", "name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "uuid", "valid_from", "valid_until", "version") VALUES (NEW."description", NEW."id", NEW."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."position", NEW."uuid", NEW."valid_from", NEW."valid_until", NEW."version"); RETURN NULL;',
                        hash="1fda79d26c70c88a344c77b0a48b312ee52f7e96",
                        operation="UPDATE",
                        pgid="pgtrigger_update_update_1dbda",
                        table="recommendations_basis",
                        when="AFTER",
                    ),
                ),
                pgtrigger.compiler.Trigger(
                    name="delete_delete",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "recommendations_basisevent" ("description", "id", "name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "uuid", "valid_from", "valid_until", "version") VALUES (OLD."description", OLD."id", OLD."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."position", OLD."uuid", OLD."valid_from", OLD."valid_until", OLD."version"); RETURN NULL;',
                        hash="59ca158112165e03408212172179e069b1c07f07",
                        operation="DELETE",
                        pgid="pgtrigger_delete_delete_14ef2",
                        table="recommendations_basis",
                        when="AFTER",
                    ),
                ),
            ],
        ),
        inspection_portal.core.operations.AddTriggers(
            model_name="nationalreport",
            triggers=[
                pgtrigger.compiler.Trigger(
                    name="insert_insert",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "recommendations_nationalreportevent" ("id", "is_demonstration", "link", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "published_at", "slug", "title", "uuid", "version") VALUES (NEW."id", NEW."is_demonstration", NEW."link", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."published_at", NEW."slug", NEW."title", NEW."uuid", NEW."version"); RETURN NULL;',
                        hash="e1e4a1eba67d0896b816fe2665a803e1a186c5ca",
                        operation="INSERT",
                        pgid="pgtrigger_insert_insert_8e9ea",
                        table="recommendations_nationalreport",
                        when="AFTER",
                    ),
                ),
                pgtrigger.compiler.Trigger(
                    name="update_update",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        condition='WHEN (OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."is_demonstration" IS DISTINCT FROM (NEW."is_demonstration") OR OLD."link" IS DISTINCT FROM (NEW."link") OR OLD."published_at" IS DISTINCT FROM (NEW."published_at") OR OLD."slug" IS DISTINCT FROM (NEW."slug") OR OLD."title" IS DISTINCT FROM (NEW."title") OR OLD."uuid" IS DISTINCT FROM (NEW."uuid") OR OLD."version" IS DISTINCT FROM (NEW."version"))',
                        func='INSERT INTO "recommendations_nationalreportevent" ("id", "is_demonstration", "link", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "published_at", "slug", "title", "uuid", "version") VALUES (NEW."id", NEW."is_demonstration", NEW."link", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."published_at", NEW."slug", NEW."title", NEW."uuid", NEW."version"); RETURN NULL;',
                        hash="6db39787f354f4058a77087330a85be14842352d",
                        operation="UPDATE",
                        pgid="pgtrigger_update_update_9c00a",
                        table="recommendations_nationalreport",
                        when="AFTER",
                    ),
                ),
                pgtrigger.compiler.Trigger(
                    name="delete_delete",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "recommendations_nationalreportevent" ("id", "is_demonstration", "link", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "published_at", "slug", "title", "uuid", "version") VALUES (OLD."id", OLD."is_demonstration", OLD."link", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."published_at", OLD."slug", OLD."title", OLD."uuid", OLD."version"); RETURN NULL;',
                        hash="70ad3bc92d8f923c3fbe26db20352d7bf82120e2",
                        operation="DELETE",
                        pgid="pgtrigger_delete_delete_399c5",
                        table="recommendations_nationalreport",
                        when="AFTER",
                    ),
                ),
            ],
        ),
        inspection_portal.core.operations.AddTriggers(
            model_name="basisevent",
            triggers=[
                pgtrigger.compiler.Trigger(
                    name="append_only",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                        hash="f6ca7761f144bde715e384868979ebfaa491ab9f",
                        operation="UPDATE OR DELETE",
                        pgid="pgtrigger_append_only_f80ea",
                        table="recommendations_basisevent",
                        when="BEFORE",
                    ),
                )
            ],
        ),
        inspection_portal.core.operations.AddTriggers(
            model_name="claimfileevent",
            triggers=[
                pgtrigger.compiler.Trigger(
                    name="append_only",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                        hash="960116541c2d29f90d9a208a18e9e3807d372d2d",
                        operation="UPDATE OR DELETE",
                        pgid="pgtrigger_append_only_650ae",
                        table="recommendations_claimfileevent",
                        when="BEFORE",
                    ),
                )
            ],
        ),
        inspection_portal.core.operations.AddTriggers(
            model_name="deadlinechangeevent",
            triggers=[
                pgtrigger.compiler.Trigger(
                    name="append_only",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                        hash="a391c3d2d2b124b9a760eeb652bc411d7b424cee",
                        operation="UPDATE OR DELETE",
                        pgid="pgtrigger_append_only_7a541",
                        table="recommendations_deadlinechangeevent",
                        when="BEFORE",
                    ),
                )
            ],
        ),
        inspection_portal.core.operations.AddTriggers(
            model_name="deadlinechange",
            triggers=[
                pgtrigger.compiler.Trigger(
                    name="insert_insert",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "recommendations_deadlinechangeevent" ("decided_at", "decided_by_id", "decision", "decision_reason", "from_on", "id", "milestone_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "requested_at", "requested_by_id", "to_on", "uuid", "version") VALUES (NEW."decided_at", NEW."decided_by_id", NEW."decision", NEW."decision_reason", NEW."from_on", NEW."id", NEW."milestone_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."reason", NEW."requested_at", NEW."requested_by_id", NEW."to_on", NEW."uuid", NEW."version"); RETURN NULL;',
                        hash="63cb593ac4f7618cf1c9e3fe5cc02b823541681b",
                        operation="INSERT",
                        pgid="pgtrigger_insert_insert_e8ebb",
                        table="recommendations_deadlinechange",
                        when="AFTER",
                    ),
                ),
                pgtrigger.compiler.Trigger(
                    name="update_update",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                        func='INSERT INTO "recommendations_deadlinechangeevent" ("decided_at", "decided_by_id", "decision", "decision_reason", "from_on", "id", "milestone_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "requested_at", "requested_by_id", "to_on", "uuid", "version") VALUES (NEW."decided_at", NEW."decided_by_id", NEW."decision", NEW."decision_reason", NEW."from_on", NEW."id", NEW."milestone_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."reason", NEW."requested_at", NEW."requested_by_id", NEW."to_on", NEW."uuid", NEW."version"); RETURN NULL;',
                        hash="4232e84f310b5f626358099d0d43be440abac56d",
                        operation="UPDATE",
                        pgid="pgtrigger_update_update_08955",
                        table="recommendations_deadlinechange",
                        when="AFTER",
                    ),
                ),
                pgtrigger.compiler.Trigger(
                    name="delete_delete",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "recommendations_deadlinechangeevent" ("decided_at", "decided_by_id", "decision", "decision_reason", "from_on", "id", "milestone_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "requested_at", "requested_by_id", "to_on", "uuid", "version") VALUES (OLD."decided_at", OLD."decided_by_id", OLD."decision", OLD."decision_reason", OLD."from_on", OLD."id", OLD."milestone_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."reason", OLD."requested_at", OLD."requested_by_id", OLD."to_on", OLD."uuid", OLD."version"); RETURN NULL;',
                        hash="1d80608ead1016c330d490a3c8e61c846c4bea6a",
                        operation="DELETE",
                        pgid="pgtrigger_delete_delete_26acd",
                        table="recommendations_deadlinechange",
                        when="AFTER",
                    ),
                ),
            ],
        ),
        inspection_portal.core.operations.AddTriggers(
            model_name="nationalrecommendationevent",
            triggers=[
                pgtrigger.compiler.Trigger(
                    name="append_only",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                        hash="13d23cff699d1eb35b660b317aefec75fc51e75d",
                        operation="UPDATE OR DELETE",
                        pgid="pgtrigger_append_only_bce29",
                        table="recommendations_nationalrecommendationevent",
                        when="BEFORE",
                    ),
                )
            ],
        ),
        inspection_portal.core.operations.AddTriggers(
            model_name="nationalrecommendation",
            triggers=[
                pgtrigger.compiler.Trigger(
                    name="insert_insert",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "recommendations_nationalrecommendationevent" ("applies_if", "due_kind", "due_months", "due_on", "id", "number", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "report_id", "text", "to_every_force", "to_every_rocu", "uuid", "version") VALUES (NEW."applies_if", NEW."due_kind", NEW."due_months", NEW."due_on", NEW."id", NEW."number", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."report_id", NEW."text", NEW."to_every_force", NEW."to_every_rocu", NEW."uuid", NEW."version"); RETURN NULL;',
                        hash="c88749efc8e01026eb42c15295fe9af741d45bb9",
                        operation="INSERT",
                        pgid="pgtrigger_insert_insert_8e81d",
                        table="recommendations_nationalrecommendation",
                        when="AFTER",
                    ),
                ),
                pgtrigger.compiler.Trigger(
                    name="update_update",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                        func='INSERT INTO "recommendations_nationalrecommendationevent" ("applies_if", "due_kind", "due_months", "due_on", "id", "number", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "report_id", "text", "to_every_force", "to_every_rocu", "uuid", "version") VALUES (NEW."applies_if", NEW."due_kind", NEW."due_months", NEW."due_on", NEW."id", NEW."number", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."report_id", NEW."text", NEW."to_every_force", NEW."to_every_rocu", NEW."uuid", NEW."version"); RETURN NULL;',
                        hash="beb5f3538f9a7f20ac6d06a5b0cf2b3ab68276a7",
                        operation="UPDATE",
                        pgid="pgtrigger_update_update_5994a",
                        table="recommendations_nationalrecommendation",
                        when="AFTER",
                    ),
                ),
                pgtrigger.compiler.Trigger(
                    name="delete_delete",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "recommendations_nationalrecommendationevent" ("applies_if", "due_kind", "due_months", "due_on", "id", "number", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "report_id", "text", "to_every_force", "to_every_rocu", "uuid", "version") VALUES (OLD."applies_if", OLD."due_kind", OLD."due_months", OLD."due_on", OLD."id", OLD."number", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."report_id", OLD."text", OLD."to_every_force", OLD."to_every_rocu", OLD."uuid", OLD."version"); RETURN NULL;',
                        hash="beeed73282a2e903f75387d96fb49c00b80c8cc8",
                        operation="DELETE",
                        pgid="pgtrigger_delete_delete_be19b",
                        table="recommendations_nationalrecommendation",
                        when="AFTER",
                    ),
                ),
            ],
        ),
        inspection_portal.core.operations.AddTriggers(
            model_name="nationalreportevent",
            triggers=[
                pgtrigger.compiler.Trigger(
                    name="append_only",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                        hash="f1d03d35c1360c25d339d7a6d30bec6e6296cebc",
                        operation="UPDATE OR DELETE",
                        pgid="pgtrigger_append_only_12686",
                        table="recommendations_nationalreportevent",
                        when="BEFORE",
                    ),
                )
            ],
        ),
        inspection_portal.core.operations.AddTriggers(
            model_name="nationaltobodyevent",
            triggers=[
                pgtrigger.compiler.Trigger(
                    name="append_only",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                        hash="4d871c83f97c9b4d92714d6f2e03dfd9d14cae7d",
                        operation="UPDATE OR DELETE",
                        pgid="pgtrigger_append_only_a8e28",
                        table="recommendations_nationaltobodyevent",
                        when="BEFORE",
                    ),
                )
            ],
        ),
        inspection_portal.core.operations.AddTriggers(
            model_name="nationaltoorganisationevent",
            triggers=[
                pgtrigger.compiler.Trigger(
                    name="append_only",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                        hash="901e697c619473f53eab6280f0b0487144e68d78",
                        operation="UPDATE OR DELETE",
                        pgid="pgtrigger_append_only_daf13",
                        table="recommendations_nationaltoorganisationevent",
                        when="BEFORE",
                    ),
                )
            ],
        ),
        inspection_portal.core.operations.AddTriggers(
            model_name="nationaltopolicingbodyevent",
            triggers=[
                pgtrigger.compiler.Trigger(
                    name="append_only",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                        hash="3bf3f73d725d720a26747a4d25ced31c91045afc",
                        operation="UPDATE OR DELETE",
                        pgid="pgtrigger_append_only_c55f5",
                        table="recommendations_nationaltopolicingbodyevent",
                        when="BEFORE",
                    ),
                )
            ],
        ),
        inspection_portal.core.operations.AddTriggers(
            model_name="recommendation",
            triggers=[
                pgtrigger.compiler.Trigger(
                    name="insert_insert",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "recommendations_recommendationevent" ("completion_kind", "completion_on", "due_kind", "due_months", "due_on", "finding_id", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "text", "uuid", "version") VALUES (NEW."completion_kind", NEW."completion_on", NEW."due_kind", NEW."due_months", NEW."due_on", NEW."finding_id", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."position", NEW."text", NEW."uuid", NEW."version"); RETURN NULL;',
                        hash="31dafa2bca66757b39cbcdbd1c4569b4368c034b",
                        operation="INSERT",
                        pgid="pgtrigger_insert_insert_d6b9e",
                        table="recommendations_recommendation",
                        when="AFTER",
                    ),
                ),
                pgtrigger.compiler.Trigger(
                    name="update_update",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                        func='INSERT INTO "recommendations_recommendationevent" ("completion_kind", "completion_on", "due_kind", "due_months", "due_on", "finding_id", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "text", "uuid", "version") VALUES (NEW."completion_kind", NEW."completion_on", NEW."due_kind", NEW."due_months", NEW."due_on", NEW."finding_id", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."position", NEW."text", NEW."uuid", NEW."version"); RETURN NULL;',
                        hash="c8a8e75eee9bc5b99183eaf3bca2f2d6b546f5ec",
                        operation="UPDATE",
                        pgid="pgtrigger_update_update_f7db8",
                        table="recommendations_recommendation",
                        when="AFTER",
                    ),
                ),
                pgtrigger.compiler.Trigger(
                    name="delete_delete",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "recommendations_recommendationevent" ("completion_kind", "completion_on", "due_kind", "due_months", "due_on", "finding_id", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "text", "uuid", "version") VALUES (OLD."completion_kind", OLD."completion_on", OLD."due_kind", OLD."due_months", OLD."due_on", OLD."finding_id", OLD."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."position", OLD."text", OLD."uuid", OLD."version"); RETURN NULL;',
                        hash="1a6a67d8ab56730295fcfbd1c6d87b714e1c77ff",
                        operation="DELETE",
                        pgid="pgtrigger_delete_delete_540f8",
                        table="recommendations_recommendation",
                        when="AFTER",
                    ),
                ),
            ],
        ),
        inspection_portal.core.operations.AddTriggers(
            model_name="recommendationevent",
            triggers=[
                pgtrigger.compiler.Trigger(
                    name="append_only",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                        hash="38188111013dac93ec26b35ec5f0f3717c5956bd",
                        operation="UPDATE OR DELETE",
                        pgid="pgtrigger_append_only_d81cd",
                        table="recommendations_recommendationevent",
                        when="BEFORE",
                    ),
                )
            ],
        ),
        inspection_portal.core.operations.AddTriggers(
            model_name="recommendationtoorganisationevent",
            triggers=[
                pgtrigger.compiler.Trigger(
                    name="append_only",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                        hash="329a699f1f87c0178884e5481cbe5dbb6f6915b7",
                        operation="UPDATE OR DELETE",
                        pgid="pgtrigger_append_only_c36a3",
                        table="recommendations_recommendationtoorganisationevent",
                        when="BEFORE",
                    ),
                )
            ],
        ),
        inspection_portal.core.operations.AddTriggers(
            model_name="recommendationtopolicingbodyevent",
            triggers=[
                pgtrigger.compiler.Trigger(
                    name="append_only",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                        hash="c7c1919a05e1a0b9369826bfd5f489d88f9d4bdd",
                        operation="UPDATE OR DELETE",
                        pgid="pgtrigger_append_only_21995",
                        table="recommendations_recommendationtopolicingbodyevent",
                        when="BEFORE",
                    ),
                )
            ],
        ),
        inspection_portal.core.operations.AddTriggers(
            model_name="registerentry",
            triggers=[
                pgtrigger.compiler.Trigger(
                    name="insert_insert",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "recommendations_registerentryevent" ("asked", "body_id", "closed_on", "depends_on_body_id", "depends_on_organisation_id", "due_on", "finding_id", "id", "national_id", "organisation_id", "owner_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "policing_body_id", "position", "position_reason", "published_at", "recommendation_id", "reference", "status", "target_on", "uuid", "version") VALUES (NEW."asked", NEW."body_id", NEW."closed_on", NEW."depends_on_body_id", NEW."depends_on_organisation_id", NEW."due_on", NEW."finding_id", NEW."id", NEW."national_id", NEW."organisation_id", NEW."owner_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."policing_body_id", NEW."position", NEW."position_reason", NEW."published_at", NEW."recommendation_id", NEW."reference", NEW."status", NEW."target_on", NEW."uuid", NEW."version"); RETURN NULL;',
                        hash="e30f0fd7e75740a9d13aa2c5fd8e1d126267c485",
                        operation="INSERT",
                        pgid="pgtrigger_insert_insert_213c1",
                        table="recommendations_registerentry",
                        when="AFTER",
                    ),
                ),
                pgtrigger.compiler.Trigger(
                    name="update_update",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        condition='WHEN (OLD."asked" IS DISTINCT FROM (NEW."asked") OR OLD."body_id" IS DISTINCT FROM (NEW."body_id") OR OLD."closed_on" IS DISTINCT FROM (NEW."closed_on") OR OLD."depends_on_body_id" IS DISTINCT FROM (NEW."depends_on_body_id") OR OLD."depends_on_organisation_id" IS DISTINCT FROM (NEW."depends_on_organisation_id") OR OLD."due_on" IS DISTINCT FROM (NEW."due_on") OR OLD."finding_id" IS DISTINCT FROM (NEW."finding_id") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."national_id" IS DISTINCT FROM (NEW."national_id") OR OLD."organisation_id" IS DISTINCT FROM (NEW."organisation_id") OR OLD."owner_id" IS DISTINCT FROM (NEW."owner_id") OR OLD."policing_body_id" IS DISTINCT FROM (NEW."policing_body_id") OR OLD."position" IS DISTINCT FROM (NEW."position") OR OLD."position_reason" IS DISTINCT FROM (NEW."position_reason") OR OLD."published_at" IS DISTINCT FROM (NEW."published_at") OR OLD."recommendation_id" IS DISTINCT FROM (NEW."recommendation_id") OR OLD."reference" IS DISTINCT FROM (NEW."reference") OR OLD."status" IS DISTINCT FROM (NEW."status") OR OLD."target_on" IS DISTINCT FROM (NEW."target_on") OR OLD."uuid" IS DISTINCT FROM (NEW."uuid") OR OLD."version" IS DISTINCT FROM (NEW."version"))',
                        func='INSERT INTO "recommendations_registerentryevent" ("asked", "body_id", "closed_on", "depends_on_body_id", "depends_on_organisation_id", "due_on", "finding_id", "id", "national_id", "organisation_id", "owner_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "policing_body_id", "position", "position_reason", "published_at", "recommendation_id", "reference", "status", "target_on", "uuid", "version") VALUES (NEW."asked", NEW."body_id", NEW."closed_on", NEW."depends_on_body_id", NEW."depends_on_organisation_id", NEW."due_on", NEW."finding_id", NEW."id", NEW."national_id", NEW."organisation_id", NEW."owner_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."policing_body_id", NEW."position", NEW."position_reason", NEW."published_at", NEW."recommendation_id", NEW."reference", NEW."status", NEW."target_on", NEW."uuid", NEW."version"); RETURN NULL;',
                        hash="9ac7ca84d5bae7a0fd8829062b631e265a46024d",
                        operation="UPDATE",
                        pgid="pgtrigger_update_update_d4cd4",
                        table="recommendations_registerentry",
                        when="AFTER",
                    ),
                ),
                pgtrigger.compiler.Trigger(
                    name="delete_delete",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "recommendations_registerentryevent" ("asked", "body_id", "closed_on", "depends_on_body_id", "depends_on_organisation_id", "due_on", "finding_id", "id", "national_id", "organisation_id", "owner_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "policing_body_id", "position", "position_reason", "published_at", "recommendation_id", "reference", "status", "target_on", "uuid", "version") VALUES (OLD."asked", OLD."body_id", OLD."closed_on", OLD."depends_on_body_id", OLD."depends_on_organisation_id", OLD."due_on", OLD."finding_id", OLD."id", OLD."national_id", OLD."organisation_id", OLD."owner_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."policing_body_id", OLD."position", OLD."position_reason", OLD."published_at", OLD."recommendation_id", OLD."reference", OLD."status", OLD."target_on", OLD."uuid", OLD."version"); RETURN NULL;',
                        hash="5e243851654bf927e7070489124616b97fa84192",
                        operation="DELETE",
                        pgid="pgtrigger_delete_delete_f2b78",
                        table="recommendations_registerentry",
                        when="AFTER",
                    ),
                ),
            ],
        ),
        inspection_portal.core.operations.AddTriggers(
            model_name="milestoneevent",
            triggers=[
                pgtrigger.compiler.Trigger(
                    name="append_only",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                        hash="778e47da275e03d437120a630491cd6691bdb2d8",
                        operation="UPDATE OR DELETE",
                        pgid="pgtrigger_append_only_170ea",
                        table="recommendations_milestoneevent",
                        when="BEFORE",
                    ),
                )
            ],
        ),
        inspection_portal.core.operations.AddTriggers(
            model_name="milestone",
            triggers=[
                pgtrigger.compiler.Trigger(
                    name="insert_insert",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "recommendations_milestoneevent" ("agreed_on", "entry_id", "happened_on", "id", "kind", "met_on", "original_on", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "uuid", "version", "words") VALUES (NEW."agreed_on", NEW."entry_id", NEW."happened_on", NEW."id", NEW."kind", NEW."met_on", NEW."original_on", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."position", NEW."uuid", NEW."version", NEW."words"); RETURN NULL;',
                        hash="ce31d8ff5195f4db91b2baab9229af66982cedea",
                        operation="INSERT",
                        pgid="pgtrigger_insert_insert_895c9",
                        table="recommendations_milestone",
                        when="AFTER",
                    ),
                ),
                pgtrigger.compiler.Trigger(
                    name="update_update",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        condition='WHEN (OLD."agreed_on" IS DISTINCT FROM (NEW."agreed_on") OR OLD."entry_id" IS DISTINCT FROM (NEW."entry_id") OR OLD."happened_on" IS DISTINCT FROM (NEW."happened_on") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."kind" IS DISTINCT FROM (NEW."kind") OR OLD."met_on" IS DISTINCT FROM (NEW."met_on") OR OLD."original_on" IS DISTINCT FROM (NEW."original_on") OR OLD."position" IS DISTINCT FROM (NEW."position") OR OLD."uuid" IS DISTINCT FROM (NEW."uuid") OR OLD."version" IS DISTINCT FROM (NEW."version") OR OLD."words" IS DISTINCT FROM (NEW."words"))',
                        func='INSERT INTO "recommendations_milestoneevent" ("agreed_on", "entry_id", "happened_on", "id", "kind", "met_on", "original_on", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "uuid", "version", "words") VALUES (NEW."agreed_on", NEW."entry_id", NEW."happened_on", NEW."id", NEW."kind", NEW."met_on", NEW."original_on", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."position", NEW."uuid", NEW."version", NEW."words"); RETURN NULL;',
                        hash="1c81a9111ac7214b2b2904f04927a851d4aed911",
                        operation="UPDATE",
                        pgid="pgtrigger_update_update_a0936",
                        table="recommendations_milestone",
                        when="AFTER",
                    ),
                ),
                pgtrigger.compiler.Trigger(
                    name="delete_delete",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "recommendations_milestoneevent" ("agreed_on", "entry_id", "happened_on", "id", "kind", "met_on", "original_on", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "uuid", "version", "words") VALUES (OLD."agreed_on", OLD."entry_id", OLD."happened_on", OLD."id", OLD."kind", OLD."met_on", OLD."original_on", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."position", OLD."uuid", OLD."version", OLD."words"); RETURN NULL;',
                        hash="01e92b3d68bef42612f3a9c258c9de56701bc8fa",
                        operation="DELETE",
                        pgid="pgtrigger_delete_delete_c84b6",
                        table="recommendations_milestone",
                        when="AFTER",
                    ),
                ),
            ],
        ),
        inspection_portal.core.operations.AddTriggers(
            model_name="entrylinkevent",
            triggers=[
                pgtrigger.compiler.Trigger(
                    name="append_only",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                        hash="97f2591be7f527634819a77ba59894742222148b",
                        operation="UPDATE OR DELETE",
                        pgid="pgtrigger_append_only_ba5ec",
                        table="recommendations_entrylinkevent",
                        when="BEFORE",
                    ),
                )
            ],
        ),
        inspection_portal.core.operations.AddTriggers(
            model_name="entrylink",
            triggers=[
                pgtrigger.compiler.Trigger(
                    name="insert_insert",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "recommendations_entrylinkevent" ("at", "by_id", "entry_id", "id", "kind", "other_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "uuid") VALUES (NEW."at", NEW."by_id", NEW."entry_id", NEW."id", NEW."kind", NEW."other_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."uuid"); RETURN NULL;',
                        hash="76cc15e4488dc07ce3f0d42214f3c20360273812",
                        operation="INSERT",
                        pgid="pgtrigger_insert_insert_1f840",
                        table="recommendations_entrylink",
                        when="AFTER",
                    ),
                ),
                pgtrigger.compiler.Trigger(
                    name="update_update",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                        func='INSERT INTO "recommendations_entrylinkevent" ("at", "by_id", "entry_id", "id", "kind", "other_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "uuid") VALUES (NEW."at", NEW."by_id", NEW."entry_id", NEW."id", NEW."kind", NEW."other_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."uuid"); RETURN NULL;',
                        hash="fe0ca746180f139081c90642776ad866d126f76e",
                        operation="UPDATE",
                        pgid="pgtrigger_update_update_27732",
                        table="recommendations_entrylink",
                        when="AFTER",
                    ),
                ),
                pgtrigger.compiler.Trigger(
                    name="delete_delete",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "recommendations_entrylinkevent" ("at", "by_id", "entry_id", "id", "kind", "other_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "uuid") VALUES (OLD."at", OLD."by_id", OLD."entry_id", OLD."id", OLD."kind", OLD."other_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."uuid"); RETURN NULL;',
                        hash="02cf5d5bba1b8f1cbf074baea980029e1821496e",
                        operation="DELETE",
                        pgid="pgtrigger_delete_delete_d1a90",
                        table="recommendations_entrylink",
                        when="AFTER",
                    ),
                ),
            ],
        ),
        inspection_portal.core.operations.AddTriggers(
            model_name="entryfileevent",
            triggers=[
                pgtrigger.compiler.Trigger(
                    name="append_only",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                        hash="f387b242a4d8ea746f6caf3d9805f6e736c939d7",
                        operation="UPDATE OR DELETE",
                        pgid="pgtrigger_append_only_2c9a0",
                        table="recommendations_entryfileevent",
                        when="BEFORE",
                    ),
                )
            ],
        ),
        inspection_portal.core.operations.AddTriggers(
            model_name="entryfile",
            triggers=[
                pgtrigger.compiler.Trigger(
                    name="insert_insert",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "recommendations_entryfileevent" ("added_at", "added_by_id", "content_type", "describes", "entry_id", "id", "name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "sha256", "size", "uuid") VALUES (NEW."added_at", NEW."added_by_id", NEW."content_type", NEW."describes", NEW."entry_id", NEW."id", NEW."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."sha256", NEW."size", NEW."uuid"); RETURN NULL;',
                        hash="6d1364bedbd9c75f1f00c84d88b09866b3637a38",
                        operation="INSERT",
                        pgid="pgtrigger_insert_insert_13631",
                        table="recommendations_entryfile",
                        when="AFTER",
                    ),
                ),
                pgtrigger.compiler.Trigger(
                    name="update_update",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        condition='WHEN (OLD."added_at" IS DISTINCT FROM (NEW."added_at") OR OLD."added_by_id" IS DISTINCT FROM (NEW."added_by_id") OR OLD."content_type" IS DISTINCT FROM (NEW."content_type") OR OLD."describes" IS DISTINCT FROM (NEW."describes") OR OLD."entry_id" IS DISTINCT FROM (NEW."entry_id") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."name" IS DISTINCT FROM (NEW."name") OR OLD."sha256" IS DISTINCT FROM (NEW."sha256") OR OLD."size" IS DISTINCT FROM (NEW."size") OR OLD."uuid" IS DISTINCT FROM (NEW."uuid"))',
                        func='INSERT INTO "recommendations_entryfileevent" ("added_at", "added_by_id", "content_type", "describes", "entry_id", "id", "name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "sha256", "size", "uuid") VALUES (NEW."added_at", NEW."added_by_id", NEW."content_type", NEW."describes", NEW."entry_id", NEW."id", NEW."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."sha256", NEW."size", NEW."uuid"); RETURN NULL;',
                        hash="d724ac8bba7f0e395f3a124a1bd7cf707add9c7e",
                        operation="UPDATE",
                        pgid="pgtrigger_update_update_21bd7",
                        table="recommendations_entryfile",
                        when="AFTER",
                    ),
                ),
                pgtrigger.compiler.Trigger(
                    name="delete_delete",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "recommendations_entryfileevent" ("added_at", "added_by_id", "content_type", "describes", "entry_id", "id", "name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "sha256", "size", "uuid") VALUES (OLD."added_at", OLD."added_by_id", OLD."content_type", OLD."describes", OLD."entry_id", OLD."id", OLD."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."sha256", OLD."size", OLD."uuid"); RETURN NULL;',
                        hash="4ee09e4058b75c9d566b747c9c34b411a90a543e",
                        operation="DELETE",
                        pgid="pgtrigger_delete_delete_28c15",
                        table="recommendations_entryfile",
                        when="AFTER",
                    ),
                ),
            ],
        ),
        inspection_portal.core.operations.AddTriggers(
            model_name="claimevent",
            triggers=[
                pgtrigger.compiler.Trigger(
                    name="append_only",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                        hash="9e5f83a9e9b93fb6759ba8c31ac7cc65e3559ba2",
                        operation="UPDATE OR DELETE",
                        pgid="pgtrigger_append_only_0b408",
                        table="recommendations_claimevent",
                        when="BEFORE",
                    ),
                )
            ],
        ),
        inspection_portal.core.operations.AddTriggers(
            model_name="claim",
            triggers=[
                pgtrigger.compiler.Trigger(
                    name="insert_insert",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "recommendations_claimevent" ("basis_id", "closed_at", "demonstration_until", "done", "done_from", "entry_id", "id", "internal_note", "made_at", "made_by_id", "milestone_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "state", "uuid", "verdict", "verified_at", "verified_by_id", "version") VALUES (NEW."basis_id", NEW."closed_at", NEW."demonstration_until", NEW."done", NEW."done_from", NEW."entry_id", NEW."id", NEW."internal_note", NEW."made_at", NEW."made_by_id", NEW."milestone_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."state", NEW."uuid", NEW."verdict", NEW."verified_at", NEW."verified_by_id", NEW."version"); RETURN NULL;',
                        hash="ce03bedf38db86d657e4c2cc09fc0988b87150fe",
                        operation="INSERT",
                        pgid="pgtrigger_insert_insert_460fe",
                        table="recommendations_claim",
                        when="AFTER",
                    ),
                ),
                pgtrigger.compiler.Trigger(
                    name="update_update",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                        func='INSERT INTO "recommendations_claimevent" ("basis_id", "closed_at", "demonstration_until", "done", "done_from", "entry_id", "id", "internal_note", "made_at", "made_by_id", "milestone_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "state", "uuid", "verdict", "verified_at", "verified_by_id", "version") VALUES (NEW."basis_id", NEW."closed_at", NEW."demonstration_until", NEW."done", NEW."done_from", NEW."entry_id", NEW."id", NEW."internal_note", NEW."made_at", NEW."made_by_id", NEW."milestone_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."state", NEW."uuid", NEW."verdict", NEW."verified_at", NEW."verified_by_id", NEW."version"); RETURN NULL;',
                        hash="7127204bb3163a5354e1cec92624dd6dd92c8a1e",
                        operation="UPDATE",
                        pgid="pgtrigger_update_update_6669a",
                        table="recommendations_claim",
                        when="AFTER",
                    ),
                ),
                pgtrigger.compiler.Trigger(
                    name="delete_delete",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "recommendations_claimevent" ("basis_id", "closed_at", "demonstration_until", "done", "done_from", "entry_id", "id", "internal_note", "made_at", "made_by_id", "milestone_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "state", "uuid", "verdict", "verified_at", "verified_by_id", "version") VALUES (OLD."basis_id", OLD."closed_at", OLD."demonstration_until", OLD."done", OLD."done_from", OLD."entry_id", OLD."id", OLD."internal_note", OLD."made_at", OLD."made_by_id", OLD."milestone_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."state", OLD."uuid", OLD."verdict", OLD."verified_at", OLD."verified_by_id", OLD."version"); RETURN NULL;',
                        hash="8bd6b2c95afcbcdb3721df05d4430a9a2ff3fdb5",
                        operation="DELETE",
                        pgid="pgtrigger_delete_delete_c23fa",
                        table="recommendations_claim",
                        when="AFTER",
                    ),
                ),
            ],
        ),
        inspection_portal.core.operations.AddTriggers(
            model_name="registerentryevent",
            triggers=[
                pgtrigger.compiler.Trigger(
                    name="append_only",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                        hash="e481c07204d076f5d39cdd3da23a84144eb85292",
                        operation="UPDATE OR DELETE",
                        pgid="pgtrigger_append_only_0d65a",
                        table="recommendations_registerentryevent",
                        when="BEFORE",
                    ),
                )
            ],
        ),
        inspection_portal.core.operations.AddTriggers(
            model_name="section55response",
            triggers=[
                pgtrigger.compiler.Trigger(
                    name="insert_insert",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "recommendations_section55responseevent" ("id", "inspection_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "policing_body_id", "uuid") VALUES (NEW."id", NEW."inspection_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."policing_body_id", NEW."uuid"); RETURN NULL;',
                        hash="921a9c8770ca68c77a47f0c4052e0480f1f3bbd0",
                        operation="INSERT",
                        pgid="pgtrigger_insert_insert_497a4",
                        table="recommendations_section55response",
                        when="AFTER",
                    ),
                ),
                pgtrigger.compiler.Trigger(
                    name="update_update",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                        func='INSERT INTO "recommendations_section55responseevent" ("id", "inspection_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "policing_body_id", "uuid") VALUES (NEW."id", NEW."inspection_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."policing_body_id", NEW."uuid"); RETURN NULL;',
                        hash="bace1c1e2153c32e49663c28c71cf8becc158609",
                        operation="UPDATE",
                        pgid="pgtrigger_update_update_47f75",
                        table="recommendations_section55response",
                        when="AFTER",
                    ),
                ),
                pgtrigger.compiler.Trigger(
                    name="delete_delete",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "recommendations_section55responseevent" ("id", "inspection_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "policing_body_id", "uuid") VALUES (OLD."id", OLD."inspection_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."policing_body_id", OLD."uuid"); RETURN NULL;',
                        hash="8ad14dad716992c27c9bb9f02a3dc9f4d8cda050",
                        operation="DELETE",
                        pgid="pgtrigger_delete_delete_bf842",
                        table="recommendations_section55response",
                        when="AFTER",
                    ),
                ),
            ],
        ),
        inspection_portal.core.operations.AddTriggers(
            model_name="section55responseevent",
            triggers=[
                pgtrigger.compiler.Trigger(
                    name="append_only",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                        hash="751b3a6559b18148e44daa35e0f807729fc656b9",
                        operation="UPDATE OR DELETE",
                        pgid="pgtrigger_append_only_9ee6e",
                        table="recommendations_section55responseevent",
                        when="BEFORE",
                    ),
                )
            ],
        ),
        inspection_portal.core.operations.AddTriggers(
            model_name="statusrequest",
            triggers=[
                pgtrigger.compiler.Trigger(
                    name="insert_insert",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "recommendations_statusrequestevent" ("basis_id", "claim_id", "decided_at", "decided_by_id", "decision", "decision_reason", "entry_id", "id", "internal_note", "narrative", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "requested_at", "requested_by_id", "status", "successor_id", "uuid", "version") VALUES (NEW."basis_id", NEW."claim_id", NEW."decided_at", NEW."decided_by_id", NEW."decision", NEW."decision_reason", NEW."entry_id", NEW."id", NEW."internal_note", NEW."narrative", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."requested_at", NEW."requested_by_id", NEW."status", NEW."successor_id", NEW."uuid", NEW."version"); RETURN NULL;',
                        hash="197db39076100d8a4eeffe57006e9d7e9805296e",
                        operation="INSERT",
                        pgid="pgtrigger_insert_insert_46f73",
                        table="recommendations_statusrequest",
                        when="AFTER",
                    ),
                ),
                pgtrigger.compiler.Trigger(
                    name="update_update",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                        func='INSERT INTO "recommendations_statusrequestevent" ("basis_id", "claim_id", "decided_at", "decided_by_id", "decision", "decision_reason", "entry_id", "id", "internal_note", "narrative", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "requested_at", "requested_by_id", "status", "successor_id", "uuid", "version") VALUES (NEW."basis_id", NEW."claim_id", NEW."decided_at", NEW."decided_by_id", NEW."decision", NEW."decision_reason", NEW."entry_id", NEW."id", NEW."internal_note", NEW."narrative", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."requested_at", NEW."requested_by_id", NEW."status", NEW."successor_id", NEW."uuid", NEW."version"); RETURN NULL;',
                        hash="145a2720100de7f3ffe319405e7b93030f66ae5f",
                        operation="UPDATE",
                        pgid="pgtrigger_update_update_4b0e4",
                        table="recommendations_statusrequest",
                        when="AFTER",
                    ),
                ),
                pgtrigger.compiler.Trigger(
                    name="delete_delete",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "recommendations_statusrequestevent" ("basis_id", "claim_id", "decided_at", "decided_by_id", "decision", "decision_reason", "entry_id", "id", "internal_note", "narrative", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "requested_at", "requested_by_id", "status", "successor_id", "uuid", "version") VALUES (OLD."basis_id", OLD."claim_id", OLD."decided_at", OLD."decided_by_id", OLD."decision", OLD."decision_reason", OLD."entry_id", OLD."id", OLD."internal_note", OLD."narrative", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."requested_at", OLD."requested_by_id", OLD."status", OLD."successor_id", OLD."uuid", OLD."version"); RETURN NULL;',
                        hash="00f9e79d70bb65cf6c76c42057a38a7228d47914",
                        operation="DELETE",
                        pgid="pgtrigger_delete_delete_e4bec",
                        table="recommendations_statusrequest",
                        when="AFTER",
                    ),
                ),
            ],
        ),
        inspection_portal.core.operations.AddTriggers(
            model_name="statusrequestevent",
            triggers=[
                pgtrigger.compiler.Trigger(
                    name="append_only",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                        hash="1a2e38ac7ff9847ef6ef33d8410bde8ef33b2509",
                        operation="UPDATE OR DELETE",
                        pgid="pgtrigger_append_only_c5d6f",
                        table="recommendations_statusrequestevent",
                        when="BEFORE",
                    ),
                )
            ],
        ),
        inspection_portal.core.operations.AddTriggers(
            model_name="updaterequest",
            triggers=[
                pgtrigger.compiler.Trigger(
                    name="insert_insert",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "recommendations_updaterequestevent" ("answer_id", "asked_at", "asked_by_id", "entry_id", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "uuid", "wanted_by", "words") VALUES (NEW."answer_id", NEW."asked_at", NEW."asked_by_id", NEW."entry_id", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."uuid", NEW."wanted_by", NEW."words"); RETURN NULL;',
                        hash="43f5e13756eec05f736f2796863a3d1d9f585c50",
                        operation="INSERT",
                        pgid="pgtrigger_insert_insert_edc40",
                        table="recommendations_updaterequest",
                        when="AFTER",
                    ),
                ),
                pgtrigger.compiler.Trigger(
                    name="update_update",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                        func='INSERT INTO "recommendations_updaterequestevent" ("answer_id", "asked_at", "asked_by_id", "entry_id", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "uuid", "wanted_by", "words") VALUES (NEW."answer_id", NEW."asked_at", NEW."asked_by_id", NEW."entry_id", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."uuid", NEW."wanted_by", NEW."words"); RETURN NULL;',
                        hash="b90a96b2b11c9d63ea4ba19a4fedffeec0a0416d",
                        operation="UPDATE",
                        pgid="pgtrigger_update_update_a1a55",
                        table="recommendations_updaterequest",
                        when="AFTER",
                    ),
                ),
                pgtrigger.compiler.Trigger(
                    name="delete_delete",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "recommendations_updaterequestevent" ("answer_id", "asked_at", "asked_by_id", "entry_id", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "uuid", "wanted_by", "words") VALUES (OLD."answer_id", OLD."asked_at", OLD."asked_by_id", OLD."entry_id", OLD."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."uuid", OLD."wanted_by", OLD."words"); RETURN NULL;',
                        hash="bf4f5b47152e45810d50f55b1ce0680a7ba940f2",
                        operation="DELETE",
                        pgid="pgtrigger_delete_delete_87709",
                        table="recommendations_updaterequest",
                        when="AFTER",
                    ),
                ),
            ],
        ),
        inspection_portal.core.operations.AddTriggers(
            model_name="updaterequestevent",
            triggers=[
                pgtrigger.compiler.Trigger(
                    name="append_only",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                        hash="212d1ffbd71d140bb0e37404519ddb5dbca51f46",
                        operation="UPDATE OR DELETE",
                        pgid="pgtrigger_append_only_d7889",
                        table="recommendations_updaterequestevent",
                        when="BEFORE",
                    ),
                )
            ],
        ),
        inspection_portal.core.operations.AddTriggers(
            model_name="claimfile",
            triggers=[
                pgtrigger.compiler.Trigger(
                    name="insert_insert",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "recommendations_claimfileevent" ("claim_id", "entryfile_id", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label") VALUES (NEW."claim_id", NEW."entryfile_id", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\'); RETURN NULL;',
                        hash="d2d7b11e52d07d84f9e6b3e522f7b020e1489c56",
                        operation="INSERT",
                        pgid="pgtrigger_insert_insert_2b118",
                        table="recommendations_claim_files",
                        when="AFTER",
                    ),
                ),
                pgtrigger.compiler.Trigger(
                    name="update_update",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                        func='INSERT INTO "recommendations_claimfileevent" ("claim_id", "entryfile_id", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label") VALUES (NEW."claim_id", NEW."entryfile_id", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\'); RETURN NULL;',
                        hash="d091d8102bd6f3837a406b6a29d7de13b64b816f",
                        operation="UPDATE",
                        pgid="pgtrigger_update_update_2b354",
                        table="recommendations_claim_files",
                        when="AFTER",
                    ),
                ),
                pgtrigger.compiler.Trigger(
                    name="delete_delete",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "recommendations_claimfileevent" ("claim_id", "entryfile_id", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label") VALUES (OLD."claim_id", OLD."entryfile_id", OLD."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\'); RETURN NULL;',
                        hash="429d215b04b4d2e651583b953c4128fd1158e85e",
                        operation="DELETE",
                        pgid="pgtrigger_delete_delete_6f4b3",
                        table="recommendations_claim_files",
                        when="AFTER",
                    ),
                ),
            ],
        ),
        inspection_portal.core.operations.AddTriggers(
            model_name="nationaltobody",
            triggers=[
                pgtrigger.compiler.Trigger(
                    name="insert_insert",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "recommendations_nationaltobodyevent" ("body_id", "id", "nationalrecommendation_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label") VALUES (NEW."body_id", NEW."id", NEW."nationalrecommendation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\'); RETURN NULL;',
                        hash="05f9fc1b7353ffcf9da1e5a5fff9fd6c1b8ea964",
                        operation="INSERT",
                        pgid="pgtrigger_insert_insert_5b2da",
                        table="recommendations_nationalrecommendation_bodies",
                        when="AFTER",
                    ),
                ),
                pgtrigger.compiler.Trigger(
                    name="update_update",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                        func='INSERT INTO "recommendations_nationaltobodyevent" ("body_id", "id", "nationalrecommendation_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label") VALUES (NEW."body_id", NEW."id", NEW."nationalrecommendation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\'); RETURN NULL;',
                        hash="4ff4ec0faaa5e45ee8539816f0e6ec44e174701e",
                        operation="UPDATE",
                        pgid="pgtrigger_update_update_6f722",
                        table="recommendations_nationalrecommendation_bodies",
                        when="AFTER",
                    ),
                ),
                pgtrigger.compiler.Trigger(
                    name="delete_delete",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "recommendations_nationaltobodyevent" ("body_id", "id", "nationalrecommendation_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label") VALUES (OLD."body_id", OLD."id", OLD."nationalrecommendation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\'); RETURN NULL;',
                        hash="02d0f92efdd48e3ddd37de4c11761f27876b5bf2",
                        operation="DELETE",
                        pgid="pgtrigger_delete_delete_0a09c",
                        table="recommendations_nationalrecommendation_bodies",
                        when="AFTER",
                    ),
                ),
            ],
        ),
        inspection_portal.core.operations.AddTriggers(
            model_name="nationaltoorganisation",
            triggers=[
                pgtrigger.compiler.Trigger(
                    name="insert_insert",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "recommendations_nationaltoorganisationevent" ("id", "nationalrecommendation_id", "organisation_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label") VALUES (NEW."id", NEW."nationalrecommendation_id", NEW."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\'); RETURN NULL;',
                        hash="2ab8186779caec0f9fc5e6098a56cdd8f5cc814d",
                        operation="INSERT",
                        pgid="pgtrigger_insert_insert_0ad73",
                        table="recommendations_nationalrecommendation_organisations",
                        when="AFTER",
                    ),
                ),
                pgtrigger.compiler.Trigger(
                    name="update_update",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                        func='INSERT INTO "recommendations_nationaltoorganisationevent" ("id", "nationalrecommendation_id", "organisation_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label") VALUES (NEW."id", NEW."nationalrecommendation_id", NEW."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\'); RETURN NULL;',
                        hash="7989eaeec472c323ad9952abde22abfe6e1b10ae",
                        operation="UPDATE",
                        pgid="pgtrigger_update_update_bebb5",
                        table="recommendations_nationalrecommendation_organisations",
                        when="AFTER",
                    ),
                ),
                pgtrigger.compiler.Trigger(
                    name="delete_delete",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "recommendations_nationaltoorganisationevent" ("id", "nationalrecommendation_id", "organisation_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label") VALUES (OLD."id", OLD."nationalrecommendation_id", OLD."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\'); RETURN NULL;',
                        hash="3671d60e1d02a1241776ae677c0726e0f1ffb115",
                        operation="DELETE",
                        pgid="pgtrigger_delete_delete_958c0",
                        table="recommendations_nationalrecommendation_organisations",
                        when="AFTER",
                    ),
                ),
            ],
        ),
        inspection_portal.core.operations.AddTriggers(
            model_name="nationaltopolicingbody",
            triggers=[
                pgtrigger.compiler.Trigger(
                    name="insert_insert",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "recommendations_nationaltopolicingbodyevent" ("id", "localpolicingbody_id", "nationalrecommendation_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label") VALUES (NEW."id", NEW."localpolicingbody_id", NEW."nationalrecommendation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\'); RETURN NULL;',
                        hash="fa187cd202ce2bac39d7ec5dc9ab1f193d9dcc18",
                        operation="INSERT",
                        pgid="pgtrigger_insert_insert_6c837",
                        table="recommendations_nationalrecommendation_policing_bodies",
                        when="AFTER",
                    ),
                ),
                pgtrigger.compiler.Trigger(
                    name="update_update",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                        func='INSERT INTO "recommendations_nationaltopolicingbodyevent" ("id", "localpolicingbody_id", "nationalrecommendation_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label") VALUES (NEW."id", NEW."localpolicingbody_id", NEW."nationalrecommendation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\'); RETURN NULL;',
                        hash="ebca21c65224f4fa71e2bc69c46051a72a03da12",
                        operation="UPDATE",
                        pgid="pgtrigger_update_update_59e46",
                        table="recommendations_nationalrecommendation_policing_bodies",
                        when="AFTER",
                    ),
                ),
                pgtrigger.compiler.Trigger(
                    name="delete_delete",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "recommendations_nationaltopolicingbodyevent" ("id", "localpolicingbody_id", "nationalrecommendation_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label") VALUES (OLD."id", OLD."localpolicingbody_id", OLD."nationalrecommendation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\'); RETURN NULL;',
                        hash="8d0dd5d94a4c34d8a04e889cd07d1f2d70a38dbc",
                        operation="DELETE",
                        pgid="pgtrigger_delete_delete_87ac0",
                        table="recommendations_nationalrecommendation_policing_bodies",
                        when="AFTER",
                    ),
                ),
            ],
        ),
        inspection_portal.core.operations.AddTriggers(
            model_name="recommendationtoorganisation",
            triggers=[
                pgtrigger.compiler.Trigger(
                    name="insert_insert",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "recommendations_recommendationtoorganisationevent" ("id", "organisation_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "recommendation_id") VALUES (NEW."id", NEW."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."recommendation_id"); RETURN NULL;',
                        hash="54d5e281103458839ab119529b664cfa7e790c9d",
                        operation="INSERT",
                        pgid="pgtrigger_insert_insert_43cec",
                        table="recommendations_recommendation_organisations",
                        when="AFTER",
                    ),
                ),
                pgtrigger.compiler.Trigger(
                    name="update_update",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                        func='INSERT INTO "recommendations_recommendationtoorganisationevent" ("id", "organisation_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "recommendation_id") VALUES (NEW."id", NEW."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."recommendation_id"); RETURN NULL;',
                        hash="bb05291b838a0b9a052a3d4fa8ef37e1808f5526",
                        operation="UPDATE",
                        pgid="pgtrigger_update_update_b7e26",
                        table="recommendations_recommendation_organisations",
                        when="AFTER",
                    ),
                ),
                pgtrigger.compiler.Trigger(
                    name="delete_delete",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "recommendations_recommendationtoorganisationevent" ("id", "organisation_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "recommendation_id") VALUES (OLD."id", OLD."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."recommendation_id"); RETURN NULL;',
                        hash="1f07af2ece898411433d527865486fac56d1e5ad",
                        operation="DELETE",
                        pgid="pgtrigger_delete_delete_79b98",
                        table="recommendations_recommendation_organisations",
                        when="AFTER",
                    ),
                ),
            ],
        ),
        inspection_portal.core.operations.AddTriggers(
            model_name="recommendationtopolicingbody",
            triggers=[
                pgtrigger.compiler.Trigger(
                    name="insert_insert",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "recommendations_recommendationtopolicingbodyevent" ("id", "localpolicingbody_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "recommendation_id") VALUES (NEW."id", NEW."localpolicingbody_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."recommendation_id"); RETURN NULL;',
                        hash="07ea6938b8474803d68af3fd8fea9b7e51a48311",
                        operation="INSERT",
                        pgid="pgtrigger_insert_insert_dc6b9",
                        table="recommendations_recommendation_policing_bodies",
                        when="AFTER",
                    ),
                ),
                pgtrigger.compiler.Trigger(
                    name="update_update",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                        func='INSERT INTO "recommendations_recommendationtopolicingbodyevent" ("id", "localpolicingbody_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "recommendation_id") VALUES (NEW."id", NEW."localpolicingbody_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."recommendation_id"); RETURN NULL;',
                        hash="fb4beca6457d88358e1fbb80b6d1d13e124879af",
                        operation="UPDATE",
                        pgid="pgtrigger_update_update_14d09",
                        table="recommendations_recommendation_policing_bodies",
                        when="AFTER",
                    ),
                ),
                pgtrigger.compiler.Trigger(
                    name="delete_delete",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "recommendations_recommendationtopolicingbodyevent" ("id", "localpolicingbody_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "recommendation_id") VALUES (OLD."id", OLD."localpolicingbody_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."recommendation_id"); RETURN NULL;',
                        hash="a4722429d1a76bdea5c8fa4439993fbf583ae483",
                        operation="DELETE",
                        pgid="pgtrigger_delete_delete_9a964",
                        table="recommendations_recommendation_policing_bodies",
                        when="AFTER",
                    ),
                ),
            ],
        ),
    ]
