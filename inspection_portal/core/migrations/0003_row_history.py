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
        ("core", "0002_system_user"),
    ]

    operations = [
        inspection_portal.core.operations.Together(
            steps=[
                migrations.CreateModel(
                    name="UserEvent",
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
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("pgh_context", pghistory.utils.JSONField(null=True)),
                        ("pgh_context_id", models.UUIDField(null=True)),
                        ("id", models.BigIntegerField()),
                        ("uuid", models.UUIDField(default=uuid.uuid4, editable=False)),
                        ("email", models.EmailField(max_length=254, verbose_name="email address")),
                        ("name", models.CharField(max_length=120)),
                        (
                            "kind",
                            models.CharField(
                                choices=[("person", "Person"), ("system", "The portal itself")],
                                default="person",
                                max_length=10,
                            ),
                        ),
                        ("is_active", models.BooleanField(default=True)),
                        ("session_epoch", models.PositiveIntegerField(default=0, editable=False)),
                        ("created_at", models.DateTimeField(auto_now_add=True)),
                    ],
                    options={
                        "ordering": ["-pgh_id"],
                    },
                )
            ],
        ),
        inspection_portal.core.operations.AddTriggers(
            model_name="user",
            triggers=[
                pgtrigger.compiler.Trigger(
                    name="insert_insert",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "core_userevent" ("created_at", "email", "id", "is_active", "kind", "name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "session_epoch", "uuid") VALUES (NEW."created_at", NEW."email", NEW."id", NEW."is_active", NEW."kind", NEW."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."session_epoch", NEW."uuid"); RETURN NULL;',
                        hash="b2e2f00d4dc09aa93dd204e75c326521eb521c45",
                        operation="INSERT",
                        pgid="pgtrigger_insert_insert_45de6",
                        table="core_user",
                        when="AFTER",
                    ),
                ),
                pgtrigger.compiler.Trigger(
                    name="update_update",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        condition='WHEN (OLD."created_at" IS DISTINCT FROM (NEW."created_at") OR OLD."email" IS DISTINCT FROM (NEW."email") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."is_active" IS DISTINCT FROM (NEW."is_active") OR OLD."kind" IS DISTINCT FROM (NEW."kind") OR OLD."name" IS DISTINCT FROM (NEW."name") OR OLD."session_epoch" IS DISTINCT FROM (NEW."session_epoch") OR OLD."uuid" IS DISTINCT FROM (NEW."uuid"))',
                        func='INSERT INTO "core_userevent" ("created_at", "email", "id", "is_active", "kind", "name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "session_epoch", "uuid") VALUES (NEW."created_at", NEW."email", NEW."id", NEW."is_active", NEW."kind", NEW."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."session_epoch", NEW."uuid"); RETURN NULL;',
                        hash="9a4bff96375f2cfd2bf9e8d34f68c47dfb86956b",
                        operation="UPDATE",
                        pgid="pgtrigger_update_update_6ccff",
                        table="core_user",
                        when="AFTER",
                    ),
                ),
                pgtrigger.compiler.Trigger(
                    name="delete_delete",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "core_userevent" ("created_at", "email", "id", "is_active", "kind", "name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "session_epoch", "uuid") VALUES (OLD."created_at", OLD."email", OLD."id", OLD."is_active", OLD."kind", OLD."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."session_epoch", OLD."uuid"); RETURN NULL;',
                        hash="93643a257d004701fd8cb888428d2d3ead37a22a",
                        operation="DELETE",
                        pgid="pgtrigger_delete_delete_1425a",
                        table="core_user",
                        when="AFTER",
                    ),
                ),
            ],
        ),
        inspection_portal.core.operations.AddTriggers(
            model_name="userevent",
            triggers=[
                pgtrigger.compiler.Trigger(
                    name="append_only",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                        hash="6c831c7829668854425dc56f04bf5cdb370a36ff",
                        operation="UPDATE OR DELETE",
                        pgid="pgtrigger_append_only_1b55a",
                        table="core_userevent",
                        when="BEFORE",
                    ),
                )
            ],
        ),
    ]
