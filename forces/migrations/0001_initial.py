import uuid

import django.contrib.postgres.constraints
import django.contrib.postgres.operations
import django.db.models.deletion
import django.db.models.functions.comparison
import pgtrigger.compiler
from django.conf import settings
from django.db import migrations, models

import forces.models.bodies
import inspection_portal.core.dates
import inspection_portal.core.operations


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        django.contrib.postgres.operations.BtreeGistExtension(),
        migrations.CreateModel(
            name="Region",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("name", models.TextField(unique=True)),
                ("slug", models.SlugField(unique=True)),
            ],
            options={
                "ordering": ["name"],
            },
        ),
        migrations.CreateModel(
            name="Body",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                (
                    "kind",
                    models.CharField(
                        choices=[("rocu", "Regional organised crime unit"), ("force", "Force")],
                        max_length=10,
                    ),
                ),
                ("name", models.TextField(unique=True)),
                ("short_name", models.CharField(blank=True, max_length=40)),
                ("slug", models.SlugField(unique=True)),
                (
                    "ons_code",
                    models.CharField(
                        blank=True, max_length=9, verbose_name="ONS police force area code"
                    ),
                ),
                (
                    "ons_name",
                    models.CharField(
                        blank=True, max_length=60, verbose_name="ONS police force area name"
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "bodies",
                "ordering": ["-kind", "name"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["rocu", "force"])),
                        name="body_is_rocu_or_force",
                        violation_error_message="Only a ROCU or a force is a body: a region is never graded.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("ons_code", ""), _negated=True),
                        fields=("ons_code",),
                        name="body_ons_code_once",
                        violation_error_message="Another body has this ONS code.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="BodyName",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("valid_from", models.DateField(blank=True, null=True)),
                ("valid_to", models.DateField(blank=True, null=True)),
                (
                    "body",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="names",
                        to="forces.body",
                    ),
                ),
                ("name", models.TextField()),
                (
                    "key",
                    models.TextField(
                        error_messages={"unique": "Another body has this name."}, unique=True
                    ),
                ),
            ],
            options={
                "ordering": ["name"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_to__gte", models.F("valid_from")),
                            ("valid_from", None),
                            ("valid_to", None),
                            _connector="OR",
                        ),
                        name="forces_bodyname_ends_after_it_begins",
                        violation_error_message="The last day is before the first.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="RegionMembership",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("valid_from", models.DateField(blank=True, null=True)),
                ("valid_to", models.DateField(blank=True, null=True)),
                (
                    "body",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="memberships",
                        to="forces.body",
                    ),
                ),
                (
                    "region",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="memberships",
                        to="forces.region",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_to__gte", models.F("valid_from")),
                            ("valid_from", None),
                            ("valid_to", None),
                            _connector="OR",
                        ),
                        name="forces_regionmembership_ends_after_it_begins",
                        violation_error_message="The last day is before the first.",
                    ),
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        expressions=[
                            (models.F("body"), "="),
                            (forces.models.bodies.DateRange("valid_from", "valid_to"), "&&"),
                        ],
                        name="body_in_one_region_at_a_time",
                        violation_error_message="The body already belongs to a region in that time.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="LocalPolicingBody",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("valid_from", models.DateField(blank=True, null=True)),
                ("valid_to", models.DateField(blank=True, null=True)),
                (
                    "body",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="local_policing_bodies",
                        to="forces.body",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("pcc", "Police and crime commissioner"),
                            ("pfcc", "Police, fire and crime commissioner"),
                            ("mayor", "Mayor"),
                            ("common_council", "Common Council"),
                            ("btp_authority", "British Transport Police Authority"),
                        ],
                        max_length=20,
                    ),
                ),
                ("name", models.TextField()),
            ],
            options={
                "verbose_name_plural": "local policing bodies",
                "ordering": ["name"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_to__gte", models.F("valid_from")),
                            ("valid_from", None),
                            ("valid_to", None),
                            _connector="OR",
                        ),
                        name="forces_localpolicingbody_ends_after_it_begins",
                        violation_error_message="The last day is before the first.",
                    ),
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        expressions=[
                            (models.F("body"), "="),
                            (forces.models.bodies.DateRange("valid_from", "valid_to"), "&&"),
                        ],
                        name="body_has_one_local_policing_body_at_a_time",
                        violation_error_message="The force already has a local policing body in that time.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "kind__in",
                                ["pcc", "pfcc", "mayor", "common_council", "btp_authority"],
                            )
                        ),
                        name="local_policing_body_kind_is_known",
                        violation_error_message="That is not a kind of local policing body.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="RoleGrant",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="role_grants",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("inspector", "Inspector"),
                            ("moderator", "Moderator"),
                            ("hmi", "HM Inspector"),
                            ("publisher", "Publisher"),
                            ("auditor", "Auditor"),
                            ("operator", "Operator"),
                            ("administrator", "Administrator"),
                            ("force_lead", "Force lead"),
                            ("force_contributor", "Force contributor"),
                            ("rocu_lead", "ROCU lead"),
                            ("policing_body", "Local policing body"),
                        ],
                        max_length=20,
                    ),
                ),
                (
                    "body",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="role_grants",
                        to="forces.body",
                    ),
                ),
                (
                    "policing_body",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="role_grants",
                        to="forces.localpolicingbody",
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
                ("given_at", models.DateTimeField()),
                ("ends_on", models.DateField(blank=True, null=True)),
                (
                    "taken_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("taken_at", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "ordering": ["user__name", "role", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("body__isnull", False),
                                ("policing_body", None),
                                ("role__in", ["force_lead", "force_contributor", "rocu_lead"]),
                            ),
                            models.Q(
                                ("body", None),
                                ("policing_body__isnull", False),
                                ("role", "policing_body"),
                            ),
                            models.Q(
                                ("body", None),
                                ("policing_body", None),
                                (
                                    "role__in",
                                    [
                                        "inspector",
                                        "moderator",
                                        "hmi",
                                        "publisher",
                                        "auditor",
                                        "operator",
                                        "administrator",
                                    ],
                                ),
                            ),
                            _connector="OR",
                        ),
                        name="role_names_the_body_it_is_of",
                        violation_error_message="Choose a force or ROCU for a role in one, a local policing body for a role there, and neither for a role of the inspectorate.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("taken_at", None), ("taken_by", None)),
                            models.Q(("taken_at__isnull", False), ("taken_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="role_taken_by_someone_iff_taken",
                        violation_error_message="A role that was taken away needs who took it and when.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ends_on", None),
                            ("ends_on__gte", inspection_portal.core.dates.LondonDay("given_at")),
                            _connector="OR",
                        ),
                        name="role_ends_after_it_begins",
                        violation_error_message="The last day of the role is before its first.",
                    ),
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        condition=models.Q(("taken_at", None)),
                        expressions=[
                            ("user", "="),
                            ("role", "="),
                            (
                                django.db.models.functions.comparison.Coalesce(
                                    "body", models.Value(0)
                                ),
                                "=",
                            ),
                            (
                                django.db.models.functions.comparison.Coalesce(
                                    "policing_body", models.Value(0)
                                ),
                                "=",
                            ),
                            (
                                forces.models.bodies.DateRange(
                                    inspection_portal.core.dates.LondonDay("given_at"), "ends_on"
                                ),
                                "&&",
                            ),
                        ],
                        name="role_held_once_at_a_time",
                        violation_error_message="The person already holds this role.",
                    ),
                ],
            },
        ),
        inspection_portal.core.operations.AddTriggers(
            model_name="rolegrant",
            triggers=[
                pgtrigger.compiler.Trigger(
                    name="lead_is_of_the_kind_of_body",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="""
IF NEW.role IN ('force_lead', 'rocu_lead') AND NOT EXISTS (
    SELECT FROM forces_body WHERE id = NEW.body_id AND kind || '_lead' = NEW.role
) THEN
    RAISE EXCEPTION 'A force lead leads a force, a ROCU lead a ROCU.';
END IF;
RETURN NEW;
""",
                        hash="148f8488262f44c2355c9ae198dfa3780c1b29d6",
                        operation="INSERT OR UPDATE",
                        pgid="pgtrigger_lead_is_of_the_kind_of_body_db51c",
                        table="forces_rolegrant",
                        when="BEFORE",
                    ),
                )
            ],
        ),
    ]
