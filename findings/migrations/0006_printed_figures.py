import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

import inspection_portal.core.operations


class Migration(migrations.Migration):
    dependencies = [
        ("findings", "0005_traced_figures"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        pgtrigger.migrations.RemoveTrigger(
            model_name="keyfigure",
            name="insert_insert",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="keyfigure",
            name="update_update",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="keyfigure",
            name="delete_delete",
        ),
        migrations.AddField(
            model_name="keyfigure",
            name="is_printed",
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name="keyfigureevent",
            name="is_printed",
            field=models.BooleanField(default=False),
        ),
        migrations.AddConstraint(
            model_name="keyfigure",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("is_printed", False), ("snapshot__isnull", False), _connector="OR"
                ),
                name="key_figure_printed_has_a_snapshot",
                violation_error_message="Only a value that was counted from a frozen list can be printed in the report. Copy it from a snapshot.",
            ),
        ),
        inspection_portal.core.operations.AddTriggers(
            model_name="keyfigure",
            triggers=[
                pgtrigger.compiler.Trigger(
                    name="frozen_once_issued",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="\n    IF NOT coalesce(OLD.is_printed, FALSE) AND NOT coalesce(NEW.is_printed, FALSE) THEN\n        IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;\n        RETURN NEW;\n    END IF;\n\n    IF EXISTS (\n        SELECT 1 FROM findings_inspection AS inspection\n        WHERE (inspection.stage = 'issued' OR inspection.signed_off_at IS NOT NULL)\n          AND inspection.id IN (SELECT unnest(ARRAY[(SELECT inspection_id FROM findings_inspectedbody WHERE id = OLD.chapter_id), (SELECT inspection_id FROM findings_inspectedbody WHERE id = NEW.chapter_id)]))\n          AND NOT EXISTS (\n              SELECT 1 FROM findings_correction AS correction\n              WHERE correction.inspection_id = inspection.id AND correction.closed_at IS NULL\n          )\n    ) THEN\n        RAISE EXCEPTION 'What is published changes only through a correction.'\n            USING ERRCODE = 'check_violation', CONSTRAINT = 'published_changes_only_by_correction';\n    END IF;\n    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;\n    RETURN NEW;\n",
                        hash="414c655a483eb5b275d44f8b1c24cdf2f82ebeec",
                        operation="INSERT OR UPDATE OR DELETE",
                        pgid="pgtrigger_frozen_once_issued_6b718",
                        table="findings_keyfigure",
                        when="BEFORE",
                    ),
                ),
                pgtrigger.compiler.Trigger(
                    name="insert_insert",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "findings_keyfigureevent" ("as_at", "chapter_id", "counted", "entered_at", "entered_by_id", "figure_id", "id", "is_printed", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "snapshot", "snapshot_figure", "snapshot_sha256", "source", "uuid", "value", "version") VALUES (NEW."as_at", NEW."chapter_id", NEW."counted", NEW."entered_at", NEW."entered_by_id", NEW."figure_id", NEW."id", NEW."is_printed", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."snapshot", NEW."snapshot_figure", NEW."snapshot_sha256", NEW."source", NEW."uuid", NEW."value", NEW."version"); RETURN NULL;',
                        hash="1ce4e78f59cb84f9da54e88693241d9885f78fb0",
                        operation="INSERT",
                        pgid="pgtrigger_insert_insert_e3687",
                        table="findings_keyfigure",
                        when="AFTER",
                    ),
                ),
                pgtrigger.compiler.Trigger(
                    name="update_update",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                        func='INSERT INTO "findings_keyfigureevent" ("as_at", "chapter_id", "counted", "entered_at", "entered_by_id", "figure_id", "id", "is_printed", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "snapshot", "snapshot_figure", "snapshot_sha256", "source", "uuid", "value", "version") VALUES (NEW."as_at", NEW."chapter_id", NEW."counted", NEW."entered_at", NEW."entered_by_id", NEW."figure_id", NEW."id", NEW."is_printed", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."snapshot", NEW."snapshot_figure", NEW."snapshot_sha256", NEW."source", NEW."uuid", NEW."value", NEW."version"); RETURN NULL;',
                        hash="689fd77500ff2d2501cc92bb68e4c80053335f1c",
                        operation="UPDATE",
                        pgid="pgtrigger_update_update_24fd2",
                        table="findings_keyfigure",
                        when="AFTER",
                    ),
                ),
                pgtrigger.compiler.Trigger(
                    name="delete_delete",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "findings_keyfigureevent" ("as_at", "chapter_id", "counted", "entered_at", "entered_by_id", "figure_id", "id", "is_printed", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "snapshot", "snapshot_figure", "snapshot_sha256", "source", "uuid", "value", "version") VALUES (OLD."as_at", OLD."chapter_id", OLD."counted", OLD."entered_at", OLD."entered_by_id", OLD."figure_id", OLD."id", OLD."is_printed", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."snapshot", OLD."snapshot_figure", OLD."snapshot_sha256", OLD."source", OLD."uuid", OLD."value", OLD."version"); RETURN NULL;',
                        hash="084d5ec0e430e6fc409b33a4f977897933d995cc",
                        operation="DELETE",
                        pgid="pgtrigger_delete_delete_61fd4",
                        table="findings_keyfigure",
                        when="AFTER",
                    ),
                ),
            ],
        ),
    ]
