"""The table of Django's database cache, as `createcachetable` would make it."""

from django.db import migrations

CREATE = """
CREATE TABLE core_cache (
    cache_key varchar(255) PRIMARY KEY,
    value text NOT NULL,
    expires timestamptz NOT NULL
);
CREATE INDEX core_cache_expires ON core_cache (expires);
"""


class Migration(migrations.Migration):
    dependencies = [("core", "0005_rights_of_application_role")]
    operations = [migrations.RunSQL(CREATE, "DROP TABLE core_cache")]
