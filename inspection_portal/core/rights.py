"""What the application role may do with a table, where that is less than with all others."""

from django.db.migrations import RunSQL

KEEP_ONLY = """
DO $$
DECLARE other text;
BEGIN
    FOR other IN
        SELECT DISTINCT grantee FROM information_schema.role_table_grants
        WHERE table_schema = current_schema() AND table_name = '{table}'
          AND grantee NOT IN (current_user, 'PUBLIC')
    LOOP
        EXECUTE format('REVOKE ALL ON {table} FROM %I', other);
        EXECUTE format('GRANT {rights} ON {table} TO %I', other);
    END LOOP;
END $$;
"""


def keep_only(rights: str, table: str) -> RunSQL:
    """A step of a migration: whoever is not the owner keeps only those rights on the table."""
    return RunSQL(KEEP_ONLY.format(rights=rights, table=table), RunSQL.noop)
