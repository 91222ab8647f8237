"""A body says that it has nothing to challenge, or withdraws a challenge."""

import uuid

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("findings", "0007_paragraphs_of_findings"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="ExtractReply",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("at", models.DateTimeField()),
            ],
            options={
                "verbose_name_plural": "extract replies",
            },
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="challenge",
            name="raised_is_frozen",
        ),
        migrations.AddField(
            model_name="challenge",
            name="passage_number",
            field=models.PositiveSmallIntegerField(default=1),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="challenge",
            name="withdrawn_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="challenge",
            name="withdrawn_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="challenge",
            trigger=pgtrigger.compiler.Trigger(
                name="raised_is_frozen",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."extract_id" IS DISTINCT FROM (NEW."extract_id") OR OLD."number" IS DISTINCT FROM (NEW."number") OR OLD."paragraph_id" IS DISTINCT FROM (NEW."paragraph_id") OR OLD."passage_number" IS DISTINCT FROM (NEW."passage_number") OR OLD."passage" IS DISTINCT FROM (NEW."passage") OR OLD."text" IS DISTINCT FROM (NEW."text") OR OLD."raised_by_id" IS DISTINCT FROM (NEW."raised_by_id") OR OLD."raised_at" IS DISTINCT FROM (NEW."raised_at"))',
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                    hash="d0418e2c700a3dbf1a932bcc6cb5ae35d2d3cbbf",
                    operation="UPDATE",
                    pgid="pgtrigger_raised_is_frozen_bbded",
                    table="findings_challenge",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="challenge",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("withdrawn_at", None), ("withdrawn_by", None)),
                    models.Q(
                        ("decision", ""),
                        ("withdrawn_at__isnull", False),
                        ("withdrawn_by__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="challenge_withdrawn_by_someone_while_undecided",
                violation_error_message="Only an undecided challenge is withdrawn.",
            ),
        ),
        migrations.AddField(
            model_name="extractreply",
            name="by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="extractreply",
            name="extract",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="reply",
                to="findings.extract",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="extractreply",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="671b3132193a9e87b4320f40d3bb1fc465978572",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_d98fb",
                    table="findings_extractreply",
                    when="BEFORE",
                ),
            ),
        ),
    ]
