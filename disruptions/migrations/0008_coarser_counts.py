import django.contrib.postgres.fields
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models

# A number for each category, strand and type, of those that passed moderation and of those that
# wait for it, in one row of a body and month.
KINDS = 120
PLACE = (
    "1 + ((moderation = 'pending')::int"
    " + 2 * ((array_position(ARRAY['lead', 'support', 'coordinate'], type::text) - 1)"
    " + 3 * ((array_position(ARRAY['pursue', 'prevent', 'protect', 'prepare', ''],"
    " strand::text) - 1)"
    " + 5 * (array_position(ARRAY['major', 'moderate', 'minor', ''], category::text) - 1))))"
)
EACH = ", ".join(
    f"coalesce(sum(number) FILTER (WHERE place = {place}), 0)" for place in range(1, KINDS + 1)
)
FIELDS = "body_id, event_on, category, strand, type, moderation"
ADDED = f"SELECT {FIELDS}, 1 FROM added"  # noqa: S608 (no value of anybody's is in it)
GONE = f"SELECT {FIELDS}, -1 FROM gone"  # noqa: S608
COUNT = f"""
    INSERT INTO disruptions_disruptioncount (body_id, month, numbers)
    SELECT body_id, month, ARRAY[{EACH}]
    FROM (
        SELECT
            body_id, date_trunc('month', event_on::timestamp)::date AS month,
            {PLACE} AS place, sum(number) AS number
        FROM ({{changed}}) AS rows ({FIELDS}, number)
        WHERE moderation IN ('moderated', 'downgraded', 'pending')
        GROUP BY 1, 2, 3 HAVING sum(number) <> 0
    ) AS changed
    GROUP BY body_id, month;
    RETURN NULL;
    """  # noqa: S608
COUNT_ALL = COUNT.replace("RETURN NULL;", "").format(
    changed=f"SELECT {FIELDS}, 1 FROM disruptions_disruption"  # noqa: S608
)
FORGET = "DELETE FROM disruptions_disruptioncount"
COUNT_AS_BEFORE = """
    INSERT INTO disruptions_disruptioncount
        (body_id, month, category, strand, type, moderation, number)
    SELECT body_id, date_trunc('month', event_on::timestamp)::date, category, strand, type,
        moderation, count(*)
    FROM disruptions_disruption GROUP BY 1, 2, 3, 4, 5, 6
"""
TRIGGERS = {
    "counted_when_added": {
        "func": COUNT.format(changed=ADDED),
        "hash": "2409fbf1a331b6d4af815907b5e95cab32a4a362",
        "operation": "INSERT",
        "pgid": "pgtrigger_counted_when_added_c3e95",
        "referencing": "REFERENCING NEW TABLE AS added ",
    },
    "counted_when_changed": {
        "func": COUNT.format(changed=f"{ADDED} UNION ALL {GONE}"),
        "hash": "2e9c4f8c671e29636c4a71377a15f871af285eab",
        "operation": "UPDATE",
        "pgid": "pgtrigger_counted_when_changed_81fab",
        "referencing": "REFERENCING OLD TABLE AS gone  NEW TABLE AS added ",
    },
    "counted_when_deleted": {
        "func": COUNT.format(changed=GONE),
        "hash": "e5c04ebf8e74ae733b582abc8e485a949cb16057",
        "operation": "DELETE",
        "pgid": "pgtrigger_counted_when_deleted_20529",
        "referencing": "REFERENCING OLD TABLE AS gone ",
    },
}


class Migration(migrations.Migration):
    dependencies = [("disruptions", "0007_distinct_events")]

    operations = [
        *(
            pgtrigger.migrations.RemoveTrigger(model_name="disruption", name=name)
            for name in TRIGGERS
        ),
        migrations.RunSQL(FORGET, COUNT_AS_BEFORE),
        *(
            migrations.RemoveField(model_name="disruptioncount", name=name)
            for name in ("category", "strand", "type", "moderation", "number")
        ),
        migrations.AddField(
            model_name="disruptioncount",
            name="numbers",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.IntegerField(), size=KINDS
            ),
        ),
        migrations.RemoveIndex(model_name="disruptioncount", name="disruption_count_by_month"),
        migrations.AddIndex(
            model_name="disruptioncount",
            index=models.Index(fields=["month", "body"], name="disruption_count_by_month"),
        ),
        migrations.RunSQL(COUNT_ALL, FORGET),
        *(
            pgtrigger.migrations.AddTrigger(
                model_name="disruption",
                trigger=pgtrigger.compiler.Trigger(
                    name=name,
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        level="STATEMENT", table="disruptions_disruption", when="AFTER", **trigger
                    ),
                ),
            )
            for name, trigger in TRIGGERS.items()
        ),
    ]
