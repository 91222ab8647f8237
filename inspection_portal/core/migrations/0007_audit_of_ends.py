import django.contrib.postgres.indexes
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("core", "0006_migration_rights_of_application_role")]

    operations = [
        migrations.AddIndex(
            model_name="auditevent",
            index=django.contrib.postgres.indexes.GinIndex(
                condition=models.Q(("verb__regex", "\\.(deleted|removed)$")),
                fields=["detail"],
                name="audit_of_ends",
                opclasses=["jsonb_path_ops"],
            ),
        ),
    ]
