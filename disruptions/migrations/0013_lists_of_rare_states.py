from django.db import migrations, models

from inspection_portal.core.natural import Plain


class Migration(migrations.Migration):
    dependencies = [("disruptions", "0012_disruptions_opened_again")]

    operations = [
        migrations.AddIndex(
            model_name="disruption",
            index=models.Index(
                condition=models.Q(moderation__in=["pending", "returned", "refused"]),
                fields=["moderation", "-event_on", "-id"],
                name="disruption_by_state_and_day",
            ),
        ),
        migrations.AddIndex(
            model_name="threat",
            index=models.Index(Plain("reference"), name="threat_by_plain_reference"),
        ),
    ]
