import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

import inspection_portal.core.operations


class Migration(migrations.Migration):
    dependencies = [
        ("findings", "0004_key_figures"),
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
            name="snapshot",
            field=models.UUIDField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="keyfigure",
            name="snapshot_figure",
            field=models.CharField(blank=True, max_length=40),
        ),
        migrations.AddField(
            model_name="keyfigure",
            name="snapshot_sha256",
            field=models.CharField(blank=True, max_length=64),
        ),
        migrations.AddField(
            model_name="keyfigureevent",
            name="snapshot",
            field=models.UUIDField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="keyfigureevent",
            name="snapshot_figure",
            field=models.CharField(blank=True, max_length=40),
        ),
        migrations.AddField(
            model_name="keyfigureevent",
            name="snapshot_sha256",
            field=models.CharField(blank=True, max_length=64),
        ),
        migrations.AddConstraint(
            model_name="keyfigure",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("snapshot", None), ("snapshot_figure", ""), ("snapshot_sha256", "")),
                    models.Q(
                        ("snapshot__isnull", False), ("snapshot_sha256__regex", "^[0-9a-f]{64}$")
                    ),
                    _connector="OR",
                ),
                name="key_figure_of_a_snapshot_has_its_hash",
                violation_error_message="Name the snapshot together with the hash of its list.",
            ),
        ),
        inspection_portal.core.operations.AddTriggers(
            model_name="keyfigure",
            triggers=[
                pgtrigger.compiler.Trigger(
                    name="insert_insert",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "findings_keyfigureevent" ("as_at", "chapter_id", "counted", "entered_at", "entered_by_id", "figure_id", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "snapshot", "snapshot_figure", "snapshot_sha256", "source", "uuid", "value", "version") VALUES (NEW."as_at", NEW."chapter_id", NEW."counted", NEW."entered_at", NEW."entered_by_id", NEW."figure_id", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."snapshot", NEW."snapshot_figure", NEW."snapshot_sha256", NEW."source", NEW."uuid", NEW."value", NEW."version"); RETURN NULL;',
                        hash="fcd90e1912aa5c939e59a5331b7ccaa0eddcd33c",
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
                        func='INSERT INTO "findings_keyfigureevent" ("as_at", "chapter_id", "counted", "entered_at", "entered_by_id", "figure_id", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "snapshot", "snapshot_figure", "snapshot_sha256", "source", "uuid", "value", "version") VALUES (NEW."as_at", NEW."chapter_id", NEW."counted", NEW."entered_at", NEW."entered_by_id", NEW."figure_id", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."snapshot", NEW."snapshot_figure", NEW."snapshot_sha256", NEW."source", NEW."uuid", NEW."value", NEW."version"); RETURN NULL;',
                        hash="2bc9d9887f5b8740b1f5696d8801f20569a50929",
                        operation="UPDATE",
                        pgid="pgtrigger_update_update_24fd2",
                        table="findings_keyfigure",
                        when="AFTER",
                    ),
                ),
                pgtrigger.compiler.Trigger(
                    name="delete_delete",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "findings_keyfigureevent" ("as_at", "chapter_id", "counted", "entered_at", "entered_by_id", "figure_id", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "snapshot", "snapshot_figure", "snapshot_sha256", "source", "uuid", "value", "version") VALUES (OLD."as_at", OLD."chapter_id", OLD."counted", OLD."entered_at", OLD."entered_by_id", OLD."figure_id", OLD."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."snapshot", OLD."snapshot_figure", OLD."snapshot_sha256", OLD."source", OLD."uuid", OLD."value", OLD."version"); RETURN NULL;',
                        hash="20488c0574cbb6d8e6efcf29f46d980e30a74532",
                        operation="DELETE",
                        pgid="pgtrigger_delete_delete_61fd4",
                        table="findings_keyfigure",
                        when="AFTER",
                    ),
                ),
            ],
        ),
    ]
