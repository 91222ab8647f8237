from django.db import migrations

COUNT = """
    DELETE FROM recommendations_duecount;
    INSERT INTO recommendations_duecount (body_id, month, number)
    SELECT body_id, date_trunc('month', due_on::timestamp)::date, count(*)
    FROM recommendations_registerentry WHERE closed_on IS NULL GROUP BY 1, 2;
"""


class Migration(migrations.Migration):
    dependencies = [("recommendations", "0006_rules_and_due_counts")]

    operations = [migrations.RunSQL(COUNT, "DELETE FROM recommendations_duecount")]
