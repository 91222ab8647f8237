"""A blind grade is owed from when it is asked for until it is given or declined."""

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models
from django.utils import timezone


class Migration(migrations.Migration):
    dependencies = [
        ("findings", "0008_answers_in_the_check"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AlterModelOptions(
            name="blindgrade",
            options={"ordering": ["chapter", "asked_at", "pk"]},
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="blindgrade",
            name="blind_grade_is_of_the_scale",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="blindgrade",
            name="given_once",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="workinggrade",
            name="working_grade_is_of_the_scale",
        ),
        migrations.RemoveConstraint(
            model_name="blindgrade",
            name="blind_grade_says_why",
        ),
        migrations.AddField(
            model_name="blindgrade",
            name="asked_at",
            field=models.DateTimeField(default=timezone.now),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="blindgrade",
            name="asked_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="blindgrade",
            name="declined_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AlterField(
            model_name="blindgrade",
            name="at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AlterField(
            model_name="blindgrade",
            name="grade",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="findings.grade",
            ),
        ),
        migrations.AlterField(
            model_name="blindgrade",
            name="reason",
            field=models.TextField(blank=True),
        ),
        migrations.AddIndex(
            model_name="judgmentstep",
            index=models.Index(
                condition=models.Q(("state", "proposed")),
                fields=["by", "-at", "-id"],
                name="proposal_by_person",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="blindgrade",
            trigger=pgtrigger.compiler.Trigger(
                name="blind_grade_is_of_the_scale",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n    IF NOT (\n    NEW.grade_id IS NULL OR EXISTS (\n        SELECT 1 FROM findings_inspection AS inspection\n        JOIN findings_inspectedbody AS chapter ON chapter.inspection_id = inspection.id\n        JOIN findings_grade AS grade ON grade.scale_id = inspection.scale_id\n        WHERE chapter.id = NEW.chapter_id AND grade.id = NEW.grade_id\n    )\n) THEN\n        RAISE EXCEPTION 'The grade is not of the scale of the inspection.'\n            USING ERRCODE = 'check_violation', CONSTRAINT = 'blind_grade_is_of_the_scale';\n    END IF;\n    RETURN NEW;\n",
                    hash="bd29e79d8ede5c64f03d0e3a810aa962a48357d3",
                    operation="INSERT OR UPDATE",
                    pgid="pgtrigger_blind_grade_is_of_the_scale_2819d",
                    table="findings_blindgrade",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="blindgrade",
            trigger=pgtrigger.compiler.Trigger(
                name="given_once",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."at" IS NOT NULL OR OLD."declined_at" IS NOT NULL)',
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                    hash="6386198423f9fa6e34765b1cc1c2de0003341155",
                    operation="UPDATE",
                    pgid="pgtrigger_given_once_0ca11",
                    table="findings_blindgrade",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="workinggrade",
            trigger=pgtrigger.compiler.Trigger(
                name="working_grade_is_of_the_scale",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n    IF NOT (\n    NEW.grade_id IS NULL OR EXISTS (\n        SELECT 1 FROM findings_inspection AS inspection\n        JOIN findings_inspectedbody AS chapter ON chapter.inspection_id = inspection.id\n        JOIN findings_grade AS grade ON grade.scale_id = inspection.scale_id\n        WHERE chapter.id = NEW.chapter_id AND grade.id = NEW.grade_id\n    )\n) THEN\n        RAISE EXCEPTION 'The grade is not of the scale of the inspection.'\n            USING ERRCODE = 'check_violation', CONSTRAINT = 'working_grade_is_of_the_scale';\n    END IF;\n    RETURN NEW;\n",
                    hash="17e78ab68c8a2c0c53ddeca750c6daf7f36ff8b7",
                    operation="INSERT OR UPDATE",
                    pgid="pgtrigger_working_grade_is_of_the_scale_711d6",
                    table="findings_workinggrade",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="blindgrade",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("at", None), ("grade", None), ("reason", "")),
                    models.Q(
                        ("at__isnull", False), ("declined_at", None), ("grade__isnull", False)
                    ),
                    _connector="OR",
                ),
                name="blind_grade_given_iff_grade",
                violation_error_message="A blind grade is given with its grade, or declined.",
            ),
        ),
        migrations.AddConstraint(
            model_name="blindgrade",
            constraint=models.CheckConstraint(
                condition=models.Q(("at", None), ("reason__regex", "\\S"), _connector="OR"),
                name="blind_grade_says_why",
                violation_error_message="Give the reason for the grade.",
            ),
        ),
        migrations.AlterConstraint(
            model_name="blindgrade",
            name="blind_grade_once_per_person",
            constraint=models.UniqueConstraint(
                fields=("chapter", "by"),
                name="blind_grade_once_per_person",
                violation_error_message="The person was asked to grade this body blind already.",
            ),
        ),
    ]
