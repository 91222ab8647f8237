import uuid

import django.db.models.deletion
import pgtrigger.compiler
from django.conf import settings
from django.db import migrations, models

import inspection_portal.core.operations


class Migration(migrations.Migration):
    dependencies = [
        ("findings", "0003_row_history"),
        ("forces", "0003_organisations"),
        ("recommendations", "0005_later_findings"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        inspection_portal.core.operations.Together(
            steps=[
                migrations.CreateModel(
                    name="BodyRules",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        (
                            "rule_set",
                            models.CharField(
                                choices=[
                                    ("deadlines", "Deadlines of the inspectorate"),
                                    ("committee", "Police committee"),
                                    ("audit", "Internal audit"),
                                    ("working_days", "Working days"),
                                ],
                                max_length=20,
                            ),
                        ),
                        ("valid_from", models.DateField()),
                        ("chosen_at", models.DateTimeField()),
                        (
                            "body",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="rules",
                                to="forces.body",
                            ),
                        ),
                        (
                            "chosen_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name_plural": "body rules",
                        "ordering": ["-valid_from", "-pk"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "rule_set__in",
                                        ["deadlines", "committee", "audit", "working_days"],
                                    )
                                ),
                                name="body_rules_are_known",
                                violation_error_message="That is not a rule set.",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="DueCount",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        ("month", models.DateField(blank=True, null=True)),
                        ("number", models.IntegerField()),
                        (
                            "body",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="forces.body",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["pk"],
                    },
                ),
                migrations.RemoveConstraint(
                    model_name="milestone",
                    name="milestone_target_stands_first",
                ),
                migrations.AddIndex(
                    model_name="registerentry",
                    index=models.Index(
                        condition=models.Q(("closed_on", None)),
                        fields=["due_on", "body"],
                        include=("published_at",),
                        name="open_entry_by_due_on",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="deadlinechange",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("decision__in", ["", "withdrawn"]),
                            models.Q(("decided_by", models.F("requested_by")), _negated=True),
                            _connector="OR",
                        ),
                        name="deadline_change_decided_by_a_second_person",
                        violation_error_message="You asked for this date, so somebody else must decide on it.",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="milestone",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind", "target"), ("position", 0)),
                            models.Q(
                                models.Q(("kind", "target"), _negated=True), ("position__gt", 0)
                            ),
                            _connector="OR",
                        ),
                        name="milestone_target_stands_first",
                        violation_error_message="A target stands before the deadlines.",
                    ),
                ),
            ]
        ),
        inspection_portal.core.operations.AddTriggers(
            model_name="registerentry",
            triggers=[
                pgtrigger.compiler.Trigger(
                    name="counted_when_added",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="\n    INSERT INTO recommendations_duecount (body_id, month, number)\n    SELECT body_id, date_trunc('month', due_on::timestamp)::date AS month, sum(number)\n    FROM (SELECT body_id, due_on, closed_on, 1 FROM added) AS changed (body_id, due_on, closed_on, number)\n    WHERE closed_on IS NULL\n    GROUP BY 1, 2 HAVING sum(number) <> 0;\n    RETURN NULL;\n",
                        hash="71b9eb4000ad86459ce8f7f1c6ac1ae7332c168f",
                        level="STATEMENT",
                        operation="INSERT",
                        pgid="pgtrigger_counted_when_added_f6e27",
                        referencing="REFERENCING NEW TABLE AS added ",
                        table="recommendations_registerentry",
                        when="AFTER",
                    ),
                ),
                pgtrigger.compiler.Trigger(
                    name="counted_when_changed",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="\n    INSERT INTO recommendations_duecount (body_id, month, number)\n    SELECT body_id, date_trunc('month', due_on::timestamp)::date AS month, sum(number)\n    FROM (SELECT body_id, due_on, closed_on, 1 FROM added UNION ALL SELECT body_id, due_on, closed_on, -1 FROM gone) AS changed (body_id, due_on, closed_on, number)\n    WHERE closed_on IS NULL\n    GROUP BY 1, 2 HAVING sum(number) <> 0;\n    RETURN NULL;\n",
                        hash="80aa2fca024df64bdb240ee15f7677c33436f869",
                        level="STATEMENT",
                        operation="UPDATE",
                        pgid="pgtrigger_counted_when_changed_313a0",
                        referencing="REFERENCING OLD TABLE AS gone  NEW TABLE AS added ",
                        table="recommendations_registerentry",
                        when="AFTER",
                    ),
                ),
                pgtrigger.compiler.Trigger(
                    name="counted_when_deleted",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="\n    INSERT INTO recommendations_duecount (body_id, month, number)\n    SELECT body_id, date_trunc('month', due_on::timestamp)::date AS month, sum(number)\n    FROM (SELECT body_id, due_on, closed_on, -1 FROM gone) AS changed (body_id, due_on, closed_on, number)\n    WHERE closed_on IS NULL\n    GROUP BY 1, 2 HAVING sum(number) <> 0;\n    RETURN NULL;\n",
                        hash="bd24c12888675cfbbf8331357df874925e0b2b53",
                        level="STATEMENT",
                        operation="DELETE",
                        pgid="pgtrigger_counted_when_deleted_d4c3b",
                        referencing="REFERENCING OLD TABLE AS gone ",
                        table="recommendations_registerentry",
                        when="AFTER",
                    ),
                ),
            ],
        ),
        inspection_portal.core.operations.AddTriggers(
            model_name="bodyrules",
            triggers=[
                pgtrigger.compiler.Trigger(
                    name="append_only",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                        hash="cf3651b4c61bc68ff7c551feb7cb77dbd0299365",
                        operation="UPDATE OR DELETE",
                        pgid="pgtrigger_append_only_efd3b",
                        table="recommendations_bodyrules",
                        when="BEFORE",
                    ),
                )
            ],
        ),
    ]
