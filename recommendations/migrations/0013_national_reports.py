import django.db.models.constraints
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models

import inspection_portal.core.operations


class Migration(migrations.Migration):
    dependencies = [
        ("forces", "0003_organisations"),
        ("recommendations", "0012_monitoring"),
    ]

    operations = [
        inspection_portal.core.operations.Together(
            steps=[
                pgtrigger.migrations.RemoveTrigger(
                    model_name="nationalrecommendation",
                    name="insert_insert",
                ),
                pgtrigger.migrations.RemoveTrigger(
                    model_name="nationalrecommendation",
                    name="update_update",
                ),
                pgtrigger.migrations.RemoveTrigger(
                    model_name="nationalrecommendation",
                    name="delete_delete",
                ),
                pgtrigger.migrations.RemoveTrigger(
                    model_name="nationalreport",
                    name="insert_insert",
                ),
                pgtrigger.migrations.RemoveTrigger(
                    model_name="nationalreport",
                    name="update_update",
                ),
                pgtrigger.migrations.RemoveTrigger(
                    model_name="nationalreport",
                    name="delete_delete",
                ),
                migrations.RemoveConstraint(
                    model_name="nationalrecommendation",
                    name="national_recommendation_number_once",
                ),
                migrations.RemoveConstraint(
                    model_name="nationalrecommendation",
                    name="national_recommendation_date_fits_its_kind",
                ),
                migrations.AddField(
                    model_name="nationalrecommendation",
                    name="completion_kind",
                    field=models.CharField(
                        blank=True,
                        choices=[("date", "By a date"), ("month", "By the end of a month")],
                        max_length=10,
                    ),
                ),
                migrations.AddField(
                    model_name="nationalrecommendation",
                    name="completion_on",
                    field=models.DateField(blank=True, null=True),
                ),
                migrations.AddField(
                    model_name="nationalrecommendationevent",
                    name="completion_kind",
                    field=models.CharField(
                        blank=True,
                        choices=[("date", "By a date"), ("month", "By the end of a month")],
                        max_length=10,
                    ),
                ),
                migrations.AddField(
                    model_name="nationalrecommendationevent",
                    name="completion_on",
                    field=models.DateField(blank=True, null=True),
                ),
                migrations.AddField(
                    model_name="nationalreport",
                    name="announced_at",
                    field=models.DateTimeField(blank=True, null=True),
                ),
                migrations.AddField(
                    model_name="nationalreport",
                    name="opened_at",
                    field=models.DateTimeField(blank=True, null=True),
                ),
                migrations.AddField(
                    model_name="nationalreportevent",
                    name="announced_at",
                    field=models.DateTimeField(blank=True, null=True),
                ),
                migrations.AddField(
                    model_name="nationalreportevent",
                    name="opened_at",
                    field=models.DateTimeField(blank=True, null=True),
                ),
                migrations.AlterField(
                    model_name="nationalreport",
                    name="link",
                    field=models.URLField(blank=True, max_length=500),
                ),
                migrations.AlterField(
                    model_name="nationalreportevent",
                    name="link",
                    field=models.URLField(blank=True, max_length=500),
                ),
                migrations.AddConstraint(
                    model_name="nationalrecommendation",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("due_kind__in", ["date", "month"]), ("due_on__isnull", False)
                            ),
                            ("due_kind__in", ["immediate", "relative"]),
                            models.Q(("due_kind__in", ["event", "none"]), ("due_on", None)),
                            _connector="OR",
                        ),
                        name="nationalrecommendation_date_fits_its_kind",
                        violation_error_message="Give the date that the deadline names, and none where there is no date.",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="nationalrecommendation",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("due_kind", "relative"), ("due_months", None), _connector="OR"
                        ),
                        name="nationalrecommendation_months_only_if_relative",
                        violation_error_message="Only a deadline counted from publication has a number of months.",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="nationalrecommendation",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("completion_kind", ""), ("completion_on", None)),
                            models.Q(
                                ("completion_kind__in", ["date", "month"]),
                                ("completion_on__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="nationalrecommendation_completion_has_kind_and_date",
                        violation_error_message="Give the date by which it must be complete.",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="nationalrecommendation",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("completion_on", None),
                            ("due_on", None),
                            ("completion_on__gt", models.F("due_on")),
                            _connector="OR",
                        ),
                        name="nationalrecommendation_is_completed_after_it_begins",
                        violation_error_message="The second date must be after the first.",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="nationalrecommendation",
                    constraint=models.UniqueConstraint(
                        deferrable=django.db.models.constraints.Deferrable["DEFERRED"],
                        fields=("report", "number"),
                        name="national_recommendation_number_once",
                        violation_error_message="The report has a recommendation of this number already.",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="nationalreport",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("announced_at", None),
                            models.Q(
                                ("announced_at__gte", models.F("published_at")),
                                ("opened_at__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="national_report_announced_once_out",
                        violation_error_message="People are told once the report is open and published.",
                    ),
                ),
            ]
        ),
        inspection_portal.core.operations.AddTriggers(
            model_name="nationalrecommendation",
            triggers=[
                pgtrigger.compiler.Trigger(
                    name="open_report_stays",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="\n    IF EXISTS (\n        SELECT 1 FROM recommendations_nationalreport\n        WHERE id = COALESCE(NEW.report_id, OLD.report_id) AND opened_at IS NOT NULL\n    ) THEN\n        RAISE EXCEPTION 'What a national report asks stays as it is once its entries are open.'\n            USING ERRCODE = 'check_violation', CONSTRAINT = 'open_report_stays';\n    END IF;\n    RETURN NULL;\n",
                        hash="a2897b35c31cc6552a0fb392b2f8cc3ccb629eb2",
                        operation="INSERT OR UPDATE OR DELETE",
                        pgid="pgtrigger_open_report_stays_36365",
                        table="recommendations_nationalrecommendation",
                        when="AFTER",
                    ),
                ),
                pgtrigger.compiler.Trigger(
                    name="insert_insert",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "recommendations_nationalrecommendationevent" ("applies_if", "completion_kind", "completion_on", "due_kind", "due_months", "due_on", "id", "number", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "report_id", "text", "to_every_force", "to_every_rocu", "uuid", "version") VALUES (NEW."applies_if", NEW."completion_kind", NEW."completion_on", NEW."due_kind", NEW."due_months", NEW."due_on", NEW."id", NEW."number", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."report_id", NEW."text", NEW."to_every_force", NEW."to_every_rocu", NEW."uuid", NEW."version"); RETURN NULL;',
                        hash="b0b7c06c616819ed20d7b8d92b48cfd632a4f943",
                        operation="INSERT",
                        pgid="pgtrigger_insert_insert_8e81d",
                        table="recommendations_nationalrecommendation",
                        when="AFTER",
                    ),
                ),
                pgtrigger.compiler.Trigger(
                    name="update_update",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                        func='INSERT INTO "recommendations_nationalrecommendationevent" ("applies_if", "completion_kind", "completion_on", "due_kind", "due_months", "due_on", "id", "number", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "report_id", "text", "to_every_force", "to_every_rocu", "uuid", "version") VALUES (NEW."applies_if", NEW."completion_kind", NEW."completion_on", NEW."due_kind", NEW."due_months", NEW."due_on", NEW."id", NEW."number", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."report_id", NEW."text", NEW."to_every_force", NEW."to_every_rocu", NEW."uuid", NEW."version"); RETURN NULL;',
                        hash="3f9b3773415af39ce8453ed5fac83c7bbd9d4c72",
                        operation="UPDATE",
                        pgid="pgtrigger_update_update_5994a",
                        table="recommendations_nationalrecommendation",
                        when="AFTER",
                    ),
                ),
                pgtrigger.compiler.Trigger(
                    name="delete_delete",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "recommendations_nationalrecommendationevent" ("applies_if", "completion_kind", "completion_on", "due_kind", "due_months", "due_on", "id", "number", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "report_id", "text", "to_every_force", "to_every_rocu", "uuid", "version") VALUES (OLD."applies_if", OLD."completion_kind", OLD."completion_on", OLD."due_kind", OLD."due_months", OLD."due_on", OLD."id", OLD."number", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."report_id", OLD."text", OLD."to_every_force", OLD."to_every_rocu", OLD."uuid", OLD."version"); RETURN NULL;',
                        hash="d64cf1395fc4ff7665cda1b66059a04759c7ca1d",
                        operation="DELETE",
                        pgid="pgtrigger_delete_delete_be19b",
                        table="recommendations_nationalrecommendation",
                        when="AFTER",
                    ),
                ),
            ],
        ),
        inspection_portal.core.operations.AddTriggers(
            model_name="nationalreport",
            triggers=[
                pgtrigger.compiler.Trigger(
                    name="open_report_stays",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        condition='WHEN (OLD."link" IS DISTINCT FROM (NEW."link") OR OLD."opened_at" IS DISTINCT FROM (NEW."opened_at") OR OLD."published_at" IS DISTINCT FROM (NEW."published_at") OR OLD."slug" IS DISTINCT FROM (NEW."slug") OR OLD."title" IS DISTINCT FROM (NEW."title"))',
                        func="\n    IF OLD.opened_at IS NOT NULL THEN\n        RAISE EXCEPTION 'What a national report asks stays as it is once its entries are open.'\n            USING ERRCODE = 'check_violation', CONSTRAINT = 'open_report_stays';\n    END IF;\n    RETURN NULL;\n",
                        hash="6e32ac6c3ea1b9a74f27e28f14263bee7981c636",
                        operation="UPDATE",
                        pgid="pgtrigger_open_report_stays_187b1",
                        table="recommendations_nationalreport",
                        when="AFTER",
                    ),
                ),
                pgtrigger.compiler.Trigger(
                    name="insert_insert",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "recommendations_nationalreportevent" ("announced_at", "id", "is_demonstration", "link", "opened_at", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "published_at", "slug", "title", "uuid", "version") VALUES (NEW."announced_at", NEW."id", NEW."is_demonstration", NEW."link", NEW."opened_at", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."published_at", NEW."slug", NEW."title", NEW."uuid", NEW."version"); RETURN NULL;',
                        hash="aae637e3a5bbfdac597d6b0128969ed38922a068",
                        operation="INSERT",
                        pgid="pgtrigger_insert_insert_8e9ea",
                        table="recommendations_nationalreport",
                        when="AFTER",
                    ),
                ),
                pgtrigger.compiler.Trigger(
                    name="update_update",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        condition='WHEN (OLD."announced_at" IS DISTINCT FROM (NEW."announced_at") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."is_demonstration" IS DISTINCT FROM (NEW."is_demonstration") OR OLD."link" IS DISTINCT FROM (NEW."link") OR OLD."opened_at" IS DISTINCT FROM (NEW."opened_at") OR OLD."published_at" IS DISTINCT FROM (NEW."published_at") OR OLD."slug" IS DISTINCT FROM (NEW."slug") OR OLD."title" IS DISTINCT FROM (NEW."title") OR OLD."uuid" IS DISTINCT FROM (NEW."uuid") OR OLD."version" IS DISTINCT FROM (NEW."version"))',
                        func='INSERT INTO "recommendations_nationalreportevent" ("announced_at", "id", "is_demonstration", "link", "opened_at", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "published_at", "slug", "title", "uuid", "version") VALUES (NEW."announced_at", NEW."id", NEW."is_demonstration", NEW."link", NEW."opened_at", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."published_at", NEW."slug", NEW."title", NEW."uuid", NEW."version"); RETURN NULL;',
                        hash="ba73d73babfda13231ebe106598f5332d5d0f3d2",
                        operation="UPDATE",
                        pgid="pgtrigger_update_update_9c00a",
                        table="recommendations_nationalreport",
                        when="AFTER",
                    ),
                ),
                pgtrigger.compiler.Trigger(
                    name="delete_delete",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "recommendations_nationalreportevent" ("announced_at", "id", "is_demonstration", "link", "opened_at", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "published_at", "slug", "title", "uuid", "version") VALUES (OLD."announced_at", OLD."id", OLD."is_demonstration", OLD."link", OLD."opened_at", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."published_at", OLD."slug", OLD."title", OLD."uuid", OLD."version"); RETURN NULL;',
                        hash="8897734c3a7ba55b621bf54d4a20ed56952ee5e2",
                        operation="DELETE",
                        pgid="pgtrigger_delete_delete_399c5",
                        table="recommendations_nationalreport",
                        when="AFTER",
                    ),
                ),
            ],
        ),
    ]
