import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("core", "0010_outbox"),
    ]

    operations = [
        migrations.CreateModel(
            name="Submission",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.UUIDField()),
                ("digest", models.CharField(max_length=64)),
                ("made_type", models.CharField(blank=True, max_length=60)),
                ("made_id", models.BigIntegerField(blank=True, null=True)),
                ("at", models.DateTimeField(db_index=True)),
            ],
        ),
        migrations.AlterModelOptions(
            name="owndraft",
            options={"ordering": ["-saved_at", "-pk"]},
        ),
        migrations.RemoveConstraint(
            model_name="owndraft",
            name="own_draft_once",
        ),
        migrations.AddField(
            model_name="owndraft",
            name="sitting",
            field=models.UUIDField(default=uuid.uuid4),
            preserve_default=False,
        ),
        migrations.AddConstraint(
            model_name="owndraft",
            constraint=models.UniqueConstraint(
                fields=("user", "key", "sitting"), name="own_draft_once"
            ),
        ),
        migrations.AddField(
            model_name="submission",
            name="user",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddConstraint(
            model_name="submission",
            constraint=models.UniqueConstraint(fields=("user", "key"), name="submission_once"),
        ),
        migrations.AddConstraint(
            model_name="submission",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("made_id", None), ("made_type", "")),
                    models.Q(
                        models.Q(("made_type", ""), _negated=True), ("made_id__isnull", False)
                    ),
                    _connector="OR",
                ),
                name="submission_made_type_iff_id",
            ),
        ),
    ]
