import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import inspection_portal.core.dates


class Migration(migrations.Migration):
    dependencies = [
        ("disruptions", "0009_filter_sets"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="DataExtract",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                (
                    "kind",
                    models.CharField(
                        choices=[("disruptions", "Disruptions"), ("threats", "Threats")],
                        max_length=12,
                    ),
                ),
                ("name", models.TextField()),
                ("sha256", models.CharField(blank=True, max_length=64)),
                ("size", models.BigIntegerField()),
                ("taken_on", models.DateField()),
                ("uploaded_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("uploaded", "Waiting to be checked"),
                            ("checking", "Being checked"),
                            ("checked", "Waiting to be confirmed"),
                            ("confirmed", "Waiting to be loaded"),
                            ("loading", "Being loaded"),
                            ("loaded", "Loaded"),
                            ("refused", "Not loaded"),
                            ("cancelled", "Cancelled"),
                        ],
                        default="uploaded",
                        max_length=12,
                    ),
                ),
                ("moved_at", models.DateTimeField()),
                ("is_to_stop", models.BooleanField(default=False)),
                ("step", models.CharField(blank=True, max_length=20)),
                ("done", models.IntegerField(default=0)),
                ("total", models.IntegerField(default=0)),
                ("tries", models.PositiveSmallIntegerField(default=0)),
                ("refusal", models.TextField(blank=True)),
                ("counts", models.JSONField(blank=True, default=dict)),
                ("notes", models.JSONField(blank=True, default=list)),
                ("first", models.JSONField(blank=True, default=list)),
                ("refused", models.BinaryField(default=b"")),
                ("differences", models.BinaryField(default=b"")),
                (
                    "confirmed_by",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
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
            },
        ),
        migrations.CreateModel(
            name="DataExtractPiece",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.IntegerField()),
                ("content", models.BinaryField()),
                (
                    "extract",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="pieces",
                        to="disruptions.dataextract",
                    ),
                ),
            ],
            options={
                "ordering": ["extract", "number"],
            },
        ),
        migrations.AddIndex(
            model_name="dataextract",
            index=models.Index(
                condition=models.Q(
                    ("state__in", ["loaded", "refused", "cancelled"]), _negated=True
                ),
                fields=["moved_at"],
                name="data_extract_under_way",
            ),
        ),
        migrations.AddIndex(
            model_name="dataextract",
            index=models.Index(fields=["kind", "sha256"], name="data_extract_by_file"),
        ),
        migrations.AddConstraint(
            model_name="dataextract",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("kind__in", ["disruptions", "threats"]),
                    (
                        "state__in",
                        [
                            "uploaded",
                            "checking",
                            "checked",
                            "confirmed",
                            "loading",
                            "loaded",
                            "refused",
                            "cancelled",
                        ],
                    ),
                ),
                name="data_extract_words_are_known",
                violation_error_message="Choose disruptions or threats.",
            ),
        ),
        migrations.AddConstraint(
            model_name="dataextract",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("taken_on__lte", inspection_portal.core.dates.LondonDay("uploaded_at"))
                ),
                name="data_extract_is_of_a_day_that_has_come",
                violation_error_message="That day has not come yet. Check when it was taken.",
            ),
        ),
        migrations.AddConstraint(
            model_name="dataextractpiece",
            constraint=models.UniqueConstraint(
                fields=("extract", "number"), name="data_extract_piece_once"
            ),
        ),
    ]
