from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("disruptions", "0001_initial"),
        ("forces", "0004_partners"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="assessment",
            index=models.Index(
                fields=["threat", "-assessed_on", "-id"], name="assessment_last_of_threat"
            ),
        ),
        migrations.AddIndex(
            model_name="threat",
            index=models.Index(fields=["reference", "id"], name="threat_by_reference"),
        ),
    ]
