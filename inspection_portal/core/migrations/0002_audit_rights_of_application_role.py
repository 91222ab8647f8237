"""Whoever is not the owner may add to the audit trail and read it, and no more."""

from django.db import migrations

KEEP_ONLY_SELECT_AND_INSERT = """
DO $$
DECLARE other text;
BEGIN
    FOR other IN
        SELECT DISTINCT grantee FROM information_schema.role_table_grants
        WHERE table_schema = current_schema() AND table_name = 'core_auditevent'
          AND grantee NOT IN (current_user, 'PUBLIC')
    LOOP
        EXECUTE format('REVOKE ALL ON core_auditevent FROM %I', other);
        EXECUTE format('GRANT SELECT, INSERT ON core_auditevent TO %I', other);
    END LOOP;
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [("core", "0001_initial")]
    operations = [migrations.RunSQL(KEEP_ONLY_SELECT_AND_INSERT, migrations.RunSQL.noop)]
