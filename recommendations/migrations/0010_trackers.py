import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("recommendations", "0009_reminders"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="TrackerImport",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("uploaded_at", models.DateTimeField()),
                ("name", models.TextField()),
                ("sha256", models.CharField(max_length=64)),
                (
                    "policy",
                    models.CharField(
                        choices=[
                            ("keep", "Keep what the portal has"),
                            ("take", "Take what the tracker has"),
                        ],
                        default="keep",
                        max_length=4,
                    ),
                ),
                ("notes", models.JSONField(blank=True, default=list)),
                ("rows", models.JSONField(blank=True, default=list)),
                ("seen", models.JSONField(blank=True, default=dict)),
                ("counts", models.JSONField(blank=True, default=dict)),
                ("imported_at", models.DateTimeField(blank=True, null=True)),
                (
                    "uploaded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["-uploaded_at", "-pk"],
                "indexes": [models.Index(fields=["uploaded_at"], name="tracker_by_upload")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("policy__in", ["keep", "take"])),
                        name="tracker_policy_is_known",
                        violation_error_message="Choose what counts where the two differ.",
                    )
                ],
            },
        ),
    ]
