import datetime
import uuid

import django.contrib.postgres.indexes
import django.contrib.postgres.operations
import django.db.models.constraints
import django.db.models.deletion
import django.db.models.functions.comparison
import django.db.models.functions.text
import pgtrigger.compiler
from django.conf import settings
from django.db import migrations, models

import inspection_portal.core.dates
import inspection_portal.core.operations


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("findings", "0003_row_history"),
        ("forces", "0003_organisations"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        django.contrib.postgres.operations.TrigramExtension(),
        inspection_portal.core.operations.Together(
            steps=[
                migrations.CreateModel(
                    name="Basis",
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
                        "verbose_name_plural": "bases",
                        "ordering": ["position", "name"],
                        "abstract": False,
                        "constraints": [
                            models.UniqueConstraint(
                                django.db.models.functions.text.Lower("name"),
                                name="basis_name_once",
                                violation_error_message="The list has an item of this name already.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("name__regex", "\\S")),
                                name="basis_has_name",
                                violation_error_message="Give the item a name.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("valid_until", None),
                                    ("valid_until__gte", models.F("valid_from")),
                                    _connector="OR",
                                ),
                                name="basis_ends_after_it_starts",
                                violation_error_message="The last day is before the first.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="NationalReport",
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
                        ("title", models.TextField()),
                        ("slug", models.SlugField(unique=True)),
                        ("published_at", models.DateTimeField()),
                        (
                            "published_on",
                            models.GeneratedField(
                                db_persist=True,
                                expression=inspection_portal.core.dates.LondonDay("published_at"),
                                output_field=models.DateField(),
                            ),
                        ),
                        ("link", models.URLField(blank=True)),
                        ("is_demonstration", models.BooleanField(default=False)),
                    ],
                    options={
                        "ordering": ["-published_at", "title"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("title__regex", "\\S")),
                                name="national_report_has_title",
                                violation_error_message="Give the report its title.",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="NationalRecommendation",
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
                            "bodies",
                            models.ManyToManyField(blank=True, related_name="+", to="forces.body"),
                        ),
                        (
                            "organisations",
                            models.ManyToManyField(
                                blank=True, related_name="+", to="forces.organisation"
                            ),
                        ),
                        (
                            "policing_bodies",
                            models.ManyToManyField(
                                blank=True, related_name="+", to="forces.localpolicingbody"
                            ),
                        ),
                        (
                            "report",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="recommendations",
                                to="recommendations.nationalreport",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["report", "number"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("report", "number"),
                                name="national_recommendation_number_once",
                                violation_error_message="The report has a recommendation of this number already.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("text__regex", "\\S")),
                                name="national_recommendation_has_text",
                                violation_error_message="Enter what is recommended.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("due_kind__in", ["date", "month"]),
                                        ("due_on__isnull", False),
                                    ),
                                    ("due_kind__in", ["immediate", "relative"]),
                                    models.Q(("due_kind__in", ["event", "none"]), ("due_on", None)),
                                    _connector="OR",
                                ),
                                name="national_recommendation_date_fits_its_kind",
                                violation_error_message="Give the date that the deadline names, and none where there is no date.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Recommendation",
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
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="recommendations",
                                to="findings.finding",
                            ),
                        ),
                        (
                            "organisations",
                            models.ManyToManyField(
                                blank=True, related_name="+", to="forces.organisation"
                            ),
                        ),
                        (
                            "policing_bodies",
                            models.ManyToManyField(
                                blank=True, related_name="+", to="forces.localpolicingbody"
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["finding", "position"],
                        "constraints": [
                            models.UniqueConstraint(
                                deferrable=django.db.models.constraints.Deferrable["DEFERRED"],
                                fields=("finding", "position"),
                                name="recommendation_position_once",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("due_kind__in", ["date", "month"]),
                                        ("due_on__isnull", False),
                                    ),
                                    ("due_kind__in", ["immediate", "relative"]),
                                    models.Q(("due_kind__in", ["event", "none"]), ("due_on", None)),
                                    _connector="OR",
                                ),
                                name="recommendation_date_fits_its_kind",
                                violation_error_message="Give the date that the deadline names, and none where there is no date.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("due_kind", "relative"), ("due_months", None), _connector="OR"
                                ),
                                name="recommendation_months_only_if_relative",
                                violation_error_message="Only a deadline counted from publication has a number of months.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("completion_kind", ""), ("completion_on", None)),
                                    models.Q(
                                        ("completion_kind__in", ["date", "month"]),
                                        ("completion_on__isnull", False),
                                    ),
                                    _connector="OR",
                                ),
                                name="recommendation_completion_has_kind_and_date",
                                violation_error_message="Give the date by which it must be complete.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("completion_on", None),
                                    ("due_on", None),
                                    ("completion_on__gt", models.F("due_on")),
                                    _connector="OR",
                                ),
                                name="recommendation_is_completed_after_it_begins",
                                violation_error_message="The second date must be after the first.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="RegisterEntry",
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
                        ("reference", models.TextField(unique=True)),
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
                        ("published_at", models.DateTimeField(db_index=True)),
                        (
                            "opened_on",
                            models.GeneratedField(
                                db_persist=True,
                                expression=inspection_portal.core.dates.LondonDay("published_at"),
                                output_field=models.DateField(),
                            ),
                        ),
                        ("closed_on", models.DateField(blank=True, null=True)),
                        ("due_on", models.DateField(blank=True, null=True)),
                        ("target_on", models.DateField(blank=True, null=True)),
                        (
                            "body",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="register_entries",
                                to="forces.body",
                            ),
                        ),
                        (
                            "depends_on_body",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="awaited_entries",
                                to="forces.body",
                            ),
                        ),
                        (
                            "depends_on_organisation",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="awaited_entries",
                                to="forces.organisation",
                            ),
                        ),
                        (
                            "finding",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="register_entries",
                                to="findings.finding",
                            ),
                        ),
                        (
                            "national",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="register_entries",
                                to="recommendations.nationalrecommendation",
                            ),
                        ),
                        (
                            "organisation",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="register_entries",
                                to="forces.organisation",
                            ),
                        ),
                        (
                            "owner",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="owned_entries",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "policing_body",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="register_entries",
                                to="forces.localpolicingbody",
                            ),
                        ),
                        (
                            "recommendation",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="register_entries",
                                to="recommendations.recommendation",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name_plural": "register entries",
                        "ordering": ["due_on", "pk"],
                        "indexes": [
                            models.Index(
                                django.db.models.functions.comparison.Coalesce(
                                    "due_on", models.Value(datetime.date(9999, 12, 31))
                                ),
                                models.F("id"),
                                name="entry_by_due_date",
                            ),
                            models.Index(
                                models.F("body"),
                                django.db.models.functions.comparison.Coalesce(
                                    "due_on", models.Value(datetime.date(9999, 12, 31))
                                ),
                                models.F("id"),
                                name="entry_by_body",
                            ),
                            models.Index(
                                models.F("status"),
                                django.db.models.functions.comparison.Coalesce(
                                    "due_on", models.Value(datetime.date(9999, 12, 31))
                                ),
                                models.F("id"),
                                name="entry_by_status",
                            ),
                            models.Index(
                                django.db.models.functions.comparison.Coalesce(
                                    "due_on", models.Value(datetime.date(9999, 12, 31))
                                ),
                                models.F("id"),
                                condition=models.Q(("closed_on", None)),
                                name="open_entry_by_due_date",
                            ),
                            django.contrib.postgres.indexes.GinIndex(
                                django.contrib.postgres.indexes.OpClass(
                                    django.db.models.functions.text.Upper("asked"), "gin_trgm_ops"
                                ),
                                name="entry_by_words",
                            ),
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("finding__isnull", True),
                                        ("national__isnull", True),
                                        ("recommendation__isnull", False),
                                    ),
                                    models.Q(
                                        ("finding__isnull", False),
                                        ("national__isnull", True),
                                        ("recommendation__isnull", True),
                                    ),
                                    models.Q(
                                        ("finding__isnull", True),
                                        ("national__isnull", False),
                                        ("recommendation__isnull", True),
                                    ),
                                    _connector="OR",
                                ),
                                name="entry_is_of_one_thing",
                                violation_error_message="An entry is of one recommendation or of one area for improvement.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("body__isnull", False),
                                        ("organisation__isnull", True),
                                        ("policing_body__isnull", True),
                                    ),
                                    models.Q(
                                        ("body__isnull", True),
                                        ("organisation__isnull", False),
                                        ("policing_body__isnull", True),
                                    ),
                                    models.Q(
                                        ("body__isnull", True),
                                        ("organisation__isnull", True),
                                        ("policing_body__isnull", False),
                                    ),
                                    _connector="OR",
                                ),
                                name="entry_has_one_addressee",
                                violation_error_message="An entry is addressed to one body or organisation.",
                            ),
                            models.UniqueConstraint(
                                fields=(
                                    "recommendation",
                                    "finding",
                                    "national",
                                    "body",
                                    "organisation",
                                    "policing_body",
                                ),
                                name="asked_once_of_each_addressee",
                                nulls_distinct=False,
                                violation_error_message="The addressee already has an entry for this.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("position__in", ["not_accepted", "not_applicable"]),
                                        ("position_reason__regex", "\\S"),
                                    ),
                                    models.Q(
                                        ("position__in", ["not_accepted", "not_applicable"]),
                                        _negated=True,
                                    ),
                                    _connector="OR",
                                ),
                                name="entry_position_says_why",
                                violation_error_message="Say why it is not accepted, or does not apply.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("position", "depends"),
                                        models.Q(
                                            models.Q(
                                                ("depends_on_body__isnull", False),
                                                ("depends_on_organisation__isnull", True),
                                            ),
                                            models.Q(
                                                ("depends_on_body__isnull", True),
                                                ("depends_on_organisation__isnull", False),
                                            ),
                                            _connector="OR",
                                        ),
                                    ),
                                    models.Q(
                                        models.Q(("position", "depends"), _negated=True),
                                        ("depends_on_body", None),
                                        ("depends_on_organisation", None),
                                    ),
                                    _connector="OR",
                                ),
                                name="entry_depends_on_one_body",
                                violation_error_message="Name the one body that it depends on.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "position__in",
                                        [
                                            "awaiting_allocation",
                                            "in_progress",
                                            "pending_sign_off",
                                            "submitted",
                                            "closed_by_body",
                                            "not_accepted",
                                            "not_applicable",
                                            "depends",
                                        ],
                                    )
                                ),
                                name="entry_position_is_known",
                                violation_error_message="That is not a position of a body.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("closed_on", None),
                                        ("status__in", ["awaiting_review", "being_progressed"]),
                                    ),
                                    models.Q(
                                        ("closed_on__isnull", False),
                                        (
                                            "status__in",
                                            ["complete", "no_further_action", "superseded"],
                                        ),
                                    ),
                                    _connector="OR",
                                ),
                                name="entry_closed_iff_closed_on",
                                violation_error_message="A closed entry needs the date it was closed, an open one has none.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("closed_on", None),
                                    ("closed_on__gte", models.F("opened_on")),
                                    _connector="OR",
                                ),
                                name="entry_closes_after_it_opens",
                                violation_error_message="The entry would be closed before it was opened.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Milestone",
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
                        (
                            "current_on",
                            models.GeneratedField(
                                db_persist=True,
                                expression=django.db.models.functions.comparison.Coalesce(
                                    "agreed_on", "original_on"
                                ),
                                output_field=models.DateField(null=True),
                            ),
                        ),
                        ("met_on", models.DateField(blank=True, null=True)),
                        (
                            "entry",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="milestones",
                                to="recommendations.registerentry",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["entry", "position"],
                        "indexes": [
                            models.Index(
                                condition=models.Q(("met_on", None)),
                                fields=["current_on", "id"],
                                name="milestone_unmet",
                            )
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("entry", "position"),
                                name="milestone_position_once",
                                violation_error_message="The entry has a milestone at this place already.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "kind__in",
                                        [
                                            "immediate",
                                            "date",
                                            "month",
                                            "relative",
                                            "event",
                                            "target",
                                        ],
                                    )
                                ),
                                name="milestone_kind_is_known",
                                violation_error_message="That is not a kind of deadline.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("kind", "target"),
                                        ("original_on__isnull", False),
                                        ("position", 0),
                                    ),
                                    models.Q(
                                        models.Q(("kind", "target"), _negated=True),
                                        ("position__gt", 0),
                                    ),
                                    _connector="OR",
                                ),
                                name="milestone_target_stands_first",
                                violation_error_message="A target has a date, and stands before the deadlines.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("kind", "event"), ("original_on", None)),
                                    models.Q(
                                        models.Q(("kind", "event"), _negated=True),
                                        ("happened_on", None),
                                    ),
                                    _connector="OR",
                                ),
                                name="milestone_event_has_no_date_of_its_own",
                                violation_error_message="Only what waits for an event has the date of one.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="DeadlineChange",
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
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "requested_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "milestone",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="changes",
                                to="recommendations.milestone",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["-requested_at", "-pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("decision", "")),
                                fields=("milestone",),
                                name="deadline_change_asked_for_once_at_a_time",
                                violation_error_message="Another date has been asked for and is not decided yet.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("reason__regex", "\\S")),
                                name="deadline_change_says_why",
                                violation_error_message="Say why the date should move.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("from_on", None),
                                    models.Q(("to_on", models.F("from_on")), _negated=True),
                                    _connector="OR",
                                ),
                                name="deadline_change_moves_the_date",
                                violation_error_message="That is the date already. Choose another one.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("decided_at", None), ("decided_by", None), ("decision", "")
                                    ),
                                    models.Q(
                                        ("decided_at__isnull", False),
                                        ("decided_by__isnull", False),
                                        ("decision__in", ["agreed", "refused", "withdrawn"]),
                                    ),
                                    _connector="OR",
                                ),
                                name="deadline_change_decided_by_someone",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("decision", "refused"), _negated=True),
                                    ("decision_reason__regex", "\\S"),
                                    _connector="OR",
                                ),
                                name="deadline_change_refused_with_reason",
                                violation_error_message="Say why the date stays as it is.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="EntryFile",
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
                        ("added_at", models.DateTimeField()),
                        ("describes", models.TextField(blank=True)),
                        (
                            "added_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "entry",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="files",
                                to="recommendations.registerentry",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["added_at", "pk"],
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="Claim",
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
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="recommendations.basis",
                            ),
                        ),
                        (
                            "made_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "verified_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "files",
                            models.ManyToManyField(
                                related_name="claims", to="recommendations.entryfile"
                            ),
                        ),
                        (
                            "milestone",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="claims",
                                to="recommendations.milestone",
                            ),
                        ),
                        (
                            "entry",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="claims",
                                to="recommendations.registerentry",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["-made_at", "-pk"],
                        "indexes": [
                            models.Index(
                                condition=models.Q(
                                    ("state__in", ["made", "demonstration", "verified"])
                                ),
                                fields=["made_at", "id"],
                                name="claim_open",
                            )
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(
                                    ("state__in", ["made", "demonstration", "verified"])
                                ),
                                fields=("entry",),
                                name="claim_open_once",
                                violation_error_message="A claim is with the inspectorate already. Wait for its answer, or withdraw it.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("done__regex", "\\S")),
                                name="claim_says_what_is_done",
                                violation_error_message="Say what is done.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("closed_at", None),
                                        ("state__in", ["made", "demonstration", "verified"]),
                                    ),
                                    models.Q(
                                        ("closed_at__isnull", False),
                                        (
                                            "state__in",
                                            ["accepted", "sent_back", "rejected", "withdrawn"],
                                        ),
                                    ),
                                    _connector="OR",
                                ),
                                name="claim_closed_iff_not_open",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("state__in", ["made", "withdrawn"]),
                                    models.Q(
                                        ("verdict__regex", "\\S"),
                                        ("verified_at__isnull", False),
                                        ("verified_by__isnull", False),
                                    ),
                                    _connector="OR",
                                ),
                                name="claim_verified_by_someone",
                                violation_error_message="Say what was found.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("state__in", ["verified", "accepted"]), _negated=True
                                    ),
                                    ("basis__isnull", False),
                                    _connector="OR",
                                ),
                                name="claim_accepted_on_a_basis",
                                violation_error_message="Say what the verification rests on.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state", "demonstration"), _negated=True),
                                    ("demonstration_until__isnull", False),
                                    _connector="OR",
                                ),
                                name="claim_demonstration_has_an_end",
                                violation_error_message="Say until when the body shows that it lasts.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="EntryLink",
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
                                choices=[("repeats", "Repeats"), ("supersedes", "Supersedes")],
                                max_length=10,
                            ),
                        ),
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
                            "entry",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="links",
                                to="recommendations.registerentry",
                            ),
                        ),
                        (
                            "other",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="links_to_it",
                                to="recommendations.registerentry",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["entry", "kind", "pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("entry", "other"),
                                name="entry_link_once",
                                violation_error_message="The two entries are linked already.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("entry", models.F("other")), _negated=True),
                                name="entry_link_to_another",
                                violation_error_message="An entry can’t be linked to itself. Choose another one.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("kind__in", ["repeats", "supersedes"])),
                                name="entry_link_kind_is_known",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ProgressUpdate",
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
                            "side",
                            models.CharField(
                                choices=[
                                    ("body", "The body"),
                                    ("inspectorate", "The inspectorate"),
                                ],
                                max_length=12,
                            ),
                        ),
                        ("narrative", models.TextField(blank=True)),
                        ("internal_note", models.TextField(blank=True)),
                        (
                            "position",
                            models.CharField(
                                blank=True,
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
                                max_length=20,
                            ),
                        ),
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
                            "entry",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="updates",
                                to="recommendations.registerentry",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["-at", "-pk"],
                        "indexes": [
                            models.Index(fields=["entry", "-at", "-id"], name="update_by_entry")
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("narrative__regex", "\\S"),
                                    ("internal_note__regex", "\\S"),
                                    models.Q(("position", ""), _negated=True),
                                    _connector="OR",
                                ),
                                name="update_says_something",
                                violation_error_message="Say how far it is.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("side__in", ["body", "inspectorate"])),
                                name="update_side_is_known",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Section55Response",
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
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="section_55_responses",
                                to="findings.inspection",
                            ),
                        ),
                        (
                            "policing_body",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="section_55_responses",
                                to="forces.localpolicingbody",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["inspection", "policing_body__name"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("inspection", "policing_body"),
                                name="section_55_response_once",
                                violation_error_message="This body’s answer to the report is on the list already.",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="StatusChange",
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
                        ("at", models.DateTimeField()),
                        (
                            "basis",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="recommendations.basis",
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
                            "entry",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="status_changes",
                                to="recommendations.registerentry",
                            ),
                        ),
                        (
                            "requested_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "successor",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="predecessor_changes",
                                to="recommendations.registerentry",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["-at", "-pk"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("narrative__regex", "\\S")),
                                name="status_change_says_why",
                                violation_error_message="Say why the status changes.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "status__in",
                                        [
                                            "awaiting_review",
                                            "being_progressed",
                                            "complete",
                                            "no_further_action",
                                            "superseded",
                                        ],
                                    )
                                ),
                                name="status_change_status_is_known",
                                violation_error_message="That is not a status of the register.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("requested_by", None),
                                    models.Q(("requested_by", models.F("by")), _negated=True),
                                    _connector="OR",
                                ),
                                name="status_given_by_a_second_person",
                                violation_error_message="Who asks for a status does not give it.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="StatusRequest",
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
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="recommendations.basis",
                            ),
                        ),
                        (
                            "claim",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="status_requests",
                                to="recommendations.claim",
                            ),
                        ),
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
                        (
                            "entry",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="status_requests",
                                to="recommendations.registerentry",
                            ),
                        ),
                        (
                            "requested_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "successor",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="recommendations.registerentry",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["-requested_at", "-pk"],
                        "indexes": [
                            models.Index(
                                condition=models.Q(("decision", "")),
                                fields=["requested_at", "id"],
                                name="status_request_waiting",
                            )
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("decision", "")),
                                fields=("entry",),
                                name="status_requested_once_at_a_time",
                                violation_error_message="A status has been asked for and is not decided yet.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("decision__in", ["", "withdrawn"]),
                                    models.Q(
                                        ("decided_by", models.F("requested_by")), _negated=True
                                    ),
                                    _connector="OR",
                                ),
                                name="status_authorised_by_a_second_person",
                                violation_error_message="You asked for this status, so somebody else must decide on it.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("narrative__regex", "\\S")),
                                name="status_request_says_why",
                                violation_error_message="Say why the status changes.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "status__in",
                                        [
                                            "awaiting_review",
                                            "being_progressed",
                                            "complete",
                                            "no_further_action",
                                            "superseded",
                                        ],
                                    )
                                ),
                                name="status_request_status_is_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("status__in", ["awaiting_review", "being_progressed"]),
                                    ("basis__isnull", False),
                                    _connector="OR",
                                ),
                                name="status_closes_on_a_basis",
                                violation_error_message="Say what the status rests on.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("status", "superseded"), ("successor", None), _connector="OR"
                                ),
                                name="status_request_successor_only_if_superseded",
                                violation_error_message="Only what is superseded has a successor.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("successor", None),
                                    models.Q(("successor", models.F("entry")), _negated=True),
                                    _connector="OR",
                                ),
                                name="status_request_succeeded_by_another",
                                violation_error_message="An entry can’t take its own place. Choose another one.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("decided_at", None), ("decided_by", None), ("decision", "")
                                    ),
                                    models.Q(
                                        ("decided_at__isnull", False),
                                        ("decided_by__isnull", False),
                                        ("decision__in", ["authorised", "declined", "withdrawn"]),
                                    ),
                                    _connector="OR",
                                ),
                                name="status_request_decided_by_someone",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("decision", "declined"), _negated=True),
                                    ("decision_reason__regex", "\\S"),
                                    _connector="OR",
                                ),
                                name="status_request_declined_with_reason",
                                violation_error_message="Say why the status is not given.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="UpdateRequest",
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
                        ("words", models.TextField(blank=True)),
                        ("wanted_by", models.DateField()),
                        ("asked_at", models.DateTimeField()),
                        (
                            "answer",
                            models.OneToOneField(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="answers",
                                to="recommendations.progressupdate",
                            ),
                        ),
                        (
                            "asked_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "entry",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="update_requests",
                                to="recommendations.registerentry",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["-asked_at", "-pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("answer", None)),
                                fields=("entry",),
                                name="update_asked_for_once_at_a_time",
                                violation_error_message="An update has been asked for and not come yet.",
                            )
                        ],
                    },
                ),
            ],
        ),
        inspection_portal.core.operations.AddTriggers(
            model_name="deadlinechange",
            triggers=[
                pgtrigger.compiler.Trigger(
                    name="never_deleted",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                        hash="b803d3c96ff13926da24497ad08a5f20e979b41f",
                        operation="DELETE",
                        pgid="pgtrigger_never_deleted_c64a6",
                        table="recommendations_deadlinechange",
                        when="BEFORE",
                    ),
                ),
                pgtrigger.compiler.Trigger(
                    name="request_is_frozen",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        condition='WHEN (OLD."milestone_id" IS DISTINCT FROM (NEW."milestone_id") OR OLD."from_on" IS DISTINCT FROM (NEW."from_on") OR OLD."to_on" IS DISTINCT FROM (NEW."to_on") OR OLD."reason" IS DISTINCT FROM (NEW."reason") OR OLD."requested_by_id" IS DISTINCT FROM (NEW."requested_by_id") OR OLD."requested_at" IS DISTINCT FROM (NEW."requested_at"))',
                        func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                        hash="e86de8aa3130e1eb7f26d2a8346b4aa4626363f9",
                        operation="UPDATE",
                        pgid="pgtrigger_request_is_frozen_14be3",
                        table="recommendations_deadlinechange",
                        when="BEFORE",
                    ),
                ),
            ],
        ),
        inspection_portal.core.operations.AddTriggers(
            model_name="recommendation",
            triggers=[
                pgtrigger.compiler.Trigger(
                    name="recommendation_is_of_a_cause_of_concern",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="\n    IF NOT (\n    EXISTS (\n        SELECT 1 FROM findings_finding AS finding\n        WHERE finding.id = NEW.finding_id AND finding.kind = 'cause_of_concern'\n        FOR SHARE\n    )\n) THEN\n        RAISE EXCEPTION 'Only a cause of concern has recommendations.'\n            USING ERRCODE = 'check_violation', CONSTRAINT = 'recommendation_is_of_a_cause_of_concern';\n    END IF;\n    RETURN NEW;\n",
                        hash="eebc2171ee80e43f7f4dfc2e1715a5ef2cfa5335",
                        operation='INSERT OR UPDATE OF "finding_id"',
                        pgid="pgtrigger_recommendation_is_of_a_cause_of_concern_2bb52",
                        table="recommendations_recommendation",
                        when="AFTER",
                    ),
                ),
                pgtrigger.compiler.Trigger(
                    name="frozen_once_issued",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="\n    IF EXISTS (\n        SELECT 1 FROM findings_inspection AS inspection\n        WHERE (inspection.stage = 'issued' OR inspection.signed_off_at IS NOT NULL AND to_jsonb(OLD) - ARRAY['due_on', 'version'] IS DISTINCT FROM to_jsonb(NEW) - ARRAY['due_on', 'version'])\n          AND inspection.id IN (SELECT unnest(ARRAY[(SELECT inspection_id FROM findings_finding WHERE id = OLD.finding_id), (SELECT inspection_id FROM findings_finding WHERE id = NEW.finding_id)]))\n          AND NOT EXISTS (\n              SELECT 1 FROM findings_correction AS correction\n              WHERE correction.inspection_id = inspection.id AND correction.closed_at IS NULL\n          )\n    ) THEN\n        RAISE EXCEPTION 'What is published changes only through a correction.'\n            USING ERRCODE = 'check_violation', CONSTRAINT = 'published_changes_only_by_correction';\n    END IF;\n    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;\n    RETURN NEW;\n",
                        hash="566f7e425c851aabf2dd18ddc2afbb6a05d78fb0",
                        operation="INSERT OR UPDATE OR DELETE",
                        pgid="pgtrigger_frozen_once_issued_c9cf0",
                        table="recommendations_recommendation",
                        when="BEFORE",
                    ),
                ),
            ],
        ),
        inspection_portal.core.operations.AddTriggers(
            model_name="registerentry",
            triggers=[
                pgtrigger.compiler.Trigger(
                    name="entry_body_is_in_the_inspection",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="\n    IF NOT (\n    NEW.body_id IS NULL OR NEW.national_id IS NOT NULL OR EXISTS (\n        SELECT 1 FROM findings_finding AS finding\n        JOIN findings_inspectedbody AS chapter ON chapter.inspection_id = finding.inspection_id\n        WHERE chapter.body_id = NEW.body_id AND finding.id = COALESCE(\n            NEW.finding_id,\n            (SELECT finding_id FROM recommendations_recommendation WHERE id = NEW.recommendation_id)\n        )\n    )\n) THEN\n        RAISE EXCEPTION 'The body is not in the inspection that the entry is from.'\n            USING ERRCODE = 'check_violation', CONSTRAINT = 'entry_body_is_in_the_inspection';\n    END IF;\n    RETURN NEW;\n",
                        hash="1cef2fa7b718179edc83829b873632d83580742f",
                        operation='INSERT OR UPDATE OF "body_id", "recommendation_id", "finding_id"',
                        pgid="pgtrigger_entry_body_is_in_the_inspection_45b52",
                        table="recommendations_registerentry",
                        when="AFTER",
                    ),
                ),
                pgtrigger.compiler.Trigger(
                    name="entry_finding_is_area_for_improvement",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="\n    IF NOT (\n    NEW.finding_id IS NULL OR EXISTS (\n        SELECT 1 FROM findings_finding AS finding\n        WHERE finding.id = NEW.finding_id AND finding.kind = 'area_for_improvement'\n    )\n) THEN\n        RAISE EXCEPTION 'Only an area for improvement enters the register by itself.'\n            USING ERRCODE = 'check_violation', CONSTRAINT = 'entry_finding_is_area_for_improvement';\n    END IF;\n    RETURN NEW;\n",
                        hash="19ac50bbfd8dba0821e94d9a0047afcc97683cef",
                        operation='INSERT OR UPDATE OF "finding_id"',
                        pgid="pgtrigger_entry_finding_is_area_for_improvement_ff5dd",
                        table="recommendations_registerentry",
                        when="AFTER",
                    ),
                ),
                pgtrigger.compiler.Trigger(
                    name="published_is_never_deleted",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="\n    IF OLD.published_at <= clock_timestamp() THEN\n        RAISE EXCEPTION 'What is published stays published.'\n            USING ERRCODE = 'check_violation', CONSTRAINT = 'published_stays_published';\n    END IF;\n    RETURN NULL;\n",
                        hash="7c7d5e4ed7ed93357fe88c35f42d4198de4f2b73",
                        operation="DELETE",
                        pgid="pgtrigger_published_is_never_deleted_08dfd",
                        table="recommendations_registerentry",
                        when="AFTER",
                    ),
                ),
                pgtrigger.compiler.Trigger(
                    name="published_stays_addressed",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        condition='WHEN (OLD."body_id" IS DISTINCT FROM (NEW."body_id") OR OLD."finding_id" IS DISTINCT FROM (NEW."finding_id") OR OLD."national_id" IS DISTINCT FROM (NEW."national_id") OR OLD."organisation_id" IS DISTINCT FROM (NEW."organisation_id") OR OLD."policing_body_id" IS DISTINCT FROM (NEW."policing_body_id") OR OLD."published_at" IS DISTINCT FROM (NEW."published_at") OR OLD."recommendation_id" IS DISTINCT FROM (NEW."recommendation_id") OR OLD."reference" IS DISTINCT FROM (NEW."reference"))',
                        func="\n    IF OLD.published_at <= clock_timestamp() THEN\n        RAISE EXCEPTION 'What is published stays published.'\n            USING ERRCODE = 'check_violation', CONSTRAINT = 'published_stays_published';\n    END IF;\n    RETURN NULL;\n",
                        hash="f71d9b7bfb8c9bd9156b51e10bbb60343934e596",
                        operation="UPDATE",
                        pgid="pgtrigger_published_stays_addressed_da48d",
                        table="recommendations_registerentry",
                        when="AFTER",
                    ),
                ),
                pgtrigger.compiler.Trigger(
                    name="asked_changes_only_by_correction",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        condition='WHEN (OLD."asked" IS DISTINCT FROM (NEW."asked"))',
                        func="\n    IF NOT (false OR \n    NOT EXISTS (\n        SELECT 1 FROM recommendations_registerentry AS entry\n        LEFT JOIN recommendations_recommendation AS recommendation\n            ON recommendation.id = entry.recommendation_id\n        JOIN findings_finding AS finding\n            ON finding.id = COALESCE(entry.finding_id, recommendation.finding_id)\n        JOIN findings_inspection AS inspection ON inspection.id = finding.inspection_id\n        WHERE entry.id = OLD.id AND inspection.stage = 'issued' AND NOT EXISTS (\n            SELECT 1 FROM findings_correction AS correction\n            WHERE correction.inspection_id = inspection.id AND correction.closed_at IS NULL\n        )\n    )\n) THEN\n        RAISE EXCEPTION 'What is published changes only through a correction.'\n            USING ERRCODE = 'check_violation', CONSTRAINT = 'published_changes_only_by_correction';\n    END IF;\n    RETURN NEW;\n",
                        hash="a439cf2fcdd2008b76021c1bd8ab50b68b69e2f2",
                        operation="UPDATE",
                        pgid="pgtrigger_asked_changes_only_by_correction_48e28",
                        table="recommendations_registerentry",
                        when="AFTER",
                    ),
                ),
            ],
        ),
        inspection_portal.core.operations.AddTriggers(
            model_name="progressupdate",
            triggers=[
                pgtrigger.compiler.Trigger(
                    name="append_only",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                        hash="e8944718debeae8e9ac3e00435bbf6932ce28f2b",
                        operation="UPDATE OR DELETE",
                        pgid="pgtrigger_append_only_0574e",
                        table="recommendations_progressupdate",
                        when="BEFORE",
                    ),
                )
            ],
        ),
        inspection_portal.core.operations.AddTriggers(
            model_name="milestone",
            triggers=[
                pgtrigger.compiler.Trigger(
                    name="milestone_changes_only_by_correction",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        condition='WHEN (OLD."kind" IS DISTINCT FROM (NEW."kind") OR OLD."original_on" IS DISTINCT FROM (NEW."original_on") OR OLD."words" IS DISTINCT FROM (NEW."words"))',
                        func="\n    IF NOT (OLD.kind = 'target' OR \n    NOT EXISTS (\n        SELECT 1 FROM recommendations_registerentry AS entry\n        LEFT JOIN recommendations_recommendation AS recommendation\n            ON recommendation.id = entry.recommendation_id\n        JOIN findings_finding AS finding\n            ON finding.id = COALESCE(entry.finding_id, recommendation.finding_id)\n        JOIN findings_inspection AS inspection ON inspection.id = finding.inspection_id\n        WHERE entry.id = OLD.entry_id AND inspection.stage = 'issued' AND NOT EXISTS (\n            SELECT 1 FROM findings_correction AS correction\n            WHERE correction.inspection_id = inspection.id AND correction.closed_at IS NULL\n        )\n    )\n) THEN\n        RAISE EXCEPTION 'What is published changes only through a correction.'\n            USING ERRCODE = 'check_violation', CONSTRAINT = 'published_changes_only_by_correction';\n    END IF;\n    RETURN NEW;\n",
                        hash="996bbfc803e8d14365d6b51083c4ed552524e14e",
                        operation="UPDATE",
                        pgid="pgtrigger_milestone_changes_only_by_correction_cb93d",
                        table="recommendations_milestone",
                        when="AFTER",
                    ),
                ),
                pgtrigger.compiler.Trigger(
                    name="entry_follows_its_milestones",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="\n    UPDATE recommendations_registerentry AS entry\n    SET due_on = dates.due_on, target_on = dates.target_on\n    FROM (\n        SELECT min(current_on) FILTER (WHERE kind <> 'target') AS due_on,\n               min(current_on) FILTER (WHERE kind = 'target') AS target_on\n        FROM recommendations_milestone\n        WHERE entry_id = COALESCE(NEW.entry_id, OLD.entry_id) AND met_on IS NULL\n    ) AS dates\n    WHERE entry.id = COALESCE(NEW.entry_id, OLD.entry_id)\n      AND (entry.due_on, entry.target_on) IS DISTINCT FROM (dates.due_on, dates.target_on);\n    RETURN NULL;\n",
                        hash="11f29532e0ec0bbe083f534ef386f53fcdf9cd14",
                        operation="INSERT OR UPDATE OR DELETE",
                        pgid="pgtrigger_entry_follows_its_milestones_06475",
                        table="recommendations_milestone",
                        when="AFTER",
                    ),
                ),
            ],
        ),
        inspection_portal.core.operations.AddTriggers(
            model_name="entryfile",
            triggers=[
                pgtrigger.compiler.Trigger(
                    name="stored_file_is_frozen",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                        hash="74d47bc21615cf56c7f8a64264675f49207553c1",
                        operation="UPDATE OR DELETE",
                        pgid="pgtrigger_stored_file_is_frozen_d42f9",
                        table="recommendations_entryfile",
                        when="BEFORE",
                    ),
                )
            ],
        ),
        inspection_portal.core.operations.AddTriggers(
            model_name="claim",
            triggers=[
                pgtrigger.compiler.Trigger(
                    name="never_deleted",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                        hash="038033e954f82601db5c8dca7fd698314f4842d6",
                        operation="DELETE",
                        pgid="pgtrigger_never_deleted_4c002",
                        table="recommendations_claim",
                        when="BEFORE",
                    ),
                ),
                pgtrigger.compiler.Trigger(
                    name="claim_is_frozen",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        condition='WHEN (OLD."entry_id" IS DISTINCT FROM (NEW."entry_id") OR OLD."milestone_id" IS DISTINCT FROM (NEW."milestone_id") OR OLD."done" IS DISTINCT FROM (NEW."done") OR OLD."done_from" IS DISTINCT FROM (NEW."done_from") OR OLD."made_by_id" IS DISTINCT FROM (NEW."made_by_id") OR OLD."made_at" IS DISTINCT FROM (NEW."made_at"))',
                        func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                        hash="ef6de29a56cb60742aada90c0e829a4dcdad8b87",
                        operation="UPDATE",
                        pgid="pgtrigger_claim_is_frozen_d07e3",
                        table="recommendations_claim",
                        when="BEFORE",
                    ),
                ),
            ],
        ),
        inspection_portal.core.operations.AddTriggers(
            model_name="statuschange",
            triggers=[
                pgtrigger.compiler.Trigger(
                    name="append_only",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                        hash="404a7ba40abbf38e3860b2a5c2b5b6e4e7373c8f",
                        operation="UPDATE OR DELETE",
                        pgid="pgtrigger_append_only_3c564",
                        table="recommendations_statuschange",
                        when="BEFORE",
                    ),
                )
            ],
        ),
        inspection_portal.core.operations.AddTriggers(
            model_name="statusrequest",
            triggers=[
                pgtrigger.compiler.Trigger(
                    name="never_deleted",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                        hash="9c50e125ee66ad54c5517b3c0d909a9a365507e2",
                        operation="DELETE",
                        pgid="pgtrigger_never_deleted_2757f",
                        table="recommendations_statusrequest",
                        when="BEFORE",
                    ),
                ),
                pgtrigger.compiler.Trigger(
                    name="status_request_is_frozen",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        condition='WHEN (OLD."entry_id" IS DISTINCT FROM (NEW."entry_id") OR OLD."status" IS DISTINCT FROM (NEW."status") OR OLD."narrative" IS DISTINCT FROM (NEW."narrative") OR OLD."internal_note" IS DISTINCT FROM (NEW."internal_note") OR OLD."basis_id" IS DISTINCT FROM (NEW."basis_id") OR OLD."successor_id" IS DISTINCT FROM (NEW."successor_id") OR OLD."claim_id" IS DISTINCT FROM (NEW."claim_id") OR OLD."requested_by_id" IS DISTINCT FROM (NEW."requested_by_id") OR OLD."requested_at" IS DISTINCT FROM (NEW."requested_at"))',
                        func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                        hash="1432d9d356091e335f335e6d2cb50a3efa0ddff5",
                        operation="UPDATE",
                        pgid="pgtrigger_status_request_is_frozen_7484c",
                        table="recommendations_statusrequest",
                        when="BEFORE",
                    ),
                ),
            ],
        ),
    ]
