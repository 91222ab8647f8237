"""Every version of a row is kept, by triggers of the database."""

import uuid

import django.contrib.postgres.fields
import django.db.models.deletion
import pghistory.utils
import pgtrigger.compiler
from django.conf import settings
from django.db import migrations, models

import inspection_portal.core.operations


class Migration(migrations.Migration):
    dependencies = [
        ("findings", "0002_bodies_belong_to_the_inspection"),
        ("forces", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        inspection_portal.core.operations.Together(
            steps=[
                migrations.CreateModel(
                    name="QuestionAreaEvent",
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
                                to="findings.questionarea",
                            ),
                        ),
                        ("pgh_context", pghistory.utils.JSONField(null=True)),
                        ("pgh_context_id", models.UUIDField(null=True)),
                        ("id", models.BigIntegerField()),
                        ("uuid", models.UUIDField(default=uuid.uuid4, editable=False)),
                        ("name", models.TextField()),
                        ("position", models.PositiveSmallIntegerField()),
                    ],
                    options={
                        "ordering": ["-pgh_id"],
                    },
                ),
                migrations.CreateModel(
                    name="InspectionEvent",
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
                                to="findings.inspection",
                            ),
                        ),
                        ("pgh_context", pghistory.utils.JSONField(null=True)),
                        ("pgh_context_id", models.UUIDField(null=True)),
                        ("id", models.BigIntegerField()),
                        ("uuid", models.UUIDField(default=uuid.uuid4, editable=False)),
                        ("version", models.PositiveIntegerField(default=1, editable=False)),
                        (
                            "slug",
                            models.SlugField(
                                db_index=False,
                                error_messages={
                                    "unique": "Another inspection has this short name. Choose another."
                                },
                            ),
                        ),
                        ("title", models.TextField()),
                        (
                            "region",
                            models.ForeignKey(
                                db_constraint=False,
                                db_index=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="forces.region",
                            ),
                        ),
                        (
                            "scale",
                            models.ForeignKey(
                                db_constraint=False,
                                db_index=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="findings.gradescale",
                            ),
                        ),
                        (
                            "stage",
                            models.CharField(
                                choices=[
                                    ("planned", "Planned"),
                                    ("evidence_gathering", "Evidence gathering"),
                                    ("drafting", "Drafting"),
                                    ("moderation", "Moderation"),
                                    ("pre_publication_check", "Pre-publication check"),
                                    ("sign_off", "Sign-off"),
                                    ("issued", "Issued"),
                                ],
                                default="planned",
                                max_length=30,
                            ),
                        ),
                        (
                            "signed_off_by",
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
                        ("signed_off_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "issued_by",
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
                        ("publish_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "withdrawn_by",
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
                        ("withdrawn_at", models.DateTimeField(blank=True, null=True)),
                        ("withdrawal_reason", models.TextField(blank=True)),
                        ("regional_introduction", models.TextField(blank=True)),
                        ("is_demonstration", models.BooleanField(default=False)),
                    ],
                    options={
                        "ordering": ["-pgh_id"],
                    },
                ),
                migrations.CreateModel(
                    name="CorrectionEvent",
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
                                to="findings.correction",
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
                        ("reason", models.TextField()),
                        (
                            "opened_by",
                            models.ForeignKey(
                                db_constraint=False,
                                db_index=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("opened_at", models.DateTimeField()),
                        (
                            "closed_by",
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
                        ("closed_at", models.DateTimeField(blank=True, null=True)),
                    ],
                    options={
                        "ordering": ["-pgh_id"],
                    },
                ),
                migrations.CreateModel(
                    name="TeamMemberEvent",
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
                                to="findings.teammember",
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
                        (
                            "user",
                            models.ForeignKey(
                                db_constraint=False,
                                db_index=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("is_lead", models.BooleanField(default=False)),
                    ],
                    options={
                        "ordering": ["-pgh_id"],
                    },
                ),
                migrations.CreateModel(
                    name="InspectedBodyEvent",
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
                                to="findings.inspectedbody",
                            ),
                        ),
                        ("pgh_context", pghistory.utils.JSONField(null=True)),
                        ("pgh_context_id", models.UUIDField(null=True)),
                        ("id", models.BigIntegerField()),
                        ("uuid", models.UUIDField(default=uuid.uuid4, editable=False)),
                        ("version", models.PositiveIntegerField(default=1, editable=False)),
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
                            "body",
                            models.ForeignKey(
                                db_constraint=False,
                                db_index=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="forces.body",
                            ),
                        ),
                        ("position", models.PositiveSmallIntegerField()),
                        ("introduction", models.TextField(blank=True)),
                    ],
                    options={
                        "ordering": ["-pgh_id"],
                    },
                ),
                migrations.CreateModel(
                    name="AreaIntroductionEvent",
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
                                to="findings.areaintroduction",
                            ),
                        ),
                        ("pgh_context", pghistory.utils.JSONField(null=True)),
                        ("pgh_context_id", models.UUIDField(null=True)),
                        ("id", models.BigIntegerField()),
                        (
                            "inspected_body",
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
                            "question_area",
                            models.ForeignKey(
                                db_constraint=False,
                                db_index=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="findings.questionarea",
                            ),
                        ),
                        ("text", models.TextField()),
                    ],
                    options={
                        "ordering": ["-pgh_id"],
                    },
                ),
                migrations.CreateModel(
                    name="FieldworkPhaseEvent",
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
                                to="findings.fieldworkphase",
                            ),
                        ),
                        ("pgh_context", pghistory.utils.JSONField(null=True)),
                        ("pgh_context_id", models.UUIDField(null=True)),
                        ("id", models.BigIntegerField()),
                        ("uuid", models.UUIDField(default=uuid.uuid4, editable=False)),
                        ("version", models.PositiveIntegerField(default=1, editable=False)),
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
                        ("name", models.CharField(max_length=120)),
                        ("starts_on", models.DateField()),
                        ("ends_on", models.DateField(blank=True, null=True)),
                    ],
                    options={
                        "ordering": ["-pgh_id"],
                    },
                ),
                migrations.CreateModel(
                    name="SectionEvent",
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
                                to="findings.section",
                            ),
                        ),
                        ("pgh_context", pghistory.utils.JSONField(null=True)),
                        ("pgh_context_id", models.UUIDField(null=True)),
                        ("id", models.BigIntegerField()),
                        ("uuid", models.UUIDField(default=uuid.uuid4, editable=False)),
                        ("version", models.PositiveIntegerField(default=1, editable=False)),
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
                            "place",
                            models.CharField(
                                choices=[
                                    ("introduction", "Introduction"),
                                    ("appendix", "Appendix"),
                                ],
                                max_length=20,
                            ),
                        ),
                        ("position", models.PositiveSmallIntegerField()),
                        ("heading", models.TextField()),
                        ("text", models.TextField(blank=True)),
                    ],
                    options={
                        "ordering": ["-pgh_id"],
                    },
                ),
                migrations.CreateModel(
                    name="EvidenceMethodEvent",
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
                                to="findings.evidencemethod",
                            ),
                        ),
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
                            "attribution",
                            models.CharField(
                                choices=[
                                    ("seen", "We found"),
                                    ("told", "We were told"),
                                    ("reported", "The force reported"),
                                    ("recorded", "Records and data show"),
                                ],
                                max_length=10,
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["-pgh_id"],
                    },
                ),
                migrations.CreateModel(
                    name="HandlingInstructionEvent",
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
                                to="findings.handlinginstruction",
                            ),
                        ),
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
                    ],
                    options={
                        "ordering": ["-pgh_id"],
                    },
                ),
                migrations.CreateModel(
                    name="ThemeEvent",
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
                                to="findings.theme",
                            ),
                        ),
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
                    ],
                    options={
                        "ordering": ["-pgh_id"],
                    },
                ),
                migrations.CreateModel(
                    name="FindingEvent",
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
                                to="findings.finding",
                            ),
                        ),
                        ("pgh_context", pghistory.utils.JSONField(null=True)),
                        ("pgh_context_id", models.UUIDField(null=True)),
                        ("id", models.BigIntegerField()),
                        ("uuid", models.UUIDField(default=uuid.uuid4, editable=False)),
                        ("version", models.PositiveIntegerField(default=1, editable=False)),
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
                            "chapter",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="findings.inspectedbody",
                            ),
                        ),
                        (
                            "question_area",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="findings.questionarea",
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("narrative", "Narrative"),
                                    ("area_for_improvement", "Area for improvement"),
                                    ("cause_of_concern", "Cause of concern"),
                                    ("promising_practice", "Promising practice"),
                                    ("innovative_practice", "Innovative practice"),
                                ],
                                max_length=30,
                            ),
                        ),
                        ("heading", models.TextField()),
                        ("lead", models.TextField(blank=True)),
                        (
                            "parts",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.TextField(), blank=True, default=list, size=None
                            ),
                        ),
                        ("text", models.TextField(blank=True)),
                        ("internal_note", models.TextField(blank=True)),
                        ("position", models.PositiveSmallIntegerField()),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("writing", "Being written"),
                                    ("ready", "Ready to be read"),
                                    ("agreed", "Agreed"),
                                ],
                                default="writing",
                                max_length=10,
                            ),
                        ),
                        (
                            "polarity",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("strength", "Strength"),
                                    ("mixed", "Mixed"),
                                    ("weakness", "Weakness"),
                                ],
                                max_length=10,
                            ),
                        ),
                        (
                            "author",
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
                        ("accelerated_at", models.DateTimeField(blank=True, null=True)),
                        ("needs_review", models.BooleanField(default=False)),
                    ],
                    options={
                        "ordering": ["-pgh_id"],
                    },
                ),
                migrations.CreateModel(
                    name="ParagraphEvent",
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
                                to="findings.paragraph",
                            ),
                        ),
                        ("pgh_context", pghistory.utils.JSONField(null=True)),
                        ("pgh_context_id", models.UUIDField(null=True)),
                        ("id", models.BigIntegerField()),
                        ("uuid", models.UUIDField(default=uuid.uuid4, editable=False)),
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
                        ("position", models.PositiveSmallIntegerField(blank=True, null=True)),
                        ("text", models.TextField()),
                    ],
                    options={
                        "ordering": ["-pgh_id"],
                    },
                ),
                migrations.CreateModel(
                    name="ClosedPassageEvent",
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
                                to="findings.closedpassage",
                            ),
                        ),
                        ("pgh_context", pghistory.utils.JSONField(null=True)),
                        ("pgh_context_id", models.UUIDField(null=True)),
                        ("id", models.BigIntegerField()),
                        ("uuid", models.UUIDField(default=uuid.uuid4, editable=False)),
                        ("version", models.PositiveIntegerField(default=1, editable=False)),
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
                            "after",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="findings.paragraph",
                            ),
                        ),
                        (
                            "ground",
                            models.CharField(
                                choices=[
                                    ("national_security", "National security"),
                                    ("safety", "Safety of a person"),
                                ],
                                max_length=20,
                            ),
                        ),
                        ("text", models.TextField()),
                        (
                            "written_by",
                            models.ForeignKey(
                                db_constraint=False,
                                db_index=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("written_at", models.DateTimeField()),
                    ],
                    options={
                        "ordering": ["-pgh_id"],
                    },
                ),
                migrations.CreateModel(
                    name="CommentEvent",
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
                                to="findings.comment",
                            ),
                        ),
                        ("pgh_context", pghistory.utils.JSONField(null=True)),
                        ("pgh_context_id", models.UUIDField(null=True)),
                        ("id", models.BigIntegerField()),
                        ("uuid", models.UUIDField(default=uuid.uuid4, editable=False)),
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
                            "paragraph",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="findings.paragraph",
                            ),
                        ),
                        ("text", models.TextField()),
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
                        ("at", models.DateTimeField()),
                        ("answer", models.TextField(blank=True)),
                        (
                            "resolved_by",
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
                        ("resolved_at", models.DateTimeField(blank=True, null=True)),
                    ],
                    options={
                        "ordering": ["-pgh_id"],
                    },
                ),
                migrations.CreateModel(
                    name="FindingLinkEvent",
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
                                to="findings.findinglink",
                            ),
                        ),
                        ("pgh_context", pghistory.utils.JSONField(null=True)),
                        ("pgh_context_id", models.UUIDField(null=True)),
                        ("id", models.BigIntegerField()),
                        ("uuid", models.UUIDField(default=uuid.uuid4, editable=False)),
                        (
                            "from_finding",
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
                            "to_finding",
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
                            "kind",
                            models.CharField(
                                choices=[
                                    ("repeats", "Repeats"),
                                    ("supersedes", "Supersedes"),
                                    ("resolved_by", "Resolved by"),
                                    ("evidence_for", "Evidence for"),
                                ],
                                max_length=20,
                            ),
                        ),
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
                        ("at", models.DateTimeField()),
                    ],
                    options={
                        "ordering": ["-pgh_id"],
                    },
                ),
                migrations.CreateModel(
                    name="EvidenceEvent",
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
                                to="findings.evidence",
                            ),
                        ),
                        ("pgh_context", pghistory.utils.JSONField(null=True)),
                        ("pgh_context_id", models.UUIDField(null=True)),
                        ("id", models.BigIntegerField()),
                        ("uuid", models.UUIDField(default=uuid.uuid4, editable=False)),
                        ("version", models.PositiveIntegerField(default=1, editable=False)),
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
                        ("number", models.PositiveIntegerField()),
                        (
                            "chapter",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="findings.inspectedbody",
                            ),
                        ),
                        (
                            "question_area",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="findings.questionarea",
                            ),
                        ),
                        (
                            "method",
                            models.ForeignKey(
                                db_constraint=False,
                                db_index=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="findings.evidencemethod",
                            ),
                        ),
                        ("place", models.CharField(blank=True, max_length=200)),
                        ("gathered_on", models.DateField()),
                        ("is_after_fieldwork", models.BooleanField(default=False)),
                        ("source_role", models.CharField(blank=True, max_length=200)),
                        ("sources", models.PositiveSmallIntegerField(default=1)),
                        ("summary", models.TextField()),
                        (
                            "marking",
                            models.CharField(
                                choices=[
                                    ("official", "OFFICIAL"),
                                    ("official_sensitive", "OFFICIAL-SENSITIVE"),
                                ],
                                default="official",
                                max_length=20,
                            ),
                        ),
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
                        ("added_at", models.DateTimeField()),
                        (
                            "withdrawn_by",
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
                        ("withdrawn_at", models.DateTimeField(blank=True, null=True)),
                        ("withdrawal_reason", models.TextField(blank=True)),
                    ],
                    options={
                        "ordering": ["-pgh_id"],
                    },
                ),
                migrations.CreateModel(
                    name="EvidenceFileEvent",
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
                                to="findings.evidencefile",
                            ),
                        ),
                        ("pgh_context", pghistory.utils.JSONField(null=True)),
                        ("pgh_context_id", models.UUIDField(null=True)),
                        ("id", models.BigIntegerField()),
                        ("uuid", models.UUIDField(default=uuid.uuid4, editable=False)),
                        ("name", models.CharField(max_length=200)),
                        ("content_type", models.CharField(max_length=100)),
                        ("size", models.PositiveIntegerField()),
                        ("sha256", models.CharField(max_length=64)),
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
                        ("added_at", models.DateTimeField()),
                        (
                            "evidence",
                            models.ForeignKey(
                                db_constraint=False,
                                db_index=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="findings.evidence",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["-pgh_id"],
                    },
                ),
                migrations.CreateModel(
                    name="EvidenceLinkEvent",
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
                                to="findings.evidencelink",
                            ),
                        ),
                        ("pgh_context", pghistory.utils.JSONField(null=True)),
                        ("pgh_context_id", models.UUIDField(null=True)),
                        ("id", models.BigIntegerField()),
                        (
                            "paragraph",
                            models.ForeignKey(
                                db_constraint=False,
                                db_index=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="findings.paragraph",
                            ),
                        ),
                        (
                            "evidence",
                            models.ForeignKey(
                                db_constraint=False,
                                db_index=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="findings.evidence",
                            ),
                        ),
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
                        ("at", models.DateTimeField()),
                    ],
                    options={
                        "ordering": ["-pgh_id"],
                    },
                ),
                migrations.CreateModel(
                    name="PrePublicationCheckEvent",
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
                                to="findings.prepublicationcheck",
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
                            "opened_by",
                            models.ForeignKey(
                                db_constraint=False,
                                db_index=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("opened_at", models.DateTimeField()),
                        ("closes_at", models.DateTimeField()),
                        (
                            "closed_by",
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
                        ("closed_at", models.DateTimeField(blank=True, null=True)),
                    ],
                    options={
                        "ordering": ["-pgh_id"],
                    },
                ),
                migrations.CreateModel(
                    name="ExtractEvent",
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
                                to="findings.extract",
                            ),
                        ),
                        ("pgh_context", pghistory.utils.JSONField(null=True)),
                        ("pgh_context_id", models.UUIDField(null=True)),
                        ("id", models.BigIntegerField()),
                        ("uuid", models.UUIDField(default=uuid.uuid4, editable=False)),
                        (
                            "check_round",
                            models.ForeignKey(
                                db_constraint=False,
                                db_index=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="findings.prepublicationcheck",
                            ),
                        ),
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
                        ("number", models.PositiveSmallIntegerField()),
                        ("content_sha256", models.CharField(max_length=64)),
                    ],
                    options={
                        "ordering": ["-pgh_id"],
                    },
                ),
                migrations.CreateModel(
                    name="ExtractReplyEvent",
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
                                to="findings.extractreply",
                            ),
                        ),
                        ("pgh_context", pghistory.utils.JSONField(null=True)),
                        ("pgh_context_id", models.UUIDField(null=True)),
                        ("id", models.BigIntegerField()),
                        ("uuid", models.UUIDField(default=uuid.uuid4, editable=False)),
                        (
                            "extract",
                            models.ForeignKey(
                                db_constraint=False,
                                db_index=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="findings.extract",
                            ),
                        ),
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
                        ("at", models.DateTimeField()),
                    ],
                    options={
                        "ordering": ["-pgh_id"],
                    },
                ),
                migrations.CreateModel(
                    name="ChallengeEvent",
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
                                to="findings.challenge",
                            ),
                        ),
                        ("pgh_context", pghistory.utils.JSONField(null=True)),
                        ("pgh_context_id", models.UUIDField(null=True)),
                        ("id", models.BigIntegerField()),
                        ("uuid", models.UUIDField(default=uuid.uuid4, editable=False)),
                        (
                            "extract",
                            models.ForeignKey(
                                db_constraint=False,
                                db_index=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="findings.extract",
                            ),
                        ),
                        ("number", models.PositiveSmallIntegerField()),
                        (
                            "paragraph",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="findings.paragraph",
                            ),
                        ),
                        ("passage_number", models.PositiveSmallIntegerField()),
                        ("passage", models.TextField()),
                        ("text", models.TextField()),
                        (
                            "raised_by",
                            models.ForeignKey(
                                db_constraint=False,
                                db_index=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("raised_at", models.DateTimeField()),
                        (
                            "withdrawn_by",
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
                        ("withdrawn_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "decision",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("accepted", "Accepted"),
                                    ("accepted_in_part", "Accepted in part"),
                                    ("rejected", "Rejected"),
                                ],
                                max_length=20,
                            ),
                        ),
                        ("reason", models.TextField(blank=True)),
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
                        ("decided_at", models.DateTimeField(blank=True, null=True)),
                        ("text_before", models.TextField(blank=True)),
                        ("text_after", models.TextField(blank=True)),
                        (
                            "confirmed_by",
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
                        ("confirmed_at", models.DateTimeField(blank=True, null=True)),
                    ],
                    options={
                        "ordering": ["-pgh_id"],
                    },
                ),
                migrations.CreateModel(
                    name="ChallengeFileEvent",
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
                                to="findings.challengefile",
                            ),
                        ),
                        ("pgh_context", pghistory.utils.JSONField(null=True)),
                        ("pgh_context_id", models.UUIDField(null=True)),
                        ("id", models.BigIntegerField()),
                        ("uuid", models.UUIDField(default=uuid.uuid4, editable=False)),
                        ("name", models.CharField(max_length=200)),
                        ("content_type", models.CharField(max_length=100)),
                        ("size", models.PositiveIntegerField()),
                        ("sha256", models.CharField(max_length=64)),
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
                        ("added_at", models.DateTimeField()),
                        (
                            "challenge",
                            models.ForeignKey(
                                db_constraint=False,
                                db_index=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="findings.challenge",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["-pgh_id"],
                    },
                ),
                migrations.CreateModel(
                    name="GradeScaleEvent",
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
                                to="findings.gradescale",
                            ),
                        ),
                        ("pgh_context", pghistory.utils.JSONField(null=True)),
                        ("pgh_context_id", models.UUIDField(null=True)),
                        ("id", models.BigIntegerField()),
                        ("uuid", models.UUIDField(default=uuid.uuid4, editable=False)),
                        ("name", models.CharField(max_length=60)),
                        ("valid_from", models.DateField()),
                    ],
                    options={
                        "ordering": ["-pgh_id"],
                    },
                ),
                migrations.CreateModel(
                    name="GradeEvent",
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
                                to="findings.grade",
                            ),
                        ),
                        ("pgh_context", pghistory.utils.JSONField(null=True)),
                        ("pgh_context_id", models.UUIDField(null=True)),
                        ("id", models.BigIntegerField()),
                        (
                            "scale",
                            models.ForeignKey(
                                db_constraint=False,
                                db_index=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="findings.gradescale",
                            ),
                        ),
                        ("key", models.SlugField(db_index=False, max_length=30)),
                        ("label", models.CharField(max_length=60)),
                        ("rank", models.PositiveSmallIntegerField()),
                    ],
                    options={
                        "ordering": ["-pgh_id"],
                    },
                ),
                migrations.CreateModel(
                    name="JudgmentEvent",
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
                                to="findings.judgment",
                            ),
                        ),
                        ("pgh_context", pghistory.utils.JSONField(null=True)),
                        ("pgh_context_id", models.UUIDField(null=True)),
                        ("id", models.BigIntegerField()),
                        ("uuid", models.UUIDField(default=uuid.uuid4, editable=False)),
                        ("version", models.PositiveIntegerField(default=1, editable=False)),
                        (
                            "inspected_body",
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
                            "outcome",
                            models.CharField(
                                choices=[
                                    ("graded", "Graded"),
                                    ("not_graded", "Not graded"),
                                    ("previous_stands", "Not inspected, previous grade stands"),
                                ],
                                default="graded",
                                max_length=20,
                            ),
                        ),
                        (
                            "grade",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="findings.grade",
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("proposed", "Proposed"),
                                    ("moderated", "Moderated"),
                                    ("final", "Final"),
                                ],
                                default="proposed",
                                max_length=10,
                            ),
                        ),
                        (
                            "proposed_by",
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
                            "moderated_by",
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
                    ],
                    options={
                        "ordering": ["-pgh_id"],
                    },
                ),
                migrations.CreateModel(
                    name="WorkingGradeEvent",
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
                                to="findings.workinggrade",
                            ),
                        ),
                        ("pgh_context", pghistory.utils.JSONField(null=True)),
                        ("pgh_context_id", models.UUIDField(null=True)),
                        ("id", models.BigIntegerField()),
                        ("uuid", models.UUIDField(default=uuid.uuid4, editable=False)),
                        ("version", models.PositiveIntegerField(default=1, editable=False)),
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
                            "question_area",
                            models.ForeignKey(
                                db_constraint=False,
                                db_index=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="findings.questionarea",
                            ),
                        ),
                        (
                            "grade",
                            models.ForeignKey(
                                db_constraint=False,
                                db_index=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="findings.grade",
                            ),
                        ),
                        ("reason", models.TextField()),
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
                        ("at", models.DateTimeField()),
                    ],
                    options={
                        "ordering": ["-pgh_id"],
                    },
                ),
                migrations.CreateModel(
                    name="BlindGradeEvent",
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
                                to="findings.blindgrade",
                            ),
                        ),
                        ("pgh_context", pghistory.utils.JSONField(null=True)),
                        ("pgh_context_id", models.UUIDField(null=True)),
                        ("id", models.BigIntegerField()),
                        ("uuid", models.UUIDField(default=uuid.uuid4, editable=False)),
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
                            "asked_by",
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
                        ("asked_at", models.DateTimeField()),
                        (
                            "grade",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="findings.grade",
                            ),
                        ),
                        ("reason", models.TextField(blank=True)),
                        ("at", models.DateTimeField(blank=True, null=True)),
                        ("declined_at", models.DateTimeField(blank=True, null=True)),
                    ],
                    options={
                        "ordering": ["-pgh_id"],
                    },
                ),
                migrations.CreateModel(
                    name="FindingAboutBody",
                    fields=[],
                    options={
                        "proxy": True,
                    },
                    bases=("findings.finding_also_about",),
                ),
                migrations.CreateModel(
                    name="FindingAboutBodyEvent",
                    fields=[
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("pgh_id", models.BigAutoField(primary_key=True, serialize=False)),
                        ("pgh_context", pghistory.utils.JSONField(null=True)),
                        ("pgh_context_id", models.UUIDField(null=True)),
                        ("id", models.BigIntegerField()),
                        (
                            "finding",
                            models.ForeignKey(
                                db_constraint=False,
                                db_index=False,
                                db_tablespace="",
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="findings.finding",
                            ),
                        ),
                        (
                            "inspectedbody",
                            models.ForeignKey(
                                db_constraint=False,
                                db_index=False,
                                db_tablespace="",
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="findings.inspectedbody",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["-pgh_id"],
                        "indexes": [
                            models.Index(fields=["finding"], name="findings_fi_finding_19e4b5_idx")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="FindingTheme",
                    fields=[],
                    options={
                        "proxy": True,
                    },
                    bases=("findings.finding_themes",),
                ),
                migrations.CreateModel(
                    name="FindingThemeEvent",
                    fields=[
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("pgh_id", models.BigAutoField(primary_key=True, serialize=False)),
                        ("pgh_context", pghistory.utils.JSONField(null=True)),
                        ("pgh_context_id", models.UUIDField(null=True)),
                        ("id", models.BigIntegerField()),
                        (
                            "finding",
                            models.ForeignKey(
                                db_constraint=False,
                                db_index=False,
                                db_tablespace="",
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="findings.finding",
                            ),
                        ),
                        (
                            "theme",
                            models.ForeignKey(
                                db_constraint=False,
                                db_index=False,
                                db_tablespace="",
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="findings.theme",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["-pgh_id"],
                        "indexes": [
                            models.Index(fields=["finding"], name="findings_fi_finding_1efa29_idx")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="EvidenceHandling",
                    fields=[],
                    options={
                        "proxy": True,
                    },
                    bases=("findings.evidence_handling",),
                ),
                migrations.CreateModel(
                    name="EvidenceHandlingEvent",
                    fields=[
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("pgh_id", models.BigAutoField(primary_key=True, serialize=False)),
                        ("pgh_context", pghistory.utils.JSONField(null=True)),
                        ("pgh_context_id", models.UUIDField(null=True)),
                        ("id", models.BigIntegerField()),
                        (
                            "evidence",
                            models.ForeignKey(
                                db_constraint=False,
                                db_index=False,
                                db_tablespace="",
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="findings.evidence",
                            ),
                        ),
                        (
                            "handlinginstruction",
                            models.ForeignKey(
                                db_constraint=False,
                                db_index=False,
                                db_tablespace="",
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="findings.handlinginstruction",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["-pgh_id"],
                        "indexes": [
                            models.Index(fields=["evidence"], name="findings_ev_evidenc_528061_idx")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="PhaseOfBody",
                    fields=[],
                    options={
                        "proxy": True,
                    },
                    bases=("findings.fieldworkphase_bodies",),
                ),
                migrations.CreateModel(
                    name="PhaseOfBodyEvent",
                    fields=[
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("pgh_id", models.BigAutoField(primary_key=True, serialize=False)),
                        ("pgh_context", pghistory.utils.JSONField(null=True)),
                        ("pgh_context_id", models.UUIDField(null=True)),
                        ("id", models.BigIntegerField()),
                        (
                            "fieldworkphase",
                            models.ForeignKey(
                                db_constraint=False,
                                db_index=False,
                                db_tablespace="",
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="findings.fieldworkphase",
                            ),
                        ),
                        (
                            "inspectedbody",
                            models.ForeignKey(
                                db_constraint=False,
                                db_index=False,
                                db_tablespace="",
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="findings.inspectedbody",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["-pgh_id"],
                        "indexes": [
                            models.Index(
                                fields=["fieldworkphase"], name="findings_ph_fieldwo_f9d5ce_idx"
                            )
                        ],
                    },
                ),
            ],
        ),
        inspection_portal.core.operations.AddTriggers(
            model_name="questionarea",
            triggers=[
                pgtrigger.compiler.Trigger(
                    name="insert_insert",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "findings_questionareaevent" ("id", "name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "uuid") VALUES (NEW."id", NEW."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."position", NEW."uuid"); RETURN NULL;',
                        hash="a444a89cf5e758a9a71bb4d7398a15a4e8445209",
                        operation="INSERT",
                        pgid="pgtrigger_insert_insert_abb96",
                        table="findings_questionarea",
                        when="AFTER",
                    ),
                ),
                pgtrigger.compiler.Trigger(
                    name="update_update",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                        func='INSERT INTO "findings_questionareaevent" ("id", "name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "uuid") VALUES (NEW."id", NEW."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."position", NEW."uuid"); RETURN NULL;',
                        hash="dc2cad4ed6e374f434834f46dfcfd0ceae19f060",
                        operation="UPDATE",
                        pgid="pgtrigger_update_update_01fbc",
                        table="findings_questionarea",
                        when="AFTER",
                    ),
                ),
                pgtrigger.compiler.Trigger(
                    name="delete_delete",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "findings_questionareaevent" ("id", "name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "uuid") VALUES (OLD."id", OLD."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."position", OLD."uuid"); RETURN NULL;',
                        hash="ace2f9910dd1ff5dde2c8cdb4363093e00fe0e80",
                        operation="DELETE",
                        pgid="pgtrigger_delete_delete_b59b4",
                        table="findings_questionarea",
                        when="AFTER",
                    ),
                ),
            ],
        ),
        inspection_portal.core.operations.AddTriggers(
            model_name="questionareaevent",
            triggers=[
                pgtrigger.compiler.Trigger(
                    name="append_only",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                        hash="d1603e9a269dade986c0ecbe5a1d44de61c31cbc",
                        operation="UPDATE OR DELETE",
                        pgid="pgtrigger_append_only_a45e3",
                        table="findings_questionareaevent",
                        when="BEFORE",
                    ),
                )
            ],
        ),
        inspection_portal.core.operations.AddTriggers(
            model_name="gradescale",
            triggers=[
                pgtrigger.compiler.Trigger(
                    name="insert_insert",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "findings_gradescaleevent" ("id", "name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "uuid", "valid_from") VALUES (NEW."id", NEW."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."uuid", NEW."valid_from"); RETURN NULL;',
                        hash="477b50cde6ec5a7aa04054ec4b958c7803f2e5e3",
                        operation="INSERT",
                        pgid="pgtrigger_insert_insert_0f01f",
                        table="findings_gradescale",
                        when="AFTER",
                    ),
                ),
                pgtrigger.compiler.Trigger(
                    name="update_update",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                        func='INSERT INTO "findings_gradescaleevent" ("id", "name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "uuid", "valid_from") VALUES (NEW."id", NEW."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."uuid", NEW."valid_from"); RETURN NULL;',
                        hash="35037598852f19b21197729155f36be63192a0f6",
                        operation="UPDATE",
                        pgid="pgtrigger_update_update_adc10",
                        table="findings_gradescale",
                        when="AFTER",
                    ),
                ),
                pgtrigger.compiler.Trigger(
                    name="delete_delete",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "findings_gradescaleevent" ("id", "name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "uuid", "valid_from") VALUES (OLD."id", OLD."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."uuid", OLD."valid_from"); RETURN NULL;',
                        hash="79357170174975aab649ba7bdad4ca550c243354",
                        operation="DELETE",
                        pgid="pgtrigger_delete_delete_da0c8",
                        table="findings_gradescale",
                        when="AFTER",
                    ),
                ),
            ],
        ),
        inspection_portal.core.operations.AddTriggers(
            model_name="inspection",
            triggers=[
                pgtrigger.compiler.Trigger(
                    name="insert_insert",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "findings_inspectionevent" ("id", "is_demonstration", "issued_by_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "publish_at", "region_id", "regional_introduction", "scale_id", "signed_off_at", "signed_off_by_id", "slug", "stage", "title", "uuid", "version", "withdrawal_reason", "withdrawn_at", "withdrawn_by_id") VALUES (NEW."id", NEW."is_demonstration", NEW."issued_by_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."publish_at", NEW."region_id", NEW."regional_introduction", NEW."scale_id", NEW."signed_off_at", NEW."signed_off_by_id", NEW."slug", NEW."stage", NEW."title", NEW."uuid", NEW."version", NEW."withdrawal_reason", NEW."withdrawn_at", NEW."withdrawn_by_id"); RETURN NULL;',
                        hash="53f6ec191ddc16409c626d21d46a6e690b311bee",
                        operation="INSERT",
                        pgid="pgtrigger_insert_insert_5d0c7",
                        table="findings_inspection",
                        when="AFTER",
                    ),
                ),
                pgtrigger.compiler.Trigger(
                    name="update_update",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        condition='WHEN (OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."is_demonstration" IS DISTINCT FROM (NEW."is_demonstration") OR OLD."issued_by_id" IS DISTINCT FROM (NEW."issued_by_id") OR OLD."publish_at" IS DISTINCT FROM (NEW."publish_at") OR OLD."region_id" IS DISTINCT FROM (NEW."region_id") OR OLD."regional_introduction" IS DISTINCT FROM (NEW."regional_introduction") OR OLD."scale_id" IS DISTINCT FROM (NEW."scale_id") OR OLD."signed_off_at" IS DISTINCT FROM (NEW."signed_off_at") OR OLD."signed_off_by_id" IS DISTINCT FROM (NEW."signed_off_by_id") OR OLD."slug" IS DISTINCT FROM (NEW."slug") OR OLD."stage" IS DISTINCT FROM (NEW."stage") OR OLD."title" IS DISTINCT FROM (NEW."title") OR OLD."uuid" IS DISTINCT FROM (NEW."uuid") OR OLD."version" IS DISTINCT FROM (NEW."version") OR OLD."withdrawal_reason" IS DISTINCT FROM (NEW."withdrawal_reason") OR OLD."withdrawn_at" IS DISTINCT FROM (NEW."withdrawn_at") OR OLD."withdrawn_by_id" IS DISTINCT FROM (NEW."withdrawn_by_id"))',
                        func='INSERT INTO "findings_inspectionevent" ("id", "is_demonstration", "issued_by_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "publish_at", "region_id", "regional_introduction", "scale_id", "signed_off_at", "signed_off_by_id", "slug", "stage", "title", "uuid", "version", "withdrawal_reason", "withdrawn_at", "withdrawn_by_id") VALUES (NEW."id", NEW."is_demonstration", NEW."issued_by_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."publish_at", NEW."region_id", NEW."regional_introduction", NEW."scale_id", NEW."signed_off_at", NEW."signed_off_by_id", NEW."slug", NEW."stage", NEW."title", NEW."uuid", NEW."version", NEW."withdrawal_reason", NEW."withdrawn_at", NEW."withdrawn_by_id"); RETURN NULL;',
                        hash="99843fa43ee0fb1144af76b6a1cc7846c0317176",
                        operation="UPDATE",
                        pgid="pgtrigger_update_update_7a9cb",
                        table="findings_inspection",
                        when="AFTER",
                    ),
                ),
                pgtrigger.compiler.Trigger(
                    name="delete_delete",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "findings_inspectionevent" ("id", "is_demonstration", "issued_by_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "publish_at", "region_id", "regional_introduction", "scale_id", "signed_off_at", "signed_off_by_id", "slug", "stage", "title", "uuid", "version", "withdrawal_reason", "withdrawn_at", "withdrawn_by_id") VALUES (OLD."id", OLD."is_demonstration", OLD."issued_by_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."publish_at", OLD."region_id", OLD."regional_introduction", OLD."scale_id", OLD."signed_off_at", OLD."signed_off_by_id", OLD."slug", OLD."stage", OLD."title", OLD."uuid", OLD."version", OLD."withdrawal_reason", OLD."withdrawn_at", OLD."withdrawn_by_id"); RETURN NULL;',
                        hash="f5c8b7340698ae98e0fbdb546a744e727d67a284",
                        operation="DELETE",
                        pgid="pgtrigger_delete_delete_64212",
                        table="findings_inspection",
                        when="AFTER",
                    ),
                ),
            ],
        ),
        inspection_portal.core.operations.AddTriggers(
            model_name="inspectionevent",
            triggers=[
                pgtrigger.compiler.Trigger(
                    name="append_only",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                        hash="8ce593c7f5a6e2a82a2a55a7ad5bd06d1a455a9c",
                        operation="UPDATE OR DELETE",
                        pgid="pgtrigger_append_only_5d441",
                        table="findings_inspectionevent",
                        when="BEFORE",
                    ),
                )
            ],
        ),
        inspection_portal.core.operations.AddTriggers(
            model_name="correction",
            triggers=[
                pgtrigger.compiler.Trigger(
                    name="insert_insert",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "findings_correctionevent" ("closed_at", "closed_by_id", "id", "inspection_id", "opened_at", "opened_by_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "uuid") VALUES (NEW."closed_at", NEW."closed_by_id", NEW."id", NEW."inspection_id", NEW."opened_at", NEW."opened_by_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."reason", NEW."uuid"); RETURN NULL;',
                        hash="9ff57fc7698133c804432289bc0bb9cc54b49f8b",
                        operation="INSERT",
                        pgid="pgtrigger_insert_insert_a5cbc",
                        table="findings_correction",
                        when="AFTER",
                    ),
                ),
                pgtrigger.compiler.Trigger(
                    name="update_update",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                        func='INSERT INTO "findings_correctionevent" ("closed_at", "closed_by_id", "id", "inspection_id", "opened_at", "opened_by_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "uuid") VALUES (NEW."closed_at", NEW."closed_by_id", NEW."id", NEW."inspection_id", NEW."opened_at", NEW."opened_by_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."reason", NEW."uuid"); RETURN NULL;',
                        hash="1e83c95259d50186dedccb6a6452de6abcab55a2",
                        operation="UPDATE",
                        pgid="pgtrigger_update_update_b85e9",
                        table="findings_correction",
                        when="AFTER",
                    ),
                ),
                pgtrigger.compiler.Trigger(
                    name="delete_delete",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "findings_correctionevent" ("closed_at", "closed_by_id", "id", "inspection_id", "opened_at", "opened_by_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "uuid") VALUES (OLD."closed_at", OLD."closed_by_id", OLD."id", OLD."inspection_id", OLD."opened_at", OLD."opened_by_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."reason", OLD."uuid"); RETURN NULL;',
                        hash="e8090ffdff09e468bab132dc677142a5c4c4c3ed",
                        operation="DELETE",
                        pgid="pgtrigger_delete_delete_96902",
                        table="findings_correction",
                        when="AFTER",
                    ),
                ),
            ],
        ),
        inspection_portal.core.operations.AddTriggers(
            model_name="correctionevent",
            triggers=[
                pgtrigger.compiler.Trigger(
                    name="append_only",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                        hash="42fab1dce68c77f4a284dadce5652d92c940e532",
                        operation="UPDATE OR DELETE",
                        pgid="pgtrigger_append_only_07c30",
                        table="findings_correctionevent",
                        when="BEFORE",
                    ),
                )
            ],
        ),
        inspection_portal.core.operations.AddTriggers(
            model_name="teammember",
            triggers=[
                pgtrigger.compiler.Trigger(
                    name="insert_insert",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "findings_teammemberevent" ("id", "inspection_id", "is_lead", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "user_id") VALUES (NEW."id", NEW."inspection_id", NEW."is_lead", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."user_id"); RETURN NULL;',
                        hash="f674165c2be303d3e054ae8e8f7a4c255198e873",
                        operation="INSERT",
                        pgid="pgtrigger_insert_insert_d66a4",
                        table="findings_teammember",
                        when="AFTER",
                    ),
                ),
                pgtrigger.compiler.Trigger(
                    name="update_update",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                        func='INSERT INTO "findings_teammemberevent" ("id", "inspection_id", "is_lead", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "user_id") VALUES (NEW."id", NEW."inspection_id", NEW."is_lead", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."user_id"); RETURN NULL;',
                        hash="78ec994c02b56a621465a954f3510f1b5bcb5d15",
                        operation="UPDATE",
                        pgid="pgtrigger_update_update_8a3e1",
                        table="findings_teammember",
                        when="AFTER",
                    ),
                ),
                pgtrigger.compiler.Trigger(
                    name="delete_delete",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "findings_teammemberevent" ("id", "inspection_id", "is_lead", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "user_id") VALUES (OLD."id", OLD."inspection_id", OLD."is_lead", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."user_id"); RETURN NULL;',
                        hash="8e0ad49fcedc4e5284d3bffa6ab59885b114ec48",
                        operation="DELETE",
                        pgid="pgtrigger_delete_delete_9d410",
                        table="findings_teammember",
                        when="AFTER",
                    ),
                ),
            ],
        ),
        inspection_portal.core.operations.AddTriggers(
            model_name="teammemberevent",
            triggers=[
                pgtrigger.compiler.Trigger(
                    name="append_only",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                        hash="dc2950e292c91cda529b3928cdf87474dfc86fc5",
                        operation="UPDATE OR DELETE",
                        pgid="pgtrigger_append_only_52a3a",
                        table="findings_teammemberevent",
                        when="BEFORE",
                    ),
                )
            ],
        ),
        inspection_portal.core.operations.AddTriggers(
            model_name="inspectedbody",
            triggers=[
                pgtrigger.compiler.Trigger(
                    name="insert_insert",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "findings_inspectedbodyevent" ("body_id", "id", "inspection_id", "introduction", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "uuid", "version") VALUES (NEW."body_id", NEW."id", NEW."inspection_id", NEW."introduction", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."position", NEW."uuid", NEW."version"); RETURN NULL;',
                        hash="8cca1bd8f7d240ecd6a2a6c9ff3e2a2f171f9aac",
                        operation="INSERT",
                        pgid="pgtrigger_insert_insert_5760c",
                        table="findings_inspectedbody",
                        when="AFTER",
                    ),
                ),
                pgtrigger.compiler.Trigger(
                    name="update_update",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                        func='INSERT INTO "findings_inspectedbodyevent" ("body_id", "id", "inspection_id", "introduction", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "uuid", "version") VALUES (NEW."body_id", NEW."id", NEW."inspection_id", NEW."introduction", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."position", NEW."uuid", NEW."version"); RETURN NULL;',
                        hash="f82aefe9447ae7aea24cc740471d5d2ed38967bd",
                        operation="UPDATE",
                        pgid="pgtrigger_update_update_0fd20",
                        table="findings_inspectedbody",
                        when="AFTER",
                    ),
                ),
                pgtrigger.compiler.Trigger(
                    name="delete_delete",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "findings_inspectedbodyevent" ("body_id", "id", "inspection_id", "introduction", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "uuid", "version") VALUES (OLD."body_id", OLD."id", OLD."inspection_id", OLD."introduction", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."position", OLD."uuid", OLD."version"); RETURN NULL;',
                        hash="50da172ac50681f761c1b5eac0d90e7ae2462068",
                        operation="DELETE",
                        pgid="pgtrigger_delete_delete_79b57",
                        table="findings_inspectedbody",
                        when="AFTER",
                    ),
                ),
            ],
        ),
        inspection_portal.core.operations.AddTriggers(
            model_name="inspectedbodyevent",
            triggers=[
                pgtrigger.compiler.Trigger(
                    name="append_only",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                        hash="a5cdb2030c02dcacdb1e1e08eaedf495af742bb3",
                        operation="UPDATE OR DELETE",
                        pgid="pgtrigger_append_only_84ba9",
                        table="findings_inspectedbodyevent",
                        when="BEFORE",
                    ),
                )
            ],
        ),
        inspection_portal.core.operations.AddTriggers(
            model_name="areaintroduction",
            triggers=[
                pgtrigger.compiler.Trigger(
                    name="insert_insert",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "findings_areaintroductionevent" ("id", "inspected_body_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "question_area_id", "text") VALUES (NEW."id", NEW."inspected_body_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."question_area_id", NEW."text"); RETURN NULL;',
                        hash="5995943ca250d020a9f447cce472ba6b0c1290d0",
                        operation="INSERT",
                        pgid="pgtrigger_insert_insert_bf65a",
                        table="findings_areaintroduction",
                        when="AFTER",
                    ),
                ),
                pgtrigger.compiler.Trigger(
                    name="update_update",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                        func='INSERT INTO "findings_areaintroductionevent" ("id", "inspected_body_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "question_area_id", "text") VALUES (NEW."id", NEW."inspected_body_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."question_area_id", NEW."text"); RETURN NULL;',
                        hash="de7c6a5ac99a436e2e4e687176085745b5cfd98d",
                        operation="UPDATE",
                        pgid="pgtrigger_update_update_77a68",
                        table="findings_areaintroduction",
                        when="AFTER",
                    ),
                ),
                pgtrigger.compiler.Trigger(
                    name="delete_delete",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "findings_areaintroductionevent" ("id", "inspected_body_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "question_area_id", "text") VALUES (OLD."id", OLD."inspected_body_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."question_area_id", OLD."text"); RETURN NULL;',
                        hash="1307fb2e0164ea82d31514e32a48af47886677e5",
                        operation="DELETE",
                        pgid="pgtrigger_delete_delete_985a5",
                        table="findings_areaintroduction",
                        when="AFTER",
                    ),
                ),
            ],
        ),
        inspection_portal.core.operations.AddTriggers(
            model_name="areaintroductionevent",
            triggers=[
                pgtrigger.compiler.Trigger(
                    name="append_only",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                        hash="c43b598a9ba3b826ec54250ef7b01c4ec4a84ce8",
                        operation="UPDATE OR DELETE",
                        pgid="pgtrigger_append_only_3bf83",
                        table="findings_areaintroductionevent",
                        when="BEFORE",
                    ),
                )
            ],
        ),
        inspection_portal.core.operations.AddTriggers(
            model_name="fieldworkphase",
            triggers=[
                pgtrigger.compiler.Trigger(
                    name="insert_insert",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "findings_fieldworkphaseevent" ("ends_on", "id", "inspection_id", "name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "starts_on", "uuid", "version") VALUES (NEW."ends_on", NEW."id", NEW."inspection_id", NEW."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."starts_on", NEW."uuid", NEW."version"); RETURN NULL;',
                        hash="84ee2a7b68807be64fb209142ccd2ba39854bd76",
                        operation="INSERT",
                        pgid="pgtrigger_insert_insert_5f1e9",
                        table="findings_fieldworkphase",
                        when="AFTER",
                    ),
                ),
                pgtrigger.compiler.Trigger(
                    name="update_update",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                        func='INSERT INTO "findings_fieldworkphaseevent" ("ends_on", "id", "inspection_id", "name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "starts_on", "uuid", "version") VALUES (NEW."ends_on", NEW."id", NEW."inspection_id", NEW."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."starts_on", NEW."uuid", NEW."version"); RETURN NULL;',
                        hash="007a1ec49fd65bfdb3e3bd316e8afcb5b6a8e0c3",
                        operation="UPDATE",
                        pgid="pgtrigger_update_update_fbe5a",
                        table="findings_fieldworkphase",
                        when="AFTER",
                    ),
                ),
                pgtrigger.compiler.Trigger(
                    name="delete_delete",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "findings_fieldworkphaseevent" ("ends_on", "id", "inspection_id", "name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "starts_on", "uuid", "version") VALUES (OLD."ends_on", OLD."id", OLD."inspection_id", OLD."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."starts_on", OLD."uuid", OLD."version"); RETURN NULL;',
                        hash="f489006e02b2ed5a5d8417c07e98375537027235",
                        operation="DELETE",
                        pgid="pgtrigger_delete_delete_afef0",
                        table="findings_fieldworkphase",
                        when="AFTER",
                    ),
                ),
            ],
        ),
        inspection_portal.core.operations.AddTriggers(
            model_name="fieldworkphaseevent",
            triggers=[
                pgtrigger.compiler.Trigger(
                    name="append_only",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                        hash="7f17ef4944fc1e47b2fc070b464102ef5b889e54",
                        operation="UPDATE OR DELETE",
                        pgid="pgtrigger_append_only_96108",
                        table="findings_fieldworkphaseevent",
                        when="BEFORE",
                    ),
                )
            ],
        ),
        inspection_portal.core.operations.AddTriggers(
            model_name="section",
            triggers=[
                pgtrigger.compiler.Trigger(
                    name="insert_insert",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "findings_sectionevent" ("heading", "id", "inspection_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "position", "text", "uuid", "version") VALUES (NEW."heading", NEW."id", NEW."inspection_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."place", NEW."position", NEW."text", NEW."uuid", NEW."version"); RETURN NULL;',
                        hash="96e079f7c9ed35a540aa2cbe4b5185521be8bdf4",
                        operation="INSERT",
                        pgid="pgtrigger_insert_insert_f2f09",
                        table="findings_section",
                        when="AFTER",
                    ),
                ),
                pgtrigger.compiler.Trigger(
                    name="update_update",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                        func='INSERT INTO "findings_sectionevent" ("heading", "id", "inspection_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "position", "text", "uuid", "version") VALUES (NEW."heading", NEW."id", NEW."inspection_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."place", NEW."position", NEW."text", NEW."uuid", NEW."version"); RETURN NULL;',
                        hash="aa8b07808a101c7cfad773d17a99198cf39d10e5",
                        operation="UPDATE",
                        pgid="pgtrigger_update_update_5df63",
                        table="findings_section",
                        when="AFTER",
                    ),
                ),
                pgtrigger.compiler.Trigger(
                    name="delete_delete",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "findings_sectionevent" ("heading", "id", "inspection_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "position", "text", "uuid", "version") VALUES (OLD."heading", OLD."id", OLD."inspection_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."place", OLD."position", OLD."text", OLD."uuid", OLD."version"); RETURN NULL;',
                        hash="d6bf6713e47df86e31c62c997541762ca3ea7c79",
                        operation="DELETE",
                        pgid="pgtrigger_delete_delete_e0b2a",
                        table="findings_section",
                        when="AFTER",
                    ),
                ),
            ],
        ),
        inspection_portal.core.operations.AddTriggers(
            model_name="sectionevent",
            triggers=[
                pgtrigger.compiler.Trigger(
                    name="append_only",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                        hash="6e89ba9674cdab6ffac2be27bcf7e90cec109095",
                        operation="UPDATE OR DELETE",
                        pgid="pgtrigger_append_only_f5038",
                        table="findings_sectionevent",
                        when="BEFORE",
                    ),
                )
            ],
        ),
        inspection_portal.core.operations.AddTriggers(
            model_name="evidencemethod",
            triggers=[
                pgtrigger.compiler.Trigger(
                    name="insert_insert",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "findings_evidencemethodevent" ("attribution", "description", "id", "name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "uuid", "valid_from", "valid_until", "version") VALUES (NEW."attribution", NEW."description", NEW."id", NEW."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."position", NEW."uuid", NEW."valid_from", NEW."valid_until", NEW."version"); RETURN NULL;',
                        hash="73a7f5098fd4eb73a2c7aac7e3f8e0053f7ca9ac",
                        operation="INSERT",
                        pgid="pgtrigger_insert_insert_b5ff8",
                        table="findings_evidencemethod",
                        when="AFTER",
                    ),
                ),
                pgtrigger.compiler.Trigger(
                    name="update_update",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                        func='INSERT INTO "findings_evidencemethodevent" ("attribution", "description", "id", "name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "uuid", "valid_from", "valid_until", "version") VALUES (NEW."attribution", NEW."description", NEW."id", NEW."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."position", NEW."uuid", NEW."valid_from", NEW."valid_until", NEW."version"); RETURN NULL;',
                        hash="5f73a9f8ca3aefcaafb6510074a7f3e819606979",
                        operation="UPDATE",
                        pgid="pgtrigger_update_update_4ae1e",
                        table="findings_evidencemethod",
                        when="AFTER",
                    ),
                ),
                pgtrigger.compiler.Trigger(
                    name="delete_delete",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "findings_evidencemethodevent" ("attribution", "description", "id", "name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "uuid", "valid_from", "valid_until", "version") VALUES (OLD."attribution", OLD."description", OLD."id", OLD."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."position", OLD."uuid", OLD."valid_from", OLD."valid_until", OLD."version"); RETURN NULL;',
                        hash="06ce9cb4a624a4ddecf3ece13893c1efcdf509d4",
                        operation="DELETE",
                        pgid="pgtrigger_delete_delete_a759f",
                        table="findings_evidencemethod",
                        when="AFTER",
                    ),
                ),
            ],
        ),
        inspection_portal.core.operations.AddTriggers(
            model_name="evidencemethodevent",
            triggers=[
                pgtrigger.compiler.Trigger(
                    name="append_only",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                        hash="106cd207b2cb48c25d2a4f4fe889f95a2c9f94b7",
                        operation="UPDATE OR DELETE",
                        pgid="pgtrigger_append_only_914c5",
                        table="findings_evidencemethodevent",
                        when="BEFORE",
                    ),
                )
            ],
        ),
        inspection_portal.core.operations.AddTriggers(
            model_name="handlinginstruction",
            triggers=[
                pgtrigger.compiler.Trigger(
                    name="insert_insert",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "findings_handlinginstructionevent" ("description", "id", "name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "uuid", "valid_from", "valid_until", "version") VALUES (NEW."description", NEW."id", NEW."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."position", NEW."uuid", NEW."valid_from", NEW."valid_until", NEW."version"); RETURN NULL;',
                        hash="5b29775c75a6ceb88a5052520769b7f2095859bc",
                        operation="INSERT",
                        pgid="pgtrigger_insert_insert_fa916",
                        table="findings_handlinginstruction",
                        when="AFTER",
                    ),
                ),
                pgtrigger.compiler.Trigger(
                    name="update_update",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                        func='INSERT INTO "findings_handlinginstructionevent" ("description", "id", "name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "uuid", "valid_from", "valid_until", "version") VALUES (NEW."description", NEW."id", NEW."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."position", NEW."uuid", NEW."valid_from", NEW."valid_until", NEW."version"); RETURN NULL;',
                        hash="d588ae06badfee04a171dd2dc657cde37c6a65df",
                        operation="UPDATE",
                        pgid="pgtrigger_update_update_f5b2d",
                        table="findings_handlinginstruction",
                        when="AFTER",
                    ),
                ),
                pgtrigger.compiler.Trigger(
                    name="delete_delete",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "findings_handlinginstructionevent" ("description", "id", "name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "uuid", "valid_from", "valid_until", "version") VALUES (OLD."description", OLD."id", OLD."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."position", OLD."uuid", OLD."valid_from", OLD."valid_until", OLD."version"); RETURN NULL;',
                        hash="a982196ae4071d9e1a75b3dc2f481c88567f111f",
                        operation="DELETE",
                        pgid="pgtrigger_delete_delete_31555",
                        table="findings_handlinginstruction",
                        when="AFTER",
                    ),
                ),
            ],
        ),
        inspection_portal.core.operations.AddTriggers(
            model_name="handlinginstructionevent",
            triggers=[
                pgtrigger.compiler.Trigger(
                    name="append_only",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                        hash="07b61bd90cecd575b269d1a62b6ba8437f1bb17a",
                        operation="UPDATE OR DELETE",
                        pgid="pgtrigger_append_only_73cac",
                        table="findings_handlinginstructionevent",
                        when="BEFORE",
                    ),
                )
            ],
        ),
        inspection_portal.core.operations.AddTriggers(
            model_name="theme",
            triggers=[
                pgtrigger.compiler.Trigger(
                    name="insert_insert",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "findings_themeevent" ("description", "id", "name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "uuid", "valid_from", "valid_until", "version") VALUES (NEW."description", NEW."id", NEW."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."position", NEW."uuid", NEW."valid_from", NEW."valid_until", NEW."version"); RETURN NULL;',
                        hash="5bfe55b5f2c77eac59b87ae1c1d3c8a079f5a272",
                        operation="INSERT",
                        pgid="pgtrigger_insert_insert_43210",
                        table="findings_theme",
                        when="AFTER",
                    ),
                ),
                pgtrigger.compiler.Trigger(
                    name="update_update",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                        func='INSERT INTO "findings_themeevent" ("description", "id", "name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "uuid", "valid_from", "valid_until", "version") VALUES (NEW."description", NEW."id", NEW."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."position", NEW."uuid", NEW."valid_from", NEW."valid_until", NEW."version"); RETURN NULL;',
                        hash="c3a784a527f26dabf50c98f763606dbc1230304d",
                        operation="UPDATE",
                        pgid="pgtrigger_update_update_cf7c0",
                        table="findings_theme",
                        when="AFTER",
                    ),
                ),
                pgtrigger.compiler.Trigger(
                    name="delete_delete",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "findings_themeevent" ("description", "id", "name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "uuid", "valid_from", "valid_until", "version") VALUES (OLD."description", OLD."id", OLD."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."position", OLD."uuid", OLD."valid_from", OLD."valid_until", OLD."version"); RETURN NULL;',
                        hash="6849b364643976af83b573daca70e4895224882d",
                        operation="DELETE",
                        pgid="pgtrigger_delete_delete_d3740",
                        table="findings_theme",
                        when="AFTER",
                    ),
                ),
            ],
        ),
        inspection_portal.core.operations.AddTriggers(
            model_name="themeevent",
            triggers=[
                pgtrigger.compiler.Trigger(
                    name="append_only",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                        hash="ed56a24e662ac2240d1a2bd1abdb449dee745133",
                        operation="UPDATE OR DELETE",
                        pgid="pgtrigger_append_only_2c16f",
                        table="findings_themeevent",
                        when="BEFORE",
                    ),
                )
            ],
        ),
        inspection_portal.core.operations.AddTriggers(
            model_name="finding",
            triggers=[
                pgtrigger.compiler.Trigger(
                    name="insert_insert",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "findings_findingevent" ("accelerated_at", "author_id", "chapter_id", "heading", "id", "inspection_id", "internal_note", "kind", "lead", "needs_review", "parts", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "polarity", "position", "question_area_id", "state", "text", "uuid", "version") VALUES (NEW."accelerated_at", NEW."author_id", NEW."chapter_id", NEW."heading", NEW."id", NEW."inspection_id", NEW."internal_note", NEW."kind", NEW."lead", NEW."needs_review", NEW."parts", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."polarity", NEW."position", NEW."question_area_id", NEW."state", NEW."text", NEW."uuid", NEW."version"); RETURN NULL;',
                        hash="34a1e7de6ed9d69330f1b941c4e85ccec716b983",
                        operation="INSERT",
                        pgid="pgtrigger_insert_insert_9fe30",
                        table="findings_finding",
                        when="AFTER",
                    ),
                ),
                pgtrigger.compiler.Trigger(
                    name="update_update",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                        func='INSERT INTO "findings_findingevent" ("accelerated_at", "author_id", "chapter_id", "heading", "id", "inspection_id", "internal_note", "kind", "lead", "needs_review", "parts", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "polarity", "position", "question_area_id", "state", "text", "uuid", "version") VALUES (NEW."accelerated_at", NEW."author_id", NEW."chapter_id", NEW."heading", NEW."id", NEW."inspection_id", NEW."internal_note", NEW."kind", NEW."lead", NEW."needs_review", NEW."parts", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."polarity", NEW."position", NEW."question_area_id", NEW."state", NEW."text", NEW."uuid", NEW."version"); RETURN NULL;',
                        hash="c19433029278101daeabdf0324837b65f3afd30f",
                        operation="UPDATE",
                        pgid="pgtrigger_update_update_aaaf9",
                        table="findings_finding",
                        when="AFTER",
                    ),
                ),
                pgtrigger.compiler.Trigger(
                    name="delete_delete",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "findings_findingevent" ("accelerated_at", "author_id", "chapter_id", "heading", "id", "inspection_id", "internal_note", "kind", "lead", "needs_review", "parts", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "polarity", "position", "question_area_id", "state", "text", "uuid", "version") VALUES (OLD."accelerated_at", OLD."author_id", OLD."chapter_id", OLD."heading", OLD."id", OLD."inspection_id", OLD."internal_note", OLD."kind", OLD."lead", OLD."needs_review", OLD."parts", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."polarity", OLD."position", OLD."question_area_id", OLD."state", OLD."text", OLD."uuid", OLD."version"); RETURN NULL;',
                        hash="67817e1742a6d34659b35fe3ad4d9b6bc4a225bc",
                        operation="DELETE",
                        pgid="pgtrigger_delete_delete_bc1a0",
                        table="findings_finding",
                        when="AFTER",
                    ),
                ),
            ],
        ),
        inspection_portal.core.operations.AddTriggers(
            model_name="findingevent",
            triggers=[
                pgtrigger.compiler.Trigger(
                    name="append_only",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                        hash="0b85dc04522a6dd98c276b416120c520e5607f6d",
                        operation="UPDATE OR DELETE",
                        pgid="pgtrigger_append_only_63b8d",
                        table="findings_findingevent",
                        when="BEFORE",
                    ),
                )
            ],
        ),
        inspection_portal.core.operations.AddTriggers(
            model_name="paragraph",
            triggers=[
                pgtrigger.compiler.Trigger(
                    name="insert_insert",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "findings_paragraphevent" ("finding_id", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "text", "uuid") VALUES (NEW."finding_id", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."position", NEW."text", NEW."uuid"); RETURN NULL;',
                        hash="cd725696e34fa81dc3d6e9eebda271300b152dd2",
                        operation="INSERT",
                        pgid="pgtrigger_insert_insert_2b4d0",
                        table="findings_paragraph",
                        when="AFTER",
                    ),
                ),
                pgtrigger.compiler.Trigger(
                    name="update_update",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                        func='INSERT INTO "findings_paragraphevent" ("finding_id", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "text", "uuid") VALUES (NEW."finding_id", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."position", NEW."text", NEW."uuid"); RETURN NULL;',
                        hash="ebb819f0e81b103da64382fc4e009be1e445e572",
                        operation="UPDATE",
                        pgid="pgtrigger_update_update_8a7bc",
                        table="findings_paragraph",
                        when="AFTER",
                    ),
                ),
                pgtrigger.compiler.Trigger(
                    name="delete_delete",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "findings_paragraphevent" ("finding_id", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "text", "uuid") VALUES (OLD."finding_id", OLD."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."position", OLD."text", OLD."uuid"); RETURN NULL;',
                        hash="3b9f9d59cdbc18b42a7bd43b4e6160f57e113c12",
                        operation="DELETE",
                        pgid="pgtrigger_delete_delete_6ebc8",
                        table="findings_paragraph",
                        when="AFTER",
                    ),
                ),
            ],
        ),
        inspection_portal.core.operations.AddTriggers(
            model_name="paragraphevent",
            triggers=[
                pgtrigger.compiler.Trigger(
                    name="append_only",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                        hash="b5719266edcc5328e90a6f318fd6ac74892bbd6a",
                        operation="UPDATE OR DELETE",
                        pgid="pgtrigger_append_only_9d72b",
                        table="findings_paragraphevent",
                        when="BEFORE",
                    ),
                )
            ],
        ),
        inspection_portal.core.operations.AddTriggers(
            model_name="closedpassage",
            triggers=[
                pgtrigger.compiler.Trigger(
                    name="insert_insert",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "findings_closedpassageevent" ("after_id", "finding_id", "ground", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "text", "uuid", "version", "written_at", "written_by_id") VALUES (NEW."after_id", NEW."finding_id", NEW."ground", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."text", NEW."uuid", NEW."version", NEW."written_at", NEW."written_by_id"); RETURN NULL;',
                        hash="4e15429decbdb6c5bf45c6101ae40ab9496e7111",
                        operation="INSERT",
                        pgid="pgtrigger_insert_insert_0b833",
                        table="findings_closedpassage",
                        when="AFTER",
                    ),
                ),
                pgtrigger.compiler.Trigger(
                    name="update_update",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                        func='INSERT INTO "findings_closedpassageevent" ("after_id", "finding_id", "ground", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "text", "uuid", "version", "written_at", "written_by_id") VALUES (NEW."after_id", NEW."finding_id", NEW."ground", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."text", NEW."uuid", NEW."version", NEW."written_at", NEW."written_by_id"); RETURN NULL;',
                        hash="fc0ff0006ee332d232514eccde8fda6dc78d3ba4",
                        operation="UPDATE",
                        pgid="pgtrigger_update_update_bea2e",
                        table="findings_closedpassage",
                        when="AFTER",
                    ),
                ),
                pgtrigger.compiler.Trigger(
                    name="delete_delete",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "findings_closedpassageevent" ("after_id", "finding_id", "ground", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "text", "uuid", "version", "written_at", "written_by_id") VALUES (OLD."after_id", OLD."finding_id", OLD."ground", OLD."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."text", OLD."uuid", OLD."version", OLD."written_at", OLD."written_by_id"); RETURN NULL;',
                        hash="3d309aecc6b4dbcc4809fba33156de38f92ddff2",
                        operation="DELETE",
                        pgid="pgtrigger_delete_delete_90e32",
                        table="findings_closedpassage",
                        when="AFTER",
                    ),
                ),
            ],
        ),
        inspection_portal.core.operations.AddTriggers(
            model_name="closedpassageevent",
            triggers=[
                pgtrigger.compiler.Trigger(
                    name="append_only",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                        hash="e8c79085c5afb424e5f0bf979aad6f2e986b33c0",
                        operation="UPDATE OR DELETE",
                        pgid="pgtrigger_append_only_e2e52",
                        table="findings_closedpassageevent",
                        when="BEFORE",
                    ),
                )
            ],
        ),
        inspection_portal.core.operations.AddTriggers(
            model_name="comment",
            triggers=[
                pgtrigger.compiler.Trigger(
                    name="insert_insert",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "findings_commentevent" ("answer", "at", "by_id", "finding_id", "id", "paragraph_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "resolved_at", "resolved_by_id", "text", "uuid") VALUES (NEW."answer", NEW."at", NEW."by_id", NEW."finding_id", NEW."id", NEW."paragraph_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."resolved_at", NEW."resolved_by_id", NEW."text", NEW."uuid"); RETURN NULL;',
                        hash="d873e95123a3890f6ad5a297b67d7d01918a2f75",
                        operation="INSERT",
                        pgid="pgtrigger_insert_insert_86c4d",
                        table="findings_comment",
                        when="AFTER",
                    ),
                ),
                pgtrigger.compiler.Trigger(
                    name="update_update",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                        func='INSERT INTO "findings_commentevent" ("answer", "at", "by_id", "finding_id", "id", "paragraph_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "resolved_at", "resolved_by_id", "text", "uuid") VALUES (NEW."answer", NEW."at", NEW."by_id", NEW."finding_id", NEW."id", NEW."paragraph_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."resolved_at", NEW."resolved_by_id", NEW."text", NEW."uuid"); RETURN NULL;',
                        hash="bd942f4db966d78722732862c24b6718b2238107",
                        operation="UPDATE",
                        pgid="pgtrigger_update_update_eef64",
                        table="findings_comment",
                        when="AFTER",
                    ),
                ),
                pgtrigger.compiler.Trigger(
                    name="delete_delete",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "findings_commentevent" ("answer", "at", "by_id", "finding_id", "id", "paragraph_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "resolved_at", "resolved_by_id", "text", "uuid") VALUES (OLD."answer", OLD."at", OLD."by_id", OLD."finding_id", OLD."id", OLD."paragraph_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."resolved_at", OLD."resolved_by_id", OLD."text", OLD."uuid"); RETURN NULL;',
                        hash="5b24f580ff99d6268fa900c96d6ca60fea7b0a9c",
                        operation="DELETE",
                        pgid="pgtrigger_delete_delete_b160a",
                        table="findings_comment",
                        when="AFTER",
                    ),
                ),
            ],
        ),
        inspection_portal.core.operations.AddTriggers(
            model_name="commentevent",
            triggers=[
                pgtrigger.compiler.Trigger(
                    name="append_only",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                        hash="d687254bc6b5d49eb728e9c410359ecfbbad92ef",
                        operation="UPDATE OR DELETE",
                        pgid="pgtrigger_append_only_4ae09",
                        table="findings_commentevent",
                        when="BEFORE",
                    ),
                )
            ],
        ),
        inspection_portal.core.operations.AddTriggers(
            model_name="findinglink",
            triggers=[
                pgtrigger.compiler.Trigger(
                    name="insert_insert",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "findings_findinglinkevent" ("at", "by_id", "from_finding_id", "id", "kind", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "to_finding_id", "uuid") VALUES (NEW."at", NEW."by_id", NEW."from_finding_id", NEW."id", NEW."kind", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."to_finding_id", NEW."uuid"); RETURN NULL;',
                        hash="aa52fc90e8a95919b7a394cb307a87479b6921ce",
                        operation="INSERT",
                        pgid="pgtrigger_insert_insert_58d1e",
                        table="findings_findinglink",
                        when="AFTER",
                    ),
                ),
                pgtrigger.compiler.Trigger(
                    name="update_update",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                        func='INSERT INTO "findings_findinglinkevent" ("at", "by_id", "from_finding_id", "id", "kind", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "to_finding_id", "uuid") VALUES (NEW."at", NEW."by_id", NEW."from_finding_id", NEW."id", NEW."kind", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."to_finding_id", NEW."uuid"); RETURN NULL;',
                        hash="44521d6c7e52df588abc3e5e0a8fd5a6ad8b46ce",
                        operation="UPDATE",
                        pgid="pgtrigger_update_update_6fe2d",
                        table="findings_findinglink",
                        when="AFTER",
                    ),
                ),
                pgtrigger.compiler.Trigger(
                    name="delete_delete",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "findings_findinglinkevent" ("at", "by_id", "from_finding_id", "id", "kind", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "to_finding_id", "uuid") VALUES (OLD."at", OLD."by_id", OLD."from_finding_id", OLD."id", OLD."kind", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."to_finding_id", OLD."uuid"); RETURN NULL;',
                        hash="6a466014daf698a3317fd6ed43fe05de27c4ee63",
                        operation="DELETE",
                        pgid="pgtrigger_delete_delete_14962",
                        table="findings_findinglink",
                        when="AFTER",
                    ),
                ),
            ],
        ),
        inspection_portal.core.operations.AddTriggers(
            model_name="findinglinkevent",
            triggers=[
                pgtrigger.compiler.Trigger(
                    name="append_only",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                        hash="d5184e8a9c4d42ab7a17e208a66100bb7eab2257",
                        operation="UPDATE OR DELETE",
                        pgid="pgtrigger_append_only_75fc4",
                        table="findings_findinglinkevent",
                        when="BEFORE",
                    ),
                )
            ],
        ),
        inspection_portal.core.operations.AddTriggers(
            model_name="evidence",
            triggers=[
                pgtrigger.compiler.Trigger(
                    name="insert_insert",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "findings_evidenceevent" ("added_at", "added_by_id", "chapter_id", "gathered_on", "id", "inspection_id", "is_after_fieldwork", "marking", "method_id", "number", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "question_area_id", "source_role", "sources", "summary", "uuid", "version", "withdrawal_reason", "withdrawn_at", "withdrawn_by_id") VALUES (NEW."added_at", NEW."added_by_id", NEW."chapter_id", NEW."gathered_on", NEW."id", NEW."inspection_id", NEW."is_after_fieldwork", NEW."marking", NEW."method_id", NEW."number", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."place", NEW."question_area_id", NEW."source_role", NEW."sources", NEW."summary", NEW."uuid", NEW."version", NEW."withdrawal_reason", NEW."withdrawn_at", NEW."withdrawn_by_id"); RETURN NULL;',
                        hash="60d0c53ca5928bb3bd7dc05de6dde1633201193c",
                        operation="INSERT",
                        pgid="pgtrigger_insert_insert_5c30c",
                        table="findings_evidence",
                        when="AFTER",
                    ),
                ),
                pgtrigger.compiler.Trigger(
                    name="update_update",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                        func='INSERT INTO "findings_evidenceevent" ("added_at", "added_by_id", "chapter_id", "gathered_on", "id", "inspection_id", "is_after_fieldwork", "marking", "method_id", "number", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "question_area_id", "source_role", "sources", "summary", "uuid", "version", "withdrawal_reason", "withdrawn_at", "withdrawn_by_id") VALUES (NEW."added_at", NEW."added_by_id", NEW."chapter_id", NEW."gathered_on", NEW."id", NEW."inspection_id", NEW."is_after_fieldwork", NEW."marking", NEW."method_id", NEW."number", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."place", NEW."question_area_id", NEW."source_role", NEW."sources", NEW."summary", NEW."uuid", NEW."version", NEW."withdrawal_reason", NEW."withdrawn_at", NEW."withdrawn_by_id"); RETURN NULL;',
                        hash="2b6582d9c3810d1782f366c2b59ba6d4501a2508",
                        operation="UPDATE",
                        pgid="pgtrigger_update_update_01d1d",
                        table="findings_evidence",
                        when="AFTER",
                    ),
                ),
                pgtrigger.compiler.Trigger(
                    name="delete_delete",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "findings_evidenceevent" ("added_at", "added_by_id", "chapter_id", "gathered_on", "id", "inspection_id", "is_after_fieldwork", "marking", "method_id", "number", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "question_area_id", "source_role", "sources", "summary", "uuid", "version", "withdrawal_reason", "withdrawn_at", "withdrawn_by_id") VALUES (OLD."added_at", OLD."added_by_id", OLD."chapter_id", OLD."gathered_on", OLD."id", OLD."inspection_id", OLD."is_after_fieldwork", OLD."marking", OLD."method_id", OLD."number", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."place", OLD."question_area_id", OLD."source_role", OLD."sources", OLD."summary", OLD."uuid", OLD."version", OLD."withdrawal_reason", OLD."withdrawn_at", OLD."withdrawn_by_id"); RETURN NULL;',
                        hash="7bb8a4816e78244bf83871b4d891da7b274a237a",
                        operation="DELETE",
                        pgid="pgtrigger_delete_delete_f6df6",
                        table="findings_evidence",
                        when="AFTER",
                    ),
                ),
            ],
        ),
        inspection_portal.core.operations.AddTriggers(
            model_name="evidenceevent",
            triggers=[
                pgtrigger.compiler.Trigger(
                    name="append_only",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                        hash="576cf03fbe9559d209002ca460d976a57ef1e195",
                        operation="UPDATE OR DELETE",
                        pgid="pgtrigger_append_only_40966",
                        table="findings_evidenceevent",
                        when="BEFORE",
                    ),
                )
            ],
        ),
        inspection_portal.core.operations.AddTriggers(
            model_name="evidencefile",
            triggers=[
                pgtrigger.compiler.Trigger(
                    name="insert_insert",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "findings_evidencefileevent" ("added_at", "added_by_id", "content_type", "evidence_id", "id", "name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "sha256", "size", "uuid") VALUES (NEW."added_at", NEW."added_by_id", NEW."content_type", NEW."evidence_id", NEW."id", NEW."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."sha256", NEW."size", NEW."uuid"); RETURN NULL;',
                        hash="d2fcc56e7474e75d06dd147570839fecaa2025c5",
                        operation="INSERT",
                        pgid="pgtrigger_insert_insert_10942",
                        table="findings_evidencefile",
                        when="AFTER",
                    ),
                ),
                pgtrigger.compiler.Trigger(
                    name="update_update",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        condition='WHEN (OLD."added_at" IS DISTINCT FROM (NEW."added_at") OR OLD."added_by_id" IS DISTINCT FROM (NEW."added_by_id") OR OLD."content_type" IS DISTINCT FROM (NEW."content_type") OR OLD."evidence_id" IS DISTINCT FROM (NEW."evidence_id") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."name" IS DISTINCT FROM (NEW."name") OR OLD."sha256" IS DISTINCT FROM (NEW."sha256") OR OLD."size" IS DISTINCT FROM (NEW."size") OR OLD."uuid" IS DISTINCT FROM (NEW."uuid"))',
                        func='INSERT INTO "findings_evidencefileevent" ("added_at", "added_by_id", "content_type", "evidence_id", "id", "name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "sha256", "size", "uuid") VALUES (NEW."added_at", NEW."added_by_id", NEW."content_type", NEW."evidence_id", NEW."id", NEW."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."sha256", NEW."size", NEW."uuid"); RETURN NULL;',
                        hash="f64cf7724d311e4bcf73c257f614c6df988cfb37",
                        operation="UPDATE",
                        pgid="pgtrigger_update_update_21cfb",
                        table="findings_evidencefile",
                        when="AFTER",
                    ),
                ),
                pgtrigger.compiler.Trigger(
                    name="delete_delete",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "findings_evidencefileevent" ("added_at", "added_by_id", "content_type", "evidence_id", "id", "name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "sha256", "size", "uuid") VALUES (OLD."added_at", OLD."added_by_id", OLD."content_type", OLD."evidence_id", OLD."id", OLD."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."sha256", OLD."size", OLD."uuid"); RETURN NULL;',
                        hash="c4cbe5f3929b22b734b6fc2667a10b8ff4359e46",
                        operation="DELETE",
                        pgid="pgtrigger_delete_delete_e2928",
                        table="findings_evidencefile",
                        when="AFTER",
                    ),
                ),
            ],
        ),
        inspection_portal.core.operations.AddTriggers(
            model_name="evidencefileevent",
            triggers=[
                pgtrigger.compiler.Trigger(
                    name="append_only",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                        hash="f1092af54671951e8a620c1571fec08bb0032024",
                        operation="UPDATE OR DELETE",
                        pgid="pgtrigger_append_only_8381a",
                        table="findings_evidencefileevent",
                        when="BEFORE",
                    ),
                )
            ],
        ),
        inspection_portal.core.operations.AddTriggers(
            model_name="evidencelink",
            triggers=[
                pgtrigger.compiler.Trigger(
                    name="insert_insert",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "findings_evidencelinkevent" ("at", "by_id", "evidence_id", "id", "paragraph_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."at", NEW."by_id", NEW."evidence_id", NEW."id", NEW."paragraph_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id"); RETURN NULL;',
                        hash="2c48126119a2d15abd5d3c361b1d4836ec7e2c97",
                        operation="INSERT",
                        pgid="pgtrigger_insert_insert_af228",
                        table="findings_evidencelink",
                        when="AFTER",
                    ),
                ),
                pgtrigger.compiler.Trigger(
                    name="update_update",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                        func='INSERT INTO "findings_evidencelinkevent" ("at", "by_id", "evidence_id", "id", "paragraph_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."at", NEW."by_id", NEW."evidence_id", NEW."id", NEW."paragraph_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id"); RETURN NULL;',
                        hash="05915f219e2aee68f2c62664e2afcf7d3b3b173c",
                        operation="UPDATE",
                        pgid="pgtrigger_update_update_ceebf",
                        table="findings_evidencelink",
                        when="AFTER",
                    ),
                ),
                pgtrigger.compiler.Trigger(
                    name="delete_delete",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "findings_evidencelinkevent" ("at", "by_id", "evidence_id", "id", "paragraph_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (OLD."at", OLD."by_id", OLD."evidence_id", OLD."id", OLD."paragraph_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id"); RETURN NULL;',
                        hash="4570a4f7a063df37693193bcb5523b7eed053aee",
                        operation="DELETE",
                        pgid="pgtrigger_delete_delete_6a135",
                        table="findings_evidencelink",
                        when="AFTER",
                    ),
                ),
            ],
        ),
        inspection_portal.core.operations.AddTriggers(
            model_name="evidencelinkevent",
            triggers=[
                pgtrigger.compiler.Trigger(
                    name="append_only",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                        hash="8332c7ad05bedf0d44ecc1749656cdaa2522095c",
                        operation="UPDATE OR DELETE",
                        pgid="pgtrigger_append_only_80112",
                        table="findings_evidencelinkevent",
                        when="BEFORE",
                    ),
                )
            ],
        ),
        inspection_portal.core.operations.AddTriggers(
            model_name="prepublicationcheck",
            triggers=[
                pgtrigger.compiler.Trigger(
                    name="insert_insert",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "findings_prepublicationcheckevent" ("closed_at", "closed_by_id", "closes_at", "id", "inspection_id", "opened_at", "opened_by_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "uuid") VALUES (NEW."closed_at", NEW."closed_by_id", NEW."closes_at", NEW."id", NEW."inspection_id", NEW."opened_at", NEW."opened_by_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."uuid"); RETURN NULL;',
                        hash="780db3af8ed4dcf31c5405a136031bd51ed7f4f6",
                        operation="INSERT",
                        pgid="pgtrigger_insert_insert_f58a8",
                        table="findings_prepublicationcheck",
                        when="AFTER",
                    ),
                ),
                pgtrigger.compiler.Trigger(
                    name="update_update",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                        func='INSERT INTO "findings_prepublicationcheckevent" ("closed_at", "closed_by_id", "closes_at", "id", "inspection_id", "opened_at", "opened_by_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "uuid") VALUES (NEW."closed_at", NEW."closed_by_id", NEW."closes_at", NEW."id", NEW."inspection_id", NEW."opened_at", NEW."opened_by_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."uuid"); RETURN NULL;',
                        hash="a08914796644547d38e7129f1d7f6a684c999f2f",
                        operation="UPDATE",
                        pgid="pgtrigger_update_update_bca4f",
                        table="findings_prepublicationcheck",
                        when="AFTER",
                    ),
                ),
                pgtrigger.compiler.Trigger(
                    name="delete_delete",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "findings_prepublicationcheckevent" ("closed_at", "closed_by_id", "closes_at", "id", "inspection_id", "opened_at", "opened_by_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "uuid") VALUES (OLD."closed_at", OLD."closed_by_id", OLD."closes_at", OLD."id", OLD."inspection_id", OLD."opened_at", OLD."opened_by_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."uuid"); RETURN NULL;',
                        hash="f68b257b9dd18ba9e7a6d5a4dbcc8176f41d7536",
                        operation="DELETE",
                        pgid="pgtrigger_delete_delete_1d638",
                        table="findings_prepublicationcheck",
                        when="AFTER",
                    ),
                ),
            ],
        ),
        inspection_portal.core.operations.AddTriggers(
            model_name="prepublicationcheckevent",
            triggers=[
                pgtrigger.compiler.Trigger(
                    name="append_only",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                        hash="41788a6a8ed5b7b965ccec13633fbd5c19337b12",
                        operation="UPDATE OR DELETE",
                        pgid="pgtrigger_append_only_c33b1",
                        table="findings_prepublicationcheckevent",
                        when="BEFORE",
                    ),
                )
            ],
        ),
        inspection_portal.core.operations.AddTriggers(
            model_name="extract",
            triggers=[
                pgtrigger.compiler.Trigger(
                    name="insert_insert",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "findings_extractevent" ("chapter_id", "check_round_id", "content_sha256", "id", "number", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "uuid") VALUES (NEW."chapter_id", NEW."check_round_id", NEW."content_sha256", NEW."id", NEW."number", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."uuid"); RETURN NULL;',
                        hash="8652dc63195a2c2404144b003abfcca8a77e5e58",
                        operation="INSERT",
                        pgid="pgtrigger_insert_insert_2a7e5",
                        table="findings_extract",
                        when="AFTER",
                    ),
                ),
                pgtrigger.compiler.Trigger(
                    name="update_update",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        condition='WHEN (OLD."chapter_id" IS DISTINCT FROM (NEW."chapter_id") OR OLD."check_round_id" IS DISTINCT FROM (NEW."check_round_id") OR OLD."content_sha256" IS DISTINCT FROM (NEW."content_sha256") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."number" IS DISTINCT FROM (NEW."number") OR OLD."uuid" IS DISTINCT FROM (NEW."uuid"))',
                        func='INSERT INTO "findings_extractevent" ("chapter_id", "check_round_id", "content_sha256", "id", "number", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "uuid") VALUES (NEW."chapter_id", NEW."check_round_id", NEW."content_sha256", NEW."id", NEW."number", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."uuid"); RETURN NULL;',
                        hash="ef62af508d4491e6c75493f13dcd14a5902b24bf",
                        operation="UPDATE",
                        pgid="pgtrigger_update_update_a2d7b",
                        table="findings_extract",
                        when="AFTER",
                    ),
                ),
                pgtrigger.compiler.Trigger(
                    name="delete_delete",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "findings_extractevent" ("chapter_id", "check_round_id", "content_sha256", "id", "number", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "uuid") VALUES (OLD."chapter_id", OLD."check_round_id", OLD."content_sha256", OLD."id", OLD."number", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."uuid"); RETURN NULL;',
                        hash="4e70e1c9e5733f0ec1f7c407544069819e2d53d9",
                        operation="DELETE",
                        pgid="pgtrigger_delete_delete_7c1b4",
                        table="findings_extract",
                        when="AFTER",
                    ),
                ),
            ],
        ),
        inspection_portal.core.operations.AddTriggers(
            model_name="extractevent",
            triggers=[
                pgtrigger.compiler.Trigger(
                    name="append_only",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                        hash="179f0385e98528078204bb9bf89661c69f1a05d2",
                        operation="UPDATE OR DELETE",
                        pgid="pgtrigger_append_only_483d4",
                        table="findings_extractevent",
                        when="BEFORE",
                    ),
                )
            ],
        ),
        inspection_portal.core.operations.AddTriggers(
            model_name="extractreply",
            triggers=[
                pgtrigger.compiler.Trigger(
                    name="insert_insert",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "findings_extractreplyevent" ("at", "by_id", "extract_id", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "uuid") VALUES (NEW."at", NEW."by_id", NEW."extract_id", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."uuid"); RETURN NULL;',
                        hash="60d0cbc948001856312e334255100ddec84b8a2f",
                        operation="INSERT",
                        pgid="pgtrigger_insert_insert_a00ce",
                        table="findings_extractreply",
                        when="AFTER",
                    ),
                ),
                pgtrigger.compiler.Trigger(
                    name="update_update",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                        func='INSERT INTO "findings_extractreplyevent" ("at", "by_id", "extract_id", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "uuid") VALUES (NEW."at", NEW."by_id", NEW."extract_id", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."uuid"); RETURN NULL;',
                        hash="059ba5ddf551789349275ed176dcd4107f37e7ac",
                        operation="UPDATE",
                        pgid="pgtrigger_update_update_28dfd",
                        table="findings_extractreply",
                        when="AFTER",
                    ),
                ),
                pgtrigger.compiler.Trigger(
                    name="delete_delete",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "findings_extractreplyevent" ("at", "by_id", "extract_id", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "uuid") VALUES (OLD."at", OLD."by_id", OLD."extract_id", OLD."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."uuid"); RETURN NULL;',
                        hash="d4be94f1295a390488e10b030a50f1305bc0b132",
                        operation="DELETE",
                        pgid="pgtrigger_delete_delete_06dc7",
                        table="findings_extractreply",
                        when="AFTER",
                    ),
                ),
            ],
        ),
        inspection_portal.core.operations.AddTriggers(
            model_name="extractreplyevent",
            triggers=[
                pgtrigger.compiler.Trigger(
                    name="append_only",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                        hash="988fae0422d08586f5b417247ef568f004becbd1",
                        operation="UPDATE OR DELETE",
                        pgid="pgtrigger_append_only_d9aad",
                        table="findings_extractreplyevent",
                        when="BEFORE",
                    ),
                )
            ],
        ),
        inspection_portal.core.operations.AddTriggers(
            model_name="challenge",
            triggers=[
                pgtrigger.compiler.Trigger(
                    name="insert_insert",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "findings_challengeevent" ("confirmed_at", "confirmed_by_id", "decided_at", "decided_by_id", "decision", "extract_id", "id", "number", "paragraph_id", "passage", "passage_number", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "raised_at", "raised_by_id", "reason", "text", "text_after", "text_before", "uuid", "withdrawn_at", "withdrawn_by_id") VALUES (NEW."confirmed_at", NEW."confirmed_by_id", NEW."decided_at", NEW."decided_by_id", NEW."decision", NEW."extract_id", NEW."id", NEW."number", NEW."paragraph_id", NEW."passage", NEW."passage_number", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."raised_at", NEW."raised_by_id", NEW."reason", NEW."text", NEW."text_after", NEW."text_before", NEW."uuid", NEW."withdrawn_at", NEW."withdrawn_by_id"); RETURN NULL;',
                        hash="768512668c31dbf3657c8d5bf8948becd4d3d749",
                        operation="INSERT",
                        pgid="pgtrigger_insert_insert_ce926",
                        table="findings_challenge",
                        when="AFTER",
                    ),
                ),
                pgtrigger.compiler.Trigger(
                    name="update_update",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                        func='INSERT INTO "findings_challengeevent" ("confirmed_at", "confirmed_by_id", "decided_at", "decided_by_id", "decision", "extract_id", "id", "number", "paragraph_id", "passage", "passage_number", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "raised_at", "raised_by_id", "reason", "text", "text_after", "text_before", "uuid", "withdrawn_at", "withdrawn_by_id") VALUES (NEW."confirmed_at", NEW."confirmed_by_id", NEW."decided_at", NEW."decided_by_id", NEW."decision", NEW."extract_id", NEW."id", NEW."number", NEW."paragraph_id", NEW."passage", NEW."passage_number", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."raised_at", NEW."raised_by_id", NEW."reason", NEW."text", NEW."text_after", NEW."text_before", NEW."uuid", NEW."withdrawn_at", NEW."withdrawn_by_id"); RETURN NULL;',
                        hash="6d75d85cfcbf85e880e7fd168e444c5a8b65275e",
                        operation="UPDATE",
                        pgid="pgtrigger_update_update_794dc",
                        table="findings_challenge",
                        when="AFTER",
                    ),
                ),
                pgtrigger.compiler.Trigger(
                    name="delete_delete",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "findings_challengeevent" ("confirmed_at", "confirmed_by_id", "decided_at", "decided_by_id", "decision", "extract_id", "id", "number", "paragraph_id", "passage", "passage_number", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "raised_at", "raised_by_id", "reason", "text", "text_after", "text_before", "uuid", "withdrawn_at", "withdrawn_by_id") VALUES (OLD."confirmed_at", OLD."confirmed_by_id", OLD."decided_at", OLD."decided_by_id", OLD."decision", OLD."extract_id", OLD."id", OLD."number", OLD."paragraph_id", OLD."passage", OLD."passage_number", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."raised_at", OLD."raised_by_id", OLD."reason", OLD."text", OLD."text_after", OLD."text_before", OLD."uuid", OLD."withdrawn_at", OLD."withdrawn_by_id"); RETURN NULL;',
                        hash="bbc45e296a30c44c8c60a1c5714f5ba631816b0b",
                        operation="DELETE",
                        pgid="pgtrigger_delete_delete_b3c3b",
                        table="findings_challenge",
                        when="AFTER",
                    ),
                ),
            ],
        ),
        inspection_portal.core.operations.AddTriggers(
            model_name="challengeevent",
            triggers=[
                pgtrigger.compiler.Trigger(
                    name="append_only",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                        hash="8495126446b758c6abcb9378b7f4c4713caf4511",
                        operation="UPDATE OR DELETE",
                        pgid="pgtrigger_append_only_4b8c7",
                        table="findings_challengeevent",
                        when="BEFORE",
                    ),
                )
            ],
        ),
        inspection_portal.core.operations.AddTriggers(
            model_name="challengefile",
            triggers=[
                pgtrigger.compiler.Trigger(
                    name="insert_insert",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "findings_challengefileevent" ("added_at", "added_by_id", "challenge_id", "content_type", "id", "name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "sha256", "size", "uuid") VALUES (NEW."added_at", NEW."added_by_id", NEW."challenge_id", NEW."content_type", NEW."id", NEW."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."sha256", NEW."size", NEW."uuid"); RETURN NULL;',
                        hash="e438cd8bfeb91c59a710982943ddf82fd42d78d5",
                        operation="INSERT",
                        pgid="pgtrigger_insert_insert_77344",
                        table="findings_challengefile",
                        when="AFTER",
                    ),
                ),
                pgtrigger.compiler.Trigger(
                    name="update_update",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        condition='WHEN (OLD."added_at" IS DISTINCT FROM (NEW."added_at") OR OLD."added_by_id" IS DISTINCT FROM (NEW."added_by_id") OR OLD."challenge_id" IS DISTINCT FROM (NEW."challenge_id") OR OLD."content_type" IS DISTINCT FROM (NEW."content_type") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."name" IS DISTINCT FROM (NEW."name") OR OLD."sha256" IS DISTINCT FROM (NEW."sha256") OR OLD."size" IS DISTINCT FROM (NEW."size") OR OLD."uuid" IS DISTINCT FROM (NEW."uuid"))',
                        func='INSERT INTO "findings_challengefileevent" ("added_at", "added_by_id", "challenge_id", "content_type", "id", "name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "sha256", "size", "uuid") VALUES (NEW."added_at", NEW."added_by_id", NEW."challenge_id", NEW."content_type", NEW."id", NEW."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."sha256", NEW."size", NEW."uuid"); RETURN NULL;',
                        hash="e5935e1599aee3cf542c907c88362fa7243e5e8f",
                        operation="UPDATE",
                        pgid="pgtrigger_update_update_daa0e",
                        table="findings_challengefile",
                        when="AFTER",
                    ),
                ),
                pgtrigger.compiler.Trigger(
                    name="delete_delete",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "findings_challengefileevent" ("added_at", "added_by_id", "challenge_id", "content_type", "id", "name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "sha256", "size", "uuid") VALUES (OLD."added_at", OLD."added_by_id", OLD."challenge_id", OLD."content_type", OLD."id", OLD."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."sha256", OLD."size", OLD."uuid"); RETURN NULL;',
                        hash="99439dadedb4e2d2afe1ae9d91de33c43dea35b0",
                        operation="DELETE",
                        pgid="pgtrigger_delete_delete_2770a",
                        table="findings_challengefile",
                        when="AFTER",
                    ),
                ),
            ],
        ),
        inspection_portal.core.operations.AddTriggers(
            model_name="challengefileevent",
            triggers=[
                pgtrigger.compiler.Trigger(
                    name="append_only",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                        hash="0fe69766382c1a0a0614cd0ec54017d78aa0f556",
                        operation="UPDATE OR DELETE",
                        pgid="pgtrigger_append_only_06c90",
                        table="findings_challengefileevent",
                        when="BEFORE",
                    ),
                )
            ],
        ),
        inspection_portal.core.operations.AddTriggers(
            model_name="gradescaleevent",
            triggers=[
                pgtrigger.compiler.Trigger(
                    name="append_only",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                        hash="5651dd36f3e56553a26b39c81b36fc4affdcf306",
                        operation="UPDATE OR DELETE",
                        pgid="pgtrigger_append_only_43d07",
                        table="findings_gradescaleevent",
                        when="BEFORE",
                    ),
                )
            ],
        ),
        inspection_portal.core.operations.AddTriggers(
            model_name="grade",
            triggers=[
                pgtrigger.compiler.Trigger(
                    name="insert_insert",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "findings_gradeevent" ("id", "key", "label", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "rank", "scale_id") VALUES (NEW."id", NEW."key", NEW."label", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."rank", NEW."scale_id"); RETURN NULL;',
                        hash="bb92579e1594500918d86eafedfb0dc0d6b0ac6a",
                        operation="INSERT",
                        pgid="pgtrigger_insert_insert_bc3dd",
                        table="findings_grade",
                        when="AFTER",
                    ),
                ),
                pgtrigger.compiler.Trigger(
                    name="update_update",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                        func='INSERT INTO "findings_gradeevent" ("id", "key", "label", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "rank", "scale_id") VALUES (NEW."id", NEW."key", NEW."label", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."rank", NEW."scale_id"); RETURN NULL;',
                        hash="b184315cc1767848c7719d9e3db249755d29a2d3",
                        operation="UPDATE",
                        pgid="pgtrigger_update_update_7bc04",
                        table="findings_grade",
                        when="AFTER",
                    ),
                ),
                pgtrigger.compiler.Trigger(
                    name="delete_delete",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "findings_gradeevent" ("id", "key", "label", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "rank", "scale_id") VALUES (OLD."id", OLD."key", OLD."label", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."rank", OLD."scale_id"); RETURN NULL;',
                        hash="2d039b5926223bce3199ae6ed9c75030083e0af7",
                        operation="DELETE",
                        pgid="pgtrigger_delete_delete_df5dd",
                        table="findings_grade",
                        when="AFTER",
                    ),
                ),
            ],
        ),
        inspection_portal.core.operations.AddTriggers(
            model_name="gradeevent",
            triggers=[
                pgtrigger.compiler.Trigger(
                    name="append_only",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                        hash="38013d138d405a64310098cb91ecf716d759f922",
                        operation="UPDATE OR DELETE",
                        pgid="pgtrigger_append_only_0c574",
                        table="findings_gradeevent",
                        when="BEFORE",
                    ),
                )
            ],
        ),
        inspection_portal.core.operations.AddTriggers(
            model_name="judgment",
            triggers=[
                pgtrigger.compiler.Trigger(
                    name="insert_insert",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "findings_judgmentevent" ("grade_id", "id", "inspected_body_id", "moderated_by_id", "outcome", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "proposed_by_id", "state", "uuid", "version") VALUES (NEW."grade_id", NEW."id", NEW."inspected_body_id", NEW."moderated_by_id", NEW."outcome", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."proposed_by_id", NEW."state", NEW."uuid", NEW."version"); RETURN NULL;',
                        hash="9640d53c273d91a300459a13b793b428bd9180fd",
                        operation="INSERT",
                        pgid="pgtrigger_insert_insert_43fe4",
                        table="findings_judgment",
                        when="AFTER",
                    ),
                ),
                pgtrigger.compiler.Trigger(
                    name="update_update",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                        func='INSERT INTO "findings_judgmentevent" ("grade_id", "id", "inspected_body_id", "moderated_by_id", "outcome", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "proposed_by_id", "state", "uuid", "version") VALUES (NEW."grade_id", NEW."id", NEW."inspected_body_id", NEW."moderated_by_id", NEW."outcome", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."proposed_by_id", NEW."state", NEW."uuid", NEW."version"); RETURN NULL;',
                        hash="2cae0bf9219a2e6300876924766e265da0fcc468",
                        operation="UPDATE",
                        pgid="pgtrigger_update_update_2d820",
                        table="findings_judgment",
                        when="AFTER",
                    ),
                ),
                pgtrigger.compiler.Trigger(
                    name="delete_delete",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "findings_judgmentevent" ("grade_id", "id", "inspected_body_id", "moderated_by_id", "outcome", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "proposed_by_id", "state", "uuid", "version") VALUES (OLD."grade_id", OLD."id", OLD."inspected_body_id", OLD."moderated_by_id", OLD."outcome", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."proposed_by_id", OLD."state", OLD."uuid", OLD."version"); RETURN NULL;',
                        hash="270e66a145c10167e0ebf3fb7703ddaf53da4a28",
                        operation="DELETE",
                        pgid="pgtrigger_delete_delete_b30e0",
                        table="findings_judgment",
                        when="AFTER",
                    ),
                ),
            ],
        ),
        inspection_portal.core.operations.AddTriggers(
            model_name="judgmentevent",
            triggers=[
                pgtrigger.compiler.Trigger(
                    name="append_only",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                        hash="8c84155e0c11ef3bf930a626f365568774901c94",
                        operation="UPDATE OR DELETE",
                        pgid="pgtrigger_append_only_ec410",
                        table="findings_judgmentevent",
                        when="BEFORE",
                    ),
                )
            ],
        ),
        inspection_portal.core.operations.AddTriggers(
            model_name="workinggrade",
            triggers=[
                pgtrigger.compiler.Trigger(
                    name="insert_insert",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "findings_workinggradeevent" ("at", "by_id", "chapter_id", "grade_id", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "question_area_id", "reason", "uuid", "version") VALUES (NEW."at", NEW."by_id", NEW."chapter_id", NEW."grade_id", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."question_area_id", NEW."reason", NEW."uuid", NEW."version"); RETURN NULL;',
                        hash="1f29413f758cd75b9ab44211b6836b75b3a03fd6",
                        operation="INSERT",
                        pgid="pgtrigger_insert_insert_2914d",
                        table="findings_workinggrade",
                        when="AFTER",
                    ),
                ),
                pgtrigger.compiler.Trigger(
                    name="update_update",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                        func='INSERT INTO "findings_workinggradeevent" ("at", "by_id", "chapter_id", "grade_id", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "question_area_id", "reason", "uuid", "version") VALUES (NEW."at", NEW."by_id", NEW."chapter_id", NEW."grade_id", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."question_area_id", NEW."reason", NEW."uuid", NEW."version"); RETURN NULL;',
                        hash="7c6d85d9bf57127b7bff19c9c448ba6760945bd9",
                        operation="UPDATE",
                        pgid="pgtrigger_update_update_03b49",
                        table="findings_workinggrade",
                        when="AFTER",
                    ),
                ),
                pgtrigger.compiler.Trigger(
                    name="delete_delete",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "findings_workinggradeevent" ("at", "by_id", "chapter_id", "grade_id", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "question_area_id", "reason", "uuid", "version") VALUES (OLD."at", OLD."by_id", OLD."chapter_id", OLD."grade_id", OLD."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."question_area_id", OLD."reason", OLD."uuid", OLD."version"); RETURN NULL;',
                        hash="34bacdf61734c63bd4373f84e4085282d03870f3",
                        operation="DELETE",
                        pgid="pgtrigger_delete_delete_47834",
                        table="findings_workinggrade",
                        when="AFTER",
                    ),
                ),
            ],
        ),
        inspection_portal.core.operations.AddTriggers(
            model_name="workinggradeevent",
            triggers=[
                pgtrigger.compiler.Trigger(
                    name="append_only",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                        hash="c048bff1ac97a4285f9ccb799122d314f64a6fec",
                        operation="UPDATE OR DELETE",
                        pgid="pgtrigger_append_only_67d30",
                        table="findings_workinggradeevent",
                        when="BEFORE",
                    ),
                )
            ],
        ),
        inspection_portal.core.operations.AddTriggers(
            model_name="blindgrade",
            triggers=[
                pgtrigger.compiler.Trigger(
                    name="insert_insert",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "findings_blindgradeevent" ("asked_at", "asked_by_id", "at", "by_id", "chapter_id", "declined_at", "grade_id", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "uuid") VALUES (NEW."asked_at", NEW."asked_by_id", NEW."at", NEW."by_id", NEW."chapter_id", NEW."declined_at", NEW."grade_id", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."reason", NEW."uuid"); RETURN NULL;',
                        hash="c03eba8b38c30210ffc504ab3070cc02ab93da58",
                        operation="INSERT",
                        pgid="pgtrigger_insert_insert_88add",
                        table="findings_blindgrade",
                        when="AFTER",
                    ),
                ),
                pgtrigger.compiler.Trigger(
                    name="update_update",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                        func='INSERT INTO "findings_blindgradeevent" ("asked_at", "asked_by_id", "at", "by_id", "chapter_id", "declined_at", "grade_id", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "uuid") VALUES (NEW."asked_at", NEW."asked_by_id", NEW."at", NEW."by_id", NEW."chapter_id", NEW."declined_at", NEW."grade_id", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."reason", NEW."uuid"); RETURN NULL;',
                        hash="3020152f14a91079060b4495cb0a2341d9fd840f",
                        operation="UPDATE",
                        pgid="pgtrigger_update_update_e55e9",
                        table="findings_blindgrade",
                        when="AFTER",
                    ),
                ),
                pgtrigger.compiler.Trigger(
                    name="delete_delete",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "findings_blindgradeevent" ("asked_at", "asked_by_id", "at", "by_id", "chapter_id", "declined_at", "grade_id", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "uuid") VALUES (OLD."asked_at", OLD."asked_by_id", OLD."at", OLD."by_id", OLD."chapter_id", OLD."declined_at", OLD."grade_id", OLD."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."reason", OLD."uuid"); RETURN NULL;',
                        hash="2f612bd58d44ca09843deba400e5953753cf3f1f",
                        operation="DELETE",
                        pgid="pgtrigger_delete_delete_b0bc1",
                        table="findings_blindgrade",
                        when="AFTER",
                    ),
                ),
            ],
        ),
        inspection_portal.core.operations.AddTriggers(
            model_name="blindgradeevent",
            triggers=[
                pgtrigger.compiler.Trigger(
                    name="append_only",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                        hash="210eaf869ebbcd6d1526b2c5abf3d36d4b8f3dcf",
                        operation="UPDATE OR DELETE",
                        pgid="pgtrigger_append_only_ab09d",
                        table="findings_blindgradeevent",
                        when="BEFORE",
                    ),
                )
            ],
        ),
        inspection_portal.core.operations.AddTriggers(
            model_name="findingaboutbody",
            triggers=[
                pgtrigger.compiler.Trigger(
                    name="insert_insert",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "findings_findingaboutbodyevent" ("finding_id", "id", "inspectedbody_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label") VALUES (NEW."finding_id", NEW."id", NEW."inspectedbody_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\'); RETURN NULL;',
                        hash="af12c00c43a57ddfa3f769573bd90bd9fafceb95",
                        operation="INSERT",
                        pgid="pgtrigger_insert_insert_be32a",
                        table="findings_finding_also_about",
                        when="AFTER",
                    ),
                ),
                pgtrigger.compiler.Trigger(
                    name="update_update",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                        func='INSERT INTO "findings_findingaboutbodyevent" ("finding_id", "id", "inspectedbody_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label") VALUES (NEW."finding_id", NEW."id", NEW."inspectedbody_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\'); RETURN NULL;',
                        hash="aedbbb5186734a24157839fe77ccb36c11d6e8c3",
                        operation="UPDATE",
                        pgid="pgtrigger_update_update_8db79",
                        table="findings_finding_also_about",
                        when="AFTER",
                    ),
                ),
                pgtrigger.compiler.Trigger(
                    name="delete_delete",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "findings_findingaboutbodyevent" ("finding_id", "id", "inspectedbody_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label") VALUES (OLD."finding_id", OLD."id", OLD."inspectedbody_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\'); RETURN NULL;',
                        hash="b3965bc7dc5a852d33e1360a8d5c3d96721c1a3d",
                        operation="DELETE",
                        pgid="pgtrigger_delete_delete_b8728",
                        table="findings_finding_also_about",
                        when="AFTER",
                    ),
                ),
            ],
        ),
        inspection_portal.core.operations.AddTriggers(
            model_name="findingaboutbodyevent",
            triggers=[
                pgtrigger.compiler.Trigger(
                    name="append_only",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                        hash="a827cff60954f8e17902b90fc7240a6a1220ddf8",
                        operation="UPDATE OR DELETE",
                        pgid="pgtrigger_append_only_b204e",
                        table="findings_findingaboutbodyevent",
                        when="BEFORE",
                    ),
                )
            ],
        ),
        inspection_portal.core.operations.AddTriggers(
            model_name="findingtheme",
            triggers=[
                pgtrigger.compiler.Trigger(
                    name="insert_insert",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "findings_findingthemeevent" ("finding_id", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "theme_id") VALUES (NEW."finding_id", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."theme_id"); RETURN NULL;',
                        hash="1cc2bb22e437c6fe2f179a8134477cb3c2ee4639",
                        operation="INSERT",
                        pgid="pgtrigger_insert_insert_8935d",
                        table="findings_finding_themes",
                        when="AFTER",
                    ),
                ),
                pgtrigger.compiler.Trigger(
                    name="update_update",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                        func='INSERT INTO "findings_findingthemeevent" ("finding_id", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "theme_id") VALUES (NEW."finding_id", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."theme_id"); RETURN NULL;',
                        hash="f3c331a785fff77ce909dfa048623be85e6896f3",
                        operation="UPDATE",
                        pgid="pgtrigger_update_update_da362",
                        table="findings_finding_themes",
                        when="AFTER",
                    ),
                ),
                pgtrigger.compiler.Trigger(
                    name="delete_delete",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "findings_findingthemeevent" ("finding_id", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "theme_id") VALUES (OLD."finding_id", OLD."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."theme_id"); RETURN NULL;',
                        hash="60230bc87b9f2452d39f5e65ae9a252d51e6d00a",
                        operation="DELETE",
                        pgid="pgtrigger_delete_delete_63330",
                        table="findings_finding_themes",
                        when="AFTER",
                    ),
                ),
            ],
        ),
        inspection_portal.core.operations.AddTriggers(
            model_name="findingthemeevent",
            triggers=[
                pgtrigger.compiler.Trigger(
                    name="append_only",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                        hash="0f4eb1f8e225ed55ecf88ccee5bd173161bb218c",
                        operation="UPDATE OR DELETE",
                        pgid="pgtrigger_append_only_60dc2",
                        table="findings_findingthemeevent",
                        when="BEFORE",
                    ),
                )
            ],
        ),
        inspection_portal.core.operations.AddTriggers(
            model_name="evidencehandling",
            triggers=[
                pgtrigger.compiler.Trigger(
                    name="insert_insert",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "findings_evidencehandlingevent" ("evidence_id", "handlinginstruction_id", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label") VALUES (NEW."evidence_id", NEW."handlinginstruction_id", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\'); RETURN NULL;',
                        hash="37de79eb3e9c48c5401cead16c5654194eeba1c8",
                        operation="INSERT",
                        pgid="pgtrigger_insert_insert_50207",
                        table="findings_evidence_handling",
                        when="AFTER",
                    ),
                ),
                pgtrigger.compiler.Trigger(
                    name="update_update",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                        func='INSERT INTO "findings_evidencehandlingevent" ("evidence_id", "handlinginstruction_id", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label") VALUES (NEW."evidence_id", NEW."handlinginstruction_id", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\'); RETURN NULL;',
                        hash="9efd4af7f6d92f98f2ed31d89b2ce29ffebf97a6",
                        operation="UPDATE",
                        pgid="pgtrigger_update_update_5e073",
                        table="findings_evidence_handling",
                        when="AFTER",
                    ),
                ),
                pgtrigger.compiler.Trigger(
                    name="delete_delete",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "findings_evidencehandlingevent" ("evidence_id", "handlinginstruction_id", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label") VALUES (OLD."evidence_id", OLD."handlinginstruction_id", OLD."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\'); RETURN NULL;',
                        hash="03e64eaee5e132a1d3f8e8596fd87c7201441995",
                        operation="DELETE",
                        pgid="pgtrigger_delete_delete_1a2eb",
                        table="findings_evidence_handling",
                        when="AFTER",
                    ),
                ),
            ],
        ),
        inspection_portal.core.operations.AddTriggers(
            model_name="evidencehandlingevent",
            triggers=[
                pgtrigger.compiler.Trigger(
                    name="append_only",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                        hash="1b3a4e7fb6b43a77831d8ff97069f3fd9248c34e",
                        operation="UPDATE OR DELETE",
                        pgid="pgtrigger_append_only_30102",
                        table="findings_evidencehandlingevent",
                        when="BEFORE",
                    ),
                )
            ],
        ),
        inspection_portal.core.operations.AddTriggers(
            model_name="phaseofbody",
            triggers=[
                pgtrigger.compiler.Trigger(
                    name="insert_insert",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "findings_phaseofbodyevent" ("fieldworkphase_id", "id", "inspectedbody_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label") VALUES (NEW."fieldworkphase_id", NEW."id", NEW."inspectedbody_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\'); RETURN NULL;',
                        hash="6cb1700185d6f3e36ca25a1806cad52cefcce4b3",
                        operation="INSERT",
                        pgid="pgtrigger_insert_insert_78b41",
                        table="findings_fieldworkphase_bodies",
                        when="AFTER",
                    ),
                ),
                pgtrigger.compiler.Trigger(
                    name="update_update",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                        func='INSERT INTO "findings_phaseofbodyevent" ("fieldworkphase_id", "id", "inspectedbody_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label") VALUES (NEW."fieldworkphase_id", NEW."id", NEW."inspectedbody_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\'); RETURN NULL;',
                        hash="8ec7e299f5fdef6a4cd38094fa6bcc41d3e5288b",
                        operation="UPDATE",
                        pgid="pgtrigger_update_update_74303",
                        table="findings_fieldworkphase_bodies",
                        when="AFTER",
                    ),
                ),
                pgtrigger.compiler.Trigger(
                    name="delete_delete",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "findings_phaseofbodyevent" ("fieldworkphase_id", "id", "inspectedbody_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label") VALUES (OLD."fieldworkphase_id", OLD."id", OLD."inspectedbody_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\'); RETURN NULL;',
                        hash="6b6ee363cabba8be7ea4070a6523bd518988ed5c",
                        operation="DELETE",
                        pgid="pgtrigger_delete_delete_901fe",
                        table="findings_fieldworkphase_bodies",
                        when="AFTER",
                    ),
                ),
            ],
        ),
        inspection_portal.core.operations.AddTriggers(
            model_name="phaseofbodyevent",
            triggers=[
                pgtrigger.compiler.Trigger(
                    name="append_only",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                        hash="be4dbf9e02f2e0da31f1a23413574fdb8be02d77",
                        operation="UPDATE OR DELETE",
                        pgid="pgtrigger_append_only_b3ad6",
                        table="findings_phaseofbodyevent",
                        when="BEFORE",
                    ),
                )
            ],
        ),
    ]
