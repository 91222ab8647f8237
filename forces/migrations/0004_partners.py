import django.contrib.postgres.constraints
import django.db.models.deletion
import django.db.models.functions.comparison
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

import forces.models.bodies
import inspection_portal.core.dates
import inspection_portal.core.operations


class Migration(migrations.Migration):
    dependencies = [
        ("forces", "0003_organisations"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        inspection_portal.core.operations.Together(
            steps=[
                pgtrigger.migrations.RemoveTrigger(
                    model_name="rolegrant",
                    name="insert_insert",
                ),
                pgtrigger.migrations.RemoveTrigger(
                    model_name="rolegrant",
                    name="update_update",
                ),
                pgtrigger.migrations.RemoveTrigger(
                    model_name="rolegrant",
                    name="delete_delete",
                ),
                migrations.RemoveConstraint(
                    model_name="rolegrant",
                    name="role_names_the_body_it_is_of",
                ),
                migrations.RemoveConstraint(
                    model_name="rolegrant",
                    name="role_held_once_at_a_time",
                ),
                migrations.AddField(
                    model_name="rolegrant",
                    name="organisation",
                    field=models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="role_grants",
                        to="forces.organisation",
                    ),
                ),
                migrations.AddField(
                    model_name="rolegrantevent",
                    name="organisation",
                    field=models.ForeignKey(
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
                migrations.AlterField(
                    model_name="rolegrant",
                    name="role",
                    field=models.CharField(
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
                            ("partner", "Partner"),
                        ],
                        max_length=20,
                    ),
                ),
                migrations.AlterField(
                    model_name="rolegrantevent",
                    name="role",
                    field=models.CharField(
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
                            ("partner", "Partner"),
                        ],
                        max_length=20,
                    ),
                ),
                migrations.AddConstraint(
                    model_name="rolegrant",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("body__isnull", False),
                                ("organisation", None),
                                ("policing_body", None),
                                ("role__in", ["force_lead", "force_contributor", "rocu_lead"]),
                            ),
                            models.Q(
                                ("body", None),
                                ("organisation", None),
                                ("policing_body__isnull", False),
                                ("role", "policing_body"),
                            ),
                            models.Q(
                                ("body", None),
                                ("organisation__isnull", False),
                                ("policing_body", None),
                                ("role", "partner"),
                            ),
                            models.Q(
                                ("body", None),
                                ("organisation", None),
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
                        violation_error_message="Choose a force or ROCU for a role in one, a local policing body for a role there, an organisation for a partner, and none for a role of the inspectorate.",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="rolegrant",
                    constraint=django.contrib.postgres.constraints.ExclusionConstraint(
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
                                django.db.models.functions.comparison.Coalesce(
                                    "organisation", models.Value(0)
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
                ),
            ],
        ),
        inspection_portal.core.operations.AddTriggers(
            model_name="rolegrant",
            triggers=[
                pgtrigger.compiler.Trigger(
                    name="insert_insert",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "forces_rolegrantevent" ("body_id", "ends_on", "given_at", "given_by_id", "id", "organisation_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "policing_body_id", "role", "taken_at", "taken_by_id", "user_id", "uuid") VALUES (NEW."body_id", NEW."ends_on", NEW."given_at", NEW."given_by_id", NEW."id", NEW."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."policing_body_id", NEW."role", NEW."taken_at", NEW."taken_by_id", NEW."user_id", NEW."uuid"); RETURN NULL;',
                        hash="87125061b2425b70176cebcc519ea011337261c7",
                        operation="INSERT",
                        pgid="pgtrigger_insert_insert_eb25b",
                        table="forces_rolegrant",
                        when="AFTER",
                    ),
                ),
                pgtrigger.compiler.Trigger(
                    name="update_update",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                        func='INSERT INTO "forces_rolegrantevent" ("body_id", "ends_on", "given_at", "given_by_id", "id", "organisation_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "policing_body_id", "role", "taken_at", "taken_by_id", "user_id", "uuid") VALUES (NEW."body_id", NEW."ends_on", NEW."given_at", NEW."given_by_id", NEW."id", NEW."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."policing_body_id", NEW."role", NEW."taken_at", NEW."taken_by_id", NEW."user_id", NEW."uuid"); RETURN NULL;',
                        hash="337442d5e192a72e5a3f33b2865d72e9cdb1f8d6",
                        operation="UPDATE",
                        pgid="pgtrigger_update_update_73848",
                        table="forces_rolegrant",
                        when="AFTER",
                    ),
                ),
                pgtrigger.compiler.Trigger(
                    name="delete_delete",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "forces_rolegrantevent" ("body_id", "ends_on", "given_at", "given_by_id", "id", "organisation_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "policing_body_id", "role", "taken_at", "taken_by_id", "user_id", "uuid") VALUES (OLD."body_id", OLD."ends_on", OLD."given_at", OLD."given_by_id", OLD."id", OLD."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."policing_body_id", OLD."role", OLD."taken_at", OLD."taken_by_id", OLD."user_id", OLD."uuid"); RETURN NULL;',
                        hash="5977862deaba5808a046af4031ccc427294aa415",
                        operation="DELETE",
                        pgid="pgtrigger_delete_delete_cf533",
                        table="forces_rolegrant",
                        when="AFTER",
                    ),
                ),
            ],
        ),
    ]
