from django.db import migrations, models

from inspection_portal.core.natural import Natural


class Migration(migrations.Migration):
    dependencies = [("disruptions", "0005_disruptions")]

    operations = [
        migrations.RemoveIndex(model_name="threat", name="threat_by_reference"),
        migrations.AddIndex(
            model_name="threat",
            index=models.Index(
                Natural("reference"), models.F("id"), name="threat_in_natural_order"
            ),
        ),
    ]
