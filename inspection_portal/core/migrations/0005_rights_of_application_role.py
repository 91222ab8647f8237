"""What the application role may not do, though it may with every other table (ADR 0006).

It adds lines to the audit trail and reads them, and no more; only the owner writes the chain, and
which migrations were applied.
"""

from django.db import migrations

from inspection_portal.core.rights import keep_only

# A line gets its number from the database.
COLUMNS = "uuid, at, by_id, verb, object_type, object_uuid, object_label, detail"


class Migration(migrations.Migration):
    dependencies = [("core", "0004_audit_chain")]
    operations = [
        keep_only(f"SELECT, INSERT ({COLUMNS})", "core_auditevent"),
        keep_only("SELECT", "core_auditlink"),
        keep_only("SELECT", "django_migrations"),
    ]
