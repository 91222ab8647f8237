import datetime

import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("disruptions", "0011_snapshot_of_an_extract"),
        ("forces", "0004_partners"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        pgtrigger.migrations.RemoveTrigger(
            model_name="distinctevents",
            name="told_apart_by_another_than_recorded",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="moderation",
            name="moderated_by_another_than_recorded",
        ),
        migrations.RemoveConstraint(
            model_name="moderation",
            name="moderation_outcome_is_known",
        ),
        migrations.AlterField(
            model_name="moderation",
            name="outcome",
            field=models.CharField(
                choices=[
                    ("moderated", "Moderated"),
                    ("returned", "Returned"),
                    ("downgraded", "Downgraded"),
                    ("refused", "Refused"),
                    ("reopened", "Opened again"),
                ],
                max_length=10,
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="distinctevents",
            trigger=pgtrigger.compiler.Trigger(
                name="told_apart_by_another_than_recorded",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n    IF NOT (\n    NOT EXISTS (\n        SELECT FROM disruptions_disruption\n        WHERE id IN (NEW.first_id, NEW.second_id) AND recorded_by_id = NEW.by_id\n    )\n    AND NOT EXISTS (\n        SELECT FROM disruptions_disruptionevent\n        WHERE pgh_obj_id IN (NEW.first_id, NEW.second_id) AND changed_by_id = NEW.by_id\n    )\n) THEN\n        RAISE EXCEPTION 'Nobody decides on what they recorded or changed. Ask somebody else.'\n            USING ERRCODE = 'check_violation', CONSTRAINT = 'told_apart_by_another_than_recorded';\n    END IF;\n    RETURN NEW;\n",
                    hash="57377069b9ce42016573ee4d9de25ba0d50ccdcb",
                    operation="INSERT",
                    pgid="pgtrigger_told_apart_by_another_than_recorded_6b9c9",
                    table="disruptions_distinctevents",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="moderation",
            trigger=pgtrigger.compiler.Trigger(
                name="moderated_by_another_than_recorded",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n    IF NOT (\n    NOT EXISTS (\n        SELECT FROM disruptions_disruption\n        WHERE id IN (NEW.disruption_id) AND recorded_by_id = NEW.by_id\n    )\n    AND NOT EXISTS (\n        SELECT FROM disruptions_disruptionevent\n        WHERE pgh_obj_id IN (NEW.disruption_id) AND changed_by_id = NEW.by_id\n    )\n) THEN\n        RAISE EXCEPTION 'Nobody moderates what they recorded or changed. Ask somebody else.'\n            USING ERRCODE = 'check_violation', CONSTRAINT = 'moderated_by_another_than_recorded';\n    END IF;\n    RETURN NEW;\n",
                    hash="c19cb300e1902ae11af7bf33e44afdb719484db4",
                    operation="INSERT",
                    pgid="pgtrigger_moderated_by_another_than_recorded_33441",
                    table="disruptions_moderation",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="disruption",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("source", "portal"), ("type", "support"), _negated=True),
                    ("lead_body", None),
                    models.Q(("lead_body", models.F("body")), _negated=True),
                    _connector="OR",
                ),
                name="disruption_support_is_led_by_another",
                violation_error_message="A body supports what another agency led. Name that one, or choose lead disruption where your own body led it.",
            ),
        ),
        migrations.AddConstraint(
            model_name="disruption",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("event_on__range", (datetime.date(2000, 1, 1), datetime.date(2100, 12, 31)))
                ),
                name="disruption_of_a_likely_day",
                violation_error_message="Check the day of the event: its year must be from 2000 to 2100.",
            ),
        ),
        migrations.AddConstraint(
            model_name="moderation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("outcome__in", ["moderated", "returned", "downgraded", "refused", "reopened"])
                ),
                name="moderation_outcome_is_known",
                violation_error_message="Choose moderated, returned, downgraded or refused.",
            ),
        ),
        migrations.AlterConstraint(
            model_name="disruption",
            name="disruption_recorded_after_its_event",
            constraint=models.CheckConstraint(
                condition=models.Q(("recorded_on__gte", models.F("event_on"))),
                name="disruption_recorded_after_its_event",
                violation_error_message="The record would be older than the event. Check the day of the event: what happened later needs a record of its own.",
            ),
        ),
    ]
