import uuid

import django.contrib.postgres.constraints
import django.contrib.postgres.fields
import django.db.models.deletion
import django.db.models.functions.text
import pghistory.utils
import pgtrigger.compiler
from django.conf import settings
from django.db import migrations, models

import forces.models.bodies
import inspection_portal.core.operations
import recommendations.models.monitoring


class Migration(migrations.Migration):
    dependencies = [
        ("forces", "0003_organisations"),
        ("recommendations", "0011_saved_views"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        inspection_portal.core.operations.Together(
            steps=[
                migrations.CreateModel(
                    name="MonitoringTest",
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
                                name="monitoringtest_name_once",
                                violation_error_message="The list has an item of this name already.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("name__regex", "\\S")),
                                name="monitoringtest_has_name",
                                violation_error_message="Give the item a name.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("valid_until", None),
                                    ("valid_until__gte", models.F("valid_from")),
                                    _connector="OR",
                                ),
                                name="monitoringtest_ends_after_it_starts",
                                violation_error_message="The last day is before the first.",
                            ),
                            django.contrib.postgres.constraints.ExclusionConstraint(
                                expressions=[
                                    (
                                        forces.models.bodies.DateRange(
                                            "valid_from",
                                            models.Case(
                                                models.When(
                                                    then=models.F("valid_from"),
                                                    valid_until__lt=models.F("valid_from"),
                                                ),
                                                default=models.F("valid_until"),
                                            ),
                                        ),
                                        "&&",
                                    )
                                ],
                                name="one_monitoring_test_at_a_time",
                                violation_error_message="Another test holds in that time. End it first.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="EngageSpell",
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
                        ("entered_on", models.DateField()),
                        (
                            "reasons",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.TextField(), blank=True, size=None
                            ),
                        ),
                        ("link", models.URLField(blank=True, max_length=500)),
                        (
                            "plan_wanted",
                            models.BooleanField(
                                default=False, verbose_name="improvement plan urgently requested"
                            ),
                        ),
                        (
                            "meets_regularly",
                            models.BooleanField(default=False, verbose_name="regular meetings"),
                        ),
                        ("left_on", models.DateField(blank=True, null=True)),
                        (
                            "reasons_to_leave",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.TextField(), blank=True, default=list, size=None
                            ),
                        ),
                        (
                            "body",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="engage_spells",
                                to="forces.body",
                            ),
                        ),
                        (
                            "test",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="recommendations.monitoringtest",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["-entered_on", "-pk"],
                        "constraints": [
                            django.contrib.postgres.constraints.ExclusionConstraint(
                                expressions=[
                                    (models.F("body"), "="),
                                    (
                                        recommendations.models.monitoring.DaysUntil(
                                            "entered_on",
                                            models.Case(
                                                models.When(
                                                    left_on__lt=models.F("entered_on"),
                                                    then=models.F("entered_on"),
                                                ),
                                                default=models.F("left_on"),
                                            ),
                                        ),
                                        "&&",
                                    ),
                                ],
                                name="force_in_engage_once_at_a_time",
                                violation_error_message="The force is in the Engage stage in that time already.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("reasons__len__gte", 1)),
                                name="engage_spell_has_reasons",
                                violation_error_message="Give the reasons for the Engage stage.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("left_on", None), ("reasons_to_leave", [])),
                                    models.Q(
                                        ("left_on__isnull", False),
                                        ("reasons_to_leave__len__gte", 1),
                                    ),
                                    _connector="OR",
                                ),
                                name="engage_spell_left_iff_reasons_to_leave",
                                violation_error_message="Give the day on which it left the stage, and the reasons.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("left_on", None),
                                    ("left_on__gte", models.F("entered_on")),
                                    _connector="OR",
                                ),
                                name="engage_spell_left_after_it_entered",
                                violation_error_message="The force would leave the stage before it enters it.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="EngageLetter",
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
                        (
                            "added_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "spell",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="letters",
                                to="recommendations.engagespell",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["added_at", "pk"],
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="EngageLetterEvent",
                    fields=[
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("pgh_id", models.BigAutoField(primary_key=True, serialize=False)),
                        ("pgh_context", pghistory.utils.JSONField(null=True)),
                        ("pgh_context_id", models.UUIDField(null=True)),
                        ("id", models.BigIntegerField()),
                        ("uuid", models.UUIDField(default=uuid.uuid4, editable=False)),
                        ("name", models.CharField(max_length=200)),
                        ("content_type", models.CharField(max_length=100)),
                        ("size", models.PositiveIntegerField()),
                        ("sha256", models.CharField(max_length=64)),
                        ("added_at", models.DateTimeField()),
                        (
                            "added_by",
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
                                to="recommendations.engageletter",
                            ),
                        ),
                        (
                            "spell",
                            models.ForeignKey(
                                db_constraint=False,
                                db_index=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="recommendations.engagespell",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["-pgh_id"],
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="EngageSpellEvent",
                    fields=[
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("pgh_id", models.BigAutoField(primary_key=True, serialize=False)),
                        ("pgh_context", pghistory.utils.JSONField(null=True)),
                        ("pgh_context_id", models.UUIDField(null=True)),
                        ("id", models.BigIntegerField()),
                        ("uuid", models.UUIDField(default=uuid.uuid4, editable=False)),
                        ("version", models.PositiveIntegerField(default=1, editable=False)),
                        ("entered_on", models.DateField()),
                        (
                            "reasons",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.TextField(), blank=True, size=None
                            ),
                        ),
                        ("link", models.URLField(blank=True, max_length=500)),
                        (
                            "plan_wanted",
                            models.BooleanField(
                                default=False, verbose_name="improvement plan urgently requested"
                            ),
                        ),
                        (
                            "meets_regularly",
                            models.BooleanField(default=False, verbose_name="regular meetings"),
                        ),
                        ("left_on", models.DateField(blank=True, null=True)),
                        (
                            "reasons_to_leave",
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
                                to="recommendations.engagespell",
                            ),
                        ),
                        (
                            "test",
                            models.ForeignKey(
                                db_constraint=False,
                                db_index=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="recommendations.monitoringtest",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["-pgh_id"],
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="MonitoringTestEvent",
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
                                to="recommendations.monitoringtest",
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
            model_name="monitoringtest",
            triggers=[
                pgtrigger.compiler.Trigger(
                    name="insert_insert",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "recommendations_monitoringtestevent" ("description", "id", "name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "uuid", "valid_from", "valid_until", "version") VALUES (NEW."description", NEW."id", NEW."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."position", NEW."uuid", NEW."valid_from", NEW."valid_until", NEW."version"); RETURN NULL;',
                        hash="a0461febd01713019992416d2085f7eada68645b",
                        operation="INSERT",
                        pgid="pgtrigger_insert_insert_0e04f",
                        table="recommendations_monitoringtest",
                        when="AFTER",
                    ),
                ),
                pgtrigger.compiler.Trigger(
                    name="update_update",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                        func='INSERT INTO "recommendations_monitoringtestevent" ("description", "id", "name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "uuid", "valid_from", "valid_until", "version") VALUES (NEW."description", NEW."id", NEW."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."position", NEW."uuid", NEW."valid_from", NEW."valid_until", NEW."version"); RETURN NULL;',
                        hash="5034bc984164a29e51c7297d1884f4db98fceb5d",
                        operation="UPDATE",
                        pgid="pgtrigger_update_update_13d29",
                        table="recommendations_monitoringtest",
                        when="AFTER",
                    ),
                ),
                pgtrigger.compiler.Trigger(
                    name="delete_delete",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "recommendations_monitoringtestevent" ("description", "id", "name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "uuid", "valid_from", "valid_until", "version") VALUES (OLD."description", OLD."id", OLD."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."position", OLD."uuid", OLD."valid_from", OLD."valid_until", OLD."version"); RETURN NULL;',
                        hash="6fa9163fd06f5d170bf35ce38ecc46e795ae6b47",
                        operation="DELETE",
                        pgid="pgtrigger_delete_delete_d09be",
                        table="recommendations_monitoringtest",
                        when="AFTER",
                    ),
                ),
            ],
        ),
        inspection_portal.core.operations.AddTriggers(
            model_name="engageletterevent",
            triggers=[
                pgtrigger.compiler.Trigger(
                    name="append_only",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                        hash="ab5ef6913f87f0887ab5780445da837527983772",
                        operation="UPDATE OR DELETE",
                        pgid="pgtrigger_append_only_3c3f7",
                        table="recommendations_engageletterevent",
                        when="BEFORE",
                    ),
                )
            ],
        ),
        inspection_portal.core.operations.AddTriggers(
            model_name="engageletter",
            triggers=[
                pgtrigger.compiler.Trigger(
                    name="stored_file_is_frozen",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                        hash="0d332db42f71bb7a48c4a4c6a0cdafb7f24d1a71",
                        operation="UPDATE OR DELETE",
                        pgid="pgtrigger_stored_file_is_frozen_0fa84",
                        table="recommendations_engageletter",
                        when="BEFORE",
                    ),
                ),
                pgtrigger.compiler.Trigger(
                    name="insert_insert",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "recommendations_engageletterevent" ("added_at", "added_by_id", "content_type", "id", "name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "sha256", "size", "spell_id", "uuid") VALUES (NEW."added_at", NEW."added_by_id", NEW."content_type", NEW."id", NEW."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."sha256", NEW."size", NEW."spell_id", NEW."uuid"); RETURN NULL;',
                        hash="e039d0c5ee892792a7f851fb034d758dc400e1d1",
                        operation="INSERT",
                        pgid="pgtrigger_insert_insert_42208",
                        table="recommendations_engageletter",
                        when="AFTER",
                    ),
                ),
                pgtrigger.compiler.Trigger(
                    name="update_update",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        condition='WHEN (OLD."added_at" IS DISTINCT FROM (NEW."added_at") OR OLD."added_by_id" IS DISTINCT FROM (NEW."added_by_id") OR OLD."content_type" IS DISTINCT FROM (NEW."content_type") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."name" IS DISTINCT FROM (NEW."name") OR OLD."sha256" IS DISTINCT FROM (NEW."sha256") OR OLD."size" IS DISTINCT FROM (NEW."size") OR OLD."spell_id" IS DISTINCT FROM (NEW."spell_id") OR OLD."uuid" IS DISTINCT FROM (NEW."uuid"))',
                        func='INSERT INTO "recommendations_engageletterevent" ("added_at", "added_by_id", "content_type", "id", "name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "sha256", "size", "spell_id", "uuid") VALUES (NEW."added_at", NEW."added_by_id", NEW."content_type", NEW."id", NEW."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."sha256", NEW."size", NEW."spell_id", NEW."uuid"); RETURN NULL;',
                        hash="3ca0d14c680b32f85ea5a0f18e10a9835deb887f",
                        operation="UPDATE",
                        pgid="pgtrigger_update_update_4128c",
                        table="recommendations_engageletter",
                        when="AFTER",
                    ),
                ),
                pgtrigger.compiler.Trigger(
                    name="delete_delete",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "recommendations_engageletterevent" ("added_at", "added_by_id", "content_type", "id", "name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "sha256", "size", "spell_id", "uuid") VALUES (OLD."added_at", OLD."added_by_id", OLD."content_type", OLD."id", OLD."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."sha256", OLD."size", OLD."spell_id", OLD."uuid"); RETURN NULL;',
                        hash="96adc4ac57134befa2df94eb2862d053d6957b1f",
                        operation="DELETE",
                        pgid="pgtrigger_delete_delete_a6201",
                        table="recommendations_engageletter",
                        when="AFTER",
                    ),
                ),
            ],
        ),
        inspection_portal.core.operations.AddTriggers(
            model_name="engagespellevent",
            triggers=[
                pgtrigger.compiler.Trigger(
                    name="append_only",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                        hash="2b0e7e90a4bc864ae4600cbc89c37e1cf5a79630",
                        operation="UPDATE OR DELETE",
                        pgid="pgtrigger_append_only_62a5f",
                        table="recommendations_engagespellevent",
                        when="BEFORE",
                    ),
                )
            ],
        ),
        inspection_portal.core.operations.AddTriggers(
            model_name="engagespell",
            triggers=[
                pgtrigger.compiler.Trigger(
                    name="never_deleted",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                        hash="6a8cf25cad5263d91d44d4587dba28e2f57fbc2e",
                        operation="DELETE",
                        pgid="pgtrigger_never_deleted_9f753",
                        table="recommendations_engagespell",
                        when="BEFORE",
                    ),
                ),
                pgtrigger.compiler.Trigger(
                    name="engage_spell_is_of_a_force",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="\n    IF NOT (\n    EXISTS (SELECT FROM forces_body WHERE id = NEW.body_id AND kind = 'force')\n) THEN\n        RAISE EXCEPTION 'Only forces are monitored.'\n            USING ERRCODE = 'check_violation', CONSTRAINT = 'engage_spell_is_of_a_force';\n    END IF;\n    RETURN NEW;\n",
                        hash="263aaf45eb4ac24318f7c1d520d3b49b6c96a44f",
                        operation='INSERT OR UPDATE OF "body_id"',
                        pgid="pgtrigger_engage_spell_is_of_a_force_64b5e",
                        table="recommendations_engagespell",
                        when="AFTER",
                    ),
                ),
                pgtrigger.compiler.Trigger(
                    name="insert_insert",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "recommendations_engagespellevent" ("body_id", "entered_on", "id", "left_on", "link", "meets_regularly", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan_wanted", "reasons", "reasons_to_leave", "test_id", "uuid", "version") VALUES (NEW."body_id", NEW."entered_on", NEW."id", NEW."left_on", NEW."link", NEW."meets_regularly", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."plan_wanted", NEW."reasons", NEW."reasons_to_leave", NEW."test_id", NEW."uuid", NEW."version"); RETURN NULL;',
                        hash="40fa541595f91d37091a01fa733bd6dde1bbd4ec",
                        operation="INSERT",
                        pgid="pgtrigger_insert_insert_afcb2",
                        table="recommendations_engagespell",
                        when="AFTER",
                    ),
                ),
                pgtrigger.compiler.Trigger(
                    name="update_update",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                        func='INSERT INTO "recommendations_engagespellevent" ("body_id", "entered_on", "id", "left_on", "link", "meets_regularly", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan_wanted", "reasons", "reasons_to_leave", "test_id", "uuid", "version") VALUES (NEW."body_id", NEW."entered_on", NEW."id", NEW."left_on", NEW."link", NEW."meets_regularly", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."plan_wanted", NEW."reasons", NEW."reasons_to_leave", NEW."test_id", NEW."uuid", NEW."version"); RETURN NULL;',
                        hash="8b876d096c7698763f8e3ff900f9d8d5cc682c48",
                        operation="UPDATE",
                        pgid="pgtrigger_update_update_c6874",
                        table="recommendations_engagespell",
                        when="AFTER",
                    ),
                ),
                pgtrigger.compiler.Trigger(
                    name="delete_delete",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "recommendations_engagespellevent" ("body_id", "entered_on", "id", "left_on", "link", "meets_regularly", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan_wanted", "reasons", "reasons_to_leave", "test_id", "uuid", "version") VALUES (OLD."body_id", OLD."entered_on", OLD."id", OLD."left_on", OLD."link", OLD."meets_regularly", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."plan_wanted", OLD."reasons", OLD."reasons_to_leave", OLD."test_id", OLD."uuid", OLD."version"); RETURN NULL;',
                        hash="592cc2b9e2711ce1cc0110993ff9c00f66db1ea2",
                        operation="DELETE",
                        pgid="pgtrigger_delete_delete_68f6f",
                        table="recommendations_engagespell",
                        when="AFTER",
                    ),
                ),
            ],
        ),
        inspection_portal.core.operations.AddTriggers(
            model_name="monitoringtestevent",
            triggers=[
                pgtrigger.compiler.Trigger(
                    name="append_only",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                        hash="b6c33d836828b5f8193b48c05bd094f22c1d75e3",
                        operation="UPDATE OR DELETE",
                        pgid="pgtrigger_append_only_4b839",
                        table="recommendations_monitoringtestevent",
                        when="BEFORE",
                    ),
                )
            ],
        ),
    ]
