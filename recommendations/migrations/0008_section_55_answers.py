import uuid

import django.db.models.deletion
import pghistory.utils
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models

import inspection_portal.core.operations


class Migration(migrations.Migration):
    dependencies = [
        ("findings", "0003_row_history"),
        ("forces", "0003_organisations"),
        ("recommendations", "0007_count_what_is_due"),
    ]

    operations = [
        inspection_portal.core.operations.Together(
            steps=[
                pgtrigger.migrations.RemoveTrigger(
                    model_name="section55response",
                    name="insert_insert",
                ),
                pgtrigger.migrations.RemoveTrigger(
                    model_name="section55response",
                    name="update_update",
                ),
                pgtrigger.migrations.RemoveTrigger(
                    model_name="section55response",
                    name="delete_delete",
                ),
                migrations.CreateModel(
                    name="Section55Item",
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
                            "action",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("taken", "Action has been taken"),
                                    ("proposed", "Action is proposed"),
                                    ("none", "No action"),
                                ],
                                max_length=10,
                            ),
                        ),
                        ("text", models.TextField(blank=True)),
                        (
                            "entry",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="answers",
                                to="recommendations.registerentry",
                            ),
                        ),
                        (
                            "response",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="items",
                                to="recommendations.section55response",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["response", "entry"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("response", "entry"),
                                name="section_55_item_once",
                                violation_error_message="This is answered already.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("action__in", ["", "taken", "proposed", "none"])
                                ),
                                name="section_55_item_action_is_known",
                                violation_error_message="Say whether action is taken, proposed, or neither.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Section55ItemEvent",
                    fields=[
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("pgh_id", models.BigAutoField(primary_key=True, serialize=False)),
                        ("pgh_context", pghistory.utils.JSONField(null=True)),
                        ("pgh_context_id", models.UUIDField(null=True)),
                        ("id", models.BigIntegerField()),
                        ("uuid", models.UUIDField(default=uuid.uuid4, editable=False)),
                        (
                            "action",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("taken", "Action has been taken"),
                                    ("proposed", "Action is proposed"),
                                    ("none", "No action"),
                                ],
                                max_length=10,
                            ),
                        ),
                        ("text", models.TextField(blank=True)),
                        (
                            "entry",
                            models.ForeignKey(
                                db_constraint=False,
                                db_index=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="recommendations.registerentry",
                            ),
                        ),
                        (
                            "pgh_obj",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="recommendations.section55item",
                            ),
                        ),
                        (
                            "response",
                            models.ForeignKey(
                                db_constraint=False,
                                db_index=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="recommendations.section55response",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["-pgh_id"],
                        "abstract": False,
                    },
                ),
                migrations.AlterModelOptions(
                    name="section55response",
                    options={"ordering": ["inspection", "national_report", "policing_body__name"]},
                ),
                migrations.AddField(
                    model_name="section55response",
                    name="answered_on",
                    field=models.DateField(blank=True, null=True),
                ),
                migrations.AddField(
                    model_name="section55response",
                    name="begun_at",
                    field=models.DateTimeField(blank=True, null=True),
                ),
                migrations.AddField(
                    model_name="section55response",
                    name="chief_comments",
                    field=models.TextField(blank=True),
                ),
                migrations.AddField(
                    model_name="section55response",
                    name="comments",
                    field=models.TextField(blank=True),
                ),
                migrations.AddField(
                    model_name="section55response",
                    name="comments_wanted_by",
                    field=models.DateField(blank=True, null=True),
                ),
                migrations.AddField(
                    model_name="section55response",
                    name="link",
                    field=models.URLField(blank=True, max_length=500),
                ),
                migrations.AddField(
                    model_name="section55response",
                    name="national_report",
                    field=models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="section_55_responses",
                        to="recommendations.nationalreport",
                    ),
                ),
                migrations.AddField(
                    model_name="section55response",
                    name="reply",
                    field=models.TextField(blank=True),
                ),
                migrations.AddField(
                    model_name="section55response",
                    name="sent_to_home_secretary_on",
                    field=models.DateField(blank=True, null=True),
                ),
                migrations.AddField(
                    model_name="section55response",
                    name="sent_to_inspectors_on",
                    field=models.DateField(blank=True, null=True),
                ),
                migrations.AddField(
                    model_name="section55response",
                    name="version",
                    field=models.PositiveIntegerField(default=1, editable=False),
                ),
                migrations.AddField(
                    model_name="section55responseevent",
                    name="answered_on",
                    field=models.DateField(blank=True, null=True),
                ),
                migrations.AddField(
                    model_name="section55responseevent",
                    name="begun_at",
                    field=models.DateTimeField(blank=True, null=True),
                ),
                migrations.AddField(
                    model_name="section55responseevent",
                    name="chief_comments",
                    field=models.TextField(blank=True),
                ),
                migrations.AddField(
                    model_name="section55responseevent",
                    name="comments",
                    field=models.TextField(blank=True),
                ),
                migrations.AddField(
                    model_name="section55responseevent",
                    name="comments_wanted_by",
                    field=models.DateField(blank=True, null=True),
                ),
                migrations.AddField(
                    model_name="section55responseevent",
                    name="link",
                    field=models.URLField(blank=True, max_length=500),
                ),
                migrations.AddField(
                    model_name="section55responseevent",
                    name="national_report",
                    field=models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="recommendations.nationalreport",
                    ),
                ),
                migrations.AddField(
                    model_name="section55responseevent",
                    name="reply",
                    field=models.TextField(blank=True),
                ),
                migrations.AddField(
                    model_name="section55responseevent",
                    name="sent_to_home_secretary_on",
                    field=models.DateField(blank=True, null=True),
                ),
                migrations.AddField(
                    model_name="section55responseevent",
                    name="sent_to_inspectors_on",
                    field=models.DateField(blank=True, null=True),
                ),
                migrations.AddField(
                    model_name="section55responseevent",
                    name="version",
                    field=models.PositiveIntegerField(default=1, editable=False),
                ),
                migrations.AlterField(
                    model_name="section55response",
                    name="inspection",
                    field=models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="section_55_responses",
                        to="findings.inspection",
                    ),
                ),
                migrations.AlterField(
                    model_name="section55responseevent",
                    name="inspection",
                    field=models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="findings.inspection",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="section55response",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("inspection__isnull", False), ("national_report", None)),
                            models.Q(("inspection", None), ("national_report__isnull", False)),
                            _connector="OR",
                        ),
                        name="section_55_response_is_to_one_report",
                        violation_error_message="An answer is to one report.",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="section55response",
                    constraint=models.UniqueConstraint(
                        fields=("national_report", "policing_body"),
                        name="section_55_response_once_to_national",
                        violation_error_message="This body’s answer to the report is on the list already.",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="section55response",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("answered_on", None), ("link", "")),
                            models.Q(
                                ("answered_on__isnull", False),
                                models.Q(("link", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="section_55_response_answered_iff_link",
                        violation_error_message="Give the day of publication, and where it can be read.",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="section55response",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("answered_on__isnull", False),
                            models.Q(
                                ("sent_to_home_secretary_on", None), ("sent_to_inspectors_on", None)
                            ),
                            _connector="OR",
                        ),
                        name="section_55_response_copies_of_what_is_published",
                        violation_error_message="Copies are sent of what is published.",
                    ),
                ),
            ]
        ),
        inspection_portal.core.operations.AddTriggers(
            model_name="section55response",
            triggers=[
                pgtrigger.compiler.Trigger(
                    name="answered_after_the_report",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="\n    IF NOT (\n    NEW.answered_on IS NULL OR NEW.answered_on >= COALESCE(\n        (SELECT published_on FROM findings_inspection WHERE id = NEW.inspection_id),\n        (SELECT published_on FROM recommendations_nationalreport WHERE id = NEW.national_report_id)\n    )\n) THEN\n        RAISE EXCEPTION 'The answer would be published before the report.'\n            USING ERRCODE = 'check_violation', CONSTRAINT = 'answered_after_the_report';\n    END IF;\n    RETURN NEW;\n",
                        hash="571a29d5fee5a0d9e977c0c85dff0229e3f14923",
                        operation='INSERT OR UPDATE OF "answered_on"',
                        pgid="pgtrigger_answered_after_the_report_030a6",
                        table="recommendations_section55response",
                        when="AFTER",
                    ),
                ),
                pgtrigger.compiler.Trigger(
                    name="published_answer_stays",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        condition='WHEN (OLD."chief_comments" IS DISTINCT FROM (NEW."chief_comments") OR OLD."comments" IS DISTINCT FROM (NEW."comments") OR OLD."comments_wanted_by" IS DISTINCT FROM (NEW."comments_wanted_by") OR OLD."inspection_id" IS DISTINCT FROM (NEW."inspection_id") OR OLD."national_report_id" IS DISTINCT FROM (NEW."national_report_id") OR OLD."policing_body_id" IS DISTINCT FROM (NEW."policing_body_id") OR OLD."reply" IS DISTINCT FROM (NEW."reply"))',
                        func="\n    IF OLD.answered_on IS NOT NULL THEN\n        RAISE EXCEPTION 'An answer that is published stays as it is.'\n            USING ERRCODE = 'check_violation', CONSTRAINT = 'published_answer_stays';\n    END IF;\n    RETURN NULL;\n",
                        hash="6b5bf0b51b8cf88643917306108f8fd2734eb335",
                        operation="UPDATE",
                        pgid="pgtrigger_published_answer_stays_cb4a1",
                        table="recommendations_section55response",
                        when="AFTER",
                    ),
                ),
                pgtrigger.compiler.Trigger(
                    name="insert_insert",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "recommendations_section55responseevent" ("answered_on", "begun_at", "chief_comments", "comments", "comments_wanted_by", "id", "inspection_id", "link", "national_report_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "policing_body_id", "reply", "sent_to_home_secretary_on", "sent_to_inspectors_on", "uuid", "version") VALUES (NEW."answered_on", NEW."begun_at", NEW."chief_comments", NEW."comments", NEW."comments_wanted_by", NEW."id", NEW."inspection_id", NEW."link", NEW."national_report_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."policing_body_id", NEW."reply", NEW."sent_to_home_secretary_on", NEW."sent_to_inspectors_on", NEW."uuid", NEW."version"); RETURN NULL;',
                        hash="c5c0cc4255d466589d575eba17dd0ad707c06ecd",
                        operation="INSERT",
                        pgid="pgtrigger_insert_insert_497a4",
                        table="recommendations_section55response",
                        when="AFTER",
                    ),
                ),
                pgtrigger.compiler.Trigger(
                    name="update_update",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                        func='INSERT INTO "recommendations_section55responseevent" ("answered_on", "begun_at", "chief_comments", "comments", "comments_wanted_by", "id", "inspection_id", "link", "national_report_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "policing_body_id", "reply", "sent_to_home_secretary_on", "sent_to_inspectors_on", "uuid", "version") VALUES (NEW."answered_on", NEW."begun_at", NEW."chief_comments", NEW."comments", NEW."comments_wanted_by", NEW."id", NEW."inspection_id", NEW."link", NEW."national_report_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."policing_body_id", NEW."reply", NEW."sent_to_home_secretary_on", NEW."sent_to_inspectors_on", NEW."uuid", NEW."version"); RETURN NULL;',
                        hash="07e718b8c402d2f97d54e757aae0338aa7b90e08",
                        operation="UPDATE",
                        pgid="pgtrigger_update_update_47f75",
                        table="recommendations_section55response",
                        when="AFTER",
                    ),
                ),
                pgtrigger.compiler.Trigger(
                    name="delete_delete",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "recommendations_section55responseevent" ("answered_on", "begun_at", "chief_comments", "comments", "comments_wanted_by", "id", "inspection_id", "link", "national_report_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "policing_body_id", "reply", "sent_to_home_secretary_on", "sent_to_inspectors_on", "uuid", "version") VALUES (OLD."answered_on", OLD."begun_at", OLD."chief_comments", OLD."comments", OLD."comments_wanted_by", OLD."id", OLD."inspection_id", OLD."link", OLD."national_report_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."policing_body_id", OLD."reply", OLD."sent_to_home_secretary_on", OLD."sent_to_inspectors_on", OLD."uuid", OLD."version"); RETURN NULL;',
                        hash="18ce81094355b294b6790ffab6a59d04e5363186",
                        operation="DELETE",
                        pgid="pgtrigger_delete_delete_bf842",
                        table="recommendations_section55response",
                        when="AFTER",
                    ),
                ),
            ],
        ),
        inspection_portal.core.operations.AddTriggers(
            model_name="section55item",
            triggers=[
                pgtrigger.compiler.Trigger(
                    name="answer_item_is_asked_of_the_force",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="\n    IF NOT (\n    EXISTS (\n        SELECT 1 FROM recommendations_section55response AS response\n        JOIN forces_localpolicingbody AS office ON office.id = response.policing_body_id\n        JOIN recommendations_registerentry AS entry ON entry.id = NEW.entry_id\n        LEFT JOIN recommendations_recommendation AS recommendation\n            ON recommendation.id = entry.recommendation_id\n        LEFT JOIN findings_finding AS finding\n            ON finding.id = COALESCE(entry.finding_id, recommendation.finding_id)\n        LEFT JOIN recommendations_nationalrecommendation AS national\n            ON national.id = entry.national_id\n        WHERE response.id = NEW.response_id\n          AND (entry.body_id = office.body_id OR entry.policing_body_id = office.id)\n          AND (finding.inspection_id = response.inspection_id\n               OR national.report_id = response.national_report_id)\n    )\n) THEN\n        RAISE EXCEPTION 'The report does not ask this of the force.'\n            USING ERRCODE = 'check_violation', CONSTRAINT = 'answer_item_is_asked_of_the_force';\n    END IF;\n    RETURN NEW;\n",
                        hash="f10acca5b72e829223718d7a934d6f440aeb9e32",
                        operation='INSERT OR UPDATE OF "entry_id", "response_id"',
                        pgid="pgtrigger_answer_item_is_asked_of_the_force_ef113",
                        table="recommendations_section55item",
                        when="AFTER",
                    ),
                ),
                pgtrigger.compiler.Trigger(
                    name="published_answer_stays",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="\n    IF EXISTS (\n        SELECT 1 FROM recommendations_section55response\n        WHERE id = COALESCE(NEW.response_id, OLD.response_id) AND answered_on IS NOT NULL\n    ) THEN\n        RAISE EXCEPTION 'An answer that is published stays as it is.'\n            USING ERRCODE = 'check_violation', CONSTRAINT = 'published_answer_stays';\n    END IF;\n    RETURN NULL;\n",
                        hash="9c5655c7573384cf929a5df4c3d355bc755cf899",
                        operation="INSERT OR UPDATE OR DELETE",
                        pgid="pgtrigger_published_answer_stays_4ec11",
                        table="recommendations_section55item",
                        when="AFTER",
                    ),
                ),
                pgtrigger.compiler.Trigger(
                    name="insert_insert",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "recommendations_section55itemevent" ("action", "entry_id", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "response_id", "text", "uuid") VALUES (NEW."action", NEW."entry_id", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."response_id", NEW."text", NEW."uuid"); RETURN NULL;',
                        hash="682acb51681788264aacd0abe6c4126c51f9c8b3",
                        operation="INSERT",
                        pgid="pgtrigger_insert_insert_e7bbd",
                        table="recommendations_section55item",
                        when="AFTER",
                    ),
                ),
                pgtrigger.compiler.Trigger(
                    name="update_update",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                        func='INSERT INTO "recommendations_section55itemevent" ("action", "entry_id", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "response_id", "text", "uuid") VALUES (NEW."action", NEW."entry_id", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."response_id", NEW."text", NEW."uuid"); RETURN NULL;',
                        hash="5db46f32d8ad0d9cd434ab8ae27fb24cb44d679b",
                        operation="UPDATE",
                        pgid="pgtrigger_update_update_7c132",
                        table="recommendations_section55item",
                        when="AFTER",
                    ),
                ),
                pgtrigger.compiler.Trigger(
                    name="delete_delete",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "recommendations_section55itemevent" ("action", "entry_id", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "response_id", "text", "uuid") VALUES (OLD."action", OLD."entry_id", OLD."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."response_id", OLD."text", OLD."uuid"); RETURN NULL;',
                        hash="9fbe251a1f67676c343ed1fc434f6ff0baa1d0bd",
                        operation="DELETE",
                        pgid="pgtrigger_delete_delete_c0d2c",
                        table="recommendations_section55item",
                        when="AFTER",
                    ),
                ),
            ],
        ),
        inspection_portal.core.operations.AddTriggers(
            model_name="section55itemevent",
            triggers=[
                pgtrigger.compiler.Trigger(
                    name="append_only",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                        hash="69ff5d4f812578c01648dd226b208f076ff631da",
                        operation="UPDATE OR DELETE",
                        pgid="pgtrigger_append_only_d3d98",
                        table="recommendations_section55itemevent",
                        when="BEFORE",
                    ),
                )
            ],
        ),
    ]
