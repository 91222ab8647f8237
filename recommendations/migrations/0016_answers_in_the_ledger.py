import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

import inspection_portal.core.operations


class Migration(migrations.Migration):
    dependencies = [
        ("core", "0009_sent_at_before_settled"),
        ("recommendations", "0015_rocus_are_answered_for"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        inspection_portal.core.operations.Together(
            steps=[
                pgtrigger.migrations.RemoveTrigger(
                    model_name="reminder",
                    name="what_it_is_of_is_frozen",
                ),
                migrations.RemoveConstraint(
                    model_name="reminder",
                    name="reminder_once",
                ),
                migrations.AddField(
                    model_name="reminder",
                    name="response",
                    field=models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reminders",
                        to="recommendations.section55response",
                    ),
                ),
                migrations.AlterField(
                    model_name="reminder",
                    name="entry",
                    field=models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reminders",
                        to="recommendations.registerentry",
                    ),
                ),
                migrations.AlterField(
                    model_name="reminder",
                    name="role",
                    field=models.CharField(
                        choices=[
                            ("owner", "Responsible"),
                            ("lead", "Lead of the body"),
                            ("overseer", "Local policing body"),
                            ("inspector", "Inspectorate"),
                        ],
                        max_length=10,
                    ),
                ),
                migrations.AlterField(
                    model_name="reminderschedule",
                    name="kind",
                    field=models.CharField(
                        choices=[
                            ("immediate", "Immediately"),
                            ("date", "By a date"),
                            ("month", "By the end of a month"),
                            ("relative", "Within a time of publication"),
                            ("event", "When something happens"),
                            ("target", "The body’s own target"),
                            ("answer", "Answer to a report under section 55"),
                        ],
                        max_length=10,
                        unique=True,
                    ),
                ),
                migrations.AlterField(
                    model_name="reminderscheduleevent",
                    name="kind",
                    field=models.CharField(
                        choices=[
                            ("immediate", "Immediately"),
                            ("date", "By a date"),
                            ("month", "By the end of a month"),
                            ("relative", "Within a time of publication"),
                            ("event", "When something happens"),
                            ("target", "The body’s own target"),
                            ("answer", "Answer to a report under section 55"),
                        ],
                        max_length=10,
                    ),
                ),
                migrations.AddIndex(
                    model_name="reminder",
                    index=models.Index(
                        condition=models.Q(("state", "cancelled")),
                        fields=["recipient", "due_on", "days"],
                        name="reminder_cancelled",
                    ),
                ),
                migrations.AddIndex(
                    model_name="reminder",
                    index=models.Index(
                        condition=models.Q(("response__isnull", False)),
                        fields=["response"],
                        name="reminder_of_answer",
                    ),
                ),
                inspection_portal.core.operations.AddTriggers(
                    model_name="reminder",
                    triggers=[
                        pgtrigger.compiler.Trigger(
                            name="what_it_is_of_is_frozen",
                            sql=pgtrigger.compiler.UpsertTriggerSql(
                                condition='WHEN (OLD."entry_id" IS DISTINCT FROM (NEW."entry_id") OR OLD."response_id" IS DISTINCT FROM (NEW."response_id") OR OLD."due_on" IS DISTINCT FROM (NEW."due_on") OR OLD."days" IS DISTINCT FROM (NEW."days") OR OLD."recipient_id" IS DISTINCT FROM (NEW."recipient_id") OR OLD."role" IS DISTINCT FROM (NEW."role") OR OLD."planned_at" IS DISTINCT FROM (NEW."planned_at"))',
                                func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                                hash="05bb8e2929abb065948e958975ad5b57ad5040ff",
                                operation="UPDATE",
                                pgid="pgtrigger_what_it_is_of_is_frozen_355da",
                                table="recommendations_reminder",
                                when="BEFORE",
                            ),
                        )
                    ],
                ),
                migrations.AddConstraint(
                    model_name="reminder",
                    constraint=models.UniqueConstraint(
                        condition=models.Q(
                            ("milestone__isnull", False),
                            models.Q(("state", "cancelled"), _negated=True),
                        ),
                        fields=("milestone", "due_on", "days", "recipient"),
                        name="reminder_once",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="reminder",
                    constraint=models.UniqueConstraint(
                        condition=models.Q(
                            ("response__isnull", False),
                            models.Q(("state", "cancelled"), _negated=True),
                        ),
                        fields=("response", "due_on", "days", "recipient"),
                        name="reminder_of_answer_once",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="reminder",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("entry__isnull", False), ("response", None)),
                            models.Q(
                                ("entry", None), ("milestone", None), ("response__isnull", False)
                            ),
                            _connector="OR",
                        ),
                        name="reminder_of_one_thing",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="reminderschedule",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind", "answer"), _negated=True),
                            ("overseers_from", None),
                            _connector="OR",
                        ),
                        name="schedule_nobody_oversees_an_answer",
                        violation_error_message="A local policing body’s answer is overseen by nobody.",
                    ),
                ),
            ]
        )
    ]
