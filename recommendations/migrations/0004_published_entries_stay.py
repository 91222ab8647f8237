"""What is published in the register stays as it is, whoever writes."""

import pgtrigger.compiler
from django.db import migrations

from inspection_portal.core.operations import AddTriggers


class Migration(migrations.Migration):
    dependencies = [("recommendations", "0003_row_history")]
    operations = [
        AddTriggers(
            model_name="registerentry",
            triggers=[
                pgtrigger.compiler.Trigger(
                    name="published_is_never_deleted",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="""
    IF OLD.published_at <= clock_timestamp() THEN
        RAISE EXCEPTION 'What is published stays published.'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'published_stays_published';
    END IF;
    RETURN NULL;
""",
                        hash="7c7d5e4ed7ed93357fe88c35f42d4198de4f2b73",
                        operation="DELETE",
                        pgid="pgtrigger_published_is_never_deleted_08dfd",
                        table="recommendations_registerentry",
                        when="AFTER",
                    ),
                ),
                pgtrigger.compiler.Trigger(
                    name="published_stays_addressed",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        condition='WHEN (OLD."body_id" IS DISTINCT FROM (NEW."body_id") OR OLD."finding_id" IS DISTINCT FROM (NEW."finding_id") OR OLD."published_at" IS DISTINCT FROM (NEW."published_at") OR OLD."recommendation_id" IS DISTINCT FROM (NEW."recommendation_id"))',
                        func="""
    IF OLD.published_at <= clock_timestamp() THEN
        RAISE EXCEPTION 'What is published stays published.'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'published_stays_published';
    END IF;
    RETURN NULL;
""",
                        hash="837e0f147e1ab03809f1f53ab61d420d154a32a9",
                        operation="UPDATE",
                        pgid="pgtrigger_published_stays_addressed_da48d",
                        table="recommendations_registerentry",
                        when="AFTER",
                    ),
                ),
                pgtrigger.compiler.Trigger(
                    name="asked_changes_only_by_correction",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        condition='WHEN (OLD."asked" IS DISTINCT FROM (NEW."asked") OR OLD."due_on" IS DISTINCT FROM (NEW."due_on"))',
                        func="""
    IF NOT (
    NOT EXISTS (
        SELECT 1 FROM findings_finding AS finding
        JOIN findings_inspection AS inspection ON inspection.id = finding.inspection_id
        WHERE inspection.stage = 'issued' AND finding.id = COALESCE(
            OLD.finding_id,
            (SELECT finding_id FROM recommendations_recommendation WHERE id = OLD.recommendation_id)
        ) AND NOT EXISTS (
            SELECT 1 FROM findings_correction AS correction
            WHERE correction.inspection_id = inspection.id AND correction.closed_at IS NULL
        )
    )
) THEN
        RAISE EXCEPTION 'What is published changes only through a correction.'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'published_changes_only_by_correction';
    END IF;
    RETURN NEW;
""",
                        hash="d29b1c960b19fd2cb6698aecb894f2490e4cc8c9",
                        operation="UPDATE",
                        pgid="pgtrigger_asked_changes_only_by_correction_48e28",
                        table="recommendations_registerentry",
                        when="AFTER",
                    ),
                ),
            ],
        ),
    ]
