import django.db.models.deletion
import pgtrigger.compiler
from django.db import migrations, models

import inspection_portal.core.operations


class Migration(migrations.Migration):
    dependencies = [
        ("disruptions", "0002_list_of_threats"),
        ("forces", "0004_partners"),
    ]

    operations = [
        inspection_portal.core.operations.Together(
            steps=[
                migrations.CreateModel(
                    name="PlanCopy",
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
                        ("share", models.FloatField()),
                        (
                            "plan",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="copies",
                                to="disruptions.plan",
                            ),
                        ),
                        (
                            "source",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to="disruptions.plan",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name_plural": "plan copies",
                        "ordering": ["-share", "pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("plan", "source"),
                                name="plan_copied_once_from_each",
                                violation_error_message="That the plan was copied from the other is known.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("share__gt", 0),
                                    ("share__lte", 1),
                                    models.Q(("plan", models.F("source")), _negated=True),
                                ),
                                name="plan_copy_share_is_a_part",
                                violation_error_message="A plan shares a part of its words with another plan.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="PlanShingle",
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
                        ("hash", models.BigIntegerField()),
                        (
                            "body",
                            models.ForeignKey(
                                db_constraint=False,
                                db_index=False,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to="forces.body",
                            ),
                        ),
                        (
                            "entry",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to="disruptions.planentry",
                            ),
                        ),
                        (
                            "plan",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to="disruptions.plan",
                            ),
                        ),
                    ],
                    options={
                        "indexes": [
                            models.Index(
                                fields=["hash"],
                                include=("plan", "body"),
                                name="plan_shingle_by_hash",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="PlanToCompare",
                    fields=[
                        (
                            "plan",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.CASCADE,
                                primary_key=True,
                                related_name="+",
                                serialize=False,
                                to="disruptions.plan",
                            ),
                        ),
                    ],
                ),
            ]
        ),
        inspection_portal.core.operations.AddTriggers(
            model_name="planentry",
            triggers=[
                pgtrigger.compiler.Trigger(
                    name="keep_shingles",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="\n    IF TG_OP <> 'INSERT' THEN\n        DELETE FROM disruptions_planshingle WHERE entry_id = OLD.id;\n        INSERT INTO disruptions_plantocompare (plan_id) VALUES (OLD.plan_id)\n        ON CONFLICT DO NOTHING;\n    END IF;\n    IF TG_OP <> 'DELETE' THEN\n        INSERT INTO disruptions_planshingle (plan_id, entry_id, body_id, hash)\n        SELECT NEW.plan_id, NEW.id, threat.body_id, kept.hash\n        FROM (\n            SELECT DISTINCT hash FROM (\n                SELECT lead(word, 4) OVER said AS fifth, hashtextextended(concat_ws(\n                    ' ', word, lead(word, 1) OVER said, lead(word, 2) OVER said,\n                    lead(word, 3) OVER said, lead(word, 4) OVER said\n                ), 0) AS hash\n                FROM regexp_split_to_table(lower(NEW.text), '[^[:alnum:]]+')\n                    WITH ORDINALITY AS words (word, place)\n                WHERE word <> '' WINDOW said AS (ORDER BY place)\n            ) AS shingles\n            WHERE fifth IS NOT NULL AND hash % 4 = 0\n        ) AS kept\n        JOIN disruptions_plan AS plan ON plan.id = NEW.plan_id\n        JOIN disruptions_threat AS threat ON threat.id = plan.threat_id;\n        INSERT INTO disruptions_plantocompare (plan_id) VALUES (NEW.plan_id)\n        ON CONFLICT DO NOTHING;\n    END IF;\n    RETURN NULL;\n",
                        hash="4102300669605d0b4fb228846fa468b9a42a78b6",
                        operation='INSERT OR UPDATE OF "text", "plan_id"',
                        pgid="pgtrigger_keep_shingles_d41f3",
                        table="disruptions_planentry",
                        when="AFTER",
                    ),
                ),
                pgtrigger.compiler.Trigger(
                    name="forget_shingles",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="\n    IF TG_OP <> 'INSERT' THEN\n        DELETE FROM disruptions_planshingle WHERE entry_id = OLD.id;\n        INSERT INTO disruptions_plantocompare (plan_id) VALUES (OLD.plan_id)\n        ON CONFLICT DO NOTHING;\n    END IF;\n    IF TG_OP <> 'DELETE' THEN\n        INSERT INTO disruptions_planshingle (plan_id, entry_id, body_id, hash)\n        SELECT NEW.plan_id, NEW.id, threat.body_id, kept.hash\n        FROM (\n            SELECT DISTINCT hash FROM (\n                SELECT lead(word, 4) OVER said AS fifth, hashtextextended(concat_ws(\n                    ' ', word, lead(word, 1) OVER said, lead(word, 2) OVER said,\n                    lead(word, 3) OVER said, lead(word, 4) OVER said\n                ), 0) AS hash\n                FROM regexp_split_to_table(lower(NEW.text), '[^[:alnum:]]+')\n                    WITH ORDINALITY AS words (word, place)\n                WHERE word <> '' WINDOW said AS (ORDER BY place)\n            ) AS shingles\n            WHERE fifth IS NOT NULL AND hash % 4 = 0\n        ) AS kept\n        JOIN disruptions_plan AS plan ON plan.id = NEW.plan_id\n        JOIN disruptions_threat AS threat ON threat.id = plan.threat_id;\n        INSERT INTO disruptions_plantocompare (plan_id) VALUES (NEW.plan_id)\n        ON CONFLICT DO NOTHING;\n    END IF;\n    RETURN OLD;\n",
                        hash="668d3a200f8bbdc45d1a633a49bd3b0cbaa4b456",
                        operation="DELETE",
                        pgid="pgtrigger_forget_shingles_4c063",
                        table="disruptions_planentry",
                        when="BEFORE",
                    ),
                ),
            ],
        ),
    ]
