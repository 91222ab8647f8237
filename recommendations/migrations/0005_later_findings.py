import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

import inspection_portal.core.operations


class Migration(migrations.Migration):
    dependencies = [
        ("findings", "0003_row_history"),
        ("recommendations", "0004_calendar_address"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        inspection_portal.core.operations.Together(
            steps=[
                pgtrigger.migrations.RemoveTrigger(
                    model_name="claim",
                    name="insert_insert",
                ),
                pgtrigger.migrations.RemoveTrigger(
                    model_name="claim",
                    name="update_update",
                ),
                pgtrigger.migrations.RemoveTrigger(
                    model_name="claim",
                    name="delete_delete",
                ),
                pgtrigger.migrations.RemoveTrigger(
                    model_name="statusrequest",
                    name="status_request_is_frozen",
                ),
                pgtrigger.migrations.RemoveTrigger(
                    model_name="statusrequest",
                    name="insert_insert",
                ),
                pgtrigger.migrations.RemoveTrigger(
                    model_name="statusrequest",
                    name="update_update",
                ),
                pgtrigger.migrations.RemoveTrigger(
                    model_name="statusrequest",
                    name="delete_delete",
                ),
                migrations.AddField(
                    model_name="claim",
                    name="answered_at",
                    field=models.DateTimeField(blank=True, null=True),
                ),
                migrations.AddField(
                    model_name="claimevent",
                    name="answered_at",
                    field=models.DateTimeField(blank=True, null=True),
                ),
                migrations.AddField(
                    model_name="statusrequest",
                    name="later_entry",
                    field=models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="recommendations.registerentry",
                    ),
                ),
                migrations.AddField(
                    model_name="statusrequest",
                    name="later_finding",
                    field=models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="findings.finding",
                    ),
                ),
                migrations.AddField(
                    model_name="statusrequestevent",
                    name="later_entry",
                    field=models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="recommendations.registerentry",
                    ),
                ),
                migrations.AddField(
                    model_name="statusrequestevent",
                    name="later_finding",
                    field=models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="findings.finding",
                    ),
                ),
                migrations.AddIndex(
                    model_name="claim",
                    index=models.Index(
                        condition=models.Q(("answered_at__isnull", False)),
                        fields=["answered_at"],
                        name="claim_by_answer",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="statusrequest",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("status__in", ["awaiting_review", "being_progressed"]),
                            models.Q(("later_entry", None), ("later_finding", None)),
                            _connector="OR",
                        ),
                        name="status_request_later_only_if_reopened",
                        violation_error_message="Only what is opened again rests on a later finding.",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="statusrequest",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("later_entry", None), ("later_finding", None), _connector="OR"
                        ),
                        name="status_request_rests_on_one_later_thing",
                        violation_error_message="Name a later entry or a later finding, not both.",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="statusrequest",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("later_entry", None),
                            models.Q(("later_entry", models.F("entry")), _negated=True),
                            _connector="OR",
                        ),
                        name="status_request_later_is_another",
                        violation_error_message="An entry is not later than itself. Choose another one.",
                    ),
                ),
            ]
        ),
        inspection_portal.core.operations.AddTriggers(
            model_name="claim",
            triggers=[
                pgtrigger.compiler.Trigger(
                    name="insert_insert",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "recommendations_claimevent" ("answered_at", "basis_id", "closed_at", "demonstration_until", "done", "done_from", "entry_id", "id", "internal_note", "made_at", "made_by_id", "milestone_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "state", "uuid", "verdict", "verified_at", "verified_by_id", "version") VALUES (NEW."answered_at", NEW."basis_id", NEW."closed_at", NEW."demonstration_until", NEW."done", NEW."done_from", NEW."entry_id", NEW."id", NEW."internal_note", NEW."made_at", NEW."made_by_id", NEW."milestone_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."state", NEW."uuid", NEW."verdict", NEW."verified_at", NEW."verified_by_id", NEW."version"); RETURN NULL;',
                        hash="58c3cf4dd968b1c6cfba6e3e36ac2a35daefcc1b",
                        operation="INSERT",
                        pgid="pgtrigger_insert_insert_460fe",
                        table="recommendations_claim",
                        when="AFTER",
                    ),
                ),
                pgtrigger.compiler.Trigger(
                    name="update_update",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                        func='INSERT INTO "recommendations_claimevent" ("answered_at", "basis_id", "closed_at", "demonstration_until", "done", "done_from", "entry_id", "id", "internal_note", "made_at", "made_by_id", "milestone_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "state", "uuid", "verdict", "verified_at", "verified_by_id", "version") VALUES (NEW."answered_at", NEW."basis_id", NEW."closed_at", NEW."demonstration_until", NEW."done", NEW."done_from", NEW."entry_id", NEW."id", NEW."internal_note", NEW."made_at", NEW."made_by_id", NEW."milestone_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."state", NEW."uuid", NEW."verdict", NEW."verified_at", NEW."verified_by_id", NEW."version"); RETURN NULL;',
                        hash="e9755a47e9966dee316d1f42c1c79715fd137c21",
                        operation="UPDATE",
                        pgid="pgtrigger_update_update_6669a",
                        table="recommendations_claim",
                        when="AFTER",
                    ),
                ),
                pgtrigger.compiler.Trigger(
                    name="delete_delete",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "recommendations_claimevent" ("answered_at", "basis_id", "closed_at", "demonstration_until", "done", "done_from", "entry_id", "id", "internal_note", "made_at", "made_by_id", "milestone_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "state", "uuid", "verdict", "verified_at", "verified_by_id", "version") VALUES (OLD."answered_at", OLD."basis_id", OLD."closed_at", OLD."demonstration_until", OLD."done", OLD."done_from", OLD."entry_id", OLD."id", OLD."internal_note", OLD."made_at", OLD."made_by_id", OLD."milestone_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."state", OLD."uuid", OLD."verdict", OLD."verified_at", OLD."verified_by_id", OLD."version"); RETURN NULL;',
                        hash="2f761976267e916d448bd132214eb05f05466202",
                        operation="DELETE",
                        pgid="pgtrigger_delete_delete_c23fa",
                        table="recommendations_claim",
                        when="AFTER",
                    ),
                ),
            ],
        ),
        inspection_portal.core.operations.AddTriggers(
            model_name="statusrequest",
            triggers=[
                pgtrigger.compiler.Trigger(
                    name="status_request_is_frozen",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        condition='WHEN (OLD."entry_id" IS DISTINCT FROM (NEW."entry_id") OR OLD."status" IS DISTINCT FROM (NEW."status") OR OLD."narrative" IS DISTINCT FROM (NEW."narrative") OR OLD."internal_note" IS DISTINCT FROM (NEW."internal_note") OR OLD."basis_id" IS DISTINCT FROM (NEW."basis_id") OR OLD."successor_id" IS DISTINCT FROM (NEW."successor_id") OR OLD."later_entry_id" IS DISTINCT FROM (NEW."later_entry_id") OR OLD."later_finding_id" IS DISTINCT FROM (NEW."later_finding_id") OR OLD."claim_id" IS DISTINCT FROM (NEW."claim_id") OR OLD."requested_by_id" IS DISTINCT FROM (NEW."requested_by_id") OR OLD."requested_at" IS DISTINCT FROM (NEW."requested_at"))',
                        func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                        hash="ac1d9962f9efcfe786dbc449337cca9b44f9e7df",
                        operation="UPDATE",
                        pgid="pgtrigger_status_request_is_frozen_7484c",
                        table="recommendations_statusrequest",
                        when="BEFORE",
                    ),
                ),
                pgtrigger.compiler.Trigger(
                    name="insert_insert",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "recommendations_statusrequestevent" ("basis_id", "claim_id", "decided_at", "decided_by_id", "decision", "decision_reason", "entry_id", "id", "internal_note", "later_entry_id", "later_finding_id", "narrative", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "requested_at", "requested_by_id", "status", "successor_id", "uuid", "version") VALUES (NEW."basis_id", NEW."claim_id", NEW."decided_at", NEW."decided_by_id", NEW."decision", NEW."decision_reason", NEW."entry_id", NEW."id", NEW."internal_note", NEW."later_entry_id", NEW."later_finding_id", NEW."narrative", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."requested_at", NEW."requested_by_id", NEW."status", NEW."successor_id", NEW."uuid", NEW."version"); RETURN NULL;',
                        hash="9f882523371ad0578fe6dc571d008dc2d28da7c7",
                        operation="INSERT",
                        pgid="pgtrigger_insert_insert_46f73",
                        table="recommendations_statusrequest",
                        when="AFTER",
                    ),
                ),
                pgtrigger.compiler.Trigger(
                    name="update_update",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                        func='INSERT INTO "recommendations_statusrequestevent" ("basis_id", "claim_id", "decided_at", "decided_by_id", "decision", "decision_reason", "entry_id", "id", "internal_note", "later_entry_id", "later_finding_id", "narrative", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "requested_at", "requested_by_id", "status", "successor_id", "uuid", "version") VALUES (NEW."basis_id", NEW."claim_id", NEW."decided_at", NEW."decided_by_id", NEW."decision", NEW."decision_reason", NEW."entry_id", NEW."id", NEW."internal_note", NEW."later_entry_id", NEW."later_finding_id", NEW."narrative", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."requested_at", NEW."requested_by_id", NEW."status", NEW."successor_id", NEW."uuid", NEW."version"); RETURN NULL;',
                        hash="4be29ede4f5555c93eb8dea418f69856bee48d26",
                        operation="UPDATE",
                        pgid="pgtrigger_update_update_4b0e4",
                        table="recommendations_statusrequest",
                        when="AFTER",
                    ),
                ),
                pgtrigger.compiler.Trigger(
                    name="delete_delete",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "recommendations_statusrequestevent" ("basis_id", "claim_id", "decided_at", "decided_by_id", "decision", "decision_reason", "entry_id", "id", "internal_note", "later_entry_id", "later_finding_id", "narrative", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "requested_at", "requested_by_id", "status", "successor_id", "uuid", "version") VALUES (OLD."basis_id", OLD."claim_id", OLD."decided_at", OLD."decided_by_id", OLD."decision", OLD."decision_reason", OLD."entry_id", OLD."id", OLD."internal_note", OLD."later_entry_id", OLD."later_finding_id", OLD."narrative", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."requested_at", OLD."requested_by_id", OLD."status", OLD."successor_id", OLD."uuid", OLD."version"); RETURN NULL;',
                        hash="83af807144f34bcc483f350897ad701a9065cab4",
                        operation="DELETE",
                        pgid="pgtrigger_delete_delete_e4bec",
                        table="recommendations_statusrequest",
                        when="AFTER",
                    ),
                ),
            ],
        ),
    ]
