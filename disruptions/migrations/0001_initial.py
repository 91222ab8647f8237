import uuid

import django.contrib.postgres.constraints
import django.contrib.postgres.fields
import django.db.models.deletion
import django.db.models.expressions
import django.db.models.functions.text
import pghistory.utils
import pgtrigger.compiler
from django.conf import settings
from django.db import migrations, models

import forces.models.bodies
import inspection_portal.core.dates
import inspection_portal.core.operations


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("forces", "0004_partners"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        inspection_portal.core.operations.Together(
            steps=[
                migrations.CreateModel(
                    name="CrimeType",
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
                        "abstract": False,
                        "constraints": [
                            models.UniqueConstraint(
                                django.db.models.functions.text.Lower("name"),
                                name="crimetype_name_once",
                                violation_error_message="The list has an item of this name already.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("name__regex", "\\S")),
                                name="crimetype_has_name",
                                violation_error_message="Give the item a name.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("valid_until", None),
                                    ("valid_until__gte", models.F("valid_from")),
                                    _connector="OR",
                                ),
                                name="crimetype_ends_after_it_starts",
                                violation_error_message="The last day is before the first.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="CrimeTypeEvent",
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
                                to="disruptions.crimetype",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["-pgh_id"],
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="LocalProfile",
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
                        ("area", models.CharField(max_length=120)),
                        ("dated_on", models.DateField()),
                        (
                            "refresh_on",
                            models.DateField(blank=True, null=True, verbose_name="next refresh"),
                        ),
                        (
                            "has_partner_data",
                            models.BooleanField(
                                default=False, verbose_name="uses data of partners"
                            ),
                        ),
                        (
                            "briefed_to",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(max_length=120),
                                blank=True,
                                default=list,
                                size=None,
                            ),
                        ),
                        (
                            "actions_arising",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.TextField(), blank=True, default=list, size=None
                            ),
                        ),
                        (
                            "body",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="local_profiles",
                                to="forces.body",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["area", "-dated_on", "pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("body", "area", "dated_on"),
                                name="local_profile_once_of_an_area_and_day",
                                violation_error_message="The area has a profile of that day already.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("area__regex", "\\S")),
                                name="local_profile_has_area",
                                violation_error_message="Say which area the profile is of.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("refresh_on", None),
                                    ("refresh_on__gt", models.F("dated_on")),
                                    _connector="OR",
                                ),
                                name="local_profile_refreshed_after_its_day",
                                violation_error_message="The next refresh must be after the day of the profile.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="LocalProfileEvent",
                    fields=[
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("pgh_id", models.BigAutoField(primary_key=True, serialize=False)),
                        ("pgh_context", pghistory.utils.JSONField(null=True)),
                        ("pgh_context_id", models.UUIDField(null=True)),
                        ("id", models.BigIntegerField()),
                        ("uuid", models.UUIDField(default=uuid.uuid4, editable=False)),
                        ("version", models.PositiveIntegerField(default=1, editable=False)),
                        ("area", models.CharField(max_length=120)),
                        ("dated_on", models.DateField()),
                        (
                            "refresh_on",
                            models.DateField(blank=True, null=True, verbose_name="next refresh"),
                        ),
                        (
                            "has_partner_data",
                            models.BooleanField(
                                default=False, verbose_name="uses data of partners"
                            ),
                        ),
                        (
                            "briefed_to",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(max_length=120),
                                blank=True,
                                default=list,
                                size=None,
                            ),
                        ),
                        (
                            "actions_arising",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.TextField(), blank=True, default=list, size=None
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
                        (
                            "pgh_obj",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="disruptions.localprofile",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["-pgh_id"],
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="Officer",
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
                        ("reference", models.CharField(max_length=40)),
                        ("name", models.CharField(blank=True, max_length=120)),
                        (
                            "rank",
                            models.CharField(
                                choices=[
                                    ("constable", "Constable"),
                                    ("sergeant", "Sergeant"),
                                    ("inspector", "Inspector"),
                                    ("chief_inspector", "Chief inspector"),
                                    ("superintendent", "Superintendent"),
                                    ("chief_superintendent", "Chief superintendent"),
                                    ("chief_officer", "Chief officer"),
                                    ("staff", "Police staff"),
                                ],
                                max_length=20,
                            ),
                        ),
                        ("post", models.CharField(blank=True, max_length=120)),
                        ("trained_on", models.DateField(blank=True, null=True)),
                        ("left_on", models.DateField(blank=True, null=True)),
                        (
                            "body",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="officers",
                                to="forces.body",
                            ),
                        ),
                        (
                            "user",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="officer_records",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["reference", "pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("body", "reference"),
                                name="officer_reference_once_in_a_body",
                                violation_error_message="Another officer of the body has this reference.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("reference__regex", "\\S")),
                                name="officer_has_reference",
                                violation_error_message="Give the officer a reference, such as a collar number.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "rank__in",
                                        [
                                            "constable",
                                            "sergeant",
                                            "inspector",
                                            "chief_inspector",
                                            "superintendent",
                                            "chief_superintendent",
                                            "chief_officer",
                                            "staff",
                                        ],
                                    )
                                ),
                                name="officer_rank_is_known",
                                violation_error_message="Choose a rank from the list.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("trained_on", None),
                                    ("left_on", None),
                                    ("left_on__gte", models.F("trained_on")),
                                    _connector="OR",
                                ),
                                name="officer_trained_before_they_left",
                                violation_error_message="The officer would be trained after they had left.",
                            ),
                            models.UniqueConstraint(
                                fields=("body", "user"),
                                name="officer_signs_in_once_in_a_body",
                                violation_error_message="The person is another officer of the body already.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="OfficerEvent",
                    fields=[
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("pgh_id", models.BigAutoField(primary_key=True, serialize=False)),
                        ("pgh_context", pghistory.utils.JSONField(null=True)),
                        ("pgh_context_id", models.UUIDField(null=True)),
                        ("id", models.BigIntegerField()),
                        ("uuid", models.UUIDField(default=uuid.uuid4, editable=False)),
                        ("version", models.PositiveIntegerField(default=1, editable=False)),
                        ("reference", models.CharField(max_length=40)),
                        ("name", models.CharField(blank=True, max_length=120)),
                        (
                            "rank",
                            models.CharField(
                                choices=[
                                    ("constable", "Constable"),
                                    ("sergeant", "Sergeant"),
                                    ("inspector", "Inspector"),
                                    ("chief_inspector", "Chief inspector"),
                                    ("superintendent", "Superintendent"),
                                    ("chief_superintendent", "Chief superintendent"),
                                    ("chief_officer", "Chief officer"),
                                    ("staff", "Police staff"),
                                ],
                                max_length=20,
                            ),
                        ),
                        ("post", models.CharField(blank=True, max_length=120)),
                        ("trained_on", models.DateField(blank=True, null=True)),
                        ("left_on", models.DateField(blank=True, null=True)),
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
                        (
                            "pgh_obj",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="disruptions.officer",
                            ),
                        ),
                        (
                            "user",
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
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="PlanSettings",
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
                        ("valid_from", models.DateField()),
                        (
                            "days_to_plan",
                            models.PositiveSmallIntegerField(
                                default=28, verbose_name="days until a threat needs a plan"
                            ),
                        ),
                        (
                            "review_days",
                            models.PositiveSmallIntegerField(
                                default=92, verbose_name="days between reviews"
                            ),
                        ),
                        (
                            "most_threats",
                            models.PositiveSmallIntegerField(
                                default=3, verbose_name="most threats of a lead responsible officer"
                            ),
                        ),
                        (
                            "stale_days",
                            models.PositiveSmallIntegerField(
                                default=365, verbose_name="days until an assessment is stale"
                            ),
                        ),
                        (
                            "expiry_days",
                            models.PositiveSmallIntegerField(
                                default=92,
                                verbose_name="days before the end of an order in which it is expiring",
                            ),
                        ),
                        (
                            "template_version",
                            models.CharField(
                                blank=True, max_length=40, verbose_name="current template"
                            ),
                        ),
                        (
                            "allows_several_plans",
                            models.BooleanField(
                                default=False, verbose_name="a threat may have several plans"
                            ),
                        ),
                        ("set_at", models.DateTimeField()),
                        (
                            "body",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="plan_settings",
                                to="forces.body",
                            ),
                        ),
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
                        "verbose_name_plural": "plan settings",
                        "ordering": ["-valid_from", "-pk"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("days_to_plan__gte", 1),
                                    ("expiry_days__gte", 1),
                                    ("most_threats__gte", 1),
                                    ("review_days__gte", 1),
                                    ("stale_days__gte", 1),
                                ),
                                name="plan_settings_count_from_one",
                                violation_error_message="Give whole numbers from 1 upwards.",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ThreatPhase",
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
                            "is_closed",
                            models.BooleanField(
                                default=False, verbose_name="ends the work on a threat"
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["position", "name"],
                        "abstract": False,
                        "constraints": [
                            models.UniqueConstraint(
                                django.db.models.functions.text.Lower("name"),
                                name="threatphase_name_once",
                                violation_error_message="The list has an item of this name already.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("name__regex", "\\S")),
                                name="threatphase_has_name",
                                violation_error_message="Give the item a name.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("valid_until", None),
                                    ("valid_until__gte", models.F("valid_from")),
                                    _connector="OR",
                                ),
                                name="threatphase_ends_after_it_starts",
                                violation_error_message="The last day is before the first.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Threat",
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
                            "kind",
                            models.CharField(
                                choices=[
                                    ("ocg", "Organised crime group"),
                                    ("individual", "Priority individual"),
                                    ("vulnerability", "Vulnerability"),
                                ],
                                max_length=20,
                            ),
                        ),
                        ("reference", models.CharField(max_length=60)),
                        (
                            "tier",
                            models.PositiveSmallIntegerField(
                                blank=True,
                                choices=[
                                    (1, "Tier 1"),
                                    (2, "Tier 2"),
                                    (3, "Tier 3"),
                                    (4, "Tier 4"),
                                    (5, "Tier 5"),
                                ],
                                null=True,
                            ),
                        ),
                        ("is_soc", models.BooleanField(default=True, verbose_name="SOC")),
                        ("operation_started_on", models.DateField(blank=True, null=True)),
                        ("closed_on", models.DateField(blank=True, null=True)),
                        (
                            "body",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="threats",
                                to="forces.body",
                            ),
                        ),
                        (
                            "crime_types",
                            models.ManyToManyField(
                                blank=True, related_name="threats", to="disruptions.crimetype"
                            ),
                        ),
                        (
                            "supporting_bodies",
                            models.ManyToManyField(
                                blank=True, related_name="supported_threats", to="forces.body"
                            ),
                        ),
                        (
                            "phase",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="threats",
                                to="disruptions.threatphase",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["reference", "pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("body", "reference"),
                                name="threat_reference_once_in_a_body",
                                violation_error_message="The body has a threat of this reference already.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("reference__regex", "\\S")),
                                name="threat_has_reference",
                                violation_error_message="Give the threat its reference on the master list.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("kind__in", ["ocg", "individual", "vulnerability"])
                                ),
                                name="threat_kind_is_known",
                                violation_error_message="A threat is an organised crime group, a priority individual or a vulnerability.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("tier", None), ("tier__range", (1, 5)), _connector="OR"
                                ),
                                name="threat_tier_is_known",
                                violation_error_message="Give a tier from 1 to 5, or none.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("closed_on", None),
                                    ("operation_started_on", None),
                                    ("closed_on__gte", models.F("operation_started_on")),
                                    _connector="OR",
                                ),
                                name="threat_closed_after_its_operation_started",
                                violation_error_message="The threat would be closed before its operation began.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Assessment",
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
                            "type",
                            models.CharField(
                                choices=[
                                    ("tactical", "Tactical"),
                                    ("thematic", "Thematic"),
                                    ("strategic", "Strategic"),
                                ],
                                default="tactical",
                                max_length=20,
                            ),
                        ),
                        (
                            "scope",
                            models.CharField(
                                choices=[
                                    ("whole", "Whole threat"),
                                    ("operation", "Operation only"),
                                ],
                                max_length=20,
                            ),
                        ),
                        ("assessed_on", models.DateField()),
                        (
                            "harm",
                            models.DecimalField(
                                blank=True,
                                decimal_places=2,
                                max_digits=7,
                                null=True,
                                verbose_name="total harm",
                            ),
                        ),
                        (
                            "likelihood",
                            models.DecimalField(
                                blank=True,
                                decimal_places=2,
                                max_digits=7,
                                null=True,
                                verbose_name="total likelihood",
                            ),
                        ),
                        (
                            "organisational_position",
                            models.DecimalField(
                                blank=True, decimal_places=2, max_digits=7, null=True
                            ),
                        ),
                        (
                            "confidence",
                            models.DecimalField(
                                blank=True, decimal_places=2, max_digits=7, null=True
                            ),
                        ),
                        (
                            "risk_score",
                            models.DecimalField(
                                blank=True, decimal_places=2, max_digits=7, null=True
                            ),
                        ),
                        (
                            "tier",
                            models.PositiveSmallIntegerField(
                                blank=True,
                                choices=[
                                    (1, "Tier 1"),
                                    (2, "Tier 2"),
                                    (3, "Tier 3"),
                                    (4, "Tier 4"),
                                    (5, "Tier 5"),
                                ],
                                null=True,
                            ),
                        ),
                        (
                            "moderation",
                            models.CharField(
                                choices=[
                                    ("not_moderated", "Not moderated"),
                                    ("submitted", "Waiting for moderation"),
                                    ("moderated", "Moderated"),
                                ],
                                default="not_moderated",
                                max_length=20,
                            ),
                        ),
                        ("moderated_on", models.DateField(blank=True, null=True)),
                        (
                            "threat",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="assessments",
                                to="disruptions.threat",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["-assessed_on", "-pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("threat", "type", "scope", "assessed_on"),
                                name="assessment_once_a_day",
                                violation_error_message="The threat has such an assessment of that day already.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("moderation__in", ["not_moderated", "submitted", "moderated"]),
                                    ("scope__in", ["whole", "operation"]),
                                    ("type__in", ["tactical", "thematic", "strategic"]),
                                ),
                                name="assessment_words_are_known",
                                violation_error_message="Choose the type, scope and moderation of the assessment from the lists.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("tier", None), ("tier__range", (1, 5)), _connector="OR"
                                ),
                                name="assessment_tier_is_known",
                                violation_error_message="Give a tier from 1 to 5, or none.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("harm", None), ("harm__gte", 0), _connector="OR"),
                                    models.Q(
                                        ("likelihood", None),
                                        ("likelihood__gte", 0),
                                        _connector="OR",
                                    ),
                                    models.Q(
                                        ("organisational_position", None),
                                        ("organisational_position__gte", 0),
                                        _connector="OR",
                                    ),
                                    models.Q(
                                        ("confidence", None),
                                        ("confidence__gte", 0),
                                        _connector="OR",
                                    ),
                                    models.Q(
                                        ("risk_score", None),
                                        ("risk_score__gte", 0),
                                        _connector="OR",
                                    ),
                                ),
                                name="assessment_scores_are_not_negative",
                                violation_error_message="A score can’t be below 0.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("moderated_on", None),
                                    models.Q(
                                        ("moderated_on__gte", models.F("assessed_on")),
                                        ("moderation", "moderated"),
                                    ),
                                    _connector="OR",
                                ),
                                name="assessment_has_a_day_of_moderation_only_if_moderated",
                                violation_error_message="Only a moderated assessment has a day of moderation, not before its own.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Plan",
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
                            "state",
                            models.CharField(
                                choices=[
                                    ("draft", "Draft"),
                                    ("in_force", "In force"),
                                    ("closed", "Closed"),
                                ],
                                default="draft",
                                max_length=20,
                            ),
                        ),
                        ("opened_on", models.DateField()),
                        ("closed_on", models.DateField(blank=True, null=True)),
                        ("template_version", models.CharField(blank=True, max_length=40)),
                        ("checked_on", models.DateField(blank=True, null=True)),
                        (
                            "checked_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="checked_plans",
                                to="disruptions.officer",
                            ),
                        ),
                        (
                            "written_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="written_plans",
                                to="disruptions.officer",
                            ),
                        ),
                        (
                            "threat",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="plans",
                                to="disruptions.threat",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["-opened_on", "-pk"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("closed_on", None), ("state__in", ["draft", "in_force"])
                                    ),
                                    models.Q(("closed_on__isnull", False), ("state", "closed")),
                                    _connector="OR",
                                ),
                                name="plan_closed_iff_closed_on",
                                violation_error_message="A closed plan needs the date it was closed, an open one has none.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("closed_on", None),
                                    ("closed_on__gte", models.F("opened_on")),
                                    _connector="OR",
                                ),
                                name="plan_closes_after_it_opens",
                                violation_error_message="The plan would be closed before it was opened.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("checked_by", None), ("checked_on", None)),
                                    models.Q(
                                        ("checked_by__isnull", False),
                                        ("checked_on__gte", models.F("opened_on")),
                                    ),
                                    _connector="OR",
                                ),
                                name="plan_checked_by_someone_iff_checked",
                                violation_error_message="A supervisor’s check needs who checked and when, not before the plan was opened.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("checked_by", None),
                                    ("written_by", None),
                                    models.Q(("checked_by", models.F("written_by")), _negated=True),
                                    _connector="OR",
                                ),
                                name="plan_checked_by_another_than_its_writer",
                                violation_error_message="Nobody checks a plan that they wrote.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="PlanAccess",
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
                            "scope",
                            models.CharField(
                                choices=[
                                    ("plan", "The whole plan"),
                                    ("actions", "Only the actions given to it"),
                                ],
                                max_length=10,
                            ),
                        ),
                        ("given_at", models.DateTimeField()),
                        ("ended_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "body",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="plan_access",
                                to="forces.body",
                            ),
                        ),
                        (
                            "ended_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "given_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "organisation",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="plan_access",
                                to="forces.organisation",
                            ),
                        ),
                        (
                            "plan",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="access",
                                to="disruptions.plan",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name_plural": "plan access",
                        "ordering": ["plan", "given_at", "pk"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("body__isnull", False), ("organisation", None)),
                                    models.Q(("body", None), ("organisation__isnull", False)),
                                    _connector="OR",
                                ),
                                name="plan_access_is_of_one_body_or_partner",
                                violation_error_message="Give access to one body or to one partner.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("scope", "actions"),
                                    models.Q(("organisation", None), ("scope", "plan")),
                                    _connector="OR",
                                ),
                                name="plan_access_scope_is_known",
                                violation_error_message="A partner sees only the actions given to it, a body these or the whole plan.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("ended_at", None), ("ended_by", None)),
                                    models.Q(
                                        ("ended_at__gte", models.F("given_at")),
                                        ("ended_by__isnull", False),
                                    ),
                                    _connector="OR",
                                ),
                                name="plan_access_ended_by_someone_iff_ended",
                                violation_error_message="Access that has ended needs who ended it and when.",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("ended_at", None)),
                                fields=("plan", "body", "organisation"),
                                name="plan_access_once_at_a_time",
                                nulls_distinct=False,
                                violation_error_message="They may see the plan already. End that access first.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="PlanAccessEvent",
                    fields=[
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("pgh_id", models.BigAutoField(primary_key=True, serialize=False)),
                        ("pgh_context", pghistory.utils.JSONField(null=True)),
                        ("pgh_context_id", models.UUIDField(null=True)),
                        ("id", models.BigIntegerField()),
                        ("uuid", models.UUIDField(default=uuid.uuid4, editable=False)),
                        (
                            "scope",
                            models.CharField(
                                choices=[
                                    ("plan", "The whole plan"),
                                    ("actions", "Only the actions given to it"),
                                ],
                                max_length=10,
                            ),
                        ),
                        ("given_at", models.DateTimeField()),
                        ("ended_at", models.DateTimeField(blank=True, null=True)),
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
                            "ended_by",
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
                            "given_by",
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
                            "pgh_obj",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="disruptions.planaccess",
                            ),
                        ),
                        (
                            "plan",
                            models.ForeignKey(
                                db_constraint=False,
                                db_index=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="disruptions.plan",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["-pgh_id"],
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="PlanAction",
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
                            "strand",
                            models.CharField(
                                choices=[
                                    ("pursue", "Pursue"),
                                    ("prevent", "Prevent"),
                                    ("protect", "Protect"),
                                    ("prepare", "Prepare"),
                                ],
                                max_length=10,
                            ),
                        ),
                        ("what", models.TextField()),
                        ("is_covert", models.BooleanField(default=False, verbose_name="covert")),
                        ("due_on", models.DateField(blank=True, null=True)),
                        ("result", models.TextField(blank=True)),
                        ("ended_on", models.DateField(blank=True, null=True)),
                        (
                            "owner",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="plan_actions",
                                to="disruptions.officer",
                            ),
                        ),
                        (
                            "partner",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="plan_actions",
                                to="forces.organisation",
                            ),
                        ),
                        (
                            "plan",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="actions",
                                to="disruptions.plan",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["due_on", "pk"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("strand__in", ["pursue", "prevent", "protect", "prepare"])
                                ),
                                name="plan_action_strand_is_known",
                                violation_error_message="Choose Pursue, Prevent, Protect or Prepare.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("what__regex", "\\S")),
                                name="plan_action_says_what",
                                violation_error_message="Say what is to be done.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("owner", None), ("partner", None), _connector="OR"
                                ),
                                name="plan_action_has_one_owner_at_most",
                                violation_error_message="Give the action to an officer or to a partner, not both.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="PlanActionEvent",
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
                            "strand",
                            models.CharField(
                                choices=[
                                    ("pursue", "Pursue"),
                                    ("prevent", "Prevent"),
                                    ("protect", "Protect"),
                                    ("prepare", "Prepare"),
                                ],
                                max_length=10,
                            ),
                        ),
                        ("what", models.TextField()),
                        ("is_covert", models.BooleanField(default=False, verbose_name="covert")),
                        ("due_on", models.DateField(blank=True, null=True)),
                        ("result", models.TextField(blank=True)),
                        ("ended_on", models.DateField(blank=True, null=True)),
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
                                to="disruptions.officer",
                            ),
                        ),
                        (
                            "partner",
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
                            "pgh_obj",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="disruptions.planaction",
                            ),
                        ),
                        (
                            "plan",
                            models.ForeignKey(
                                db_constraint=False,
                                db_index=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="disruptions.plan",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["-pgh_id"],
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="PlanEntry",
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
                            "strand",
                            models.CharField(
                                choices=[
                                    ("pursue", "Pursue"),
                                    ("prevent", "Prevent"),
                                    ("protect", "Protect"),
                                    ("prepare", "Prepare"),
                                ],
                                max_length=10,
                            ),
                        ),
                        ("dated_on", models.DateField(blank=True, null=True)),
                        ("timed_at", models.TimeField(blank=True, null=True)),
                        ("text", models.TextField()),
                        (
                            "plan",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="entries",
                                to="disruptions.plan",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name_plural": "plan entries",
                        "ordering": ["dated_on", "timed_at", "pk"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("strand__in", ["pursue", "prevent", "protect", "prepare"])
                                ),
                                name="plan_entry_strand_is_known",
                                violation_error_message="Choose Pursue, Prevent, Protect or Prepare.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("text__regex", "\\S")),
                                name="plan_entry_has_text",
                                violation_error_message="Write the entry.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("timed_at", None), ("dated_on__isnull", False), _connector="OR"
                                ),
                                name="plan_entry_has_a_time_only_with_a_date",
                                violation_error_message="Give the date as well as the time.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="PlanEntryEvent",
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
                            "strand",
                            models.CharField(
                                choices=[
                                    ("pursue", "Pursue"),
                                    ("prevent", "Prevent"),
                                    ("protect", "Protect"),
                                    ("prepare", "Prepare"),
                                ],
                                max_length=10,
                            ),
                        ),
                        ("dated_on", models.DateField(blank=True, null=True)),
                        ("timed_at", models.TimeField(blank=True, null=True)),
                        ("text", models.TextField()),
                        (
                            "pgh_obj",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="disruptions.planentry",
                            ),
                        ),
                        (
                            "plan",
                            models.ForeignKey(
                                db_constraint=False,
                                db_index=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="disruptions.plan",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["-pgh_id"],
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="PlanLink",
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
                            "kind",
                            models.CharField(
                                choices=[
                                    ("safeguarding", "Safeguarding plan"),
                                    ("investigation", "Investigation plan"),
                                    ("scpo", "SCPO plan"),
                                ],
                                max_length=20,
                            ),
                        ),
                        ("reference", models.CharField(max_length=120)),
                        (
                            "plan",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="links",
                                to="disruptions.plan",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["kind", "reference", "pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("plan", "kind", "reference"),
                                name="plan_linked_once_to_each_plan",
                                violation_error_message="The plan is linked to that already.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("kind__in", ["safeguarding", "investigation", "scpo"]),
                                    ("reference__regex", "\\S"),
                                ),
                                name="plan_link_is_known",
                                violation_error_message="Choose the kind of plan, and give its reference.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="PlanLinkEvent",
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
                            "kind",
                            models.CharField(
                                choices=[
                                    ("safeguarding", "Safeguarding plan"),
                                    ("investigation", "Investigation plan"),
                                    ("scpo", "SCPO plan"),
                                ],
                                max_length=20,
                            ),
                        ),
                        ("reference", models.CharField(max_length=120)),
                        (
                            "pgh_obj",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="disruptions.planlink",
                            ),
                        ),
                        (
                            "plan",
                            models.ForeignKey(
                                db_constraint=False,
                                db_index=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="disruptions.plan",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["-pgh_id"],
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="PlanReview",
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
                        ("reviewed_on", models.DateField()),
                        ("outcome", models.TextField()),
                        (
                            "plan",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="reviews",
                                to="disruptions.plan",
                            ),
                        ),
                        (
                            "reviewed_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="plan_reviews",
                                to="disruptions.officer",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["-reviewed_on", "-pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("plan", "reviewed_on", "reviewed_by"),
                                name="plan_reviewed_once_a_day_by_an_officer",
                                violation_error_message="The officer has reviewed the plan on that day already.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("outcome__regex", "\\S")),
                                name="plan_review_has_outcome",
                                violation_error_message="Say what came of the review.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="PlanReviewEvent",
                    fields=[
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("pgh_id", models.BigAutoField(primary_key=True, serialize=False)),
                        ("pgh_context", pghistory.utils.JSONField(null=True)),
                        ("pgh_context_id", models.UUIDField(null=True)),
                        ("id", models.BigIntegerField()),
                        ("uuid", models.UUIDField(default=uuid.uuid4, editable=False)),
                        ("version", models.PositiveIntegerField(default=1, editable=False)),
                        ("reviewed_on", models.DateField()),
                        ("outcome", models.TextField()),
                        (
                            "pgh_obj",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="disruptions.planreview",
                            ),
                        ),
                        (
                            "plan",
                            models.ForeignKey(
                                db_constraint=False,
                                db_index=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="disruptions.plan",
                            ),
                        ),
                        (
                            "reviewed_by",
                            models.ForeignKey(
                                db_constraint=False,
                                db_index=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="disruptions.officer",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["-pgh_id"],
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="PreventionOrder",
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
                        ("reference", models.CharField(max_length=60)),
                        ("court", models.CharField(blank=True, max_length=120)),
                        ("made_on", models.DateField()),
                        ("in_force_on", models.DateField(blank=True, null=True)),
                        ("expires_on", models.DateField(blank=True, null=True)),
                        ("discharged_on", models.DateField(blank=True, null=True)),
                        (
                            "custody",
                            models.CharField(
                                choices=[
                                    ("in_custody", "In custody"),
                                    ("released", "Released"),
                                    ("never_held", "Never in custody"),
                                ],
                                max_length=20,
                                verbose_name="custody status",
                            ),
                        ),
                        (
                            "released_on",
                            models.DateField(blank=True, null=True, verbose_name="release"),
                        ),
                        (
                            "severity",
                            models.CharField(
                                blank=True,
                                choices=[("low", "Low"), ("medium", "Medium"), ("high", "High")],
                                max_length=20,
                            ),
                        ),
                        ("conditions", models.TextField(blank=True)),
                        ("unit", models.CharField(blank=True, max_length=120)),
                        (
                            "last_check",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("visit", "Visit"),
                                    ("contact", "Other contact"),
                                    ("database", "Databases only (PNC, PND)"),
                                ],
                                max_length=20,
                            ),
                        ),
                        ("last_checked_on", models.DateField(blank=True, null=True)),
                        (
                            "is_actively_managed",
                            models.BooleanField(default=False, verbose_name="actively managed"),
                        ),
                        ("is_marsoc", models.BooleanField(default=False, verbose_name="MARSOC")),
                        (
                            "body",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="prevention_orders",
                                to="forces.body",
                            ),
                        ),
                        (
                            "manager",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="managed_orders",
                                to="disruptions.officer",
                            ),
                        ),
                        (
                            "threat",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="prevention_orders",
                                to="disruptions.threat",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["expires_on", "reference", "pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("body", "reference"),
                                name="order_reference_once_in_a_body",
                                violation_error_message="The body has an order of this reference already.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("reference__regex", "\\S")),
                                name="order_has_reference",
                                violation_error_message="Give the order its reference.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("custody__in", ["in_custody", "released", "never_held"]),
                                    ("last_check__in", ["", "visit", "contact", "database"]),
                                    ("severity__in", ["", "low", "medium", "high"]),
                                ),
                                name="order_words_are_known",
                                violation_error_message="Choose custody status, severity and kind of check from the lists.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("in_force_on", None),
                                    ("in_force_on__gte", models.F("made_on")),
                                    _connector="OR",
                                ),
                                name="order_in_force_after_it_is_made",
                                violation_error_message="The order would be in force before it was made.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("expires_on", None),
                                        ("expires_on__gte", models.F("made_on")),
                                        _connector="OR",
                                    ),
                                    models.Q(
                                        ("expires_on", None),
                                        ("in_force_on", None),
                                        ("expires_on__gte", models.F("in_force_on")),
                                        _connector="OR",
                                    ),
                                    models.Q(
                                        ("discharged_on", None),
                                        ("discharged_on__gte", models.F("made_on")),
                                        _connector="OR",
                                    ),
                                ),
                                name="order_ends_after_it_is_made",
                                violation_error_message="The order would end before it begins.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("custody", "released"), _negated=True),
                                    ("released_on__isnull", False),
                                    _connector="OR",
                                ),
                                name="order_released_with_a_day",
                                violation_error_message="Give the day of release.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("last_check", ""), ("last_checked_on", None)),
                                    models.Q(
                                        models.Q(("last_check", ""), _negated=True),
                                        ("last_checked_on__isnull", False),
                                    ),
                                    _connector="OR",
                                ),
                                name="order_check_has_kind_and_day",
                                violation_error_message="Give the kind of the last check and its day.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="OrderBreach",
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
                        ("happened_on", models.DateField()),
                        ("what", models.TextField()),
                        ("outcome", models.TextField(blank=True)),
                        (
                            "order",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="breaches",
                                to="disruptions.preventionorder",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name_plural": "order breaches",
                        "ordering": ["-happened_on", "-pk"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("what__regex", "\\S")),
                                name="order_breach_says_what",
                                violation_error_message="Say how the order was breached.",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="OrderBreachEvent",
                    fields=[
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("pgh_id", models.BigAutoField(primary_key=True, serialize=False)),
                        ("pgh_context", pghistory.utils.JSONField(null=True)),
                        ("pgh_context_id", models.UUIDField(null=True)),
                        ("id", models.BigIntegerField()),
                        ("uuid", models.UUIDField(default=uuid.uuid4, editable=False)),
                        ("version", models.PositiveIntegerField(default=1, editable=False)),
                        ("happened_on", models.DateField()),
                        ("what", models.TextField()),
                        ("outcome", models.TextField(blank=True)),
                        (
                            "pgh_obj",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="disruptions.orderbreach",
                            ),
                        ),
                        (
                            "order",
                            models.ForeignKey(
                                db_constraint=False,
                                db_index=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="disruptions.preventionorder",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["-pgh_id"],
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="CheckWaiver",
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
                        ("check_id", models.CharField(max_length=60)),
                        ("reason", models.TextField()),
                        ("until", models.DateField()),
                        ("given_at", models.DateTimeField()),
                        ("withdrawn_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "given_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
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
                        (
                            "plan",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="waivers",
                                to="disruptions.plan",
                            ),
                        ),
                        (
                            "order",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="waivers",
                                to="disruptions.preventionorder",
                            ),
                        ),
                        (
                            "threat",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="waivers",
                                to="disruptions.threat",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["until", "pk"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("order", None), ("plan", None), ("threat__isnull", False)
                                    ),
                                    models.Q(
                                        ("order", None), ("plan__isnull", False), ("threat", None)
                                    ),
                                    models.Q(
                                        ("order__isnull", False), ("plan", None), ("threat", None)
                                    ),
                                    _connector="OR",
                                ),
                                name="waiver_is_of_one_thing",
                                violation_error_message="Waive a check for one threat, plan or order.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("check_id__regex", "\\S")),
                                name="waiver_names_a_check",
                                violation_error_message="Say which check is waived.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("reason__regex", "\\S")),
                                name="waiver_has_reason",
                                violation_error_message="Say why the check need not hold.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "until__gte",
                                        inspection_portal.core.dates.LondonDay("given_at"),
                                    )
                                ),
                                name="waiver_ends_after_it_is_given",
                                violation_error_message="The waiver would end before it begins.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("withdrawn_at", None), ("withdrawn_by", None)),
                                    models.Q(
                                        ("withdrawn_at__isnull", False),
                                        ("withdrawn_by__isnull", False),
                                    ),
                                    _connector="OR",
                                ),
                                name="waiver_withdrawn_by_someone_iff_withdrawn",
                                violation_error_message="A waiver that was withdrawn needs who did so and when.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Site",
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
                        ("place", models.CharField(max_length=120)),
                        (
                            "body",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="sites",
                                to="forces.body",
                            ),
                        ),
                        (
                            "partners",
                            models.ManyToManyField(
                                blank=True, related_name="sites", to="forces.organisation"
                            ),
                        ),
                        (
                            "plan",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="sites",
                                to="disruptions.plan",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["place", "pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("body", "place"),
                                name="site_place_once_in_a_body",
                                violation_error_message="The body has a site at this place already.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("place__regex", "\\S")),
                                name="site_has_place",
                                violation_error_message="Name the place.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="SiteEvent",
                    fields=[
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("pgh_id", models.BigAutoField(primary_key=True, serialize=False)),
                        ("pgh_context", pghistory.utils.JSONField(null=True)),
                        ("pgh_context_id", models.UUIDField(null=True)),
                        ("id", models.BigIntegerField()),
                        ("uuid", models.UUIDField(default=uuid.uuid4, editable=False)),
                        ("version", models.PositiveIntegerField(default=1, editable=False)),
                        ("place", models.CharField(max_length=120)),
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
                        (
                            "pgh_obj",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="disruptions.site",
                            ),
                        ),
                        (
                            "plan",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="disruptions.plan",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["-pgh_id"],
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="SitePartnerLinkEvent",
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
                            "site",
                            models.ForeignKey(
                                db_constraint=False,
                                db_index=False,
                                db_tablespace="",
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="disruptions.site",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["-pgh_id"],
                        "abstract": False,
                        "indexes": [
                            models.Index(fields=["site"], name="disruptions_site_id_9ebb19_idx")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="SitePhase",
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
                            "phase",
                            models.CharField(
                                choices=[("clear", "Clear"), ("hold", "Hold"), ("build", "Build")],
                                max_length=10,
                            ),
                        ),
                        ("began_on", models.DateField()),
                        ("ended_on", models.DateField(blank=True, null=True)),
                        (
                            "site",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="phases",
                                to="disruptions.site",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["began_on", "pk"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("phase__in", ["clear", "hold", "build"])),
                                name="site_phase_is_known",
                                violation_error_message="Choose Clear, Hold or Build.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("ended_on", None),
                                    ("ended_on__gte", models.F("began_on")),
                                    _connector="OR",
                                ),
                                name="site_phase_ends_after_it_begins",
                                violation_error_message="The phase would end before it begins.",
                            ),
                            django.contrib.postgres.constraints.ExclusionConstraint(
                                expressions=[
                                    (models.F("site"), "="),
                                    (
                                        forces.models.bodies.DateRange(
                                            "began_on",
                                            models.Case(
                                                models.When(
                                                    ended_on__lt=models.F("began_on"),
                                                    then=models.F("began_on"),
                                                ),
                                                default=models.F("ended_on"),
                                            ),
                                        ),
                                        "&&",
                                    ),
                                ],
                                name="site_in_one_phase_at_a_time",
                                violation_error_message="The site is in another phase in that time. End it first.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="SitePhaseEvent",
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
                            "phase",
                            models.CharField(
                                choices=[("clear", "Clear"), ("hold", "Hold"), ("build", "Build")],
                                max_length=10,
                            ),
                        ),
                        ("began_on", models.DateField()),
                        ("ended_on", models.DateField(blank=True, null=True)),
                        (
                            "pgh_obj",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="disruptions.sitephase",
                            ),
                        ),
                        (
                            "site",
                            models.ForeignKey(
                                db_constraint=False,
                                db_index=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="disruptions.site",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["-pgh_id"],
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="SupportingBodyLinkEvent",
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
                            "threat",
                            models.ForeignKey(
                                db_constraint=False,
                                db_index=False,
                                db_tablespace="",
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="disruptions.threat",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["-pgh_id"],
                        "abstract": False,
                        "indexes": [
                            models.Index(fields=["threat"], name="disruptions_threat__c54066_idx")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="PreventionOrderEvent",
                    fields=[
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("pgh_id", models.BigAutoField(primary_key=True, serialize=False)),
                        ("pgh_context", pghistory.utils.JSONField(null=True)),
                        ("pgh_context_id", models.UUIDField(null=True)),
                        ("id", models.BigIntegerField()),
                        ("uuid", models.UUIDField(default=uuid.uuid4, editable=False)),
                        ("version", models.PositiveIntegerField(default=1, editable=False)),
                        ("reference", models.CharField(max_length=60)),
                        ("court", models.CharField(blank=True, max_length=120)),
                        ("made_on", models.DateField()),
                        ("in_force_on", models.DateField(blank=True, null=True)),
                        ("expires_on", models.DateField(blank=True, null=True)),
                        ("discharged_on", models.DateField(blank=True, null=True)),
                        (
                            "custody",
                            models.CharField(
                                choices=[
                                    ("in_custody", "In custody"),
                                    ("released", "Released"),
                                    ("never_held", "Never in custody"),
                                ],
                                max_length=20,
                                verbose_name="custody status",
                            ),
                        ),
                        (
                            "released_on",
                            models.DateField(blank=True, null=True, verbose_name="release"),
                        ),
                        (
                            "severity",
                            models.CharField(
                                blank=True,
                                choices=[("low", "Low"), ("medium", "Medium"), ("high", "High")],
                                max_length=20,
                            ),
                        ),
                        ("conditions", models.TextField(blank=True)),
                        ("unit", models.CharField(blank=True, max_length=120)),
                        (
                            "last_check",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("visit", "Visit"),
                                    ("contact", "Other contact"),
                                    ("database", "Databases only (PNC, PND)"),
                                ],
                                max_length=20,
                            ),
                        ),
                        ("last_checked_on", models.DateField(blank=True, null=True)),
                        (
                            "is_actively_managed",
                            models.BooleanField(default=False, verbose_name="actively managed"),
                        ),
                        ("is_marsoc", models.BooleanField(default=False, verbose_name="MARSOC")),
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
                        (
                            "manager",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="disruptions.officer",
                            ),
                        ),
                        (
                            "pgh_obj",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="disruptions.preventionorder",
                            ),
                        ),
                        (
                            "threat",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="disruptions.threat",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["-pgh_id"],
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="PlanEvent",
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
                            "state",
                            models.CharField(
                                choices=[
                                    ("draft", "Draft"),
                                    ("in_force", "In force"),
                                    ("closed", "Closed"),
                                ],
                                default="draft",
                                max_length=20,
                            ),
                        ),
                        ("opened_on", models.DateField()),
                        ("closed_on", models.DateField(blank=True, null=True)),
                        ("template_version", models.CharField(blank=True, max_length=40)),
                        ("checked_on", models.DateField(blank=True, null=True)),
                        (
                            "checked_by",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="disruptions.officer",
                            ),
                        ),
                        (
                            "pgh_obj",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="disruptions.plan",
                            ),
                        ),
                        (
                            "written_by",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="disruptions.officer",
                            ),
                        ),
                        (
                            "threat",
                            models.ForeignKey(
                                db_constraint=False,
                                db_index=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="disruptions.threat",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["-pgh_id"],
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="CrimeTypeLinkEvent",
                    fields=[
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("pgh_id", models.BigAutoField(primary_key=True, serialize=False)),
                        ("pgh_context", pghistory.utils.JSONField(null=True)),
                        ("pgh_context_id", models.UUIDField(null=True)),
                        ("id", models.BigIntegerField()),
                        (
                            "crimetype",
                            models.ForeignKey(
                                db_constraint=False,
                                db_index=False,
                                db_tablespace="",
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="disruptions.crimetype",
                            ),
                        ),
                        (
                            "threat",
                            models.ForeignKey(
                                db_constraint=False,
                                db_index=False,
                                db_tablespace="",
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="disruptions.threat",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["-pgh_id"],
                        "abstract": False,
                        "indexes": [
                            models.Index(fields=["threat"], name="disruptions_threat__edc7f7_idx")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="CheckWaiverEvent",
                    fields=[
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("pgh_id", models.BigAutoField(primary_key=True, serialize=False)),
                        ("pgh_context", pghistory.utils.JSONField(null=True)),
                        ("pgh_context_id", models.UUIDField(null=True)),
                        ("id", models.BigIntegerField()),
                        ("uuid", models.UUIDField(default=uuid.uuid4, editable=False)),
                        ("check_id", models.CharField(max_length=60)),
                        ("reason", models.TextField()),
                        ("until", models.DateField()),
                        ("given_at", models.DateTimeField()),
                        ("withdrawn_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "given_by",
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
                                to="disruptions.checkwaiver",
                            ),
                        ),
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
                        (
                            "plan",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="disruptions.plan",
                            ),
                        ),
                        (
                            "order",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="disruptions.preventionorder",
                            ),
                        ),
                        (
                            "threat",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="disruptions.threat",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["-pgh_id"],
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="AssessmentEvent",
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
                            "type",
                            models.CharField(
                                choices=[
                                    ("tactical", "Tactical"),
                                    ("thematic", "Thematic"),
                                    ("strategic", "Strategic"),
                                ],
                                default="tactical",
                                max_length=20,
                            ),
                        ),
                        (
                            "scope",
                            models.CharField(
                                choices=[
                                    ("whole", "Whole threat"),
                                    ("operation", "Operation only"),
                                ],
                                max_length=20,
                            ),
                        ),
                        ("assessed_on", models.DateField()),
                        (
                            "harm",
                            models.DecimalField(
                                blank=True,
                                decimal_places=2,
                                max_digits=7,
                                null=True,
                                verbose_name="total harm",
                            ),
                        ),
                        (
                            "likelihood",
                            models.DecimalField(
                                blank=True,
                                decimal_places=2,
                                max_digits=7,
                                null=True,
                                verbose_name="total likelihood",
                            ),
                        ),
                        (
                            "organisational_position",
                            models.DecimalField(
                                blank=True, decimal_places=2, max_digits=7, null=True
                            ),
                        ),
                        (
                            "confidence",
                            models.DecimalField(
                                blank=True, decimal_places=2, max_digits=7, null=True
                            ),
                        ),
                        (
                            "risk_score",
                            models.DecimalField(
                                blank=True, decimal_places=2, max_digits=7, null=True
                            ),
                        ),
                        (
                            "tier",
                            models.PositiveSmallIntegerField(
                                blank=True,
                                choices=[
                                    (1, "Tier 1"),
                                    (2, "Tier 2"),
                                    (3, "Tier 3"),
                                    (4, "Tier 4"),
                                    (5, "Tier 5"),
                                ],
                                null=True,
                            ),
                        ),
                        (
                            "moderation",
                            models.CharField(
                                choices=[
                                    ("not_moderated", "Not moderated"),
                                    ("submitted", "Waiting for moderation"),
                                    ("moderated", "Moderated"),
                                ],
                                default="not_moderated",
                                max_length=20,
                            ),
                        ),
                        ("moderated_on", models.DateField(blank=True, null=True)),
                        (
                            "pgh_obj",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="disruptions.assessment",
                            ),
                        ),
                        (
                            "threat",
                            models.ForeignKey(
                                db_constraint=False,
                                db_index=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="disruptions.threat",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["-pgh_id"],
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="ThreatEvent",
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
                            "kind",
                            models.CharField(
                                choices=[
                                    ("ocg", "Organised crime group"),
                                    ("individual", "Priority individual"),
                                    ("vulnerability", "Vulnerability"),
                                ],
                                max_length=20,
                            ),
                        ),
                        ("reference", models.CharField(max_length=60)),
                        (
                            "tier",
                            models.PositiveSmallIntegerField(
                                blank=True,
                                choices=[
                                    (1, "Tier 1"),
                                    (2, "Tier 2"),
                                    (3, "Tier 3"),
                                    (4, "Tier 4"),
                                    (5, "Tier 5"),
                                ],
                                null=True,
                            ),
                        ),
                        ("is_soc", models.BooleanField(default=True, verbose_name="SOC")),
                        ("operation_started_on", models.DateField(blank=True, null=True)),
                        ("closed_on", models.DateField(blank=True, null=True)),
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
                        (
                            "pgh_obj",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="disruptions.threat",
                            ),
                        ),
                        (
                            "phase",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="disruptions.threatphase",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["-pgh_id"],
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="ThreatPhaseEvent",
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
                            "is_closed",
                            models.BooleanField(
                                default=False, verbose_name="ends the work on a threat"
                            ),
                        ),
                        (
                            "pgh_obj",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="disruptions.threatphase",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["-pgh_id"],
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="ThreatResponsibility",
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
                            "role",
                            models.CharField(
                                choices=[
                                    ("lro", "Lead responsible officer"),
                                    ("sio", "Senior investigating officer"),
                                ],
                                max_length=10,
                            ),
                        ),
                        ("since", models.DateField()),
                        ("until", models.DateField(blank=True, null=True)),
                        (
                            "officer",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="responsibilities",
                                to="disruptions.officer",
                            ),
                        ),
                        (
                            "threat",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="responsibilities",
                                to="disruptions.threat",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name_plural": "threat responsibilities",
                        "ordering": ["role", "since", "pk"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("role__in", ["lro", "sio"])),
                                name="responsibility_role_is_known",
                                violation_error_message="Choose lead responsible officer or senior investigating officer.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("until", None),
                                    ("until__gte", models.F("since")),
                                    _connector="OR",
                                ),
                                name="responsibility_ends_after_it_begins",
                                violation_error_message="The last day is before the first.",
                            ),
                            django.contrib.postgres.constraints.ExclusionConstraint(
                                expressions=[
                                    (models.F("threat"), "="),
                                    (models.F("officer"), "="),
                                    (models.F("role"), "="),
                                    (
                                        forces.models.bodies.DateRange(
                                            "since",
                                            models.Case(
                                                models.When(
                                                    then=models.F("since"),
                                                    until__lt=models.F("since"),
                                                ),
                                                default=models.F("until"),
                                            ),
                                        ),
                                        "&&",
                                    ),
                                ],
                                name="officer_has_a_role_on_a_threat_once_at_a_time",
                                violation_error_message="The officer has this role on the threat already.",
                            ),
                            django.contrib.postgres.constraints.ExclusionConstraint(
                                condition=models.Q(("role", "sio")),
                                expressions=[
                                    (models.F("threat"), "="),
                                    (
                                        forces.models.bodies.DateRange(
                                            "since",
                                            models.Case(
                                                models.When(
                                                    then=models.F("since"),
                                                    until__lt=models.F("since"),
                                                ),
                                                default=models.F("until"),
                                            ),
                                        ),
                                        "&&",
                                    ),
                                ],
                                name="one_senior_investigating_officer_at_a_time",
                                violation_error_message="The threat has a senior investigating officer in that time. End that first.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ThreatResponsibilityEvent",
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
                            "role",
                            models.CharField(
                                choices=[
                                    ("lro", "Lead responsible officer"),
                                    ("sio", "Senior investigating officer"),
                                ],
                                max_length=10,
                            ),
                        ),
                        ("since", models.DateField()),
                        ("until", models.DateField(blank=True, null=True)),
                        (
                            "officer",
                            models.ForeignKey(
                                db_constraint=False,
                                db_index=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="disruptions.officer",
                            ),
                        ),
                        (
                            "pgh_obj",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="disruptions.threatresponsibility",
                            ),
                        ),
                        (
                            "threat",
                            models.ForeignKey(
                                db_constraint=False,
                                db_index=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="disruptions.threat",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["-pgh_id"],
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="CheckCount",
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
                        ("check_id", models.CharField(max_length=60)),
                        ("on", models.DateField()),
                        ("found", models.PositiveIntegerField()),
                        ("waived", models.PositiveIntegerField(default=0)),
                        ("asked", models.PositiveIntegerField()),
                        (
                            "body",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="check_counts",
                                to="forces.body",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["on", "check_id"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("body", "check_id", "on"),
                                name="check_counted_once_a_day",
                                violation_error_message="The check is counted for that day already.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "asked__gte",
                                        django.db.models.expressions.CombinedExpression(
                                            models.F("found"), "+", models.F("waived")
                                        ),
                                    )
                                ),
                                name="check_count_is_at_most_what_was_asked",
                                violation_error_message="More failed than were checked.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="SitePartnerLink",
                    fields=[],
                    options={
                        "proxy": True,
                        "indexes": [],
                        "constraints": [],
                    },
                    bases=("disruptions.site_partners",),
                ),
                migrations.CreateModel(
                    name="CrimeTypeLink",
                    fields=[],
                    options={
                        "proxy": True,
                        "indexes": [],
                        "constraints": [],
                    },
                    bases=("disruptions.threat_crime_types",),
                ),
                migrations.CreateModel(
                    name="SupportingBodyLink",
                    fields=[],
                    options={
                        "proxy": True,
                        "indexes": [],
                        "constraints": [],
                    },
                    bases=("disruptions.threat_supporting_bodies",),
                ),
            ],
        ),
        inspection_portal.core.operations.AddTriggers(
            model_name="crimetype",
            triggers=[
                pgtrigger.compiler.Trigger(
                    name="insert_insert",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "disruptions_crimetypeevent" ("description", "id", "name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "uuid", "valid_from", "valid_until", "version") VALUES (NEW."description", NEW."id", NEW."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."position", NEW."uuid", NEW."valid_from", NEW."valid_until", NEW."version"); RETURN NULL;',
                        hash="15099cc3a5c9289b8e3f9a5629be862d79730fe6",
                        operation="INSERT",
                        pgid="pgtrigger_insert_insert_6369e",
                        table="disruptions_crimetype",
                        when="AFTER",
                    ),
                ),
                pgtrigger.compiler.Trigger(
                    name="update_update",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                        func='INSERT INTO "disruptions_crimetypeevent" ("description", "id", "name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "uuid", "valid_from", "valid_until", "version") VALUES (NEW."description", NEW."id", NEW."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."position", NEW."uuid", NEW."valid_from", NEW."valid_until", NEW."version"); RETURN NULL;',
                        hash="af6ae95c0341563b1dafd386510029376d5ed426",
                        operation="UPDATE",
                        pgid="pgtrigger_update_update_767cb",
                        table="disruptions_crimetype",
                        when="AFTER",
                    ),
                ),
                pgtrigger.compiler.Trigger(
                    name="delete_delete",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "disruptions_crimetypeevent" ("description", "id", "name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "uuid", "valid_from", "valid_until", "version") VALUES (OLD."description", OLD."id", OLD."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."position", OLD."uuid", OLD."valid_from", OLD."valid_until", OLD."version"); RETURN NULL;',
                        hash="ef26cd9d12d69f1264f5e679cbc900a8a40f4f57",
                        operation="DELETE",
                        pgid="pgtrigger_delete_delete_cd0de",
                        table="disruptions_crimetype",
                        when="AFTER",
                    ),
                ),
            ],
        ),
        inspection_portal.core.operations.AddTriggers(
            model_name="threatphase",
            triggers=[
                pgtrigger.compiler.Trigger(
                    name="insert_insert",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "disruptions_threatphaseevent" ("description", "id", "is_closed", "name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "uuid", "valid_from", "valid_until", "version") VALUES (NEW."description", NEW."id", NEW."is_closed", NEW."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."position", NEW."uuid", NEW."valid_from", NEW."valid_until", NEW."version"); RETURN NULL;',
                        hash="59022e2a9f1b8bb6a05acd0dadbbde20d2f298bd",
                        operation="INSERT",
                        pgid="pgtrigger_insert_insert_86a39",
                        table="disruptions_threatphase",
                        when="AFTER",
                    ),
                ),
                pgtrigger.compiler.Trigger(
                    name="update_update",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                        func='INSERT INTO "disruptions_threatphaseevent" ("description", "id", "is_closed", "name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "uuid", "valid_from", "valid_until", "version") VALUES (NEW."description", NEW."id", NEW."is_closed", NEW."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."position", NEW."uuid", NEW."valid_from", NEW."valid_until", NEW."version"); RETURN NULL;',
                        hash="243daecb0115dd0de8a079b8860cd35a5b88c65f",
                        operation="UPDATE",
                        pgid="pgtrigger_update_update_20c0a",
                        table="disruptions_threatphase",
                        when="AFTER",
                    ),
                ),
                pgtrigger.compiler.Trigger(
                    name="delete_delete",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "disruptions_threatphaseevent" ("description", "id", "is_closed", "name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "uuid", "valid_from", "valid_until", "version") VALUES (OLD."description", OLD."id", OLD."is_closed", OLD."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."position", OLD."uuid", OLD."valid_from", OLD."valid_until", OLD."version"); RETURN NULL;',
                        hash="45149710ad249d1b8aee828b123909ab8a202a9f",
                        operation="DELETE",
                        pgid="pgtrigger_delete_delete_d3c0b",
                        table="disruptions_threatphase",
                        when="AFTER",
                    ),
                ),
            ],
        ),
        inspection_portal.core.operations.AddTriggers(
            model_name="checkcount",
            triggers=[
                pgtrigger.compiler.Trigger(
                    name="append_only",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                        hash="1b7607e8302757cb09a4c3bcd278f53e526709cd",
                        operation="UPDATE OR DELETE",
                        pgid="pgtrigger_append_only_dbc4e",
                        table="disruptions_checkcount",
                        when="BEFORE",
                    ),
                )
            ],
        ),
        inspection_portal.core.operations.AddTriggers(
            model_name="crimetypeevent",
            triggers=[
                pgtrigger.compiler.Trigger(
                    name="append_only",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                        hash="b4fe4cde7715e3c1a3cf8894f4ab785f966af0a5",
                        operation="UPDATE OR DELETE",
                        pgid="pgtrigger_append_only_ebb6b",
                        table="disruptions_crimetypeevent",
                        when="BEFORE",
                    ),
                )
            ],
        ),
        inspection_portal.core.operations.AddTriggers(
            model_name="localprofile",
            triggers=[
                pgtrigger.compiler.Trigger(
                    name="insert_insert",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "disruptions_localprofileevent" ("actions_arising", "area", "body_id", "briefed_to", "dated_on", "has_partner_data", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "refresh_on", "uuid", "version") VALUES (NEW."actions_arising", NEW."area", NEW."body_id", NEW."briefed_to", NEW."dated_on", NEW."has_partner_data", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."refresh_on", NEW."uuid", NEW."version"); RETURN NULL;',
                        hash="30cadd231b1556ec1ed4a043a22ea5498b651923",
                        operation="INSERT",
                        pgid="pgtrigger_insert_insert_e8469",
                        table="disruptions_localprofile",
                        when="AFTER",
                    ),
                ),
                pgtrigger.compiler.Trigger(
                    name="update_update",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                        func='INSERT INTO "disruptions_localprofileevent" ("actions_arising", "area", "body_id", "briefed_to", "dated_on", "has_partner_data", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "refresh_on", "uuid", "version") VALUES (NEW."actions_arising", NEW."area", NEW."body_id", NEW."briefed_to", NEW."dated_on", NEW."has_partner_data", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."refresh_on", NEW."uuid", NEW."version"); RETURN NULL;',
                        hash="adcbc92f41929512f35dfeca1922e34b2ab3ecd6",
                        operation="UPDATE",
                        pgid="pgtrigger_update_update_90c65",
                        table="disruptions_localprofile",
                        when="AFTER",
                    ),
                ),
                pgtrigger.compiler.Trigger(
                    name="delete_delete",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "disruptions_localprofileevent" ("actions_arising", "area", "body_id", "briefed_to", "dated_on", "has_partner_data", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "refresh_on", "uuid", "version") VALUES (OLD."actions_arising", OLD."area", OLD."body_id", OLD."briefed_to", OLD."dated_on", OLD."has_partner_data", OLD."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."refresh_on", OLD."uuid", OLD."version"); RETURN NULL;',
                        hash="fc27cf93b30b4ea5be0d70b00cbd78a95fd187d9",
                        operation="DELETE",
                        pgid="pgtrigger_delete_delete_a700d",
                        table="disruptions_localprofile",
                        when="AFTER",
                    ),
                ),
            ],
        ),
        inspection_portal.core.operations.AddTriggers(
            model_name="localprofileevent",
            triggers=[
                pgtrigger.compiler.Trigger(
                    name="append_only",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                        hash="98945c0cd278c5e6453f2bdb351bcbf18ae2ae5b",
                        operation="UPDATE OR DELETE",
                        pgid="pgtrigger_append_only_097a3",
                        table="disruptions_localprofileevent",
                        when="BEFORE",
                    ),
                )
            ],
        ),
        inspection_portal.core.operations.AddTriggers(
            model_name="officer",
            triggers=[
                pgtrigger.compiler.Trigger(
                    name="never_deleted",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                        hash="4ee8c802f205bcd8dff470b76eda3cf42dc89c78",
                        operation="DELETE",
                        pgid="pgtrigger_never_deleted_3a4f4",
                        table="disruptions_officer",
                        when="BEFORE",
                    ),
                ),
                pgtrigger.compiler.Trigger(
                    name="insert_insert",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "disruptions_officerevent" ("body_id", "id", "left_on", "name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "post", "rank", "reference", "trained_on", "user_id", "uuid", "version") VALUES (NEW."body_id", NEW."id", NEW."left_on", NEW."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."post", NEW."rank", NEW."reference", NEW."trained_on", NEW."user_id", NEW."uuid", NEW."version"); RETURN NULL;',
                        hash="554d365c6d02e8596befff70b588b725a830ff6c",
                        operation="INSERT",
                        pgid="pgtrigger_insert_insert_34b27",
                        table="disruptions_officer",
                        when="AFTER",
                    ),
                ),
                pgtrigger.compiler.Trigger(
                    name="update_update",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                        func='INSERT INTO "disruptions_officerevent" ("body_id", "id", "left_on", "name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "post", "rank", "reference", "trained_on", "user_id", "uuid", "version") VALUES (NEW."body_id", NEW."id", NEW."left_on", NEW."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."post", NEW."rank", NEW."reference", NEW."trained_on", NEW."user_id", NEW."uuid", NEW."version"); RETURN NULL;',
                        hash="45b7eaa2d2921c88aa48aee8416f089483e7c0f4",
                        operation="UPDATE",
                        pgid="pgtrigger_update_update_5e358",
                        table="disruptions_officer",
                        when="AFTER",
                    ),
                ),
                pgtrigger.compiler.Trigger(
                    name="delete_delete",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "disruptions_officerevent" ("body_id", "id", "left_on", "name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "post", "rank", "reference", "trained_on", "user_id", "uuid", "version") VALUES (OLD."body_id", OLD."id", OLD."left_on", OLD."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."post", OLD."rank", OLD."reference", OLD."trained_on", OLD."user_id", OLD."uuid", OLD."version"); RETURN NULL;',
                        hash="033f9e3589bc6405c07fcda51abc357f7ee26293",
                        operation="DELETE",
                        pgid="pgtrigger_delete_delete_73e88",
                        table="disruptions_officer",
                        when="AFTER",
                    ),
                ),
            ],
        ),
        inspection_portal.core.operations.AddTriggers(
            model_name="officerevent",
            triggers=[
                pgtrigger.compiler.Trigger(
                    name="append_only",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                        hash="98e0e7f989421b5a8d46df84fd47c52f5594b6a3",
                        operation="UPDATE OR DELETE",
                        pgid="pgtrigger_append_only_9013b",
                        table="disruptions_officerevent",
                        when="BEFORE",
                    ),
                )
            ],
        ),
        inspection_portal.core.operations.AddTriggers(
            model_name="planaccess",
            triggers=[
                pgtrigger.compiler.Trigger(
                    name="insert_insert",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "disruptions_planaccessevent" ("body_id", "ended_at", "ended_by_id", "given_at", "given_by_id", "id", "organisation_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan_id", "scope", "uuid") VALUES (NEW."body_id", NEW."ended_at", NEW."ended_by_id", NEW."given_at", NEW."given_by_id", NEW."id", NEW."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."plan_id", NEW."scope", NEW."uuid"); RETURN NULL;',
                        hash="f93901bd66195480afc7474ce0c05ed9bebb1b93",
                        operation="INSERT",
                        pgid="pgtrigger_insert_insert_e55b1",
                        table="disruptions_planaccess",
                        when="AFTER",
                    ),
                ),
                pgtrigger.compiler.Trigger(
                    name="update_update",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                        func='INSERT INTO "disruptions_planaccessevent" ("body_id", "ended_at", "ended_by_id", "given_at", "given_by_id", "id", "organisation_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan_id", "scope", "uuid") VALUES (NEW."body_id", NEW."ended_at", NEW."ended_by_id", NEW."given_at", NEW."given_by_id", NEW."id", NEW."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."plan_id", NEW."scope", NEW."uuid"); RETURN NULL;',
                        hash="76a9c6e74140b46b427bc4391c64da1f5b655ab8",
                        operation="UPDATE",
                        pgid="pgtrigger_update_update_c35d8",
                        table="disruptions_planaccess",
                        when="AFTER",
                    ),
                ),
                pgtrigger.compiler.Trigger(
                    name="delete_delete",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "disruptions_planaccessevent" ("body_id", "ended_at", "ended_by_id", "given_at", "given_by_id", "id", "organisation_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan_id", "scope", "uuid") VALUES (OLD."body_id", OLD."ended_at", OLD."ended_by_id", OLD."given_at", OLD."given_by_id", OLD."id", OLD."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."plan_id", OLD."scope", OLD."uuid"); RETURN NULL;',
                        hash="ba214693bdd579bf220f47d194bd61392c03cd9f",
                        operation="DELETE",
                        pgid="pgtrigger_delete_delete_ac9ec",
                        table="disruptions_planaccess",
                        when="AFTER",
                    ),
                ),
            ],
        ),
        inspection_portal.core.operations.AddTriggers(
            model_name="planaccessevent",
            triggers=[
                pgtrigger.compiler.Trigger(
                    name="append_only",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                        hash="9ccd240dacb73ddd6945cb33fffda4bfc682bb38",
                        operation="UPDATE OR DELETE",
                        pgid="pgtrigger_append_only_0f1e5",
                        table="disruptions_planaccessevent",
                        when="BEFORE",
                    ),
                )
            ],
        ),
        inspection_portal.core.operations.AddTriggers(
            model_name="planaction",
            triggers=[
                pgtrigger.compiler.Trigger(
                    name="action_owner_has_a_part",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="\n    IF NOT (\n    NEW.owner_id IS NULL OR EXISTS (\n        SELECT FROM disruptions_officer AS officer\n        JOIN disruptions_threat AS threat ON threat.id = (SELECT threat_id FROM disruptions_plan WHERE id = NEW.plan_id)\n        WHERE officer.id = NEW.owner_id AND (\n            officer.body_id = threat.body_id OR EXISTS (\n                SELECT FROM disruptions_threat_supporting_bodies AS support\n                WHERE support.threat_id = threat.id AND support.body_id = officer.body_id\n            )\n        )\n    )\n\n    OR EXISTS (\n        SELECT FROM disruptions_planaccess AS access\n        JOIN disruptions_officer AS officer ON officer.body_id = access.body_id\n        WHERE access.plan_id = NEW.plan_id AND access.ended_at IS NULL\n          AND officer.id = NEW.owner_id\n    )\n    ) THEN\n        RAISE EXCEPTION 'Choose an officer of a body that has a part in the threat, or may see the plan.'\n            USING ERRCODE = 'check_violation', CONSTRAINT = 'action_owner_has_a_part';\n    END IF;\n    RETURN NEW;\n",
                        hash="27bc8cc386371be676cacfb6b0b51b87eb3f8ae2",
                        operation='INSERT OR UPDATE OF "owner_id"',
                        pgid="pgtrigger_action_owner_has_a_part_6a515",
                        table="disruptions_planaction",
                        when="AFTER",
                    ),
                ),
                pgtrigger.compiler.Trigger(
                    name="insert_insert",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "disruptions_planactionevent" ("due_on", "ended_on", "id", "is_covert", "owner_id", "partner_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan_id", "result", "strand", "uuid", "version", "what") VALUES (NEW."due_on", NEW."ended_on", NEW."id", NEW."is_covert", NEW."owner_id", NEW."partner_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."plan_id", NEW."result", NEW."strand", NEW."uuid", NEW."version", NEW."what"); RETURN NULL;',
                        hash="a201ddaee6ca0b1540535d98957e03edbbdc5ed6",
                        operation="INSERT",
                        pgid="pgtrigger_insert_insert_d9e71",
                        table="disruptions_planaction",
                        when="AFTER",
                    ),
                ),
                pgtrigger.compiler.Trigger(
                    name="update_update",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                        func='INSERT INTO "disruptions_planactionevent" ("due_on", "ended_on", "id", "is_covert", "owner_id", "partner_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan_id", "result", "strand", "uuid", "version", "what") VALUES (NEW."due_on", NEW."ended_on", NEW."id", NEW."is_covert", NEW."owner_id", NEW."partner_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."plan_id", NEW."result", NEW."strand", NEW."uuid", NEW."version", NEW."what"); RETURN NULL;',
                        hash="5355882ee2edc6758549ec241b8c8e3387a3e898",
                        operation="UPDATE",
                        pgid="pgtrigger_update_update_4fc33",
                        table="disruptions_planaction",
                        when="AFTER",
                    ),
                ),
                pgtrigger.compiler.Trigger(
                    name="delete_delete",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "disruptions_planactionevent" ("due_on", "ended_on", "id", "is_covert", "owner_id", "partner_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan_id", "result", "strand", "uuid", "version", "what") VALUES (OLD."due_on", OLD."ended_on", OLD."id", OLD."is_covert", OLD."owner_id", OLD."partner_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."plan_id", OLD."result", OLD."strand", OLD."uuid", OLD."version", OLD."what"); RETURN NULL;',
                        hash="199a79eb2e18891e0d362ee089815d475a44293a",
                        operation="DELETE",
                        pgid="pgtrigger_delete_delete_2ca7f",
                        table="disruptions_planaction",
                        when="AFTER",
                    ),
                ),
            ],
        ),
        inspection_portal.core.operations.AddTriggers(
            model_name="planactionevent",
            triggers=[
                pgtrigger.compiler.Trigger(
                    name="append_only",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                        hash="79ee483a459e5090c56331e02351de7c0caa88f7",
                        operation="UPDATE OR DELETE",
                        pgid="pgtrigger_append_only_a0384",
                        table="disruptions_planactionevent",
                        when="BEFORE",
                    ),
                )
            ],
        ),
        inspection_portal.core.operations.AddTriggers(
            model_name="planentry",
            triggers=[
                pgtrigger.compiler.Trigger(
                    name="insert_insert",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "disruptions_planentryevent" ("dated_on", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan_id", "strand", "text", "timed_at", "uuid", "version") VALUES (NEW."dated_on", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."plan_id", NEW."strand", NEW."text", NEW."timed_at", NEW."uuid", NEW."version"); RETURN NULL;',
                        hash="2e40018504819093e669855fba9d4598e0d1270c",
                        operation="INSERT",
                        pgid="pgtrigger_insert_insert_7dc93",
                        table="disruptions_planentry",
                        when="AFTER",
                    ),
                ),
                pgtrigger.compiler.Trigger(
                    name="update_update",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                        func='INSERT INTO "disruptions_planentryevent" ("dated_on", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan_id", "strand", "text", "timed_at", "uuid", "version") VALUES (NEW."dated_on", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."plan_id", NEW."strand", NEW."text", NEW."timed_at", NEW."uuid", NEW."version"); RETURN NULL;',
                        hash="bd776a75f7713356d500232512a93e41b620c427",
                        operation="UPDATE",
                        pgid="pgtrigger_update_update_2dbde",
                        table="disruptions_planentry",
                        when="AFTER",
                    ),
                ),
                pgtrigger.compiler.Trigger(
                    name="delete_delete",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "disruptions_planentryevent" ("dated_on", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan_id", "strand", "text", "timed_at", "uuid", "version") VALUES (OLD."dated_on", OLD."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."plan_id", OLD."strand", OLD."text", OLD."timed_at", OLD."uuid", OLD."version"); RETURN NULL;',
                        hash="dd937b6a0ebc00aae9bfb4d9c49b28a967b09307",
                        operation="DELETE",
                        pgid="pgtrigger_delete_delete_9c3cb",
                        table="disruptions_planentry",
                        when="AFTER",
                    ),
                ),
            ],
        ),
        inspection_portal.core.operations.AddTriggers(
            model_name="planentryevent",
            triggers=[
                pgtrigger.compiler.Trigger(
                    name="append_only",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                        hash="9f4026a8e40e950aa628b71c077c7b4f48632c92",
                        operation="UPDATE OR DELETE",
                        pgid="pgtrigger_append_only_7ed43",
                        table="disruptions_planentryevent",
                        when="BEFORE",
                    ),
                )
            ],
        ),
        inspection_portal.core.operations.AddTriggers(
            model_name="planlink",
            triggers=[
                pgtrigger.compiler.Trigger(
                    name="insert_insert",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "disruptions_planlinkevent" ("id", "kind", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan_id", "reference", "uuid", "version") VALUES (NEW."id", NEW."kind", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."plan_id", NEW."reference", NEW."uuid", NEW."version"); RETURN NULL;',
                        hash="7df43c24082b956c5394cc9028655a9edf80a298",
                        operation="INSERT",
                        pgid="pgtrigger_insert_insert_3e168",
                        table="disruptions_planlink",
                        when="AFTER",
                    ),
                ),
                pgtrigger.compiler.Trigger(
                    name="update_update",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                        func='INSERT INTO "disruptions_planlinkevent" ("id", "kind", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan_id", "reference", "uuid", "version") VALUES (NEW."id", NEW."kind", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."plan_id", NEW."reference", NEW."uuid", NEW."version"); RETURN NULL;',
                        hash="710f4493e0f7087c86b556f24c519c9c13b6d505",
                        operation="UPDATE",
                        pgid="pgtrigger_update_update_fad37",
                        table="disruptions_planlink",
                        when="AFTER",
                    ),
                ),
                pgtrigger.compiler.Trigger(
                    name="delete_delete",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "disruptions_planlinkevent" ("id", "kind", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan_id", "reference", "uuid", "version") VALUES (OLD."id", OLD."kind", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."plan_id", OLD."reference", OLD."uuid", OLD."version"); RETURN NULL;',
                        hash="e56db05ab64bf5055e08845d19702a98864e816b",
                        operation="DELETE",
                        pgid="pgtrigger_delete_delete_c2622",
                        table="disruptions_planlink",
                        when="AFTER",
                    ),
                ),
            ],
        ),
        inspection_portal.core.operations.AddTriggers(
            model_name="planlinkevent",
            triggers=[
                pgtrigger.compiler.Trigger(
                    name="append_only",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                        hash="0465e80290e1fd09c6acbce237602db667a33c97",
                        operation="UPDATE OR DELETE",
                        pgid="pgtrigger_append_only_88889",
                        table="disruptions_planlinkevent",
                        when="BEFORE",
                    ),
                )
            ],
        ),
        inspection_portal.core.operations.AddTriggers(
            model_name="planreview",
            triggers=[
                pgtrigger.compiler.Trigger(
                    name="plan_reviewer_is_of_the_threat",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="\n    IF NOT (\n    NEW.reviewed_by_id IS NULL OR EXISTS (\n        SELECT FROM disruptions_officer AS officer\n        JOIN disruptions_threat AS threat ON threat.id = (SELECT threat_id FROM disruptions_plan WHERE id = NEW.plan_id)\n        WHERE officer.id = NEW.reviewed_by_id AND (\n            officer.body_id = threat.body_id OR EXISTS (\n                SELECT FROM disruptions_threat_supporting_bodies AS support\n                WHERE support.threat_id = threat.id AND support.body_id = officer.body_id\n            )\n        )\n    )\n) THEN\n        RAISE EXCEPTION 'Choose an officer of the body that owns the threat, or of one that supports it.'\n            USING ERRCODE = 'check_violation', CONSTRAINT = 'plan_reviewer_is_of_the_threat';\n    END IF;\n    RETURN NEW;\n",
                        hash="c31cd268cf6b9496c65037fd65ab38c29a28adbe",
                        operation='INSERT OR UPDATE OF "reviewed_by_id"',
                        pgid="pgtrigger_plan_reviewer_is_of_the_threat_a58d3",
                        table="disruptions_planreview",
                        when="AFTER",
                    ),
                ),
                pgtrigger.compiler.Trigger(
                    name="insert_insert",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "disruptions_planreviewevent" ("id", "outcome", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan_id", "reviewed_by_id", "reviewed_on", "uuid", "version") VALUES (NEW."id", NEW."outcome", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."plan_id", NEW."reviewed_by_id", NEW."reviewed_on", NEW."uuid", NEW."version"); RETURN NULL;',
                        hash="84376610f8b77ce9d66c945c4d8afdd7d21d596f",
                        operation="INSERT",
                        pgid="pgtrigger_insert_insert_56f69",
                        table="disruptions_planreview",
                        when="AFTER",
                    ),
                ),
                pgtrigger.compiler.Trigger(
                    name="update_update",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                        func='INSERT INTO "disruptions_planreviewevent" ("id", "outcome", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan_id", "reviewed_by_id", "reviewed_on", "uuid", "version") VALUES (NEW."id", NEW."outcome", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."plan_id", NEW."reviewed_by_id", NEW."reviewed_on", NEW."uuid", NEW."version"); RETURN NULL;',
                        hash="f7aeb5a8402d2b558c670bc382fcbd144cdc1d23",
                        operation="UPDATE",
                        pgid="pgtrigger_update_update_85085",
                        table="disruptions_planreview",
                        when="AFTER",
                    ),
                ),
                pgtrigger.compiler.Trigger(
                    name="delete_delete",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "disruptions_planreviewevent" ("id", "outcome", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan_id", "reviewed_by_id", "reviewed_on", "uuid", "version") VALUES (OLD."id", OLD."outcome", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."plan_id", OLD."reviewed_by_id", OLD."reviewed_on", OLD."uuid", OLD."version"); RETURN NULL;',
                        hash="8f0c4baebf9bbc84fea64a021fca6929c9c04c75",
                        operation="DELETE",
                        pgid="pgtrigger_delete_delete_2b023",
                        table="disruptions_planreview",
                        when="AFTER",
                    ),
                ),
            ],
        ),
        inspection_portal.core.operations.AddTriggers(
            model_name="planreviewevent",
            triggers=[
                pgtrigger.compiler.Trigger(
                    name="append_only",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                        hash="1c261ab870bcdee9d5b59122d9724153ce96f717",
                        operation="UPDATE OR DELETE",
                        pgid="pgtrigger_append_only_032bd",
                        table="disruptions_planreviewevent",
                        when="BEFORE",
                    ),
                )
            ],
        ),
        inspection_portal.core.operations.AddTriggers(
            model_name="plansettings",
            triggers=[
                pgtrigger.compiler.Trigger(
                    name="append_only",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                        hash="3758f56d90108973c699310c5652b1a1ba6d3a39",
                        operation="UPDATE OR DELETE",
                        pgid="pgtrigger_append_only_71e70",
                        table="disruptions_plansettings",
                        when="BEFORE",
                    ),
                )
            ],
        ),
        inspection_portal.core.operations.AddTriggers(
            model_name="orderbreachevent",
            triggers=[
                pgtrigger.compiler.Trigger(
                    name="append_only",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                        hash="3540f5b7c379eddfe3ef33038e2f19b1a4a7f538",
                        operation="UPDATE OR DELETE",
                        pgid="pgtrigger_append_only_4fe7a",
                        table="disruptions_orderbreachevent",
                        when="BEFORE",
                    ),
                )
            ],
        ),
        inspection_portal.core.operations.AddTriggers(
            model_name="orderbreach",
            triggers=[
                pgtrigger.compiler.Trigger(
                    name="insert_insert",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "disruptions_orderbreachevent" ("happened_on", "id", "order_id", "outcome", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "uuid", "version", "what") VALUES (NEW."happened_on", NEW."id", NEW."order_id", NEW."outcome", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."uuid", NEW."version", NEW."what"); RETURN NULL;',
                        hash="2724d79d6206a96852ce7f260ee18b9653a7c0c5",
                        operation="INSERT",
                        pgid="pgtrigger_insert_insert_ec3be",
                        table="disruptions_orderbreach",
                        when="AFTER",
                    ),
                ),
                pgtrigger.compiler.Trigger(
                    name="update_update",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                        func='INSERT INTO "disruptions_orderbreachevent" ("happened_on", "id", "order_id", "outcome", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "uuid", "version", "what") VALUES (NEW."happened_on", NEW."id", NEW."order_id", NEW."outcome", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."uuid", NEW."version", NEW."what"); RETURN NULL;',
                        hash="fc6e33ad3df402d0423d0dd96cdd1694eeb2306e",
                        operation="UPDATE",
                        pgid="pgtrigger_update_update_7135b",
                        table="disruptions_orderbreach",
                        when="AFTER",
                    ),
                ),
                pgtrigger.compiler.Trigger(
                    name="delete_delete",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "disruptions_orderbreachevent" ("happened_on", "id", "order_id", "outcome", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "uuid", "version", "what") VALUES (OLD."happened_on", OLD."id", OLD."order_id", OLD."outcome", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."uuid", OLD."version", OLD."what"); RETURN NULL;',
                        hash="669a99d389d04c878d95936bc17a7adf139ea27e",
                        operation="DELETE",
                        pgid="pgtrigger_delete_delete_6f40c",
                        table="disruptions_orderbreach",
                        when="AFTER",
                    ),
                ),
            ],
        ),
        inspection_portal.core.operations.AddTriggers(
            model_name="site",
            triggers=[
                pgtrigger.compiler.Trigger(
                    name="never_deleted",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                        hash="74be171cd40602146f26ae90e6cb43a9eeb5af3e",
                        operation="DELETE",
                        pgid="pgtrigger_never_deleted_a4428",
                        table="disruptions_site",
                        when="BEFORE",
                    ),
                ),
                pgtrigger.compiler.Trigger(
                    name="site_plan_is_of_the_body",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="\n    IF NOT (\n    NEW.plan_id IS NULL OR EXISTS (\n        SELECT FROM disruptions_plan AS plan\n        JOIN disruptions_threat AS threat ON threat.id = plan.threat_id\n        WHERE plan.id = NEW.plan_id AND threat.body_id = NEW.body_id\n    )\n) THEN\n        RAISE EXCEPTION 'Choose a plan of the same body.'\n            USING ERRCODE = 'check_violation', CONSTRAINT = 'site_plan_is_of_the_body';\n    END IF;\n    RETURN NEW;\n",
                        hash="0312619a9111123daf46cdaece053e645e5447ac",
                        operation='INSERT OR UPDATE OF "plan_id", "body_id"',
                        pgid="pgtrigger_site_plan_is_of_the_body_b72c2",
                        table="disruptions_site",
                        when="AFTER",
                    ),
                ),
                pgtrigger.compiler.Trigger(
                    name="insert_insert",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "disruptions_siteevent" ("body_id", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "plan_id", "uuid", "version") VALUES (NEW."body_id", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."place", NEW."plan_id", NEW."uuid", NEW."version"); RETURN NULL;',
                        hash="7321e18e9a31300c4d6ccb08701d1f73f04fc49d",
                        operation="INSERT",
                        pgid="pgtrigger_insert_insert_9d05c",
                        table="disruptions_site",
                        when="AFTER",
                    ),
                ),
                pgtrigger.compiler.Trigger(
                    name="update_update",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                        func='INSERT INTO "disruptions_siteevent" ("body_id", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "plan_id", "uuid", "version") VALUES (NEW."body_id", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."place", NEW."plan_id", NEW."uuid", NEW."version"); RETURN NULL;',
                        hash="6dbbc84fe89476b28b5799446bff2a4df7246eb3",
                        operation="UPDATE",
                        pgid="pgtrigger_update_update_b2281",
                        table="disruptions_site",
                        when="AFTER",
                    ),
                ),
                pgtrigger.compiler.Trigger(
                    name="delete_delete",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "disruptions_siteevent" ("body_id", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "plan_id", "uuid", "version") VALUES (OLD."body_id", OLD."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."place", OLD."plan_id", OLD."uuid", OLD."version"); RETURN NULL;',
                        hash="fe61198ba30fb64cec276b5d02cc7a4d1a85dd1c",
                        operation="DELETE",
                        pgid="pgtrigger_delete_delete_535c8",
                        table="disruptions_site",
                        when="AFTER",
                    ),
                ),
            ],
        ),
        inspection_portal.core.operations.AddTriggers(
            model_name="siteevent",
            triggers=[
                pgtrigger.compiler.Trigger(
                    name="append_only",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                        hash="9f58d778287f9d6c2fe7ff68a75b506e92445d96",
                        operation="UPDATE OR DELETE",
                        pgid="pgtrigger_append_only_7b678",
                        table="disruptions_siteevent",
                        when="BEFORE",
                    ),
                )
            ],
        ),
        inspection_portal.core.operations.AddTriggers(
            model_name="sitepartnerlinkevent",
            triggers=[
                pgtrigger.compiler.Trigger(
                    name="append_only",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                        hash="73982d491875592e68d7e038bb6cd571ccd7ee3d",
                        operation="UPDATE OR DELETE",
                        pgid="pgtrigger_append_only_5e3e4",
                        table="disruptions_sitepartnerlinkevent",
                        when="BEFORE",
                    ),
                )
            ],
        ),
        inspection_portal.core.operations.AddTriggers(
            model_name="sitephase",
            triggers=[
                pgtrigger.compiler.Trigger(
                    name="insert_insert",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "disruptions_sitephaseevent" ("began_on", "ended_on", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phase", "site_id", "uuid", "version") VALUES (NEW."began_on", NEW."ended_on", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."phase", NEW."site_id", NEW."uuid", NEW."version"); RETURN NULL;',
                        hash="1c4907827f507978834f75f665adb90fb1dcc588",
                        operation="INSERT",
                        pgid="pgtrigger_insert_insert_3aa42",
                        table="disruptions_sitephase",
                        when="AFTER",
                    ),
                ),
                pgtrigger.compiler.Trigger(
                    name="update_update",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                        func='INSERT INTO "disruptions_sitephaseevent" ("began_on", "ended_on", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phase", "site_id", "uuid", "version") VALUES (NEW."began_on", NEW."ended_on", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."phase", NEW."site_id", NEW."uuid", NEW."version"); RETURN NULL;',
                        hash="857d474e90e871afecd77add9097a0f1a2fd280a",
                        operation="UPDATE",
                        pgid="pgtrigger_update_update_26a74",
                        table="disruptions_sitephase",
                        when="AFTER",
                    ),
                ),
                pgtrigger.compiler.Trigger(
                    name="delete_delete",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "disruptions_sitephaseevent" ("began_on", "ended_on", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phase", "site_id", "uuid", "version") VALUES (OLD."began_on", OLD."ended_on", OLD."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."phase", OLD."site_id", OLD."uuid", OLD."version"); RETURN NULL;',
                        hash="1d01a5f584880aa560f69f5d81cb90e573162520",
                        operation="DELETE",
                        pgid="pgtrigger_delete_delete_bab4b",
                        table="disruptions_sitephase",
                        when="AFTER",
                    ),
                ),
            ],
        ),
        inspection_portal.core.operations.AddTriggers(
            model_name="sitephaseevent",
            triggers=[
                pgtrigger.compiler.Trigger(
                    name="append_only",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                        hash="f1fb12e403e18dc3688e684936ea070a87762db8",
                        operation="UPDATE OR DELETE",
                        pgid="pgtrigger_append_only_26b8b",
                        table="disruptions_sitephaseevent",
                        when="BEFORE",
                    ),
                )
            ],
        ),
        inspection_portal.core.operations.AddTriggers(
            model_name="supportingbodylinkevent",
            triggers=[
                pgtrigger.compiler.Trigger(
                    name="append_only",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                        hash="5a4dbba5a085827f276a536c05e34d82ac20e1fc",
                        operation="UPDATE OR DELETE",
                        pgid="pgtrigger_append_only_6a5d5",
                        table="disruptions_supportingbodylinkevent",
                        when="BEFORE",
                    ),
                )
            ],
        ),
        inspection_portal.core.operations.AddTriggers(
            model_name="preventionorderevent",
            triggers=[
                pgtrigger.compiler.Trigger(
                    name="append_only",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                        hash="d094b75f09eb3d1b6e4885f4fb5aed9ded030673",
                        operation="UPDATE OR DELETE",
                        pgid="pgtrigger_append_only_cf35b",
                        table="disruptions_preventionorderevent",
                        when="BEFORE",
                    ),
                )
            ],
        ),
        inspection_portal.core.operations.AddTriggers(
            model_name="preventionorder",
            triggers=[
                pgtrigger.compiler.Trigger(
                    name="never_deleted",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                        hash="66ef332981c8ca50f3373727394152138698cbdb",
                        operation="DELETE",
                        pgid="pgtrigger_never_deleted_f9be0",
                        table="disruptions_preventionorder",
                        when="BEFORE",
                    ),
                ),
                pgtrigger.compiler.Trigger(
                    name="order_manager_is_of_the_body",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="\n    IF NOT (\n    NEW.manager_id IS NULL OR EXISTS (\n        SELECT FROM disruptions_officer AS officer\n        WHERE officer.id = NEW.manager_id AND officer.body_id = NEW.body_id\n    )\n) THEN\n        RAISE EXCEPTION 'Choose an officer of the same body.'\n            USING ERRCODE = 'check_violation', CONSTRAINT = 'order_manager_is_of_the_body';\n    END IF;\n    RETURN NEW;\n",
                        hash="2c70b986280267d9adbb545bd77f1d0fda513f87",
                        operation='INSERT OR UPDATE OF "manager_id", "body_id"',
                        pgid="pgtrigger_order_manager_is_of_the_body_93056",
                        table="disruptions_preventionorder",
                        when="AFTER",
                    ),
                ),
                pgtrigger.compiler.Trigger(
                    name="order_threat_is_of_the_body",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="\n    IF NOT (\n    NEW.threat_id IS NULL OR EXISTS (\n        SELECT FROM disruptions_threat WHERE id = NEW.threat_id AND body_id = NEW.body_id\n    )\n) THEN\n        RAISE EXCEPTION 'Choose a threat that the same body owns.'\n            USING ERRCODE = 'check_violation', CONSTRAINT = 'order_threat_is_of_the_body';\n    END IF;\n    RETURN NEW;\n",
                        hash="cb6cd8b2aaaf7ff5dc79c926e09030d3aca67683",
                        operation='INSERT OR UPDATE OF "threat_id", "body_id"',
                        pgid="pgtrigger_order_threat_is_of_the_body_bd5df",
                        table="disruptions_preventionorder",
                        when="AFTER",
                    ),
                ),
                pgtrigger.compiler.Trigger(
                    name="insert_insert",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "disruptions_preventionorderevent" ("body_id", "conditions", "court", "custody", "discharged_on", "expires_on", "id", "in_force_on", "is_actively_managed", "is_marsoc", "last_check", "last_checked_on", "made_on", "manager_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reference", "released_on", "severity", "threat_id", "unit", "uuid", "version") VALUES (NEW."body_id", NEW."conditions", NEW."court", NEW."custody", NEW."discharged_on", NEW."expires_on", NEW."id", NEW."in_force_on", NEW."is_actively_managed", NEW."is_marsoc", NEW."last_check", NEW."last_checked_on", NEW."made_on", NEW."manager_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."reference", NEW."released_on", NEW."severity", NEW."threat_id", NEW."unit", NEW."uuid", NEW."version"); RETURN NULL;',
                        hash="bfd175a7f84c4419fea05a106b8c979b19ef3281",
                        operation="INSERT",
                        pgid="pgtrigger_insert_insert_6167d",
                        table="disruptions_preventionorder",
                        when="AFTER",
                    ),
                ),
                pgtrigger.compiler.Trigger(
                    name="update_update",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                        func='INSERT INTO "disruptions_preventionorderevent" ("body_id", "conditions", "court", "custody", "discharged_on", "expires_on", "id", "in_force_on", "is_actively_managed", "is_marsoc", "last_check", "last_checked_on", "made_on", "manager_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reference", "released_on", "severity", "threat_id", "unit", "uuid", "version") VALUES (NEW."body_id", NEW."conditions", NEW."court", NEW."custody", NEW."discharged_on", NEW."expires_on", NEW."id", NEW."in_force_on", NEW."is_actively_managed", NEW."is_marsoc", NEW."last_check", NEW."last_checked_on", NEW."made_on", NEW."manager_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."reference", NEW."released_on", NEW."severity", NEW."threat_id", NEW."unit", NEW."uuid", NEW."version"); RETURN NULL;',
                        hash="607cee98e375651cbe51492969708e78a28845d4",
                        operation="UPDATE",
                        pgid="pgtrigger_update_update_c579b",
                        table="disruptions_preventionorder",
                        when="AFTER",
                    ),
                ),
                pgtrigger.compiler.Trigger(
                    name="delete_delete",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "disruptions_preventionorderevent" ("body_id", "conditions", "court", "custody", "discharged_on", "expires_on", "id", "in_force_on", "is_actively_managed", "is_marsoc", "last_check", "last_checked_on", "made_on", "manager_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reference", "released_on", "severity", "threat_id", "unit", "uuid", "version") VALUES (OLD."body_id", OLD."conditions", OLD."court", OLD."custody", OLD."discharged_on", OLD."expires_on", OLD."id", OLD."in_force_on", OLD."is_actively_managed", OLD."is_marsoc", OLD."last_check", OLD."last_checked_on", OLD."made_on", OLD."manager_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."reference", OLD."released_on", OLD."severity", OLD."threat_id", OLD."unit", OLD."uuid", OLD."version"); RETURN NULL;',
                        hash="27a72f9e0838636abfb8e80d2112047198287f4d",
                        operation="DELETE",
                        pgid="pgtrigger_delete_delete_9e2e6",
                        table="disruptions_preventionorder",
                        when="AFTER",
                    ),
                ),
            ],
        ),
        inspection_portal.core.operations.AddTriggers(
            model_name="planevent",
            triggers=[
                pgtrigger.compiler.Trigger(
                    name="append_only",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                        hash="d10e216e83e166038fb824e3fbbb11a35cd22a78",
                        operation="UPDATE OR DELETE",
                        pgid="pgtrigger_append_only_35023",
                        table="disruptions_planevent",
                        when="BEFORE",
                    ),
                )
            ],
        ),
        inspection_portal.core.operations.AddTriggers(
            model_name="plan",
            triggers=[
                pgtrigger.compiler.Trigger(
                    name="never_deleted",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                        hash="a7c901a034f3d90406a4189bdd8849b6b4335e44",
                        operation="DELETE",
                        pgid="pgtrigger_never_deleted_8a30f",
                        table="disruptions_plan",
                        when="BEFORE",
                    ),
                ),
                pgtrigger.compiler.Trigger(
                    name="one_open_plan_of_a_threat",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="\n    PERFORM FROM disruptions_threat WHERE id = NEW.threat_id FOR NO KEY UPDATE;\n    IF NEW.state <> 'closed'\n        AND EXISTS (\n            SELECT FROM disruptions_plan\n            WHERE threat_id = NEW.threat_id AND id <> NEW.id AND state <> 'closed'\n        )\n        AND NOT COALESCE((\n            SELECT settings.allows_several_plans\n            FROM disruptions_plansettings AS settings\n            JOIN disruptions_threat AS threat ON threat.body_id = settings.body_id\n            WHERE threat.id = NEW.threat_id\n              AND settings.valid_from <= (clock_timestamp() AT TIME ZONE 'Europe/London')::date\n            ORDER BY settings.valid_from DESC, settings.id DESC LIMIT 1\n        ), false)\n    THEN\n        RAISE EXCEPTION 'The threat has an open plan already. Close that one first.'\n            USING ERRCODE = 'check_violation', CONSTRAINT = 'one_open_plan_of_a_threat';\n    END IF;\n    RETURN NULL;\n",
                        hash="7843919fce110ef976d95355b0bdadaf66ced7d4",
                        operation='INSERT OR UPDATE OF "state", "threat_id"',
                        pgid="pgtrigger_one_open_plan_of_a_threat_9dcb6",
                        table="disruptions_plan",
                        when="AFTER",
                    ),
                ),
                pgtrigger.compiler.Trigger(
                    name="plan_writer_is_of_the_threat",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="\n    IF NOT (\n    NEW.written_by_id IS NULL OR EXISTS (\n        SELECT FROM disruptions_officer AS officer\n        JOIN disruptions_threat AS threat ON threat.id = NEW.threat_id\n        WHERE officer.id = NEW.written_by_id AND (\n            officer.body_id = threat.body_id OR EXISTS (\n                SELECT FROM disruptions_threat_supporting_bodies AS support\n                WHERE support.threat_id = threat.id AND support.body_id = officer.body_id\n            )\n        )\n    )\n) THEN\n        RAISE EXCEPTION 'Choose an officer of the body that owns the threat, or of one that supports it.'\n            USING ERRCODE = 'check_violation', CONSTRAINT = 'plan_writer_is_of_the_threat';\n    END IF;\n    RETURN NEW;\n",
                        hash="bda45607fffa2b47877ffdc07ddb1a1942f14a16",
                        operation='INSERT OR UPDATE OF "written_by_id"',
                        pgid="pgtrigger_plan_writer_is_of_the_threat_6c27c",
                        table="disruptions_plan",
                        when="AFTER",
                    ),
                ),
                pgtrigger.compiler.Trigger(
                    name="plan_checker_is_of_the_threat",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="\n    IF NOT (\n    NEW.checked_by_id IS NULL OR EXISTS (\n        SELECT FROM disruptions_officer AS officer\n        JOIN disruptions_threat AS threat ON threat.id = NEW.threat_id\n        WHERE officer.id = NEW.checked_by_id AND (\n            officer.body_id = threat.body_id OR EXISTS (\n                SELECT FROM disruptions_threat_supporting_bodies AS support\n                WHERE support.threat_id = threat.id AND support.body_id = officer.body_id\n            )\n        )\n    )\n) THEN\n        RAISE EXCEPTION 'Choose an officer of the body that owns the threat, or of one that supports it.'\n            USING ERRCODE = 'check_violation', CONSTRAINT = 'plan_checker_is_of_the_threat';\n    END IF;\n    RETURN NEW;\n",
                        hash="6a88bae1a203f9d83bdf9731665cce4efbd950c0",
                        operation='INSERT OR UPDATE OF "checked_by_id"',
                        pgid="pgtrigger_plan_checker_is_of_the_threat_d3d2a",
                        table="disruptions_plan",
                        when="AFTER",
                    ),
                ),
                pgtrigger.compiler.Trigger(
                    name="insert_insert",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "disruptions_planevent" ("checked_by_id", "checked_on", "closed_on", "id", "opened_on", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "state", "template_version", "threat_id", "uuid", "version", "written_by_id") VALUES (NEW."checked_by_id", NEW."checked_on", NEW."closed_on", NEW."id", NEW."opened_on", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."state", NEW."template_version", NEW."threat_id", NEW."uuid", NEW."version", NEW."written_by_id"); RETURN NULL;',
                        hash="692bda7ad51c902102e6c97b6fc05307c2691493",
                        operation="INSERT",
                        pgid="pgtrigger_insert_insert_fa5f4",
                        table="disruptions_plan",
                        when="AFTER",
                    ),
                ),
                pgtrigger.compiler.Trigger(
                    name="update_update",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                        func='INSERT INTO "disruptions_planevent" ("checked_by_id", "checked_on", "closed_on", "id", "opened_on", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "state", "template_version", "threat_id", "uuid", "version", "written_by_id") VALUES (NEW."checked_by_id", NEW."checked_on", NEW."closed_on", NEW."id", NEW."opened_on", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."state", NEW."template_version", NEW."threat_id", NEW."uuid", NEW."version", NEW."written_by_id"); RETURN NULL;',
                        hash="fdb31facb4c268923b0b0c609844d61899d1ed58",
                        operation="UPDATE",
                        pgid="pgtrigger_update_update_507c8",
                        table="disruptions_plan",
                        when="AFTER",
                    ),
                ),
                pgtrigger.compiler.Trigger(
                    name="delete_delete",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "disruptions_planevent" ("checked_by_id", "checked_on", "closed_on", "id", "opened_on", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "state", "template_version", "threat_id", "uuid", "version", "written_by_id") VALUES (OLD."checked_by_id", OLD."checked_on", OLD."closed_on", OLD."id", OLD."opened_on", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."state", OLD."template_version", OLD."threat_id", OLD."uuid", OLD."version", OLD."written_by_id"); RETURN NULL;',
                        hash="bb670fca976c2e56731c7d7d317cc0c0222051fe",
                        operation="DELETE",
                        pgid="pgtrigger_delete_delete_8c0a7",
                        table="disruptions_plan",
                        when="AFTER",
                    ),
                ),
            ],
        ),
        inspection_portal.core.operations.AddTriggers(
            model_name="crimetypelinkevent",
            triggers=[
                pgtrigger.compiler.Trigger(
                    name="append_only",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                        hash="47a69f548682bfd851732b4d6745db81d8b3b233",
                        operation="UPDATE OR DELETE",
                        pgid="pgtrigger_append_only_3ca22",
                        table="disruptions_crimetypelinkevent",
                        when="BEFORE",
                    ),
                )
            ],
        ),
        inspection_portal.core.operations.AddTriggers(
            model_name="checkwaiverevent",
            triggers=[
                pgtrigger.compiler.Trigger(
                    name="append_only",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                        hash="7b58c95adc744136cd084b094124d5b151e7f6c1",
                        operation="UPDATE OR DELETE",
                        pgid="pgtrigger_append_only_70058",
                        table="disruptions_checkwaiverevent",
                        when="BEFORE",
                    ),
                )
            ],
        ),
        inspection_portal.core.operations.AddTriggers(
            model_name="checkwaiver",
            triggers=[
                pgtrigger.compiler.Trigger(
                    name="insert_insert",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "disruptions_checkwaiverevent" ("check_id", "given_at", "given_by_id", "id", "order_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan_id", "reason", "threat_id", "until", "uuid", "withdrawn_at", "withdrawn_by_id") VALUES (NEW."check_id", NEW."given_at", NEW."given_by_id", NEW."id", NEW."order_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."plan_id", NEW."reason", NEW."threat_id", NEW."until", NEW."uuid", NEW."withdrawn_at", NEW."withdrawn_by_id"); RETURN NULL;',
                        hash="438bec163f480483d2115aa389b6b2bded5a0ac3",
                        operation="INSERT",
                        pgid="pgtrigger_insert_insert_ec43a",
                        table="disruptions_checkwaiver",
                        when="AFTER",
                    ),
                ),
                pgtrigger.compiler.Trigger(
                    name="update_update",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                        func='INSERT INTO "disruptions_checkwaiverevent" ("check_id", "given_at", "given_by_id", "id", "order_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan_id", "reason", "threat_id", "until", "uuid", "withdrawn_at", "withdrawn_by_id") VALUES (NEW."check_id", NEW."given_at", NEW."given_by_id", NEW."id", NEW."order_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."plan_id", NEW."reason", NEW."threat_id", NEW."until", NEW."uuid", NEW."withdrawn_at", NEW."withdrawn_by_id"); RETURN NULL;',
                        hash="e75f5d23e7b6a5c9a39d54ca82284db12bfe7bf2",
                        operation="UPDATE",
                        pgid="pgtrigger_update_update_be9f7",
                        table="disruptions_checkwaiver",
                        when="AFTER",
                    ),
                ),
                pgtrigger.compiler.Trigger(
                    name="delete_delete",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "disruptions_checkwaiverevent" ("check_id", "given_at", "given_by_id", "id", "order_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan_id", "reason", "threat_id", "until", "uuid", "withdrawn_at", "withdrawn_by_id") VALUES (OLD."check_id", OLD."given_at", OLD."given_by_id", OLD."id", OLD."order_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."plan_id", OLD."reason", OLD."threat_id", OLD."until", OLD."uuid", OLD."withdrawn_at", OLD."withdrawn_by_id"); RETURN NULL;',
                        hash="5b2a1aee1b585a0a63e7dd5e774d2ced0dd63b3a",
                        operation="DELETE",
                        pgid="pgtrigger_delete_delete_b51a8",
                        table="disruptions_checkwaiver",
                        when="AFTER",
                    ),
                ),
            ],
        ),
        inspection_portal.core.operations.AddTriggers(
            model_name="assessmentevent",
            triggers=[
                pgtrigger.compiler.Trigger(
                    name="append_only",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                        hash="98ff56013ad1468e1325da8d72663d511fa2128b",
                        operation="UPDATE OR DELETE",
                        pgid="pgtrigger_append_only_0b2f7",
                        table="disruptions_assessmentevent",
                        when="BEFORE",
                    ),
                )
            ],
        ),
        inspection_portal.core.operations.AddTriggers(
            model_name="assessment",
            triggers=[
                pgtrigger.compiler.Trigger(
                    name="insert_insert",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "disruptions_assessmentevent" ("assessed_on", "confidence", "harm", "id", "likelihood", "moderated_on", "moderation", "organisational_position", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "risk_score", "scope", "threat_id", "tier", "type", "uuid", "version") VALUES (NEW."assessed_on", NEW."confidence", NEW."harm", NEW."id", NEW."likelihood", NEW."moderated_on", NEW."moderation", NEW."organisational_position", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."risk_score", NEW."scope", NEW."threat_id", NEW."tier", NEW."type", NEW."uuid", NEW."version"); RETURN NULL;',
                        hash="0b2c0c2f27f8febb818211c6dc9ed17bd3a6a561",
                        operation="INSERT",
                        pgid="pgtrigger_insert_insert_2e996",
                        table="disruptions_assessment",
                        when="AFTER",
                    ),
                ),
                pgtrigger.compiler.Trigger(
                    name="update_update",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                        func='INSERT INTO "disruptions_assessmentevent" ("assessed_on", "confidence", "harm", "id", "likelihood", "moderated_on", "moderation", "organisational_position", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "risk_score", "scope", "threat_id", "tier", "type", "uuid", "version") VALUES (NEW."assessed_on", NEW."confidence", NEW."harm", NEW."id", NEW."likelihood", NEW."moderated_on", NEW."moderation", NEW."organisational_position", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."risk_score", NEW."scope", NEW."threat_id", NEW."tier", NEW."type", NEW."uuid", NEW."version"); RETURN NULL;',
                        hash="5fc6f7492aae342c32dd574043e43514859ce8d5",
                        operation="UPDATE",
                        pgid="pgtrigger_update_update_18928",
                        table="disruptions_assessment",
                        when="AFTER",
                    ),
                ),
                pgtrigger.compiler.Trigger(
                    name="delete_delete",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "disruptions_assessmentevent" ("assessed_on", "confidence", "harm", "id", "likelihood", "moderated_on", "moderation", "organisational_position", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "risk_score", "scope", "threat_id", "tier", "type", "uuid", "version") VALUES (OLD."assessed_on", OLD."confidence", OLD."harm", OLD."id", OLD."likelihood", OLD."moderated_on", OLD."moderation", OLD."organisational_position", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."risk_score", OLD."scope", OLD."threat_id", OLD."tier", OLD."type", OLD."uuid", OLD."version"); RETURN NULL;',
                        hash="c31fb8bd6c44f741a952f8d8e58480ec3530871b",
                        operation="DELETE",
                        pgid="pgtrigger_delete_delete_b7e5c",
                        table="disruptions_assessment",
                        when="AFTER",
                    ),
                ),
            ],
        ),
        inspection_portal.core.operations.AddTriggers(
            model_name="threatevent",
            triggers=[
                pgtrigger.compiler.Trigger(
                    name="append_only",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                        hash="a8604b2cde4a5de3764643733730b0aea6507298",
                        operation="UPDATE OR DELETE",
                        pgid="pgtrigger_append_only_2a157",
                        table="disruptions_threatevent",
                        when="BEFORE",
                    ),
                )
            ],
        ),
        inspection_portal.core.operations.AddTriggers(
            model_name="threat",
            triggers=[
                pgtrigger.compiler.Trigger(
                    name="never_deleted",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                        hash="4308208f5754b1f957f4313452bb6004951831b0",
                        operation="DELETE",
                        pgid="pgtrigger_never_deleted_98baa",
                        table="disruptions_threat",
                        when="BEFORE",
                    ),
                ),
                pgtrigger.compiler.Trigger(
                    name="insert_insert",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "disruptions_threatevent" ("body_id", "closed_on", "id", "is_soc", "kind", "operation_started_on", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phase_id", "reference", "tier", "uuid", "version") VALUES (NEW."body_id", NEW."closed_on", NEW."id", NEW."is_soc", NEW."kind", NEW."operation_started_on", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."phase_id", NEW."reference", NEW."tier", NEW."uuid", NEW."version"); RETURN NULL;',
                        hash="ed2d472da721175b1f9869fc09faa022c31a9e62",
                        operation="INSERT",
                        pgid="pgtrigger_insert_insert_3a3f4",
                        table="disruptions_threat",
                        when="AFTER",
                    ),
                ),
                pgtrigger.compiler.Trigger(
                    name="update_update",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                        func='INSERT INTO "disruptions_threatevent" ("body_id", "closed_on", "id", "is_soc", "kind", "operation_started_on", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phase_id", "reference", "tier", "uuid", "version") VALUES (NEW."body_id", NEW."closed_on", NEW."id", NEW."is_soc", NEW."kind", NEW."operation_started_on", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."phase_id", NEW."reference", NEW."tier", NEW."uuid", NEW."version"); RETURN NULL;',
                        hash="38640e70220bf6ea2f24f0b86938869722c01eaa",
                        operation="UPDATE",
                        pgid="pgtrigger_update_update_aae0e",
                        table="disruptions_threat",
                        when="AFTER",
                    ),
                ),
                pgtrigger.compiler.Trigger(
                    name="delete_delete",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "disruptions_threatevent" ("body_id", "closed_on", "id", "is_soc", "kind", "operation_started_on", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phase_id", "reference", "tier", "uuid", "version") VALUES (OLD."body_id", OLD."closed_on", OLD."id", OLD."is_soc", OLD."kind", OLD."operation_started_on", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."phase_id", OLD."reference", OLD."tier", OLD."uuid", OLD."version"); RETURN NULL;',
                        hash="27aa0f56f30e21ebe2f32009039a6be33dec66c2",
                        operation="DELETE",
                        pgid="pgtrigger_delete_delete_d08a1",
                        table="disruptions_threat",
                        when="AFTER",
                    ),
                ),
            ],
        ),
        inspection_portal.core.operations.AddTriggers(
            model_name="threatphaseevent",
            triggers=[
                pgtrigger.compiler.Trigger(
                    name="append_only",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                        hash="5486f3c14b7c8eac49148590580553be05bc8f2e",
                        operation="UPDATE OR DELETE",
                        pgid="pgtrigger_append_only_d6384",
                        table="disruptions_threatphaseevent",
                        when="BEFORE",
                    ),
                )
            ],
        ),
        inspection_portal.core.operations.AddTriggers(
            model_name="threatresponsibility",
            triggers=[
                pgtrigger.compiler.Trigger(
                    name="responsible_officer_is_of_the_threat",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="\n    IF NOT (\n    NEW.officer_id IS NULL OR EXISTS (\n        SELECT FROM disruptions_officer AS officer\n        JOIN disruptions_threat AS threat ON threat.id = NEW.threat_id\n        WHERE officer.id = NEW.officer_id AND (\n            officer.body_id = threat.body_id OR EXISTS (\n                SELECT FROM disruptions_threat_supporting_bodies AS support\n                WHERE support.threat_id = threat.id AND support.body_id = officer.body_id\n            )\n        )\n    )\n) THEN\n        RAISE EXCEPTION 'Choose an officer of the body that owns the threat, or of one that supports it.'\n            USING ERRCODE = 'check_violation', CONSTRAINT = 'responsible_officer_is_of_the_threat';\n    END IF;\n    RETURN NEW;\n",
                        hash="b8e4939d856028dd5680733d3fe8b61b79d84dd7",
                        operation='INSERT OR UPDATE OF "officer_id"',
                        pgid="pgtrigger_responsible_officer_is_of_the_threat_e1281",
                        table="disruptions_threatresponsibility",
                        when="AFTER",
                    ),
                ),
                pgtrigger.compiler.Trigger(
                    name="insert_insert",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "disruptions_threatresponsibilityevent" ("id", "officer_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "role", "since", "threat_id", "until", "uuid", "version") VALUES (NEW."id", NEW."officer_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."role", NEW."since", NEW."threat_id", NEW."until", NEW."uuid", NEW."version"); RETURN NULL;',
                        hash="de25658194f9e10747ac3439479ca1814753f3e5",
                        operation="INSERT",
                        pgid="pgtrigger_insert_insert_f1071",
                        table="disruptions_threatresponsibility",
                        when="AFTER",
                    ),
                ),
                pgtrigger.compiler.Trigger(
                    name="update_update",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                        func='INSERT INTO "disruptions_threatresponsibilityevent" ("id", "officer_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "role", "since", "threat_id", "until", "uuid", "version") VALUES (NEW."id", NEW."officer_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."role", NEW."since", NEW."threat_id", NEW."until", NEW."uuid", NEW."version"); RETURN NULL;',
                        hash="3114fce09e479d6a8315db575f0cafbb4eb03a25",
                        operation="UPDATE",
                        pgid="pgtrigger_update_update_0c296",
                        table="disruptions_threatresponsibility",
                        when="AFTER",
                    ),
                ),
                pgtrigger.compiler.Trigger(
                    name="delete_delete",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "disruptions_threatresponsibilityevent" ("id", "officer_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "role", "since", "threat_id", "until", "uuid", "version") VALUES (OLD."id", OLD."officer_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."role", OLD."since", OLD."threat_id", OLD."until", OLD."uuid", OLD."version"); RETURN NULL;',
                        hash="9f947d6d49e46e5eef5c465c6431d6157c7fd465",
                        operation="DELETE",
                        pgid="pgtrigger_delete_delete_b040a",
                        table="disruptions_threatresponsibility",
                        when="AFTER",
                    ),
                ),
            ],
        ),
        inspection_portal.core.operations.AddTriggers(
            model_name="threatresponsibilityevent",
            triggers=[
                pgtrigger.compiler.Trigger(
                    name="append_only",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                        hash="48186f9836f28bca020d5679d1e30f208d3fe684",
                        operation="UPDATE OR DELETE",
                        pgid="pgtrigger_append_only_c2553",
                        table="disruptions_threatresponsibilityevent",
                        when="BEFORE",
                    ),
                )
            ],
        ),
        inspection_portal.core.operations.AddTriggers(
            model_name="sitepartnerlink",
            triggers=[
                pgtrigger.compiler.Trigger(
                    name="insert_insert",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "disruptions_sitepartnerlinkevent" ("id", "organisation_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "site_id") VALUES (NEW."id", NEW."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."site_id"); RETURN NULL;',
                        hash="35c6b3fc51de2d94f7673ba985ca9bb546cdb31c",
                        operation="INSERT",
                        pgid="pgtrigger_insert_insert_f4ae5",
                        table="disruptions_site_partners",
                        when="AFTER",
                    ),
                ),
                pgtrigger.compiler.Trigger(
                    name="update_update",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                        func='INSERT INTO "disruptions_sitepartnerlinkevent" ("id", "organisation_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "site_id") VALUES (NEW."id", NEW."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."site_id"); RETURN NULL;',
                        hash="4d1589913e3e7e361f2ee088c3a61a33e6658df0",
                        operation="UPDATE",
                        pgid="pgtrigger_update_update_e8b01",
                        table="disruptions_site_partners",
                        when="AFTER",
                    ),
                ),
                pgtrigger.compiler.Trigger(
                    name="delete_delete",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "disruptions_sitepartnerlinkevent" ("id", "organisation_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "site_id") VALUES (OLD."id", OLD."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."site_id"); RETURN NULL;',
                        hash="b2b8d79298cfec7bbf639b857213c9762ff66174",
                        operation="DELETE",
                        pgid="pgtrigger_delete_delete_7c911",
                        table="disruptions_site_partners",
                        when="AFTER",
                    ),
                ),
            ],
        ),
        inspection_portal.core.operations.AddTriggers(
            model_name="crimetypelink",
            triggers=[
                pgtrigger.compiler.Trigger(
                    name="insert_insert",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "disruptions_crimetypelinkevent" ("crimetype_id", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "threat_id") VALUES (NEW."crimetype_id", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."threat_id"); RETURN NULL;',
                        hash="36100c9566f87e2483f873d1065fe84b768f193f",
                        operation="INSERT",
                        pgid="pgtrigger_insert_insert_1e80e",
                        table="disruptions_threat_crime_types",
                        when="AFTER",
                    ),
                ),
                pgtrigger.compiler.Trigger(
                    name="update_update",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                        func='INSERT INTO "disruptions_crimetypelinkevent" ("crimetype_id", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "threat_id") VALUES (NEW."crimetype_id", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."threat_id"); RETURN NULL;',
                        hash="8b339da0f7a7fd23c46f833d5219f960ff3af84e",
                        operation="UPDATE",
                        pgid="pgtrigger_update_update_84d98",
                        table="disruptions_threat_crime_types",
                        when="AFTER",
                    ),
                ),
                pgtrigger.compiler.Trigger(
                    name="delete_delete",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "disruptions_crimetypelinkevent" ("crimetype_id", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "threat_id") VALUES (OLD."crimetype_id", OLD."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."threat_id"); RETURN NULL;',
                        hash="7f3fb2461367429442fdf51814058d37a41b50f4",
                        operation="DELETE",
                        pgid="pgtrigger_delete_delete_11329",
                        table="disruptions_threat_crime_types",
                        when="AFTER",
                    ),
                ),
            ],
        ),
        inspection_portal.core.operations.AddTriggers(
            model_name="supportingbodylink",
            triggers=[
                pgtrigger.compiler.Trigger(
                    name="insert_insert",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "disruptions_supportingbodylinkevent" ("body_id", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "threat_id") VALUES (NEW."body_id", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."threat_id"); RETURN NULL;',
                        hash="573ec36bf273292ccf60ed51066200fba9c40e32",
                        operation="INSERT",
                        pgid="pgtrigger_insert_insert_8d687",
                        table="disruptions_threat_supporting_bodies",
                        when="AFTER",
                    ),
                ),
                pgtrigger.compiler.Trigger(
                    name="update_update",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                        func='INSERT INTO "disruptions_supportingbodylinkevent" ("body_id", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "threat_id") VALUES (NEW."body_id", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."threat_id"); RETURN NULL;',
                        hash="e9333f818fb32e1fae5ee275dc731e0bffb8c827",
                        operation="UPDATE",
                        pgid="pgtrigger_update_update_f8623",
                        table="disruptions_threat_supporting_bodies",
                        when="AFTER",
                    ),
                ),
                pgtrigger.compiler.Trigger(
                    name="delete_delete",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "disruptions_supportingbodylinkevent" ("body_id", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "threat_id") VALUES (OLD."body_id", OLD."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."threat_id"); RETURN NULL;',
                        hash="783f11f6bf99a9651eb5074236d5ca0c6d00fb7d",
                        operation="DELETE",
                        pgid="pgtrigger_delete_delete_2e49b",
                        table="disruptions_threat_supporting_bodies",
                        when="AFTER",
                    ),
                ),
            ],
        ),
    ]
