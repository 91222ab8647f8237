import uuid

import django.db.models.deletion
import pghistory.utils
import pgtrigger.compiler
from django.conf import settings
from django.db import migrations, models

import inspection_portal.core.operations


class Migration(migrations.Migration):
    dependencies = [
        ("forces", "0003_organisations"),
        ("recommendations", "0010_trackers"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        inspection_portal.core.operations.Together(
            steps=[
                migrations.CreateModel(
                    name="SavedView",
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
                        ("name", models.CharField(max_length=80)),
                        ("query", models.JSONField(blank=True, default=dict)),
                        ("is_for_inspectorate", models.BooleanField(default=False)),
                        ("saved_at", models.DateTimeField()),
                        (
                            "body",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="forces.body",
                            ),
                        ),
                        (
                            "owner",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="saved_views",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "policing_body",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="forces.localpolicingbody",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["name", "pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("owner", "name"),
                                name="saved_view_name_once",
                                violation_error_message="You have a view of this name already. Choose another name, or replace that view.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("name__regex", "^[^\\r\\n]*\\S[^\\r\\n]*$")),
                                name="saved_view_has_name",
                                violation_error_message="Give the view a name of one line.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("body", None), ("policing_body", None)),
                                    models.Q(
                                        ("is_for_inspectorate", False), ("policing_body", None)
                                    ),
                                    models.Q(("body", None), ("is_for_inspectorate", False)),
                                    _connector="OR",
                                ),
                                name="saved_view_shared_with_one",
                                violation_error_message="Share a view with one body.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="SavedViewEvent",
                    fields=[
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("pgh_id", models.BigAutoField(primary_key=True, serialize=False)),
                        ("pgh_context", pghistory.utils.JSONField(null=True)),
                        ("pgh_context_id", models.UUIDField(null=True)),
                        ("id", models.BigIntegerField()),
                        ("uuid", models.UUIDField(default=uuid.uuid4, editable=False)),
                        ("version", models.PositiveIntegerField(default=1, editable=False)),
                        ("name", models.CharField(max_length=80)),
                        ("query", models.JSONField(blank=True, default=dict)),
                        ("is_for_inspectorate", models.BooleanField(default=False)),
                        ("saved_at", models.DateTimeField()),
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
                            "owner",
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
                                to="recommendations.savedview",
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
                    ],
                    options={
                        "ordering": ["-pgh_id"],
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="ViewSubscription",
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
                            "rhythm",
                            models.CharField(
                                choices=[("daily", "Every day"), ("weekly", "Every Monday")],
                                max_length=6,
                            ),
                        ),
                        ("looked_on", models.DateField()),
                        ("told_total", models.PositiveIntegerField(default=0)),
                        (
                            "user",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="view_subscriptions",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "view",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="subscriptions",
                                to="recommendations.savedview",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("view", "user"),
                                name="view_subscribed_once",
                                violation_error_message="You are told of this view already.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("rhythm__in", ["daily", "weekly"])),
                                name="view_rhythm_is_known",
                                violation_error_message="Choose every day or every Monday.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ViewSubscriptionEvent",
                    fields=[
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("pgh_id", models.BigAutoField(primary_key=True, serialize=False)),
                        ("pgh_context", pghistory.utils.JSONField(null=True)),
                        ("pgh_context_id", models.UUIDField(null=True)),
                        ("id", models.BigIntegerField()),
                        ("uuid", models.UUIDField(default=uuid.uuid4, editable=False)),
                        (
                            "rhythm",
                            models.CharField(
                                choices=[("daily", "Every day"), ("weekly", "Every Monday")],
                                max_length=6,
                            ),
                        ),
                        (
                            "pgh_obj",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="recommendations.viewsubscription",
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
                        (
                            "view",
                            models.ForeignKey(
                                db_constraint=False,
                                db_index=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="recommendations.savedview",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["-pgh_id"],
                        "abstract": False,
                    },
                ),
            ],
        ),
        inspection_portal.core.operations.AddTriggers(
            model_name="savedview",
            triggers=[
                pgtrigger.compiler.Trigger(
                    name="insert_insert",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "recommendations_savedviewevent" ("body_id", "id", "is_for_inspectorate", "name", "owner_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "policing_body_id", "query", "saved_at", "uuid", "version") VALUES (NEW."body_id", NEW."id", NEW."is_for_inspectorate", NEW."name", NEW."owner_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."policing_body_id", NEW."query", NEW."saved_at", NEW."uuid", NEW."version"); RETURN NULL;',
                        hash="36996221b8c4d5d835cd7e62940736def242b993",
                        operation="INSERT",
                        pgid="pgtrigger_insert_insert_2d5e0",
                        table="recommendations_savedview",
                        when="AFTER",
                    ),
                ),
                pgtrigger.compiler.Trigger(
                    name="update_update",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                        func='INSERT INTO "recommendations_savedviewevent" ("body_id", "id", "is_for_inspectorate", "name", "owner_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "policing_body_id", "query", "saved_at", "uuid", "version") VALUES (NEW."body_id", NEW."id", NEW."is_for_inspectorate", NEW."name", NEW."owner_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."policing_body_id", NEW."query", NEW."saved_at", NEW."uuid", NEW."version"); RETURN NULL;',
                        hash="4f98ffcf7faa19727a468aac41a3e67b9f0a9ae3",
                        operation="UPDATE",
                        pgid="pgtrigger_update_update_5e162",
                        table="recommendations_savedview",
                        when="AFTER",
                    ),
                ),
                pgtrigger.compiler.Trigger(
                    name="delete_delete",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "recommendations_savedviewevent" ("body_id", "id", "is_for_inspectorate", "name", "owner_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "policing_body_id", "query", "saved_at", "uuid", "version") VALUES (OLD."body_id", OLD."id", OLD."is_for_inspectorate", OLD."name", OLD."owner_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."policing_body_id", OLD."query", OLD."saved_at", OLD."uuid", OLD."version"); RETURN NULL;',
                        hash="38ebfb6df2bed85b874998c36035da512dfc1ef1",
                        operation="DELETE",
                        pgid="pgtrigger_delete_delete_40c1f",
                        table="recommendations_savedview",
                        when="AFTER",
                    ),
                ),
            ],
        ),
        inspection_portal.core.operations.AddTriggers(
            model_name="savedviewevent",
            triggers=[
                pgtrigger.compiler.Trigger(
                    name="append_only",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                        hash="0ae425fc0b08cd13804bf7e45e6dc92589d15652",
                        operation="UPDATE OR DELETE",
                        pgid="pgtrigger_append_only_fef6e",
                        table="recommendations_savedviewevent",
                        when="BEFORE",
                    ),
                )
            ],
        ),
        inspection_portal.core.operations.AddTriggers(
            model_name="viewsubscription",
            triggers=[
                pgtrigger.compiler.Trigger(
                    name="insert_insert",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "recommendations_viewsubscriptionevent" ("id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "rhythm", "user_id", "uuid", "view_id") VALUES (NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."rhythm", NEW."user_id", NEW."uuid", NEW."view_id"); RETURN NULL;',
                        hash="c57d6f3b27d702f1881310a98de48ef89169c71a",
                        operation="INSERT",
                        pgid="pgtrigger_insert_insert_04a1b",
                        table="recommendations_viewsubscription",
                        when="AFTER",
                    ),
                ),
                pgtrigger.compiler.Trigger(
                    name="update_update",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        condition='WHEN (OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."rhythm" IS DISTINCT FROM (NEW."rhythm") OR OLD."user_id" IS DISTINCT FROM (NEW."user_id") OR OLD."uuid" IS DISTINCT FROM (NEW."uuid") OR OLD."view_id" IS DISTINCT FROM (NEW."view_id"))',
                        func='INSERT INTO "recommendations_viewsubscriptionevent" ("id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "rhythm", "user_id", "uuid", "view_id") VALUES (NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."rhythm", NEW."user_id", NEW."uuid", NEW."view_id"); RETURN NULL;',
                        hash="7dd6d4307335716746934761c535aa88233bde29",
                        operation="UPDATE",
                        pgid="pgtrigger_update_update_08451",
                        table="recommendations_viewsubscription",
                        when="AFTER",
                    ),
                ),
                pgtrigger.compiler.Trigger(
                    name="delete_delete",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "recommendations_viewsubscriptionevent" ("id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "rhythm", "user_id", "uuid", "view_id") VALUES (OLD."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."rhythm", OLD."user_id", OLD."uuid", OLD."view_id"); RETURN NULL;',
                        hash="e5d0ea4fd3df5e46de058e14ab9d1a7d04087935",
                        operation="DELETE",
                        pgid="pgtrigger_delete_delete_e6616",
                        table="recommendations_viewsubscription",
                        when="AFTER",
                    ),
                ),
            ],
        ),
        inspection_portal.core.operations.AddTriggers(
            model_name="viewsubscriptionevent",
            triggers=[
                pgtrigger.compiler.Trigger(
                    name="append_only",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                        hash="257233b8c8c1711f53e052550dd5192f6f7338a8",
                        operation="UPDATE OR DELETE",
                        pgid="pgtrigger_append_only_95127",
                        table="recommendations_viewsubscriptionevent",
                        when="BEFORE",
                    ),
                )
            ],
        ),
    ]
