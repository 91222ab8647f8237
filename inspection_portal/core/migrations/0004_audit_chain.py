"""The audit trail is a chain: the database itself links each line to the one before it."""

from django.db import migrations

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

# Also in a session that says it replicates, where ordinary triggers are silent.
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


class Migration(migrations.Migration):
    dependencies = [("core", "0003_row_history")]

    operations = [
        migrations.RunSQL(TEXT, "DROP FUNCTION core_audit_text(core_auditevent, bigint, text)"),
        migrations.RunSQL(APPEND, "DROP FUNCTION core_audit_append(core_auditevent)"),
        migrations.RunSQL(LINK, UNLINK),
        migrations.RunSQL(ENABLE_ALWAYS, migrations.RunSQL.noop),
    ]
