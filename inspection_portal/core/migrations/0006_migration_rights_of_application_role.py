"""Only the owner records which migrations were applied; everyone else may read it."""

from django.db import migrations

from inspection_portal.core.rights import keep_only


class Migration(migrations.Migration):
    dependencies = [("core", "0005_user_kinds_and_one_system_user")]
    operations = [keep_only("SELECT", "django_migrations")]
