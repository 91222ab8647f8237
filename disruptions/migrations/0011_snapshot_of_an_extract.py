import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("disruptions", "0010_extracts"),
    ]

    operations = [
        migrations.AddField(
            model_name="snapshot",
            name="extract",
            field=models.ForeignKey(
                blank=True,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="disruptions.dataextract",
            ),
        ),
    ]
