import uuid

import django.contrib.postgres.fields
import django.db.models.constraints
import django.db.models.deletion
import django.db.models.functions.text
import pgtrigger.compiler
from django.conf import settings
from django.db import migrations, models

import inspection_portal.core.dates
import inspection_portal.core.operations


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("forces", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        inspection_portal.core.operations.Together(
            steps=[
                migrations.CreateModel(
                    name="QuestionArea",
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
                        ("name", models.TextField(unique=True)),
                        ("position", models.PositiveSmallIntegerField(unique=True)),
                    ],
                    options={
                        "ordering": ["position"],
                    },
                ),
                migrations.CreateModel(
                    name="GradeScale",
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
                        ("name", models.CharField(max_length=60, unique=True)),
                        ("valid_from", models.DateField(unique=True)),
                    ],
                    options={
                        "ordering": ["-valid_from"],
                        "get_latest_by": "valid_from",
                    },
                ),
                migrations.CreateModel(
                    name="Inspection",
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
                            "slug",
                            models.SlugField(
                                error_messages={
                                    "unique": "Another inspection has this short name. Choose another."
                                },
                                unique=True,
                            ),
                        ),
                        ("title", models.TextField()),
                        (
                            "region",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="inspections",
                                to="forces.region",
                            ),
                        ),
                        (
                            "scale",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
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
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("signed_off_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "issued_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("publish_at", models.DateTimeField(blank=True, db_index=True, null=True)),
                        (
                            "published_on",
                            models.GeneratedField(
                                db_persist=True,
                                expression=inspection_portal.core.dates.LondonDay("publish_at"),
                                null=True,
                                output_field=models.DateField(),
                            ),
                        ),
                        (
                            "withdrawn_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("withdrawn_at", models.DateTimeField(blank=True, null=True)),
                        ("withdrawal_reason", models.TextField(blank=True)),
                        ("regional_introduction", models.TextField(blank=True)),
                        ("is_demonstration", models.BooleanField(default=False)),
                    ],
                    options={
                        "ordering": ["title"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("issued_by__isnull", False),
                                        ("publish_at__isnull", False),
                                        ("stage", "issued"),
                                    ),
                                    models.Q(
                                        models.Q(("stage", "issued"), _negated=True),
                                        ("issued_by", None),
                                        ("publish_at", None),
                                    ),
                                    _connector="OR",
                                ),
                                name="inspection_issued_iff_publish_at",
                                violation_error_message="An issued inspection needs its moment of publication, others have none.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "stage__in",
                                        [
                                            "planned",
                                            "evidence_gathering",
                                            "drafting",
                                            "moderation",
                                            "pre_publication_check",
                                            "sign_off",
                                            "issued",
                                        ],
                                    )
                                ),
                                name="inspection_stage_is_known",
                                violation_error_message="That is not a stage of an inspection.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("signed_off_at", None), ("signed_off_by", None)),
                                    models.Q(
                                        ("signed_off_at__isnull", False),
                                        ("signed_off_by__isnull", False),
                                        ("stage__in", ["sign_off", "issued"]),
                                    ),
                                    _connector="OR",
                                ),
                                name="inspection_signed_off_by_someone_iff_signed_off",
                                violation_error_message="Only a report at sign-off is signed off, with who did so and when.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("issued_by", None),
                                    ("signed_off_by", None),
                                    models.Q(
                                        ("issued_by", models.F("signed_off_by")), _negated=True
                                    ),
                                    _connector="OR",
                                ),
                                name="inspection_issued_by_another",
                                violation_error_message="You signed this report off. Ask another publisher to issue it.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("withdrawal_reason", ""),
                                        ("withdrawn_at", None),
                                        ("withdrawn_by", None),
                                    ),
                                    models.Q(
                                        ("stage", "issued"),
                                        ("withdrawal_reason__regex", "\\S"),
                                        ("withdrawn_at__isnull", False),
                                        ("withdrawn_by__isnull", False),
                                    ),
                                    _connector="OR",
                                ),
                                name="inspection_withdrawn_by_someone_with_reason",
                                violation_error_message="Say why the report is withdrawn.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("title__regex", "\\S")),
                                name="inspection_has_title",
                                violation_error_message="Give the inspection a title.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Correction",
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
                                related_name="corrections",
                                to="findings.inspection",
                            ),
                        ),
                        ("reason", models.TextField()),
                        (
                            "opened_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("opened_at", models.DateTimeField()),
                        (
                            "closed_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("closed_at", models.DateTimeField(blank=True, null=True)),
                    ],
                    options={
                        "ordering": ["-opened_at"],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("closed_at", None)),
                                fields=("inspection",),
                                name="inspection_has_one_open_correction",
                                violation_error_message="A correction of this report is already open.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("closed_at", None), ("closed_by", None)),
                                    models.Q(
                                        ("closed_at__isnull", False), ("closed_by__isnull", False)
                                    ),
                                    _connector="OR",
                                ),
                                name="correction_closed_by_someone_iff_closed",
                                violation_error_message="A closed correction needs who closed it and when.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("closed_at", None),
                                    ("closed_at__gte", models.F("opened_at")),
                                    _connector="OR",
                                ),
                                name="correction_closes_after_it_opens",
                                violation_error_message="The correction would be closed before it was opened.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("reason__regex", "\\S")),
                                name="correction_says_why",
                                violation_error_message="Say why the report is corrected.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="TeamMember",
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
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="team",
                                to="findings.inspection",
                            ),
                        ),
                        (
                            "user",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="inspection_teams",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("is_lead", models.BooleanField(default=False)),
                    ],
                    options={
                        "ordering": ["-is_lead", "user__name"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("inspection", "user"),
                                name="team_member_once",
                                violation_error_message="The person is already on the team.",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="InspectedBody",
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
                            "inspection",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="inspected_bodies",
                                to="findings.inspection",
                            ),
                        ),
                        (
                            "body",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="inspected",
                                to="forces.body",
                            ),
                        ),
                        ("position", models.PositiveSmallIntegerField()),
                        ("introduction", models.TextField(blank=True)),
                    ],
                    options={
                        "verbose_name_plural": "inspected bodies",
                        "ordering": ["position"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("inspection", "body"),
                                name="body_inspected_once_per_inspection",
                                violation_error_message="The body is already in this inspection.",
                            ),
                            models.UniqueConstraint(
                                deferrable=django.db.models.constraints.Deferrable["DEFERRED"],
                                fields=("inspection", "position"),
                                name="inspected_body_position_once",
                            ),
                            models.UniqueConstraint(
                                fields=("id", "inspection"), name="inspected_body_with_inspection"
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="AreaIntroduction",
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
                            "inspected_body",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="area_introductions",
                                to="findings.inspectedbody",
                            ),
                        ),
                        (
                            "question_area",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="findings.questionarea",
                            ),
                        ),
                        ("text", models.TextField()),
                    ],
                    options={
                        "ordering": ["question_area__position"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("inspected_body", "question_area"),
                                name="area_introduction_once",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="FieldworkPhase",
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
                            "inspection",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="phases",
                                to="findings.inspection",
                            ),
                        ),
                        ("name", models.CharField(max_length=120)),
                        ("starts_on", models.DateField()),
                        ("ends_on", models.DateField(blank=True, null=True)),
                        (
                            "bodies",
                            models.ManyToManyField(
                                blank=True, related_name="phases", to="findings.inspectedbody"
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["starts_on", "pk"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("ends_on", None),
                                    ("ends_on__gte", models.F("starts_on")),
                                    _connector="OR",
                                ),
                                name="phase_ends_after_it_starts",
                                violation_error_message="The phase ends before it starts.",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Section",
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
                            "inspection",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="sections",
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
                        "ordering": ["-place", "position"],
                        "constraints": [
                            models.UniqueConstraint(
                                deferrable=django.db.models.constraints.Deferrable["DEFERRED"],
                                fields=("inspection", "place", "position"),
                                name="section_position_once",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("place__in", ["introduction", "appendix"])),
                                name="section_place_is_known",
                                violation_error_message="A section is of the introduction or an appendix.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("heading__regex", "\\S")),
                                name="section_has_heading",
                                violation_error_message="Give the section a heading.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="EvidenceMethod",
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
                        "ordering": ["position", "name"],
                        "constraints": [
                            models.UniqueConstraint(
                                django.db.models.functions.text.Lower("name"),
                                name="evidencemethod_name_once",
                                violation_error_message="The list has an item of this name already.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("name__regex", "\\S")),
                                name="evidencemethod_has_name",
                                violation_error_message="Give the item a name.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("valid_until", None),
                                    ("valid_until__gte", models.F("valid_from")),
                                    _connector="OR",
                                ),
                                name="evidencemethod_ends_after_it_starts",
                                violation_error_message="The last day is before the first.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("attribution__in", ["seen", "told", "reported", "recorded"])
                                ),
                                name="evidence_method_attribution_is_known",
                                violation_error_message="Choose how the report words such evidence.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="HandlingInstruction",
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
                    ],
                    options={
                        "ordering": ["position", "name"],
                        "constraints": [
                            models.UniqueConstraint(
                                django.db.models.functions.text.Lower("name"),
                                name="handlinginstruction_name_once",
                                violation_error_message="The list has an item of this name already.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("name__regex", "\\S")),
                                name="handlinginstruction_has_name",
                                violation_error_message="Give the item a name.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("valid_until", None),
                                    ("valid_until__gte", models.F("valid_from")),
                                    _connector="OR",
                                ),
                                name="handlinginstruction_ends_after_it_starts",
                                violation_error_message="The last day is before the first.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Theme",
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
                    ],
                    options={
                        "ordering": ["position", "name"],
                        "constraints": [
                            models.UniqueConstraint(
                                django.db.models.functions.text.Lower("name"),
                                name="theme_name_once",
                                violation_error_message="The list has an item of this name already.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("name__regex", "\\S")),
                                name="theme_has_name",
                                violation_error_message="Give the item a name.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("valid_until", None),
                                    ("valid_until__gte", models.F("valid_from")),
                                    _connector="OR",
                                ),
                                name="theme_ends_after_it_starts",
                                violation_error_message="The last day is before the first.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Finding",
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
                            "inspection",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="findings",
                                to="findings.inspection",
                            ),
                        ),
                        (
                            "chapter",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="findings",
                                to="findings.inspectedbody",
                            ),
                        ),
                        (
                            "question_area",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="findings",
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
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("accelerated_at", models.DateTimeField(blank=True, null=True)),
                        ("needs_review", models.BooleanField(default=False)),
                        (
                            "also_about",
                            models.ManyToManyField(
                                blank=True,
                                related_name="further_findings",
                                to="findings.inspectedbody",
                            ),
                        ),
                        (
                            "themes",
                            models.ManyToManyField(
                                blank=True, related_name="findings", to="findings.theme"
                            ),
                        ),
                    ],
                    options={
                        "ordering": [
                            "inspection",
                            models.OrderBy(models.F("chapter__position"), nulls_first=True),
                            "question_area__position",
                            "position",
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("chapter", None), ("question_area", None)),
                                    models.Q(
                                        ("chapter__isnull", False), ("question_area__isnull", False)
                                    ),
                                    _connector="OR",
                                ),
                                name="finding_in_area_iff_in_chapter",
                                violation_error_message="A finding of a body stands in a question area, a regional one in none.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "kind__in",
                                        [
                                            "narrative",
                                            "area_for_improvement",
                                            "cause_of_concern",
                                            "promising_practice",
                                            "innovative_practice",
                                        ],
                                    )
                                ),
                                name="finding_kind_is_known",
                                violation_error_message="That is not a kind of finding.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("state__in", ["writing", "ready", "agreed"])),
                                name="finding_state_is_known",
                                violation_error_message="That is not a state of a finding.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("polarity__in", ["", "strength", "mixed", "weakness"])
                                ),
                                name="finding_polarity_is_known",
                                violation_error_message="A finding is a strength, mixed or a weakness.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("accelerated_at", None),
                                    ("kind", "cause_of_concern"),
                                    _connector="OR",
                                ),
                                name="finding_accelerated_only_as_cause_of_concern",
                                violation_error_message="Only a cause of concern is published before its report.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("heading__regex", "\\S")),
                                name="finding_has_heading",
                                violation_error_message="Give the finding a heading.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("lead", ""), ("parts", [])),
                                    models.Q(
                                        models.Q(("lead", ""), _negated=True),
                                        models.Q(("parts", []), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="finding_lead_iff_parts",
                                violation_error_message="Bullets need an opening line, and an opening line needs bullets.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Paragraph",
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
                            "finding",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="paragraphs",
                                to="findings.finding",
                            ),
                        ),
                        ("position", models.PositiveSmallIntegerField(blank=True, null=True)),
                        ("text", models.TextField()),
                    ],
                    options={
                        "ordering": [
                            "finding",
                            models.OrderBy(models.F("position"), nulls_last=True),
                            "pk",
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                deferrable=django.db.models.constraints.Deferrable["DEFERRED"],
                                fields=("finding", "position"),
                                name="paragraph_position_once",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ClosedPassage",
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
                            "finding",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="closed_passages",
                                to="findings.finding",
                            ),
                        ),
                        (
                            "after",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="closed_passages",
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
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("written_at", models.DateTimeField()),
                    ],
                    options={
                        "ordering": ["finding", "pk"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("ground__in", ["national_security", "safety"])),
                                name="closed_passage_ground_is_known",
                                violation_error_message="Choose why the passage is kept from publication.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("text__regex", "\\S")),
                                name="closed_passage_has_text",
                                violation_error_message="Enter the passage that is kept from publication.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Comment",
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
                            "finding",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="comments",
                                to="findings.finding",
                            ),
                        ),
                        (
                            "paragraph",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="comments",
                                to="findings.paragraph",
                            ),
                        ),
                        ("text", models.TextField()),
                        (
                            "by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("at", models.DateTimeField()),
                        ("answer", models.TextField(blank=True)),
                        (
                            "resolved_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("resolved_at", models.DateTimeField(blank=True, null=True)),
                    ],
                    options={
                        "ordering": ["at", "pk"],
                        "indexes": [
                            models.Index(
                                condition=models.Q(("resolved_at", None)),
                                fields=["finding"],
                                name="open_comment_by_finding",
                            )
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("text__regex", "\\S")),
                                name="comment_has_text",
                                violation_error_message="Enter your comment.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("resolved_at", None), ("resolved_by", None)),
                                    models.Q(
                                        ("resolved_at__isnull", False),
                                        ("resolved_by__isnull", False),
                                    ),
                                    _connector="OR",
                                ),
                                name="comment_resolved_by_someone_iff_resolved",
                                violation_error_message="A resolved comment needs who resolved it and when.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Presence",
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
                            "finding",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="presences",
                                to="findings.finding",
                            ),
                        ),
                        (
                            "user",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("seen_at", models.DateTimeField()),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("finding", "user"), name="presence_once"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="FindingLink",
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
                            "from_finding",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="links",
                                to="findings.finding",
                            ),
                        ),
                        (
                            "to_finding",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="linked_from",
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
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("at", models.DateTimeField()),
                    ],
                    options={
                        "ordering": ["kind", "pk"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "kind__in",
                                        ["repeats", "supersedes", "resolved_by", "evidence_for"],
                                    )
                                ),
                                name="finding_link_kind_is_known",
                                violation_error_message="Choose how the findings are linked.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("from_finding", models.F("to_finding")), _negated=True
                                ),
                                name="finding_linked_to_another",
                                violation_error_message="A finding is not linked to itself. Choose another one.",
                            ),
                            models.UniqueConstraint(
                                fields=("from_finding", "to_finding", "kind"),
                                name="finding_linked_once",
                                violation_error_message="The findings are linked in this way already.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Evidence",
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
                            "inspection",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="evidence",
                                to="findings.inspection",
                            ),
                        ),
                        ("number", models.PositiveIntegerField()),
                        (
                            "chapter",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="evidence",
                                to="findings.inspectedbody",
                            ),
                        ),
                        (
                            "question_area",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="findings.questionarea",
                            ),
                        ),
                        (
                            "method",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
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
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("added_at", models.DateTimeField()),
                        (
                            "withdrawn_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("withdrawn_at", models.DateTimeField(blank=True, null=True)),
                        ("withdrawal_reason", models.TextField(blank=True)),
                        (
                            "handling",
                            models.ManyToManyField(
                                blank=True, related_name="+", to="findings.handlinginstruction"
                            ),
                        ),
                    ],
                    options={
                        "verbose_name_plural": "evidence",
                        "ordering": ["inspection", "number"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("inspection", "number"), name="evidence_number_once"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("marking__in", ["official", "official_sensitive"])
                                ),
                                name="evidence_marking_is_allowed",
                                violation_error_message="The portal keeps OFFICIAL and OFFICIAL-SENSITIVE only. Leave this out of it.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("summary__regex", "\\S")),
                                name="evidence_has_summary",
                                violation_error_message="Say what the evidence shows.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("sources__gte", 1)),
                                name="evidence_has_a_source",
                                violation_error_message="Evidence has at least one source.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("withdrawal_reason", ""),
                                        ("withdrawn_at", None),
                                        ("withdrawn_by", None),
                                    ),
                                    models.Q(
                                        ("withdrawal_reason__regex", "\\S"),
                                        ("withdrawn_at__isnull", False),
                                        ("withdrawn_by__isnull", False),
                                    ),
                                    _connector="OR",
                                ),
                                name="evidence_withdrawn_by_someone_with_reason",
                                violation_error_message="Say why the evidence is withdrawn.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="EvidenceFile",
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
                        ("name", models.CharField(max_length=200)),
                        ("content_type", models.CharField(max_length=100)),
                        ("size", models.PositiveIntegerField()),
                        ("sha256", models.CharField(max_length=64)),
                        ("content", models.BinaryField()),
                        (
                            "added_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("added_at", models.DateTimeField()),
                        (
                            "evidence",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="files",
                                to="findings.evidence",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["added_at", "pk"],
                    },
                ),
                migrations.CreateModel(
                    name="EvidenceLink",
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
                            "paragraph",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="evidence_links",
                                to="findings.paragraph",
                            ),
                        ),
                        (
                            "evidence",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="links",
                                to="findings.evidence",
                            ),
                        ),
                        (
                            "by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("at", models.DateTimeField()),
                    ],
                    options={
                        "ordering": ["evidence__number"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("paragraph", "evidence"),
                                name="evidence_linked_once",
                                violation_error_message="The paragraph rests on this evidence already.",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="PrePublicationCheck",
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
                                related_name="checks",
                                to="findings.inspection",
                            ),
                        ),
                        (
                            "opened_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("opened_at", models.DateTimeField()),
                        ("closes_at", models.DateTimeField()),
                        (
                            "closed_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("closed_at", models.DateTimeField(blank=True, null=True)),
                    ],
                    options={
                        "ordering": ["-opened_at"],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("closed_at", None)),
                                fields=("inspection",),
                                name="inspection_has_one_open_check",
                                violation_error_message="A check of this report is already open.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("closes_at__gt", models.F("opened_at"))),
                                name="check_closes_after_it_opens",
                                violation_error_message="The check would close before it opens. Choose a later day.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("closed_at", None), ("closed_by", None)),
                                    models.Q(
                                        ("closed_at__isnull", False), ("closed_by__isnull", False)
                                    ),
                                    _connector="OR",
                                ),
                                name="check_closed_by_someone_iff_closed",
                                violation_error_message="A closed check needs who closed it and when.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Extract",
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
                            "check_round",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="extracts",
                                to="findings.prepublicationcheck",
                            ),
                        ),
                        (
                            "chapter",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="extracts",
                                to="findings.inspectedbody",
                            ),
                        ),
                        ("number", models.PositiveSmallIntegerField()),
                        ("content", models.JSONField()),
                        ("content_sha256", models.CharField(max_length=64)),
                    ],
                    options={
                        "ordering": ["check_round", "number"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("check_round", "number"), name="extract_number_once"
                            ),
                            models.UniqueConstraint(
                                fields=("check_round", "chapter"), name="extract_once_per_body"
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ExtractReply",
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
                            "extract",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="reply",
                                to="findings.extract",
                            ),
                        ),
                        (
                            "by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("at", models.DateTimeField()),
                    ],
                    options={
                        "verbose_name_plural": "extract replies",
                    },
                ),
                migrations.CreateModel(
                    name="Challenge",
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
                            "extract",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="challenges",
                                to="findings.extract",
                            ),
                        ),
                        ("number", models.PositiveSmallIntegerField()),
                        (
                            "paragraph",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="challenges",
                                to="findings.paragraph",
                            ),
                        ),
                        ("passage_number", models.PositiveSmallIntegerField()),
                        ("passage", models.TextField()),
                        ("text", models.TextField()),
                        (
                            "raised_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("raised_at", models.DateTimeField()),
                        (
                            "withdrawn_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
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
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
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
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("confirmed_at", models.DateTimeField(blank=True, null=True)),
                    ],
                    options={
                        "ordering": ["extract", "number"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("extract", "number"), name="challenge_number_once"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("text__regex", "\\S")),
                                name="challenge_has_text",
                                violation_error_message="Say what is wrong and what is right.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "decision__in",
                                        ["", "accepted", "accepted_in_part", "rejected"],
                                    )
                                ),
                                name="challenge_decision_is_known",
                                violation_error_message="Accept the challenge, accept it in part, or reject it.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("decided_at", None),
                                        ("decided_by", None),
                                        ("decision", ""),
                                        ("reason", ""),
                                    ),
                                    models.Q(
                                        models.Q(("decision", ""), _negated=True),
                                        ("decided_at__isnull", False),
                                        ("decided_by__isnull", False),
                                        ("reason__regex", "\\S"),
                                    ),
                                    _connector="OR",
                                ),
                                name="challenge_decided_by_someone_with_reason",
                                violation_error_message="Give the reason for your decision.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("confirmed_at", None), ("confirmed_by", None)),
                                    models.Q(
                                        models.Q(("decision", ""), _negated=True),
                                        ("confirmed_at__isnull", False),
                                        ("confirmed_by__isnull", False),
                                        models.Q(
                                            ("confirmed_by", models.F("decided_by")), _negated=True
                                        ),
                                    ),
                                    _connector="OR",
                                ),
                                name="challenge_confirmed_by_another",
                                violation_error_message="You decided this challenge. Ask another person to confirm.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("withdrawn_at", None), ("withdrawn_by", None)),
                                    models.Q(
                                        ("decision", ""),
                                        ("withdrawn_at__isnull", False),
                                        ("withdrawn_by__isnull", False),
                                    ),
                                    _connector="OR",
                                ),
                                name="challenge_withdrawn_by_someone_while_undecided",
                                violation_error_message="Only an undecided challenge is withdrawn.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ChallengeFile",
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
                        ("name", models.CharField(max_length=200)),
                        ("content_type", models.CharField(max_length=100)),
                        ("size", models.PositiveIntegerField()),
                        ("sha256", models.CharField(max_length=64)),
                        ("content", models.BinaryField()),
                        (
                            "added_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("added_at", models.DateTimeField()),
                        (
                            "challenge",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="files",
                                to="findings.challenge",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["added_at", "pk"],
                    },
                ),
                migrations.CreateModel(
                    name="Grade",
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
                            "scale",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="grades",
                                to="findings.gradescale",
                            ),
                        ),
                        ("key", models.SlugField(max_length=30)),
                        ("label", models.CharField(max_length=60)),
                        ("rank", models.PositiveSmallIntegerField()),
                    ],
                    options={
                        "ordering": ["scale", "rank"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("scale", "key"), name="grade_key_once_per_scale"
                            ),
                            models.UniqueConstraint(
                                fields=("scale", "rank"), name="grade_rank_once_per_scale"
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Judgment",
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
                            "inspected_body",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="judgment",
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
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
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
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "moderated_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["inspected_body__inspection", "inspected_body__position"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("grade__isnull", False), ("outcome", "graded")),
                                    models.Q(
                                        ("grade", None),
                                        ("outcome__in", ["not_graded", "previous_stands"]),
                                    ),
                                    _connector="OR",
                                ),
                                name="judgment_graded_iff_grade",
                                violation_error_message="Choose a grade, or say that there is none.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("state__in", ["proposed", "moderated", "final"])
                                ),
                                name="judgment_state_is_known",
                                violation_error_message="That is not a state of a judgment.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("moderated_by", None),
                                    models.Q(
                                        ("moderated_by", models.F("proposed_by")), _negated=True
                                    ),
                                    _connector="OR",
                                ),
                                name="judgment_moderated_by_another",
                                violation_error_message="You proposed this grade. Ask another moderator to moderate it.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("moderated_by", None),
                                        ("proposed_by__isnull", False),
                                        ("state", "proposed"),
                                    ),
                                    models.Q(
                                        ("moderated_by__isnull", False),
                                        ("proposed_by__isnull", False),
                                        ("state__in", ["moderated", "final"]),
                                    ),
                                    models.Q(
                                        ("moderated_by", None),
                                        ("proposed_by", None),
                                        ("state", "final"),
                                    ),
                                    _connector="OR",
                                ),
                                name="judgment_state_names_its_people",
                                violation_error_message="A proposed grade names who proposed it, a moderated or final one also who moderated it.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="JudgmentStep",
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
                            "judgment",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="steps",
                                to="findings.judgment",
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
                                max_length=10,
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
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="findings.grade",
                            ),
                        ),
                        (
                            "by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("at", models.DateTimeField()),
                        ("reason", models.TextField()),
                    ],
                    options={
                        "ordering": ["at", "pk"],
                        "indexes": [
                            models.Index(
                                condition=models.Q(("state", "proposed")),
                                fields=["by", "-at", "-id"],
                                name="proposal_by_person",
                            )
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("grade__isnull", False), ("outcome", "graded")),
                                    models.Q(
                                        ("grade", None),
                                        ("outcome__in", ["not_graded", "previous_stands"]),
                                    ),
                                    _connector="OR",
                                ),
                                name="judgment_step_graded_iff_grade",
                                violation_error_message="Choose a grade, or say that there is none.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("state__in", ["proposed", "moderated", "final"])
                                ),
                                name="judgment_step_state_is_known",
                                violation_error_message="That is not a state of a judgment.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("reason__regex", "\\S")),
                                name="judgment_step_says_why",
                                violation_error_message="Give the reason for the grade.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="WorkingGrade",
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
                            "chapter",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="working_grades",
                                to="findings.inspectedbody",
                            ),
                        ),
                        (
                            "question_area",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="findings.questionarea",
                            ),
                        ),
                        (
                            "grade",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="findings.grade",
                            ),
                        ),
                        ("reason", models.TextField()),
                        (
                            "by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("at", models.DateTimeField()),
                    ],
                    options={
                        "ordering": ["chapter", "question_area__position"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("chapter", "question_area"),
                                name="working_grade_once_per_area",
                                violation_error_message="The question area of this body has a working grade.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("reason__regex", "\\S")),
                                name="working_grade_says_why",
                                violation_error_message="Give the reason for the grade.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="BlindGrade",
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
                            "chapter",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="blind_grades",
                                to="findings.inspectedbody",
                            ),
                        ),
                        (
                            "by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "asked_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("asked_at", models.DateTimeField()),
                        (
                            "grade",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="findings.grade",
                            ),
                        ),
                        ("reason", models.TextField(blank=True)),
                        ("at", models.DateTimeField(blank=True, null=True)),
                        ("declined_at", models.DateTimeField(blank=True, null=True)),
                    ],
                    options={
                        "ordering": ["chapter", "asked_at", "pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("chapter", "by"),
                                name="blind_grade_once_per_person",
                                violation_error_message="The person was asked to grade this body blind already.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("at", None), ("grade", None), ("reason", "")),
                                    models.Q(
                                        ("at__isnull", False),
                                        ("declined_at", None),
                                        ("grade__isnull", False),
                                    ),
                                    _connector="OR",
                                ),
                                name="blind_grade_given_iff_grade",
                                violation_error_message="A blind grade is given with its grade, or declined.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("at", None), ("reason__regex", "\\S"), _connector="OR"
                                ),
                                name="blind_grade_says_why",
                                violation_error_message="Give the reason for the grade.",
                            ),
                        ],
                    },
                ),
            ]
        ),
        # Apart from its table: CreateModel would leave out that it is deferred.
        migrations.AddConstraint(
            model_name="finding",
            constraint=models.UniqueConstraint(
                deferrable=django.db.models.constraints.Deferrable["DEFERRED"],
                fields=("inspection", "chapter", "question_area", "position"),
                name="finding_position_once",
                nulls_distinct=False,
            ),
        ),
        inspection_portal.core.operations.AddTriggers(
            model_name="inspection",
            triggers=[
                pgtrigger.compiler.Trigger(
                    name="frozen_once_issued",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="""
    IF TG_OP = 'UPDATE' AND to_jsonb(OLD) - ARRAY['version', 'stage', 'signed_off_by_id', 'signed_off_at', 'issued_by_id', 'publish_at', 'published_on', 'withdrawn_by_id', 'withdrawn_at', 'withdrawal_reason'] = to_jsonb(NEW) - ARRAY['version', 'stage', 'signed_off_by_id', 'signed_off_at', 'issued_by_id', 'publish_at', 'published_on', 'withdrawn_by_id', 'withdrawn_at', 'withdrawal_reason'] THEN
        RETURN NEW;
    END IF;

    IF EXISTS (
        SELECT 1 FROM findings_inspection AS inspection
        WHERE (inspection.stage = 'issued' OR inspection.signed_off_at IS NOT NULL)
          AND inspection.id IN (SELECT unnest(ARRAY[OLD.id, NEW.id]))
          AND NOT EXISTS (
              SELECT 1 FROM findings_correction AS correction
              WHERE correction.inspection_id = inspection.id AND correction.closed_at IS NULL
          )
    ) THEN
        RAISE EXCEPTION 'What is published changes only through a correction.'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'published_changes_only_by_correction';
    END IF;
    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
    RETURN NEW;
""",
                        hash="2c8814953986cbb67bbf6597183ea940ec452135",
                        operation="INSERT OR UPDATE OR DELETE",
                        pgid="pgtrigger_frozen_once_issued_63658",
                        table="findings_inspection",
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
                        hash="454c7ec4a7416c6b9a9ed8ca1b005ce87741d05a",
                        operation='UPDATE OF "stage", "publish_at", "issued_by_id" OR DELETE',
                        pgid="pgtrigger_published_moment_is_frozen_94684",
                        table="findings_inspection",
                        when="BEFORE",
                    ),
                ),
                pgtrigger.compiler.Trigger(
                    name="withdrawn_for_good",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        condition='WHEN (OLD."withdrawn_at" IS NOT NULL)',
                        func='RAISE EXCEPTION \'pgtrigger: Cannot update of "withdrawn_by_id", "withdrawn_at", "withdrawal_reason" rows from % table\', TG_TABLE_NAME;',
                        hash="93b683237e7c9159e7b0236911a1024d86e5ce63",
                        operation='UPDATE OF "withdrawn_by_id", "withdrawn_at", "withdrawal_reason"',
                        pgid="pgtrigger_withdrawn_for_good_485d7",
                        table="findings_inspection",
                        when="BEFORE",
                    ),
                ),
                pgtrigger.compiler.Trigger(
                    name="judgment_grade_is_of_the_scale",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="""
    IF NOT (
    NOT EXISTS (
        SELECT 1 FROM findings_judgment AS judgment
        JOIN findings_inspectedbody AS chapter ON chapter.id = judgment.inspected_body_id
        JOIN findings_grade AS grade ON grade.id = judgment.grade_id
        WHERE chapter.inspection_id = NEW.id AND grade.scale_id <> NEW.scale_id
    )
) THEN
        RAISE EXCEPTION 'The inspection has grades of another scale.'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'judgment_grade_is_of_the_scale';
    END IF;
    RETURN NEW;
""",
                        hash="206070ab64c53f772b1126195449c7173312c998",
                        operation='UPDATE OF "scale_id"',
                        pgid="pgtrigger_judgment_grade_is_of_the_scale_9fcbc",
                        table="findings_inspection",
                        when="AFTER",
                    ),
                ),
            ],
        ),
        inspection_portal.core.operations.AddTriggers(
            model_name="correction",
            triggers=[
                pgtrigger.compiler.Trigger(
                    name="correction_is_of_published_inspection",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="""
    IF NOT (
    EXISTS (
        SELECT 1 FROM findings_inspection AS inspection
        WHERE inspection.id = NEW.inspection_id AND inspection.stage = 'issued'
    )
) THEN
        RAISE EXCEPTION 'Only a published inspection is corrected.'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'correction_is_of_published_inspection';
    END IF;
    RETURN NEW;
""",
                        hash="937b35c405ceb4860f40e57c306e40f227289ed6",
                        operation="INSERT",
                        pgid="pgtrigger_correction_is_of_published_inspection_1a357",
                        table="findings_correction",
                        when="AFTER",
                    ),
                ),
                pgtrigger.compiler.Trigger(
                    name="never_deleted",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                        hash="7cde2b602aa14026a767c051041fdd6c04e49adb",
                        operation="DELETE",
                        pgid="pgtrigger_never_deleted_ced66",
                        table="findings_correction",
                        when="BEFORE",
                    ),
                ),
                pgtrigger.compiler.Trigger(
                    name="opening_is_frozen",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        condition='WHEN (OLD."inspection_id" IS DISTINCT FROM (NEW."inspection_id") OR OLD."reason" IS DISTINCT FROM (NEW."reason") OR OLD."opened_by_id" IS DISTINCT FROM (NEW."opened_by_id") OR OLD."opened_at" IS DISTINCT FROM (NEW."opened_at"))',
                        func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                        hash="f4ad9e3d02b6bc234951e5b2c418767140ddab0f",
                        operation="UPDATE",
                        pgid="pgtrigger_opening_is_frozen_e4f3d",
                        table="findings_correction",
                        when="BEFORE",
                    ),
                ),
                pgtrigger.compiler.Trigger(
                    name="closed_is_frozen",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        condition='WHEN (OLD."closed_at" IS NOT NULL)',
                        func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                        hash="243cedf8daa4b2ad9d0c2a5ee38bc9f663073ffb",
                        operation="UPDATE",
                        pgid="pgtrigger_closed_is_frozen_2890e",
                        table="findings_correction",
                        when="BEFORE",
                    ),
                ),
            ],
        ),
        inspection_portal.core.operations.AddTriggers(
            model_name="inspectedbody",
            triggers=[
                pgtrigger.compiler.Trigger(
                    name="frozen_once_issued",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="""
    IF EXISTS (
        SELECT 1 FROM findings_inspection AS inspection
        WHERE (inspection.stage = 'issued' OR inspection.signed_off_at IS NOT NULL)
          AND inspection.id IN (SELECT unnest(ARRAY[OLD.inspection_id, NEW.inspection_id]))
          AND NOT EXISTS (
              SELECT 1 FROM findings_correction AS correction
              WHERE correction.inspection_id = inspection.id AND correction.closed_at IS NULL
          )
    ) THEN
        RAISE EXCEPTION 'What is published changes only through a correction.'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'published_changes_only_by_correction';
    END IF;
    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
    RETURN NEW;
""",
                        hash="fa5b8de9278a8c04bf3335c246c526d39ee56caa",
                        operation="INSERT OR UPDATE OR DELETE",
                        pgid="pgtrigger_frozen_once_issued_b4ec2",
                        table="findings_inspectedbody",
                        when="BEFORE",
                    ),
                ),
                pgtrigger.compiler.Trigger(
                    name="stays_in_its_inspection",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        condition='WHEN (OLD."inspection_id" IS DISTINCT FROM (NEW."inspection_id"))',
                        func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                        hash="6618230e534bea2e959949d54e2caa6941f63858",
                        operation="UPDATE",
                        pgid="pgtrigger_stays_in_its_inspection_31708",
                        table="findings_inspectedbody",
                        when="BEFORE",
                    ),
                ),
            ],
        ),
        inspection_portal.core.operations.AddTriggers(
            model_name="areaintroduction",
            triggers=[
                pgtrigger.compiler.Trigger(
                    name="frozen_once_issued",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="""
    IF EXISTS (
        SELECT 1 FROM findings_inspection AS inspection
        WHERE (inspection.stage = 'issued' OR inspection.signed_off_at IS NOT NULL)
          AND inspection.id IN (SELECT unnest(ARRAY[(SELECT inspection_id FROM findings_inspectedbody WHERE id = OLD.inspected_body_id), (SELECT inspection_id FROM findings_inspectedbody WHERE id = NEW.inspected_body_id)]))
          AND NOT EXISTS (
              SELECT 1 FROM findings_correction AS correction
              WHERE correction.inspection_id = inspection.id AND correction.closed_at IS NULL
          )
    ) THEN
        RAISE EXCEPTION 'What is published changes only through a correction.'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'published_changes_only_by_correction';
    END IF;
    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
    RETURN NEW;
""",
                        hash="080febfebc7f127fae41ac495109b421308b051f",
                        operation="INSERT OR UPDATE OR DELETE",
                        pgid="pgtrigger_frozen_once_issued_01443",
                        table="findings_areaintroduction",
                        when="BEFORE",
                    ),
                )
            ],
        ),
        inspection_portal.core.operations.AddTriggers(
            model_name="section",
            triggers=[
                pgtrigger.compiler.Trigger(
                    name="frozen_once_issued",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="""
    IF EXISTS (
        SELECT 1 FROM findings_inspection AS inspection
        WHERE (inspection.stage = 'issued' OR inspection.signed_off_at IS NOT NULL)
          AND inspection.id IN (SELECT unnest(ARRAY[OLD.inspection_id, NEW.inspection_id]))
          AND NOT EXISTS (
              SELECT 1 FROM findings_correction AS correction
              WHERE correction.inspection_id = inspection.id AND correction.closed_at IS NULL
          )
    ) THEN
        RAISE EXCEPTION 'What is published changes only through a correction.'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'published_changes_only_by_correction';
    END IF;
    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
    RETURN NEW;
""",
                        hash="246169e4febfdfa1c39884a26fa5ca464ae03a1b",
                        operation="INSERT OR UPDATE OR DELETE",
                        pgid="pgtrigger_frozen_once_issued_4efe5",
                        table="findings_section",
                        when="BEFORE",
                    ),
                )
            ],
        ),
        inspection_portal.core.operations.AddTriggers(
            model_name="finding",
            triggers=[
                pgtrigger.compiler.Trigger(
                    name="frozen_once_issued",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="""
    IF TG_OP = 'UPDATE' AND to_jsonb(OLD) - ARRAY['needs_review', 'version', 'state', 'polarity', 'accelerated_at'] = to_jsonb(NEW) - ARRAY['needs_review', 'version', 'state', 'polarity', 'accelerated_at'] THEN
        RETURN NEW;
    END IF;

    IF EXISTS (
        SELECT 1 FROM findings_inspection AS inspection
        WHERE (inspection.stage = 'issued' OR inspection.signed_off_at IS NOT NULL)
          AND inspection.id IN (SELECT unnest(ARRAY[OLD.inspection_id, NEW.inspection_id]))
          AND NOT EXISTS (
              SELECT 1 FROM findings_correction AS correction
              WHERE correction.inspection_id = inspection.id AND correction.closed_at IS NULL
          )
    ) THEN
        RAISE EXCEPTION 'What is published changes only through a correction.'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'published_changes_only_by_correction';
    END IF;
    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
    RETURN NEW;
""",
                        hash="e0077a0d49ae5471a3f727f43bf8814500ed77bf",
                        operation="INSERT OR UPDATE OR DELETE",
                        pgid="pgtrigger_frozen_once_issued_27072",
                        table="findings_finding",
                        when="BEFORE",
                    ),
                )
            ],
        ),
        inspection_portal.core.operations.AddTriggers(
            model_name="closedpassage",
            triggers=[
                pgtrigger.compiler.Trigger(
                    name="closed_passage_after_own_paragraph",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="""
    IF NOT (
    NEW.after_id IS NULL OR EXISTS (
        SELECT 1 FROM findings_paragraph AS paragraph
        WHERE paragraph.id = NEW.after_id AND paragraph.finding_id = NEW.finding_id
    )
) THEN
        RAISE EXCEPTION 'The paragraph is of another finding.'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'closed_passage_after_own_paragraph';
    END IF;
    RETURN NEW;
""",
                        hash="9843d34d1930be27dff6d672ddca30aa94ce3353",
                        operation='INSERT OR UPDATE OF "after_id", "finding_id"',
                        pgid="pgtrigger_closed_passage_after_own_paragraph_da9d8",
                        table="findings_closedpassage",
                        when="AFTER",
                    ),
                )
            ],
        ),
        inspection_portal.core.operations.AddTriggers(
            model_name="evidence",
            triggers=[
                pgtrigger.compiler.Trigger(
                    name="never_deleted",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                        hash="e4726bf12e771fa6c19c71fd7ec1b82f51705b5a",
                        operation="DELETE",
                        pgid="pgtrigger_never_deleted_dbd67",
                        table="findings_evidence",
                        when="BEFORE",
                    ),
                ),
                pgtrigger.compiler.Trigger(
                    name="evidence_is_of_the_inspection",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="""
    IF NOT (
    NEW.chapter_id IS NULL OR EXISTS (
        SELECT 1 FROM findings_inspectedbody AS chapter
        WHERE chapter.id = NEW.chapter_id AND chapter.inspection_id = NEW.inspection_id
    )
) THEN
        RAISE EXCEPTION 'The body is not in this inspection.'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'evidence_is_of_the_inspection';
    END IF;
    RETURN NEW;
""",
                        hash="1ba4a222bdbf447ea4d043628e38c40e80eeee34",
                        operation='INSERT OR UPDATE OF "inspection_id", "chapter_id"',
                        pgid="pgtrigger_evidence_is_of_the_inspection_8e23d",
                        table="findings_evidence",
                        when="AFTER",
                    ),
                ),
            ],
        ),
        inspection_portal.core.operations.AddTriggers(
            model_name="evidencefile",
            triggers=[
                pgtrigger.compiler.Trigger(
                    name="stored_file_is_frozen",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                        hash="c16428fb525d9b3830598a6952d936b50fb8552b",
                        operation="UPDATE OR DELETE",
                        pgid="pgtrigger_stored_file_is_frozen_68c9e",
                        table="findings_evidencefile",
                        when="BEFORE",
                    ),
                )
            ],
        ),
        inspection_portal.core.operations.AddTriggers(
            model_name="evidencelink",
            triggers=[
                pgtrigger.compiler.Trigger(
                    name="evidence_linked_inside_the_inspection",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="""
    IF NOT (
    EXISTS (
        SELECT 1 FROM findings_paragraph AS paragraph
        JOIN findings_finding AS finding ON finding.id = paragraph.finding_id
        JOIN findings_evidence AS evidence ON evidence.inspection_id = finding.inspection_id
        WHERE paragraph.id = NEW.paragraph_id AND evidence.id = NEW.evidence_id
    )
) THEN
        RAISE EXCEPTION 'The evidence is of another inspection.'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'evidence_linked_inside_the_inspection';
    END IF;
    RETURN NEW;
""",
                        hash="84164edb597136fc723f9edbcc3699c78e41bd03",
                        operation="INSERT OR UPDATE",
                        pgid="pgtrigger_evidence_linked_inside_the_inspection_11300",
                        table="findings_evidencelink",
                        when="AFTER",
                    ),
                )
            ],
        ),
        inspection_portal.core.operations.AddTriggers(
            model_name="prepublicationcheck",
            triggers=[
                pgtrigger.compiler.Trigger(
                    name="never_deleted",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                        hash="8dc62174bf3bebdff419b5f00aa2a4c691ec5443",
                        operation="DELETE",
                        pgid="pgtrigger_never_deleted_0a1eb",
                        table="findings_prepublicationcheck",
                        when="BEFORE",
                    ),
                )
            ],
        ),
        inspection_portal.core.operations.AddTriggers(
            model_name="extract",
            triggers=[
                pgtrigger.compiler.Trigger(
                    name="append_only",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                        hash="70a57bc2ce8203d49536524813d5c9d8cdfe4f30",
                        operation="UPDATE OR DELETE",
                        pgid="pgtrigger_append_only_2c38b",
                        table="findings_extract",
                        when="BEFORE",
                    ),
                )
            ],
        ),
        inspection_portal.core.operations.AddTriggers(
            model_name="extractreply",
            triggers=[
                pgtrigger.compiler.Trigger(
                    name="append_only",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                        hash="671b3132193a9e87b4320f40d3bb1fc465978572",
                        operation="UPDATE OR DELETE",
                        pgid="pgtrigger_append_only_d98fb",
                        table="findings_extractreply",
                        when="BEFORE",
                    ),
                )
            ],
        ),
        inspection_portal.core.operations.AddTriggers(
            model_name="challenge",
            triggers=[
                pgtrigger.compiler.Trigger(
                    name="never_deleted",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                        hash="d5afb01b1e02f2f7fbebc5c841b30de7d895648d",
                        operation="DELETE",
                        pgid="pgtrigger_never_deleted_41e2a",
                        table="findings_challenge",
                        when="BEFORE",
                    ),
                ),
                pgtrigger.compiler.Trigger(
                    name="raised_is_frozen",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        condition='WHEN (OLD."extract_id" IS DISTINCT FROM (NEW."extract_id") OR OLD."number" IS DISTINCT FROM (NEW."number") OR OLD."paragraph_id" IS DISTINCT FROM (NEW."paragraph_id") OR OLD."passage_number" IS DISTINCT FROM (NEW."passage_number") OR OLD."passage" IS DISTINCT FROM (NEW."passage") OR OLD."text" IS DISTINCT FROM (NEW."text") OR OLD."raised_by_id" IS DISTINCT FROM (NEW."raised_by_id") OR OLD."raised_at" IS DISTINCT FROM (NEW."raised_at"))',
                        func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                        hash="d0418e2c700a3dbf1a932bcc6cb5ae35d2d3cbbf",
                        operation="UPDATE",
                        pgid="pgtrigger_raised_is_frozen_bbded",
                        table="findings_challenge",
                        when="BEFORE",
                    ),
                ),
                pgtrigger.compiler.Trigger(
                    name="confirmed_is_frozen",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        condition='WHEN (OLD."confirmed_at" IS NOT NULL)',
                        func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                        hash="5baed3a38f640c5197782706339ff41b0af0ae36",
                        operation="UPDATE",
                        pgid="pgtrigger_confirmed_is_frozen_b0183",
                        table="findings_challenge",
                        when="BEFORE",
                    ),
                ),
            ],
        ),
        inspection_portal.core.operations.AddTriggers(
            model_name="challengefile",
            triggers=[
                pgtrigger.compiler.Trigger(
                    name="stored_file_is_frozen",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                        hash="059439c633d59c23bc53816fc18187d246ac8a80",
                        operation="UPDATE OR DELETE",
                        pgid="pgtrigger_stored_file_is_frozen_23130",
                        table="findings_challengefile",
                        when="BEFORE",
                    ),
                )
            ],
        ),
        inspection_portal.core.operations.AddTriggers(
            model_name="judgment",
            triggers=[
                pgtrigger.compiler.Trigger(
                    name="frozen_once_issued",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="""
    IF EXISTS (
        SELECT 1 FROM findings_inspection AS inspection
        WHERE (inspection.stage = 'issued' OR inspection.signed_off_at IS NOT NULL)
          AND inspection.id IN (SELECT unnest(ARRAY[(SELECT inspection_id FROM findings_inspectedbody WHERE id = OLD.inspected_body_id), (SELECT inspection_id FROM findings_inspectedbody WHERE id = NEW.inspected_body_id)]))
          AND NOT EXISTS (
              SELECT 1 FROM findings_correction AS correction
              WHERE correction.inspection_id = inspection.id AND correction.closed_at IS NULL
          )
    ) THEN
        RAISE EXCEPTION 'What is published changes only through a correction.'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'published_changes_only_by_correction';
    END IF;
    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
    RETURN NEW;
""",
                        hash="bc0edafbcedd3dfd7e3b82774aec3beba867f31a",
                        operation="INSERT OR UPDATE OR DELETE",
                        pgid="pgtrigger_frozen_once_issued_27cac",
                        table="findings_judgment",
                        when="BEFORE",
                    ),
                ),
                pgtrigger.compiler.Trigger(
                    name="judgment_grade_is_of_the_scale",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="""
    IF NOT (
    NEW.grade_id IS NULL OR EXISTS (
        SELECT 1 FROM findings_inspection AS inspection
        JOIN findings_inspectedbody AS chapter ON chapter.inspection_id = inspection.id
        JOIN findings_grade AS grade ON grade.scale_id = inspection.scale_id
        WHERE chapter.id = NEW.inspected_body_id AND grade.id = NEW.grade_id
        FOR SHARE OF inspection
    )
) THEN
        RAISE EXCEPTION 'The grade is not of the scale of the inspection.'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'judgment_grade_is_of_the_scale';
    END IF;
    RETURN NEW;
""",
                        hash="8d6e3a8f9611a2b05002f3a316f6bb67b4d9b23b",
                        operation='INSERT OR UPDATE OF "grade_id", "inspected_body_id"',
                        pgid="pgtrigger_judgment_grade_is_of_the_scale_342bc",
                        table="findings_judgment",
                        when="AFTER",
                    ),
                ),
            ],
        ),
        inspection_portal.core.operations.AddTriggers(
            model_name="judgmentstep",
            triggers=[
                pgtrigger.compiler.Trigger(
                    name="append_only",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                        hash="01edd662cfe1e4461219e64e1e9e2c327ee68b0c",
                        operation="UPDATE OR DELETE",
                        pgid="pgtrigger_append_only_fa069",
                        table="findings_judgmentstep",
                        when="BEFORE",
                    ),
                )
            ],
        ),
        inspection_portal.core.operations.AddTriggers(
            model_name="workinggrade",
            triggers=[
                pgtrigger.compiler.Trigger(
                    name="working_grade_is_of_the_scale",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="""
    IF NOT (
    NEW.grade_id IS NULL OR EXISTS (
        SELECT 1 FROM findings_inspection AS inspection
        JOIN findings_inspectedbody AS chapter ON chapter.inspection_id = inspection.id
        JOIN findings_grade AS grade ON grade.scale_id = inspection.scale_id
        WHERE chapter.id = NEW.chapter_id AND grade.id = NEW.grade_id
    )
) THEN
        RAISE EXCEPTION 'The grade is not of the scale of the inspection.'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'working_grade_is_of_the_scale';
    END IF;
    RETURN NEW;
""",
                        hash="17e78ab68c8a2c0c53ddeca750c6daf7f36ff8b7",
                        operation="INSERT OR UPDATE",
                        pgid="pgtrigger_working_grade_is_of_the_scale_711d6",
                        table="findings_workinggrade",
                        when="AFTER",
                    ),
                )
            ],
        ),
        inspection_portal.core.operations.AddTriggers(
            model_name="blindgrade",
            triggers=[
                pgtrigger.compiler.Trigger(
                    name="blind_grade_is_of_the_scale",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="""
    IF NOT (
    NEW.grade_id IS NULL OR EXISTS (
        SELECT 1 FROM findings_inspection AS inspection
        JOIN findings_inspectedbody AS chapter ON chapter.inspection_id = inspection.id
        JOIN findings_grade AS grade ON grade.scale_id = inspection.scale_id
        WHERE chapter.id = NEW.chapter_id AND grade.id = NEW.grade_id
    )
) THEN
        RAISE EXCEPTION 'The grade is not of the scale of the inspection.'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'blind_grade_is_of_the_scale';
    END IF;
    RETURN NEW;
""",
                        hash="bd29e79d8ede5c64f03d0e3a810aa962a48357d3",
                        operation="INSERT OR UPDATE",
                        pgid="pgtrigger_blind_grade_is_of_the_scale_2819d",
                        table="findings_blindgrade",
                        when="AFTER",
                    ),
                ),
                pgtrigger.compiler.Trigger(
                    name="given_once",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        condition='WHEN (OLD."at" IS NOT NULL OR OLD."declined_at" IS NOT NULL)',
                        func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                        hash="6386198423f9fa6e34765b1cc1c2de0003341155",
                        operation="UPDATE",
                        pgid="pgtrigger_given_once_0ca11",
                        table="findings_blindgrade",
                        when="BEFORE",
                    ),
                ),
            ],
        ),
    ]
