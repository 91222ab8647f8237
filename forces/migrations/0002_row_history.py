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
        ("forces", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        inspection_portal.core.operations.Together(
            steps=[
                migrations.CreateModel(
                    name="RegionEvent",
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
                                to="forces.region",
                            ),
                        ),
                        ("pgh_context", pghistory.utils.JSONField(null=True)),
                        ("pgh_context_id", models.UUIDField(null=True)),
                        ("id", models.BigIntegerField()),
                        ("uuid", models.UUIDField(default=uuid.uuid4, editable=False)),
                        ("name", models.TextField()),
                        ("slug", models.SlugField(db_index=False)),
                    ],
                    options={
                        "ordering": ["-pgh_id"],
                    },
                ),
                migrations.CreateModel(
                    name="BodyEvent",
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
                                to="forces.body",
                            ),
                        ),
                        ("pgh_context", pghistory.utils.JSONField(null=True)),
                        ("pgh_context_id", models.UUIDField(null=True)),
                        ("id", models.BigIntegerField()),
                        ("uuid", models.UUIDField(default=uuid.uuid4, editable=False)),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("rocu", "Regional organised crime unit"),
                                    ("force", "Force"),
                                ],
                                max_length=10,
                            ),
                        ),
                        ("name", models.TextField()),
                        ("short_name", models.CharField(blank=True, max_length=40)),
                        ("slug", models.SlugField(db_index=False)),
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
                        "ordering": ["-pgh_id"],
                    },
                ),
                migrations.CreateModel(
                    name="BodyNameEvent",
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
                                to="forces.bodyname",
                            ),
                        ),
                        ("pgh_context", pghistory.utils.JSONField(null=True)),
                        ("pgh_context_id", models.UUIDField(null=True)),
                        ("id", models.BigIntegerField()),
                        ("valid_from", models.DateField(blank=True, null=True)),
                        ("valid_to", models.DateField(blank=True, null=True)),
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
                        ("name", models.TextField()),
                        (
                            "key",
                            models.TextField(
                                error_messages={"unique": "Another body has this name."}
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["-pgh_id"],
                    },
                ),
                migrations.CreateModel(
                    name="RegionMembershipEvent",
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
                                to="forces.regionmembership",
                            ),
                        ),
                        ("pgh_context", pghistory.utils.JSONField(null=True)),
                        ("pgh_context_id", models.UUIDField(null=True)),
                        ("id", models.BigIntegerField()),
                        ("valid_from", models.DateField(blank=True, null=True)),
                        ("valid_to", models.DateField(blank=True, null=True)),
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
                    ],
                    options={
                        "ordering": ["-pgh_id"],
                    },
                ),
                migrations.CreateModel(
                    name="LocalPolicingBodyEvent",
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
                                to="forces.localpolicingbody",
                            ),
                        ),
                        ("pgh_context", pghistory.utils.JSONField(null=True)),
                        ("pgh_context_id", models.UUIDField(null=True)),
                        ("id", models.BigIntegerField()),
                        ("uuid", models.UUIDField(default=uuid.uuid4, editable=False)),
                        ("valid_from", models.DateField(blank=True, null=True)),
                        ("valid_to", models.DateField(blank=True, null=True)),
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
                        "ordering": ["-pgh_id"],
                    },
                ),
                migrations.CreateModel(
                    name="RoleGrantEvent",
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
                                to="forces.rolegrant",
                            ),
                        ),
                        ("pgh_context", pghistory.utils.JSONField(null=True)),
                        ("pgh_context_id", models.UUIDField(null=True)),
                        ("id", models.BigIntegerField()),
                        ("uuid", models.UUIDField(default=uuid.uuid4, editable=False)),
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
                        ("given_at", models.DateTimeField()),
                        ("ends_on", models.DateField(blank=True, null=True)),
                        (
                            "taken_by",
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
                        ("taken_at", models.DateTimeField(blank=True, null=True)),
                    ],
                    options={
                        "ordering": ["-pgh_id"],
                    },
                ),
            ],
        ),
        inspection_portal.core.operations.AddTriggers(
            model_name="region",
            triggers=[
                pgtrigger.compiler.Trigger(
                    name="insert_insert",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "forces_regionevent" ("id", "name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "slug", "uuid") VALUES (NEW."id", NEW."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."slug", NEW."uuid"); RETURN NULL;',
                        hash="4d2f3fb6465975cf1d96fb578b2f6a1bba4eac57",
                        operation="INSERT",
                        pgid="pgtrigger_insert_insert_69291",
                        table="forces_region",
                        when="AFTER",
                    ),
                ),
                pgtrigger.compiler.Trigger(
                    name="update_update",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                        func='INSERT INTO "forces_regionevent" ("id", "name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "slug", "uuid") VALUES (NEW."id", NEW."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."slug", NEW."uuid"); RETURN NULL;',
                        hash="05345f0becc4d72d8b7702e68e903ed6b750ac97",
                        operation="UPDATE",
                        pgid="pgtrigger_update_update_9f0a1",
                        table="forces_region",
                        when="AFTER",
                    ),
                ),
                pgtrigger.compiler.Trigger(
                    name="delete_delete",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "forces_regionevent" ("id", "name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "slug", "uuid") VALUES (OLD."id", OLD."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."slug", OLD."uuid"); RETURN NULL;',
                        hash="d9c8751e83ed05e7e995e45de8408dda014e6ebd",
                        operation="DELETE",
                        pgid="pgtrigger_delete_delete_46e1b",
                        table="forces_region",
                        when="AFTER",
                    ),
                ),
            ],
        ),
        inspection_portal.core.operations.AddTriggers(
            model_name="regionevent",
            triggers=[
                pgtrigger.compiler.Trigger(
                    name="append_only",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                        hash="be9ddc34823b32449b4088a82a49a87e11fb9379",
                        operation="UPDATE OR DELETE",
                        pgid="pgtrigger_append_only_de8bd",
                        table="forces_regionevent",
                        when="BEFORE",
                    ),
                )
            ],
        ),
        inspection_portal.core.operations.AddTriggers(
            model_name="body",
            triggers=[
                pgtrigger.compiler.Trigger(
                    name="insert_insert",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "forces_bodyevent" ("id", "kind", "name", "ons_code", "ons_name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "short_name", "slug", "uuid") VALUES (NEW."id", NEW."kind", NEW."name", NEW."ons_code", NEW."ons_name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."short_name", NEW."slug", NEW."uuid"); RETURN NULL;',
                        hash="6b1c9d4e577e37c0326f6e90301d1be304db751a",
                        operation="INSERT",
                        pgid="pgtrigger_insert_insert_5ace0",
                        table="forces_body",
                        when="AFTER",
                    ),
                ),
                pgtrigger.compiler.Trigger(
                    name="update_update",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                        func='INSERT INTO "forces_bodyevent" ("id", "kind", "name", "ons_code", "ons_name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "short_name", "slug", "uuid") VALUES (NEW."id", NEW."kind", NEW."name", NEW."ons_code", NEW."ons_name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."short_name", NEW."slug", NEW."uuid"); RETURN NULL;',
                        hash="cd771ca6fdf4b1066c4f23cf4057402f41329456",
                        operation="UPDATE",
                        pgid="pgtrigger_update_update_7ae4a",
                        table="forces_body",
                        when="AFTER",
                    ),
                ),
                pgtrigger.compiler.Trigger(
                    name="delete_delete",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "forces_bodyevent" ("id", "kind", "name", "ons_code", "ons_name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "short_name", "slug", "uuid") VALUES (OLD."id", OLD."kind", OLD."name", OLD."ons_code", OLD."ons_name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."short_name", OLD."slug", OLD."uuid"); RETURN NULL;',
                        hash="aa47b3e08a62da34f7552b823afb519596457305",
                        operation="DELETE",
                        pgid="pgtrigger_delete_delete_e9aba",
                        table="forces_body",
                        when="AFTER",
                    ),
                ),
            ],
        ),
        inspection_portal.core.operations.AddTriggers(
            model_name="bodyevent",
            triggers=[
                pgtrigger.compiler.Trigger(
                    name="append_only",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                        hash="6e0ad443d7a7fc8be3485c6cb4f287c3a648fb30",
                        operation="UPDATE OR DELETE",
                        pgid="pgtrigger_append_only_8f9ad",
                        table="forces_bodyevent",
                        when="BEFORE",
                    ),
                )
            ],
        ),
        inspection_portal.core.operations.AddTriggers(
            model_name="bodyname",
            triggers=[
                pgtrigger.compiler.Trigger(
                    name="insert_insert",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "forces_bodynameevent" ("body_id", "id", "key", "name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "valid_from", "valid_to") VALUES (NEW."body_id", NEW."id", NEW."key", NEW."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."valid_from", NEW."valid_to"); RETURN NULL;',
                        hash="3e7f7f53fbbfc8e0a33f5ffd2333174dc471b8a1",
                        operation="INSERT",
                        pgid="pgtrigger_insert_insert_e544e",
                        table="forces_bodyname",
                        when="AFTER",
                    ),
                ),
                pgtrigger.compiler.Trigger(
                    name="update_update",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                        func='INSERT INTO "forces_bodynameevent" ("body_id", "id", "key", "name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "valid_from", "valid_to") VALUES (NEW."body_id", NEW."id", NEW."key", NEW."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."valid_from", NEW."valid_to"); RETURN NULL;',
                        hash="92543d4cf4df2f294288f3a6a4e4355dacb51452",
                        operation="UPDATE",
                        pgid="pgtrigger_update_update_4486e",
                        table="forces_bodyname",
                        when="AFTER",
                    ),
                ),
                pgtrigger.compiler.Trigger(
                    name="delete_delete",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "forces_bodynameevent" ("body_id", "id", "key", "name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "valid_from", "valid_to") VALUES (OLD."body_id", OLD."id", OLD."key", OLD."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."valid_from", OLD."valid_to"); RETURN NULL;',
                        hash="52acf6fada3603df914f552e6b0d29c37fb5fc2f",
                        operation="DELETE",
                        pgid="pgtrigger_delete_delete_a51b6",
                        table="forces_bodyname",
                        when="AFTER",
                    ),
                ),
            ],
        ),
        inspection_portal.core.operations.AddTriggers(
            model_name="bodynameevent",
            triggers=[
                pgtrigger.compiler.Trigger(
                    name="append_only",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                        hash="d4ed02614bd961f18a4fe9326d226314a0cf0527",
                        operation="UPDATE OR DELETE",
                        pgid="pgtrigger_append_only_d820c",
                        table="forces_bodynameevent",
                        when="BEFORE",
                    ),
                )
            ],
        ),
        inspection_portal.core.operations.AddTriggers(
            model_name="regionmembership",
            triggers=[
                pgtrigger.compiler.Trigger(
                    name="insert_insert",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "forces_regionmembershipevent" ("body_id", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "region_id", "valid_from", "valid_to") VALUES (NEW."body_id", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."region_id", NEW."valid_from", NEW."valid_to"); RETURN NULL;',
                        hash="d6dec4fceb58879317a4b72905ea9652d45cdac8",
                        operation="INSERT",
                        pgid="pgtrigger_insert_insert_6a500",
                        table="forces_regionmembership",
                        when="AFTER",
                    ),
                ),
                pgtrigger.compiler.Trigger(
                    name="update_update",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                        func='INSERT INTO "forces_regionmembershipevent" ("body_id", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "region_id", "valid_from", "valid_to") VALUES (NEW."body_id", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."region_id", NEW."valid_from", NEW."valid_to"); RETURN NULL;',
                        hash="2aba9f5e05865b9a84f215db369c15802a96b14b",
                        operation="UPDATE",
                        pgid="pgtrigger_update_update_002b5",
                        table="forces_regionmembership",
                        when="AFTER",
                    ),
                ),
                pgtrigger.compiler.Trigger(
                    name="delete_delete",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "forces_regionmembershipevent" ("body_id", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "region_id", "valid_from", "valid_to") VALUES (OLD."body_id", OLD."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."region_id", OLD."valid_from", OLD."valid_to"); RETURN NULL;',
                        hash="d7f602c2982dfd2e571f40fe43d225ee2a414f32",
                        operation="DELETE",
                        pgid="pgtrigger_delete_delete_c2d6a",
                        table="forces_regionmembership",
                        when="AFTER",
                    ),
                ),
            ],
        ),
        inspection_portal.core.operations.AddTriggers(
            model_name="regionmembershipevent",
            triggers=[
                pgtrigger.compiler.Trigger(
                    name="append_only",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                        hash="f4cd742846d6531fa20386c3057681dc01ab9dab",
                        operation="UPDATE OR DELETE",
                        pgid="pgtrigger_append_only_2b086",
                        table="forces_regionmembershipevent",
                        when="BEFORE",
                    ),
                )
            ],
        ),
        inspection_portal.core.operations.AddTriggers(
            model_name="localpolicingbody",
            triggers=[
                pgtrigger.compiler.Trigger(
                    name="insert_insert",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "forces_localpolicingbodyevent" ("body_id", "id", "kind", "name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "uuid", "valid_from", "valid_to") VALUES (NEW."body_id", NEW."id", NEW."kind", NEW."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."uuid", NEW."valid_from", NEW."valid_to"); RETURN NULL;',
                        hash="e59ae073655013a566c936b3b6a502048579ba44",
                        operation="INSERT",
                        pgid="pgtrigger_insert_insert_e39e7",
                        table="forces_localpolicingbody",
                        when="AFTER",
                    ),
                ),
                pgtrigger.compiler.Trigger(
                    name="update_update",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                        func='INSERT INTO "forces_localpolicingbodyevent" ("body_id", "id", "kind", "name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "uuid", "valid_from", "valid_to") VALUES (NEW."body_id", NEW."id", NEW."kind", NEW."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."uuid", NEW."valid_from", NEW."valid_to"); RETURN NULL;',
                        hash="f12b278956452055968f231ec0440c931dfc389c",
                        operation="UPDATE",
                        pgid="pgtrigger_update_update_6a6c3",
                        table="forces_localpolicingbody",
                        when="AFTER",
                    ),
                ),
                pgtrigger.compiler.Trigger(
                    name="delete_delete",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "forces_localpolicingbodyevent" ("body_id", "id", "kind", "name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "uuid", "valid_from", "valid_to") VALUES (OLD."body_id", OLD."id", OLD."kind", OLD."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."uuid", OLD."valid_from", OLD."valid_to"); RETURN NULL;',
                        hash="b52cbce9ca05af1818131641aede7cdf5dd0b67b",
                        operation="DELETE",
                        pgid="pgtrigger_delete_delete_3eef2",
                        table="forces_localpolicingbody",
                        when="AFTER",
                    ),
                ),
            ],
        ),
        inspection_portal.core.operations.AddTriggers(
            model_name="localpolicingbodyevent",
            triggers=[
                pgtrigger.compiler.Trigger(
                    name="append_only",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                        hash="8e0c6aac7ce907cce9182f27fbc9a7da3aecf8c3",
                        operation="UPDATE OR DELETE",
                        pgid="pgtrigger_append_only_e7167",
                        table="forces_localpolicingbodyevent",
                        when="BEFORE",
                    ),
                )
            ],
        ),
        inspection_portal.core.operations.AddTriggers(
            model_name="rolegrant",
            triggers=[
                pgtrigger.compiler.Trigger(
                    name="insert_insert",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "forces_rolegrantevent" ("body_id", "ends_on", "given_at", "given_by_id", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "policing_body_id", "role", "taken_at", "taken_by_id", "user_id", "uuid") VALUES (NEW."body_id", NEW."ends_on", NEW."given_at", NEW."given_by_id", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."policing_body_id", NEW."role", NEW."taken_at", NEW."taken_by_id", NEW."user_id", NEW."uuid"); RETURN NULL;',
                        hash="6729d632c76a3237a48c7bffd665325b85b11b9b",
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
                        func='INSERT INTO "forces_rolegrantevent" ("body_id", "ends_on", "given_at", "given_by_id", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "policing_body_id", "role", "taken_at", "taken_by_id", "user_id", "uuid") VALUES (NEW."body_id", NEW."ends_on", NEW."given_at", NEW."given_by_id", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."policing_body_id", NEW."role", NEW."taken_at", NEW."taken_by_id", NEW."user_id", NEW."uuid"); RETURN NULL;',
                        hash="e814bd35accb77169231eb4e4ba853c52aacefd0",
                        operation="UPDATE",
                        pgid="pgtrigger_update_update_73848",
                        table="forces_rolegrant",
                        when="AFTER",
                    ),
                ),
                pgtrigger.compiler.Trigger(
                    name="delete_delete",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "forces_rolegrantevent" ("body_id", "ends_on", "given_at", "given_by_id", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "policing_body_id", "role", "taken_at", "taken_by_id", "user_id", "uuid") VALUES (OLD."body_id", OLD."ends_on", OLD."given_at", OLD."given_by_id", OLD."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."policing_body_id", OLD."role", OLD."taken_at", OLD."taken_by_id", OLD."user_id", OLD."uuid"); RETURN NULL;',
                        hash="bffbd917ac7d6c15078ebdfc43c55c44a3103515",
                        operation="DELETE",
                        pgid="pgtrigger_delete_delete_cf533",
                        table="forces_rolegrant",
                        when="AFTER",
                    ),
                ),
            ],
        ),
        inspection_portal.core.operations.AddTriggers(
            model_name="rolegrantevent",
            triggers=[
                pgtrigger.compiler.Trigger(
                    name="append_only",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                        hash="cddddd8792bd8eb9c9167ebf17284cadc1021937",
                        operation="UPDATE OR DELETE",
                        pgid="pgtrigger_append_only_12558",
                        table="forces_rolegrantevent",
                        when="BEFORE",
                    ),
                )
            ],
        ),
    ]
