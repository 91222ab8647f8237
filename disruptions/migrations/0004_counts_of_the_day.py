import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models

import inspection_portal.core.dates

# When the job ran until now.
COUNTED_OVERNIGHT = """
UPDATE disruptions_checkcount SET counted_at = ("on" + time '04:30') AT TIME ZONE 'Europe/London'
"""


class Migration(migrations.Migration):
    dependencies = [
        ("disruptions", "0003_copied_text"),
        ("forces", "0004_partners"),
    ]

    operations = [
        pgtrigger.migrations.RemoveTrigger(model_name="checkcount", name="append_only"),
        migrations.RemoveConstraint(model_name="checkcount", name="check_counted_once_a_day"),
        migrations.AddField("checkcount", "counted_at", models.DateTimeField(null=True)),
        migrations.RunSQL(COUNTED_OVERNIGHT, migrations.RunSQL.noop),
        migrations.AlterField("checkcount", "counted_at", models.DateTimeField()),
        migrations.AlterField(
            model_name="checkcount",
            name="body",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="check_counts",
                to="forces.body",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="checkcount",
            trigger=pgtrigger.compiler.Trigger(
                name="past_days_stand",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.\"on\" < (clock_timestamp() AT TIME ZONE 'Europe/London')::date)",
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="490a5bc4d508dd85b9ba1ca8f372de2ef0420918",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_past_days_stand_d2d53",
                    table="disruptions_checkcount",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="checkcount",
            constraint=models.UniqueConstraint(
                fields=("body", "on", "check_id"),
                name="check_counted_once_a_day",
                violation_error_message="The check is counted for that day already.",
            ),
        ),
        migrations.AddConstraint(
            model_name="checkcount",
            constraint=models.CheckConstraint(
                condition=models.Q(("on", inspection_portal.core.dates.LondonDay("counted_at"))),
                name="check_count_is_of_its_day",
                violation_error_message="A count is of the day on which it was made.",
            ),
        ),
    ]
