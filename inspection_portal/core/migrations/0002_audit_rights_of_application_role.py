"""Whoever is not the owner may add to the audit trail and read it, and no more."""

from django.db import migrations

from inspection_portal.core.rights import keep_only


class Migration(migrations.Migration):
    dependencies = [("core", "0001_initial")]
    operations = [keep_only("SELECT, INSERT", "core_auditevent")]
