from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("recommendations", "0013_national_reports"),
    ]

    operations = [
        migrations.AddField(
            model_name="viewsubscription",
            name="problem",
            field=models.TextField(blank=True),
        ),
    ]
