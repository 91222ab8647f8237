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
        ("core", "0008_messages_shown_in_the_portal_alone"),
        ("recommendations", "0008_section_55_answers"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        inspection_portal.core.operations.Together(
            steps=[
                migrations.CreateModel(
                    name="Reminder",
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
                        ("due_on", models.DateField()),
                        ("days", models.SmallIntegerField()),
                        (
                            "role",
                            models.CharField(
                                choices=[
                                    ("owner", "Responsible"),
                                    ("lead", "Lead of the body"),
                                    ("overseer", "Local policing body"),
                                    ("inspector", "Lead inspector"),
                                ],
                                max_length=10,
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("planned", "To be told"),
                                    ("attached", "In the next message"),
                                    ("told", "Told"),
                                    ("passed_over", "Passed over for a later one"),
                                    ("cancelled", "Not told"),
                                ],
                                max_length=12,
                            ),
                        ),
                        ("reason", models.TextField(blank=True)),
                        ("planned_at", models.DateTimeField()),
                        ("told_at", models.DateTimeField(null=True)),
                        (
                            "entry",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="reminders",
                                to="recommendations.registerentry",
                            ),
                        ),
                        (
                            "message",
                            models.ForeignKey(
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="reminders",
                                to="core.message",
                            ),
                        ),
                        (
                            "milestone",
                            models.ForeignKey(
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="reminders",
                                to="recommendations.milestone",
                            ),
                        ),
                        (
                            "recipient",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["-planned_at", "-pk"],
                        "indexes": [
                            models.Index(
                                condition=models.Q(("state", "planned")),
                                fields=["recipient"],
                                name="reminder_due",
                            ),
                            models.Index(
                                condition=models.Q(("message__isnull", False)),
                                fields=["message"],
                                name="reminder_by_message",
                            ),
                            models.Index(
                                condition=models.Q(("state", "told")),
                                fields=["recipient", "told_at"],
                                name="reminder_told_to",
                            ),
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("milestone", "due_on", "days", "recipient"),
                                name="reminder_once",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "state__in",
                                        ["planned", "attached", "told", "passed_over", "cancelled"],
                                    )
                                ),
                                name="reminder_state_is_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("role__in", ["owner", "lead", "overseer", "inspector"])
                                ),
                                name="reminder_role_is_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("message__isnull", False),
                                        ("state__in", ["attached", "told"]),
                                    ),
                                    models.Q(
                                        models.Q(
                                            ("state__in", ["attached", "told"]), _negated=True
                                        ),
                                        ("message", None),
                                    ),
                                    _connector="OR",
                                ),
                                name="reminder_message_iff_in_one",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state", "told"), ("told_at__isnull", False)),
                                    models.Q(
                                        models.Q(("state", "told"), _negated=True),
                                        ("told_at", None),
                                    ),
                                    _connector="OR",
                                ),
                                name="reminder_told_iff_told_at",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("reason__regex", "\\S"), ("state", "cancelled")),
                                    models.Q(
                                        models.Q(("state", "cancelled"), _negated=True),
                                        ("reason", ""),
                                    ),
                                    _connector="OR",
                                ),
                                name="reminder_cancelled_says_why",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ReminderPreference",
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
                        ("before_the_date", models.BooleanField(default=True)),
                        ("by_mail", models.BooleanField(default=True)),
                        (
                            "user",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="reminder_preference",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="ReminderPreferenceEvent",
                    fields=[
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("pgh_id", models.BigAutoField(primary_key=True, serialize=False)),
                        ("pgh_context", pghistory.utils.JSONField(null=True)),
                        ("pgh_context_id", models.UUIDField(null=True)),
                        ("id", models.BigIntegerField()),
                        ("uuid", models.UUIDField(default=uuid.uuid4, editable=False)),
                        ("before_the_date", models.BooleanField(default=True)),
                        ("by_mail", models.BooleanField(default=True)),
                        (
                            "pgh_obj",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="recommendations.reminderpreference",
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
                    ],
                    options={
                        "ordering": ["-pgh_id"],
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="ReminderSchedule",
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
                                    ("immediate", "Immediately"),
                                    ("date", "By a date"),
                                    ("month", "By the end of a month"),
                                    ("relative", "Within a time of publication"),
                                    ("event", "When something happens"),
                                    ("target", "The body’s own target"),
                                ],
                                max_length=10,
                                unique=True,
                            ),
                        ),
                        (
                            "days",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.SmallIntegerField(), size=None
                            ),
                        ),
                        (
                            "leads_from",
                            models.SmallIntegerField(
                                blank=True,
                                help_text="days after the date, negative before it",
                                null=True,
                            ),
                        ),
                        (
                            "overseers_from",
                            models.SmallIntegerField(
                                blank=True,
                                help_text="days after the date, negative before it",
                                null=True,
                            ),
                        ),
                        (
                            "inspectors_from",
                            models.SmallIntegerField(
                                blank=True,
                                help_text="days after the date, negative before it",
                                null=True,
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["pk"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("kind", "target"), _negated=True),
                                    models.Q(("inspectors_from", None), ("overseers_from", None)),
                                    _connector="OR",
                                ),
                                name="schedule_target_reminds_the_body_alone",
                                violation_error_message="A body’s own target reminds the body alone.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("overseers_from", None),
                                        ("overseers_from__gt", 0),
                                        _connector="OR",
                                    ),
                                    models.Q(
                                        ("inspectors_from", None),
                                        ("inspectors_from__gt", 0),
                                        _connector="OR",
                                    ),
                                ),
                                name="schedule_goes_up_when_late",
                                violation_error_message="Nobody above the body is reminded before it is late.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ReminderScheduleEvent",
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
                        (
                            "days",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.SmallIntegerField(), size=None
                            ),
                        ),
                        (
                            "leads_from",
                            models.SmallIntegerField(
                                blank=True,
                                help_text="days after the date, negative before it",
                                null=True,
                            ),
                        ),
                        (
                            "overseers_from",
                            models.SmallIntegerField(
                                blank=True,
                                help_text="days after the date, negative before it",
                                null=True,
                            ),
                        ),
                        (
                            "inspectors_from",
                            models.SmallIntegerField(
                                blank=True,
                                help_text="days after the date, negative before it",
                                null=True,
                            ),
                        ),
                        (
                            "pgh_obj",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="recommendations.reminderschedule",
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
        migrations.AddIndex(
            model_name="milestone",
            index=models.Index(
                condition=models.Q(("met_on", None)),
                fields=["kind", "current_on"],
                name="milestone_unmet_of_kind",
            ),
        ),
        inspection_portal.core.operations.AddTriggers(
            model_name="reminderschedule",
            triggers=[
                pgtrigger.compiler.Trigger(
                    name="insert_insert",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "recommendations_reminderscheduleevent" ("days", "id", "inspectors_from", "kind", "leads_from", "overseers_from", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "uuid", "version") VALUES (NEW."days", NEW."id", NEW."inspectors_from", NEW."kind", NEW."leads_from", NEW."overseers_from", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."uuid", NEW."version"); RETURN NULL;',
                        hash="bc4e77f5f8f4b448311727505ec734dd720f1453",
                        operation="INSERT",
                        pgid="pgtrigger_insert_insert_e3419",
                        table="recommendations_reminderschedule",
                        when="AFTER",
                    ),
                ),
                pgtrigger.compiler.Trigger(
                    name="update_update",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                        func='INSERT INTO "recommendations_reminderscheduleevent" ("days", "id", "inspectors_from", "kind", "leads_from", "overseers_from", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "uuid", "version") VALUES (NEW."days", NEW."id", NEW."inspectors_from", NEW."kind", NEW."leads_from", NEW."overseers_from", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."uuid", NEW."version"); RETURN NULL;',
                        hash="a064b1467ea89502a17ba69a905ec78863512b80",
                        operation="UPDATE",
                        pgid="pgtrigger_update_update_7884e",
                        table="recommendations_reminderschedule",
                        when="AFTER",
                    ),
                ),
                pgtrigger.compiler.Trigger(
                    name="delete_delete",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "recommendations_reminderscheduleevent" ("days", "id", "inspectors_from", "kind", "leads_from", "overseers_from", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "uuid", "version") VALUES (OLD."days", OLD."id", OLD."inspectors_from", OLD."kind", OLD."leads_from", OLD."overseers_from", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."uuid", OLD."version"); RETURN NULL;',
                        hash="f4c0555f7758e882aeaff018bf4950bcbd0a088b",
                        operation="DELETE",
                        pgid="pgtrigger_delete_delete_83352",
                        table="recommendations_reminderschedule",
                        when="AFTER",
                    ),
                ),
            ],
        ),
        inspection_portal.core.operations.AddTriggers(
            model_name="reminder",
            triggers=[
                pgtrigger.compiler.Trigger(
                    name="never_deleted",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                        hash="2384a7775075f1816b166c0d521d92d0406dc998",
                        operation="DELETE",
                        pgid="pgtrigger_never_deleted_f1e7b",
                        table="recommendations_reminder",
                        when="BEFORE",
                    ),
                ),
                pgtrigger.compiler.Trigger(
                    name="what_it_is_of_is_frozen",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        condition='WHEN (OLD."entry_id" IS DISTINCT FROM (NEW."entry_id") OR OLD."due_on" IS DISTINCT FROM (NEW."due_on") OR OLD."days" IS DISTINCT FROM (NEW."days") OR OLD."recipient_id" IS DISTINCT FROM (NEW."recipient_id") OR OLD."role" IS DISTINCT FROM (NEW."role") OR OLD."planned_at" IS DISTINCT FROM (NEW."planned_at"))',
                        func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                        hash="3d572185680f4b7674f02c5b54119324975f7fac",
                        operation="UPDATE",
                        pgid="pgtrigger_what_it_is_of_is_frozen_355da",
                        table="recommendations_reminder",
                        when="BEFORE",
                    ),
                ),
            ],
        ),
        inspection_portal.core.operations.AddTriggers(
            model_name="reminderpreference",
            triggers=[
                pgtrigger.compiler.Trigger(
                    name="insert_insert",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "recommendations_reminderpreferenceevent" ("before_the_date", "by_mail", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "user_id", "uuid") VALUES (NEW."before_the_date", NEW."by_mail", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."user_id", NEW."uuid"); RETURN NULL;',
                        hash="4ce2fc743a673595df059eaf41c190de5f685bd4",
                        operation="INSERT",
                        pgid="pgtrigger_insert_insert_55c00",
                        table="recommendations_reminderpreference",
                        when="AFTER",
                    ),
                ),
                pgtrigger.compiler.Trigger(
                    name="update_update",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                        func='INSERT INTO "recommendations_reminderpreferenceevent" ("before_the_date", "by_mail", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "user_id", "uuid") VALUES (NEW."before_the_date", NEW."by_mail", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."user_id", NEW."uuid"); RETURN NULL;',
                        hash="a0f9f6f93d119b52818ca08d02321c8931aec382",
                        operation="UPDATE",
                        pgid="pgtrigger_update_update_04506",
                        table="recommendations_reminderpreference",
                        when="AFTER",
                    ),
                ),
                pgtrigger.compiler.Trigger(
                    name="delete_delete",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "recommendations_reminderpreferenceevent" ("before_the_date", "by_mail", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "user_id", "uuid") VALUES (OLD."before_the_date", OLD."by_mail", OLD."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."user_id", OLD."uuid"); RETURN NULL;',
                        hash="d95ac2b683239dd4058b255bef02b6b4421df0eb",
                        operation="DELETE",
                        pgid="pgtrigger_delete_delete_874c6",
                        table="recommendations_reminderpreference",
                        when="AFTER",
                    ),
                ),
            ],
        ),
        inspection_portal.core.operations.AddTriggers(
            model_name="reminderpreferenceevent",
            triggers=[
                pgtrigger.compiler.Trigger(
                    name="append_only",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                        hash="644e949d2e0887296289026546aed75781167695",
                        operation="UPDATE OR DELETE",
                        pgid="pgtrigger_append_only_fa654",
                        table="recommendations_reminderpreferenceevent",
                        when="BEFORE",
                    ),
                )
            ],
        ),
        inspection_portal.core.operations.AddTriggers(
            model_name="reminderscheduleevent",
            triggers=[
                pgtrigger.compiler.Trigger(
                    name="append_only",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                        hash="07fb288b21c213d38910ba92025a1b2bc1c5c45d",
                        operation="UPDATE OR DELETE",
                        pgid="pgtrigger_append_only_c25d1",
                        table="recommendations_reminderscheduleevent",
                        when="BEFORE",
                    ),
                )
            ],
        ),
    ]
