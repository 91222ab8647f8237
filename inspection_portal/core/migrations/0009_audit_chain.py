"""The audit trail becomes a chain: the database itself links each line to the one before it."""

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models

from inspection_portal.core.rights import keep_only

# Each part is led by its length, so that no two lines have the same text.
TEXT = """
CREATE FUNCTION core_audit_text(line core_auditevent, sequence bigint, previous_hash text)
RETURNS text LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
    SELECT string_agg(length(part) || ':' || part, ',' ORDER BY place)
    FROM unnest(ARRAY[
        sequence::text,
        previous_hash,
        line.uuid::text,
        to_char(line.at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US'),
        line.by_id::text,
        line.verb,
        line.object_type,
        line.object_uuid::text,
        line.object_label,
        line.detail::text
    ]) WITH ORDINALITY AS parts (part, place)
$$;
"""

# The lock is held from here to the end of the commit; whoever waited for it reads the new head.
APPEND = """
CREATE FUNCTION core_audit_append(line core_auditevent)
RETURNS void LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
    head core_auditlink;
    next_sequence bigint;
    previous text;
BEGIN
    PERFORM pg_advisory_xact_lock('core_auditlink'::regclass::bigint);
    SELECT * INTO head FROM core_auditlink ORDER BY sequence DESC LIMIT 1;
    next_sequence := coalesce(head.sequence, 0) + 1;
    previous := coalesce(head.hash, repeat('0', 64));
    INSERT INTO core_auditlink (sequence, event_id, previous_hash, hash) VALUES (
        next_sequence,
        line.id,
        previous,
        encode(
            sha256(convert_to(core_audit_text(line, next_sequence, previous), 'UTF8')), 'hex'
        )
    );
END $$;
REVOKE ALL ON FUNCTION core_audit_append(core_auditevent) FROM PUBLIC;
"""

# As the owner of the function, since the application role may not write the chain.
LINK = """
CREATE FUNCTION core_audit_link() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM core_audit_append(NEW);
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER linked_at_commit AFTER INSERT ON core_auditevent
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION core_audit_link();
"""
UNLINK = """
DROP TRIGGER linked_at_commit ON core_auditevent;
DROP FUNCTION core_audit_link();
"""

LINK_WHAT_IS_THERE = """
DO $$
DECLARE line core_auditevent;
BEGIN
    FOR line IN SELECT * FROM core_auditevent ORDER BY id LOOP
        PERFORM core_audit_append(line);
    END LOOP;
END $$;
"""

ENABLE_ALWAYS = """
DO $$
DECLARE trigger record;
BEGIN
    FOR trigger IN
        SELECT tgname, tgrelid::regclass AS of_table FROM pg_trigger
        WHERE tgrelid IN ('core_auditevent'::regclass, 'core_auditlink'::regclass)
          AND NOT tgisinternal
    LOOP
        EXECUTE format(
            'ALTER TABLE %s ENABLE ALWAYS TRIGGER %I', trigger.of_table, trigger.tgname
        );
    END LOOP;
END $$;
"""

PLAIN_COLUMNS = "uuid, at, by_id, verb, object_type, object_uuid, object_label, detail"


class Migration(migrations.Migration):
    dependencies = [("core", "0008_session_epoch_and_own_drafts")]

    operations = [
        migrations.AddIndex(
            model_name="auditevent",
            index=models.Index(
                condition=models.Q(("verb__regex", "(\\.read|^extract\\.opened)$")),
                fields=["object_type", "object_uuid", "-at", "-id"],
                name="audit_of_readings",
            ),
        ),
        migrations.AddIndex(
            model_name="auditevent",
            index=models.Index(fields=["by", "-at", "-id"], name="audit_by_person"),
        ),
        migrations.AddIndex(
            model_name="auditevent",
            index=models.Index(fields=["verb", "-at", "-id"], name="audit_by_verb"),
        ),
        migrations.AddIndex(
            model_name="auditevent",
            index=models.Index(fields=["-at", "-id"], name="audit_in_order"),
        ),
        migrations.CreateModel(
            name="AuditLink",
            fields=[
                ("sequence", models.PositiveBigIntegerField(primary_key=True, serialize=False)),
                (
                    "event",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="link",
                        to="core.auditevent",
                    ),
                ),
                ("previous_hash", models.CharField(max_length=64)),
                ("hash", models.CharField(max_length=64)),
            ],
            options={"ordering": ["sequence"]},
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="auditlink",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="17dfd2e444301c2c8c79441343ec13e4dc744c56",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_3b321",
                    table="core_auditlink",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="auditlink",
            trigger=pgtrigger.compiler.Trigger(
                name="never_truncated",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'The audit trail is append-only.';",
                    hash="26b4979b8924e7e2da7b5150e1f941c8d567d06e",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_never_truncated_35091",
                    table="core_auditlink",
                    when="BEFORE",
                ),
            ),
        ),
        keep_only("SELECT", "core_auditlink"),
        keep_only(f"SELECT, INSERT ({PLAIN_COLUMNS})", "core_auditevent"),
        migrations.RunSQL(TEXT, "DROP FUNCTION core_audit_text(core_auditevent, bigint, text)"),
        migrations.RunSQL(APPEND, "DROP FUNCTION core_audit_append(core_auditevent)"),
        migrations.RunSQL(LINK_WHAT_IS_THERE, migrations.RunSQL.noop),
        migrations.RunSQL(LINK, UNLINK),
        migrations.RunSQL(ENABLE_ALWAYS, migrations.RunSQL.noop),
    ]
