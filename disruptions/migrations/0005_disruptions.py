import uuid

import django.contrib.postgres.fields
import django.db.models.deletion
import django.db.models.functions.text
import pghistory.utils
import pgtrigger.compiler
from django.conf import settings
from django.db import migrations, models

import inspection_portal.core.dates
import inspection_portal.core.operations


class Migration(migrations.Migration):
    dependencies = [
        ("disruptions", "0004_counts_of_the_day"),
        ("forces", "0004_partners"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        inspection_portal.core.operations.Together(
            steps=[
                migrations.CreateModel(
                    name="Disruption",
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
                            "source",
                            models.CharField(
                                choices=[("portal", "This portal"), ("apmis", "APMIS extract")],
                                default="portal",
                                max_length=10,
                            ),
                        ),
                        ("reference", models.TextField()),
                        ("event_on", models.DateField()),
                        ("recorded_on", models.DateField()),
                        (
                            "type",
                            models.CharField(
                                choices=[
                                    ("lead", "Lead disruption"),
                                    ("support", "Support"),
                                    ("coordinate", "Co-ordinate"),
                                ],
                                max_length=10,
                            ),
                        ),
                        (
                            "strand",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("pursue", "Pursue"),
                                    ("prevent", "Prevent"),
                                    ("protect", "Protect"),
                                    ("prepare", "Prepare"),
                                ],
                                max_length=10,
                            ),
                        ),
                        (
                            "category",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("major", "Major"),
                                    ("moderate", "Moderate"),
                                    ("minor", "Minor"),
                                ],
                                max_length=10,
                            ),
                        ),
                        ("narrative", models.TextField(blank=True)),
                        ("evidence", models.TextField(blank=True)),
                        (
                            "moderation",
                            models.CharField(
                                choices=[
                                    ("pending", "Waiting for moderation"),
                                    ("moderated", "Moderated"),
                                    ("returned", "Returned"),
                                    ("downgraded", "Downgraded"),
                                    ("refused", "Refused"),
                                ],
                                default="pending",
                                max_length=10,
                            ),
                        ),
                        ("entered_at", models.DateTimeField()),
                        (
                            "body",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="disruptions",
                                to="forces.body",
                            ),
                        ),
                        (
                            "changed_by",
                            models.ForeignKey(
                                blank=True,
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "lead_body",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="led_disruptions",
                                to="forces.body",
                            ),
                        ),
                        (
                            "lead_partner",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="led_disruptions",
                                to="forces.organisation",
                            ),
                        ),
                        (
                            "recorded_by",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "supporting_bodies",
                            models.ManyToManyField(
                                blank=True, related_name="supported_disruptions", to="forces.body"
                            ),
                        ),
                        (
                            "supporting_partners",
                            models.ManyToManyField(
                                blank=True,
                                related_name="supported_disruptions",
                                to="forces.organisation",
                            ),
                        ),
                        (
                            "threat",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="disruptions",
                                to="disruptions.threat",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["-event_on", "-pk"],
                        "indexes": [
                            models.Index(fields=["-event_on", "-id"], name="disruption_by_day"),
                            models.Index(
                                fields=["body", "-event_on", "-id"],
                                name="disruption_of_body_by_day",
                            ),
                            models.Index(
                                fields=["threat", "event_on"], name="disruption_of_threat_by_day"
                            ),
                            models.Index(
                                condition=models.Q(("moderation", "pending")),
                                fields=["body", "recorded_on", "id"],
                                name="disruption_to_moderate",
                            ),
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("source", "reference"),
                                name="disruption_reference_once_in_a_source",
                                violation_error_message="A disruption of this reference is recorded already.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("reference__regex", "\\S"), ("source__in", ["portal", "apmis"])
                                ),
                                name="disruption_has_reference",
                                violation_error_message="Give the disruption its source and its reference there.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("type__in", ["lead", "support", "coordinate"])),
                                name="disruption_type_is_known",
                                violation_error_message="Say whether the body led, supported or co-ordinated it.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("category__in", ["major", "moderate", "minor"]),
                                    models.Q(
                                        ("category", ""),
                                        models.Q(("source", "portal"), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="disruption_has_category",
                                violation_error_message="Choose major, moderate or minor.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("strand__in", ["pursue", "prevent", "protect", "prepare"]),
                                    models.Q(
                                        ("strand", ""),
                                        models.Q(("source", "portal"), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="disruption_has_strand",
                                violation_error_message="Choose Pursue, Prevent, Protect or Prepare.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "moderation__in",
                                        [
                                            "pending",
                                            "moderated",
                                            "returned",
                                            "downgraded",
                                            "refused",
                                        ],
                                    )
                                ),
                                name="disruption_moderation_is_known",
                                violation_error_message="Choose how far the moderation is from the list.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("lead_body__isnull", False), ("lead_partner", None)),
                                    models.Q(("lead_body", None), ("lead_partner__isnull", False)),
                                    _connector="OR",
                                ),
                                name="disruption_led_by_one",
                                violation_error_message="Name one lead: a force or ROCU, or another agency.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("source", "portal"), ("type", "lead"), _negated=True),
                                    models.Q(
                                        ("lead_body", models.F("body")),
                                        ("lead_body__isnull", False),
                                    ),
                                    _connector="OR",
                                ),
                                name="disruption_led_by_its_body",
                                violation_error_message="The body that records a lead disruption led it. Choose support where another agency led.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("recorded_on__gte", models.F("event_on"))),
                                name="disruption_recorded_after_its_event",
                                violation_error_message="The record would be older than the event.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "recorded_on__lte",
                                        inspection_portal.core.dates.LondonDay("entered_at"),
                                    )
                                ),
                                name="disruption_not_of_a_day_to_come",
                                violation_error_message="That day has not come yet. Enter a disruption once it has happened.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="DisruptionBodyLinkEvent",
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
                            "disruption",
                            models.ForeignKey(
                                db_constraint=False,
                                db_index=False,
                                db_tablespace="",
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="disruptions.disruption",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["-pgh_id"],
                        "abstract": False,
                        "indexes": [
                            models.Index(
                                fields=["disruption"], name="disruptions_disrupt_f48ced_idx"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="DisruptionCount",
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
                        ("month", models.DateField()),
                        ("category", models.CharField(blank=True, max_length=10)),
                        ("strand", models.CharField(blank=True, max_length=10)),
                        ("type", models.CharField(max_length=10)),
                        ("moderation", models.CharField(max_length=10)),
                        ("number", models.IntegerField()),
                        (
                            "body",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="forces.body",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["pk"],
                        "indexes": [
                            models.Index(fields=["body", "month"], name="disruption_count_by_month")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="DisruptionEvent",
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
                            "source",
                            models.CharField(
                                choices=[("portal", "This portal"), ("apmis", "APMIS extract")],
                                default="portal",
                                max_length=10,
                            ),
                        ),
                        ("reference", models.TextField()),
                        ("event_on", models.DateField()),
                        ("recorded_on", models.DateField()),
                        (
                            "type",
                            models.CharField(
                                choices=[
                                    ("lead", "Lead disruption"),
                                    ("support", "Support"),
                                    ("coordinate", "Co-ordinate"),
                                ],
                                max_length=10,
                            ),
                        ),
                        (
                            "strand",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("pursue", "Pursue"),
                                    ("prevent", "Prevent"),
                                    ("protect", "Protect"),
                                    ("prepare", "Prepare"),
                                ],
                                max_length=10,
                            ),
                        ),
                        (
                            "category",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("major", "Major"),
                                    ("moderate", "Moderate"),
                                    ("minor", "Minor"),
                                ],
                                max_length=10,
                            ),
                        ),
                        ("narrative", models.TextField(blank=True)),
                        ("evidence", models.TextField(blank=True)),
                        (
                            "moderation",
                            models.CharField(
                                choices=[
                                    ("pending", "Waiting for moderation"),
                                    ("moderated", "Moderated"),
                                    ("returned", "Returned"),
                                    ("downgraded", "Downgraded"),
                                    ("refused", "Refused"),
                                ],
                                default="pending",
                                max_length=10,
                            ),
                        ),
                        ("entered_at", models.DateTimeField()),
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
                            "changed_by",
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
                            "lead_body",
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
                            "lead_partner",
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
                                to="disruptions.disruption",
                            ),
                        ),
                        (
                            "recorded_by",
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
                    name="DisruptionPartnerLinkEvent",
                    fields=[
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("pgh_id", models.BigAutoField(primary_key=True, serialize=False)),
                        ("pgh_context", pghistory.utils.JSONField(null=True)),
                        ("pgh_context_id", models.UUIDField(null=True)),
                        ("id", models.BigIntegerField()),
                        (
                            "disruption",
                            models.ForeignKey(
                                db_constraint=False,
                                db_index=False,
                                db_tablespace="",
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="disruptions.disruption",
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
                                fields=["disruption"], name="disruptions_disrupt_7dd38b_idx"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="DisruptionStandard",
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
                            "threat_kinds",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(
                                    choices=[
                                        ("ocg", "Organised crime group"),
                                        ("individual", "Priority individual"),
                                        ("vulnerability", "Vulnerability"),
                                    ],
                                    max_length=20,
                                ),
                                blank=True,
                                size=None,
                                verbose_name="threats that count",
                            ),
                        ),
                        (
                            "needs_major",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(
                                    choices=[
                                        ("strand", "P strand"),
                                        ("narrative", "Narrative"),
                                        ("evidence", "Evidence"),
                                    ],
                                    max_length=20,
                                ),
                                blank=True,
                                default=list,
                                size=None,
                                verbose_name="what a major one must say",
                            ),
                        ),
                        (
                            "needs_moderate",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(
                                    choices=[
                                        ("strand", "P strand"),
                                        ("narrative", "Narrative"),
                                        ("evidence", "Evidence"),
                                    ],
                                    max_length=20,
                                ),
                                blank=True,
                                default=list,
                                size=None,
                                verbose_name="what a moderate one must say",
                            ),
                        ),
                        (
                            "needs_minor",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(
                                    choices=[
                                        ("strand", "P strand"),
                                        ("narrative", "Narrative"),
                                        ("evidence", "Evidence"),
                                    ],
                                    max_length=20,
                                ),
                                blank=True,
                                default=list,
                                size=None,
                                verbose_name="what a minor one must say",
                            ),
                        ),
                        (
                            "days_to_record",
                            models.PositiveSmallIntegerField(
                                verbose_name="days until it must be recorded"
                            ),
                        ),
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
                        "ordering": ["-valid_from", "-pk"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("threat_kinds__len__gte", 1),
                                    (
                                        "threat_kinds__contained_by",
                                        ["ocg", "individual", "vulnerability"],
                                    ),
                                ),
                                name="standard_counts_some_threats",
                                violation_error_message="Choose the kinds of threat against which records count.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "needs_major__contained_by",
                                        ["strand", "narrative", "evidence"],
                                    ),
                                    (
                                        "needs_minor__contained_by",
                                        ["strand", "narrative", "evidence"],
                                    ),
                                    (
                                        "needs_moderate__contained_by",
                                        ["strand", "narrative", "evidence"],
                                    ),
                                ),
                                name="standard_needs_known_fields",
                                violation_error_message="Choose what a record must say from the list.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("basis__regex", "\\S")),
                                name="standard_has_basis",
                                violation_error_message="Say where this is laid down, or why it is assumed.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Moderation",
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
                            "outcome",
                            models.CharField(
                                choices=[
                                    ("moderated", "Moderated"),
                                    ("returned", "Returned"),
                                    ("downgraded", "Downgraded"),
                                    ("refused", "Refused"),
                                ],
                                max_length=10,
                            ),
                        ),
                        (
                            "from_category",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("major", "Major"),
                                    ("moderate", "Moderate"),
                                    ("minor", "Minor"),
                                ],
                                max_length=10,
                            ),
                        ),
                        (
                            "to_category",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("major", "Major"),
                                    ("moderate", "Moderate"),
                                    ("minor", "Minor"),
                                ],
                                max_length=10,
                            ),
                        ),
                        ("reason", models.TextField(blank=True)),
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
                            "disruption",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="moderations",
                                to="disruptions.disruption",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["-at", "-pk"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "outcome__in",
                                        ["moderated", "returned", "downgraded", "refused"],
                                    )
                                ),
                                name="moderation_outcome_is_known",
                                violation_error_message="Choose moderated, returned, downgraded or refused.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("outcome", "moderated"),
                                    ("reason__regex", "\\S"),
                                    _connector="OR",
                                ),
                                name="moderation_has_reason",
                                violation_error_message="Say why, so that whoever recorded it can act on it.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        models.Q(("outcome", "downgraded"), _negated=True),
                                        ("from_category", ""),
                                        ("to_category", ""),
                                    ),
                                    models.Q(
                                        ("from_category", "major"),
                                        ("outcome", "downgraded"),
                                        ("to_category", "moderate"),
                                    ),
                                    models.Q(
                                        ("outcome", "downgraded"),
                                        ("to_category", "minor"),
                                        ("from_category__in", ["major", "moderate"]),
                                    ),
                                    _connector="OR",
                                ),
                                name="moderation_downgrades_to_a_lower_category",
                                violation_error_message="Choose a lower category than the record has.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="NeverDisruption",
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
                        ("phrases", models.TextField(blank=True)),
                    ],
                    options={
                        "ordering": ["position", "name"],
                        "abstract": False,
                        "constraints": [
                            models.UniqueConstraint(
                                django.db.models.functions.text.Lower("name"),
                                name="neverdisruption_name_once",
                                violation_error_message="The list has an item of this name already.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("name__regex", "\\S")),
                                name="neverdisruption_has_name",
                                violation_error_message="Give the item a name.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("valid_until", None),
                                    ("valid_until__gte", models.F("valid_from")),
                                    _connector="OR",
                                ),
                                name="neverdisruption_ends_after_it_starts",
                                violation_error_message="The last day is before the first.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="NeverDisruptionEvent",
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
                        ("phrases", models.TextField(blank=True)),
                        (
                            "pgh_obj",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="disruptions.neverdisruption",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["-pgh_id"],
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="DisruptionBodyLink",
                    fields=[],
                    options={
                        "proxy": True,
                        "indexes": [],
                        "constraints": [],
                    },
                    bases=("disruptions.disruption_supporting_bodies",),
                ),
                migrations.CreateModel(
                    name="DisruptionPartnerLink",
                    fields=[],
                    options={
                        "proxy": True,
                        "indexes": [],
                        "constraints": [],
                    },
                    bases=("disruptions.disruption_supporting_partners",),
                ),
            ],
        ),
        inspection_portal.core.operations.AddTriggers(
            model_name="neverdisruption",
            triggers=[
                pgtrigger.compiler.Trigger(
                    name="insert_insert",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "disruptions_neverdisruptionevent" ("description", "id", "name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phrases", "position", "uuid", "valid_from", "valid_until", "version") VALUES (NEW."description", NEW."id", NEW."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."phrases", NEW."position", NEW."uuid", NEW."valid_from", NEW."valid_until", NEW."version"); RETURN NULL;',
                        hash="5f4a8c01a32c3a67ad698e84e183a02e51a3c91a",
                        operation="INSERT",
                        pgid="pgtrigger_insert_insert_07e1c",
                        table="disruptions_neverdisruption",
                        when="AFTER",
                    ),
                ),
                pgtrigger.compiler.Trigger(
                    name="update_update",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                        func='INSERT INTO "disruptions_neverdisruptionevent" ("description", "id", "name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phrases", "position", "uuid", "valid_from", "valid_until", "version") VALUES (NEW."description", NEW."id", NEW."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."phrases", NEW."position", NEW."uuid", NEW."valid_from", NEW."valid_until", NEW."version"); RETURN NULL;',
                        hash="3b690339743ae7a94b668e4da55411b373c05dd5",
                        operation="UPDATE",
                        pgid="pgtrigger_update_update_09098",
                        table="disruptions_neverdisruption",
                        when="AFTER",
                    ),
                ),
                pgtrigger.compiler.Trigger(
                    name="delete_delete",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "disruptions_neverdisruptionevent" ("description", "id", "name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phrases", "position", "uuid", "valid_from", "valid_until", "version") VALUES (OLD."description", OLD."id", OLD."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."phrases", OLD."position", OLD."uuid", OLD."valid_from", OLD."valid_until", OLD."version"); RETURN NULL;',
                        hash="a1e2897137ce0f60216b23a723bd9708d59b307b",
                        operation="DELETE",
                        pgid="pgtrigger_delete_delete_95352",
                        table="disruptions_neverdisruption",
                        when="AFTER",
                    ),
                ),
            ],
        ),
        inspection_portal.core.operations.AddTriggers(
            model_name="disruption",
            triggers=[
                pgtrigger.compiler.Trigger(
                    name="counted_when_added",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="\n    INSERT INTO disruptions_disruptioncount (body_id, month, category, strand, type, moderation, number)\n    SELECT body_id, month, category, strand, type, moderation, sum(number)\n    FROM (\n        SELECT *, date_trunc('month', event_on::timestamp)::date AS month\n        FROM (SELECT body_id, event_on, category, strand, type, moderation, 1 FROM added) AS rows (body_id, event_on, category, strand, type, moderation, number)\n    ) AS changed\n    GROUP BY body_id, month, category, strand, type, moderation HAVING sum(number) <> 0;\n    RETURN NULL;\n    ",
                        hash="bf12961dc5f7368f5a9d4efbc9ae7af8400e4b1e",
                        level="STATEMENT",
                        operation="INSERT",
                        pgid="pgtrigger_counted_when_added_c3e95",
                        referencing="REFERENCING NEW TABLE AS added ",
                        table="disruptions_disruption",
                        when="AFTER",
                    ),
                ),
                pgtrigger.compiler.Trigger(
                    name="counted_when_changed",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="\n    INSERT INTO disruptions_disruptioncount (body_id, month, category, strand, type, moderation, number)\n    SELECT body_id, month, category, strand, type, moderation, sum(number)\n    FROM (\n        SELECT *, date_trunc('month', event_on::timestamp)::date AS month\n        FROM (SELECT body_id, event_on, category, strand, type, moderation, 1 FROM added UNION ALL SELECT body_id, event_on, category, strand, type, moderation, -1 FROM gone) AS rows (body_id, event_on, category, strand, type, moderation, number)\n    ) AS changed\n    GROUP BY body_id, month, category, strand, type, moderation HAVING sum(number) <> 0;\n    RETURN NULL;\n    ",
                        hash="ba56018b30d2585a76787bf3c5c31e46d84d519f",
                        level="STATEMENT",
                        operation="UPDATE",
                        pgid="pgtrigger_counted_when_changed_81fab",
                        referencing="REFERENCING OLD TABLE AS gone  NEW TABLE AS added ",
                        table="disruptions_disruption",
                        when="AFTER",
                    ),
                ),
                pgtrigger.compiler.Trigger(
                    name="counted_when_deleted",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="\n    INSERT INTO disruptions_disruptioncount (body_id, month, category, strand, type, moderation, number)\n    SELECT body_id, month, category, strand, type, moderation, sum(number)\n    FROM (\n        SELECT *, date_trunc('month', event_on::timestamp)::date AS month\n        FROM (SELECT body_id, event_on, category, strand, type, moderation, -1 FROM gone) AS rows (body_id, event_on, category, strand, type, moderation, number)\n    ) AS changed\n    GROUP BY body_id, month, category, strand, type, moderation HAVING sum(number) <> 0;\n    RETURN NULL;\n    ",
                        hash="7386f216206a5435220e8fd5fbdcfe60600596a0",
                        level="STATEMENT",
                        operation="DELETE",
                        pgid="pgtrigger_counted_when_deleted_20529",
                        referencing="REFERENCING OLD TABLE AS gone ",
                        table="disruptions_disruption",
                        when="AFTER",
                    ),
                ),
                pgtrigger.compiler.Trigger(
                    name="insert_insert",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "disruptions_disruptionevent" ("body_id", "category", "changed_by_id", "entered_at", "event_on", "evidence", "id", "lead_body_id", "lead_partner_id", "moderation", "narrative", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_by_id", "recorded_on", "reference", "source", "strand", "threat_id", "type", "uuid", "version") VALUES (NEW."body_id", NEW."category", NEW."changed_by_id", NEW."entered_at", NEW."event_on", NEW."evidence", NEW."id", NEW."lead_body_id", NEW."lead_partner_id", NEW."moderation", NEW."narrative", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."recorded_by_id", NEW."recorded_on", NEW."reference", NEW."source", NEW."strand", NEW."threat_id", NEW."type", NEW."uuid", NEW."version"); RETURN NULL;',
                        hash="dbe732be0d3f82c67200c80be025726617b8d4f5",
                        operation="INSERT",
                        pgid="pgtrigger_insert_insert_7ebdf",
                        table="disruptions_disruption",
                        when="AFTER",
                    ),
                ),
                pgtrigger.compiler.Trigger(
                    name="update_update",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                        func='INSERT INTO "disruptions_disruptionevent" ("body_id", "category", "changed_by_id", "entered_at", "event_on", "evidence", "id", "lead_body_id", "lead_partner_id", "moderation", "narrative", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_by_id", "recorded_on", "reference", "source", "strand", "threat_id", "type", "uuid", "version") VALUES (NEW."body_id", NEW."category", NEW."changed_by_id", NEW."entered_at", NEW."event_on", NEW."evidence", NEW."id", NEW."lead_body_id", NEW."lead_partner_id", NEW."moderation", NEW."narrative", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."recorded_by_id", NEW."recorded_on", NEW."reference", NEW."source", NEW."strand", NEW."threat_id", NEW."type", NEW."uuid", NEW."version"); RETURN NULL;',
                        hash="8a44a4e06241832d5ef46f40518f11e4d1cd7830",
                        operation="UPDATE",
                        pgid="pgtrigger_update_update_f1876",
                        table="disruptions_disruption",
                        when="AFTER",
                    ),
                ),
                pgtrigger.compiler.Trigger(
                    name="delete_delete",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "disruptions_disruptionevent" ("body_id", "category", "changed_by_id", "entered_at", "event_on", "evidence", "id", "lead_body_id", "lead_partner_id", "moderation", "narrative", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_by_id", "recorded_on", "reference", "source", "strand", "threat_id", "type", "uuid", "version") VALUES (OLD."body_id", OLD."category", OLD."changed_by_id", OLD."entered_at", OLD."event_on", OLD."evidence", OLD."id", OLD."lead_body_id", OLD."lead_partner_id", OLD."moderation", OLD."narrative", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."recorded_by_id", OLD."recorded_on", OLD."reference", OLD."source", OLD."strand", OLD."threat_id", OLD."type", OLD."uuid", OLD."version"); RETURN NULL;',
                        hash="c66106138be3c77fa7771f2e2094225aced27f7c",
                        operation="DELETE",
                        pgid="pgtrigger_delete_delete_5d1d7",
                        table="disruptions_disruption",
                        when="AFTER",
                    ),
                ),
            ],
        ),
        inspection_portal.core.operations.AddTriggers(
            model_name="disruptionbodylinkevent",
            triggers=[
                pgtrigger.compiler.Trigger(
                    name="append_only",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                        hash="d0b093138edae98d4722f371b80eaa3e0ec38d87",
                        operation="UPDATE OR DELETE",
                        pgid="pgtrigger_append_only_bedd7",
                        table="disruptions_disruptionbodylinkevent",
                        when="BEFORE",
                    ),
                )
            ],
        ),
        inspection_portal.core.operations.AddTriggers(
            model_name="disruptionevent",
            triggers=[
                pgtrigger.compiler.Trigger(
                    name="append_only",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                        hash="1a2ec3a6d74ff47b02ad8b01c20c317a8579420d",
                        operation="UPDATE OR DELETE",
                        pgid="pgtrigger_append_only_84f48",
                        table="disruptions_disruptionevent",
                        when="BEFORE",
                    ),
                )
            ],
        ),
        inspection_portal.core.operations.AddTriggers(
            model_name="disruptionpartnerlinkevent",
            triggers=[
                pgtrigger.compiler.Trigger(
                    name="append_only",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                        hash="f6164600ee9771ef2ad5f90a894d43eb971781fa",
                        operation="UPDATE OR DELETE",
                        pgid="pgtrigger_append_only_c058c",
                        table="disruptions_disruptionpartnerlinkevent",
                        when="BEFORE",
                    ),
                )
            ],
        ),
        inspection_portal.core.operations.AddTriggers(
            model_name="disruptionstandard",
            triggers=[
                pgtrigger.compiler.Trigger(
                    name="append_only",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                        hash="7f66d346f4923d8bb0ca65da150b22e4cfbded7f",
                        operation="UPDATE OR DELETE",
                        pgid="pgtrigger_append_only_faa22",
                        table="disruptions_disruptionstandard",
                        when="BEFORE",
                    ),
                )
            ],
        ),
        inspection_portal.core.operations.AddTriggers(
            model_name="moderation",
            triggers=[
                pgtrigger.compiler.Trigger(
                    name="append_only",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                        hash="0fb325706dfdb733599a5d05cf37478d8626259f",
                        operation="UPDATE OR DELETE",
                        pgid="pgtrigger_append_only_df231",
                        table="disruptions_moderation",
                        when="BEFORE",
                    ),
                ),
                pgtrigger.compiler.Trigger(
                    name="moderated_by_another_than_recorded",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="\n    IF NOT (\n    NOT EXISTS (\n        SELECT FROM disruptions_disruption\n        WHERE id = NEW.disruption_id AND NEW.by_id IN (recorded_by_id, changed_by_id)\n    )\n    ) THEN\n        RAISE EXCEPTION 'Nobody moderates what they recorded or changed. Ask somebody else.'\n            USING ERRCODE = 'check_violation', CONSTRAINT = 'moderated_by_another_than_recorded';\n    END IF;\n    RETURN NEW;\n",
                        hash="60e62d33e2e0c9f46c82b5fca05d9c6c68fd3d01",
                        operation="INSERT",
                        pgid="pgtrigger_moderated_by_another_than_recorded_33441",
                        table="disruptions_moderation",
                        when="AFTER",
                    ),
                ),
            ],
        ),
        inspection_portal.core.operations.AddTriggers(
            model_name="neverdisruptionevent",
            triggers=[
                pgtrigger.compiler.Trigger(
                    name="append_only",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                        hash="42f5dc4a6cd2e5e2b6b9407078115c9f1bb9c10f",
                        operation="UPDATE OR DELETE",
                        pgid="pgtrigger_append_only_4a650",
                        table="disruptions_neverdisruptionevent",
                        when="BEFORE",
                    ),
                )
            ],
        ),
        inspection_portal.core.operations.AddTriggers(
            model_name="disruptionbodylink",
            triggers=[
                pgtrigger.compiler.Trigger(
                    name="insert_insert",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "disruptions_disruptionbodylinkevent" ("body_id", "disruption_id", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label") VALUES (NEW."body_id", NEW."disruption_id", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\'); RETURN NULL;',
                        hash="f30290a47c84f61604771061621479c07dc4e66e",
                        operation="INSERT",
                        pgid="pgtrigger_insert_insert_7f8b2",
                        table="disruptions_disruption_supporting_bodies",
                        when="AFTER",
                    ),
                ),
                pgtrigger.compiler.Trigger(
                    name="update_update",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                        func='INSERT INTO "disruptions_disruptionbodylinkevent" ("body_id", "disruption_id", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label") VALUES (NEW."body_id", NEW."disruption_id", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\'); RETURN NULL;',
                        hash="40f24dce73082e27ad211b5bf4370f124964ec51",
                        operation="UPDATE",
                        pgid="pgtrigger_update_update_04520",
                        table="disruptions_disruption_supporting_bodies",
                        when="AFTER",
                    ),
                ),
                pgtrigger.compiler.Trigger(
                    name="delete_delete",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "disruptions_disruptionbodylinkevent" ("body_id", "disruption_id", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label") VALUES (OLD."body_id", OLD."disruption_id", OLD."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\'); RETURN NULL;',
                        hash="af1fa3946cf3e0dad02c64d9018589a5635ed259",
                        operation="DELETE",
                        pgid="pgtrigger_delete_delete_c2abf",
                        table="disruptions_disruption_supporting_bodies",
                        when="AFTER",
                    ),
                ),
            ],
        ),
        inspection_portal.core.operations.AddTriggers(
            model_name="disruptionpartnerlink",
            triggers=[
                pgtrigger.compiler.Trigger(
                    name="insert_insert",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "disruptions_disruptionpartnerlinkevent" ("disruption_id", "id", "organisation_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label") VALUES (NEW."disruption_id", NEW."id", NEW."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\'); RETURN NULL;',
                        hash="6734dcadc2b2ee8fe458c5c724cad7886b908bcf",
                        operation="INSERT",
                        pgid="pgtrigger_insert_insert_23f25",
                        table="disruptions_disruption_supporting_partners",
                        when="AFTER",
                    ),
                ),
                pgtrigger.compiler.Trigger(
                    name="update_update",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                        func='INSERT INTO "disruptions_disruptionpartnerlinkevent" ("disruption_id", "id", "organisation_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label") VALUES (NEW."disruption_id", NEW."id", NEW."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\'); RETURN NULL;',
                        hash="49dea544945c13cc9114705524d3a529e95cbe7c",
                        operation="UPDATE",
                        pgid="pgtrigger_update_update_0c73b",
                        table="disruptions_disruption_supporting_partners",
                        when="AFTER",
                    ),
                ),
                pgtrigger.compiler.Trigger(
                    name="delete_delete",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "disruptions_disruptionpartnerlinkevent" ("disruption_id", "id", "organisation_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label") VALUES (OLD."disruption_id", OLD."id", OLD."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\'); RETURN NULL;',
                        hash="a0c41d9e04998aebda820f70c6777a41d7be78e4",
                        operation="DELETE",
                        pgid="pgtrigger_delete_delete_5b76a",
                        table="disruptions_disruption_supporting_partners",
                        when="AFTER",
                    ),
                ),
            ],
        ),
    ]
