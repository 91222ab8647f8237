import datetime
import uuid

import django.contrib.postgres.indexes
import django.contrib.postgres.operations
import django.db.models.constraints
import django.db.models.deletion
import django.db.models.functions.comparison
import django.db.models.functions.text
import pgtrigger.compiler
from django.conf import settings
from django.db import migrations, models

import inspection_portal.core.dates
import inspection_portal.core.operations


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("findings", "0001_initial"),
        ("forces", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        django.contrib.postgres.operations.TrigramExtension(),
        migrations.CreateModel(
            name="Basis",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("name", models.CharField(max_length=120)),
                ("description", models.TextField(blank=True)),
                ("position", models.PositiveSmallIntegerField(default=0)),
                ("valid_from", models.DateField()),
                ("valid_until", models.DateField(blank=True, null=True)),
            ],
            options={
                "verbose_name_plural": "bases",
                "ordering": ["position", "name"],
                "constraints": [
                    models.UniqueConstraint(
                        django.db.models.functions.text.Lower("name"),
                        name="basis_name_once",
                        violation_error_message="The list has an item of this name already.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("name__regex", "\\S")),
                        name="basis_has_name",
                        violation_error_message="Give the item a name.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_until", None),
                            ("valid_until__gte", models.F("valid_from")),
                            _connector="OR",
                        ),
                        name="basis_ends_after_it_starts",
                        violation_error_message="The last day is before the first.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Recommendation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "finding",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="recommendations",
                        to="findings.finding",
                    ),
                ),
                ("position", models.PositiveSmallIntegerField()),
                ("text", models.TextField()),
                (
                    "due_kind",
                    models.CharField(
                        choices=[
                            ("immediate", "Immediately"),
                            ("date", "By a date"),
                            ("month", "By the end of a month"),
                            ("relative", "Within a time of publication"),
                            ("event", "When something happens"),
                            ("none", "No deadline"),
                        ],
                        max_length=10,
                    ),
                ),
                ("due_on", models.DateField(blank=True, null=True)),
                ("due_months", models.PositiveSmallIntegerField(blank=True, null=True)),
            ],
            options={
                "ordering": ["finding", "position"],
                "constraints": [
                    models.UniqueConstraint(
                        deferrable=django.db.models.constraints.Deferrable["DEFERRED"],
                        fields=("finding", "position"),
                        name="recommendation_position_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("due_kind__in", ["date", "month"]), ("due_on__isnull", False)
                            ),
                            ("due_kind__in", ["immediate", "relative"]),
                            models.Q(("due_kind__in", ["event", "none"]), ("due_on", None)),
                            _connector="OR",
                        ),
                        name="recommendation_date_fits_its_kind",
                        violation_error_message="Give the date that the deadline names, and none where there is no date.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("due_kind", "relative"), ("due_months", None), _connector="OR"
                        ),
                        name="recommendation_months_only_if_relative",
                        violation_error_message="Only a deadline counted from publication has a number of months.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="RegisterEntry",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "recommendation",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="register_entries",
                        to="recommendations.recommendation",
                    ),
                ),
                (
                    "finding",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="register_entries",
                        to="findings.finding",
                    ),
                ),
                (
                    "body",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="register_entries",
                        to="forces.body",
                    ),
                ),
                ("asked", models.TextField()),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("awaiting_review", "Awaiting review"),
                            ("being_progressed", "Being progressed"),
                            ("complete", "Complete"),
                            ("no_further_action", "No further action needed"),
                            ("superseded", "Superseded"),
                        ],
                        default="awaiting_review",
                        max_length=20,
                    ),
                ),
                ("published_at", models.DateTimeField(db_index=True)),
                (
                    "opened_on",
                    models.GeneratedField(
                        db_persist=True,
                        expression=inspection_portal.core.dates.LondonDay("published_at"),
                        output_field=models.DateField(),
                    ),
                ),
                ("closed_on", models.DateField(blank=True, null=True)),
                ("due_on", models.DateField(blank=True, null=True)),
                (
                    "owner",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="owned_entries",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "register entries",
                "ordering": ["due_on", "pk"],
                "indexes": [
                    models.Index(
                        django.db.models.functions.comparison.Coalesce(
                            "due_on", models.Value(datetime.date(9999, 12, 31))
                        ),
                        models.F("id"),
                        name="entry_by_due_date",
                    ),
                    models.Index(
                        models.F("body"),
                        django.db.models.functions.comparison.Coalesce(
                            "due_on", models.Value(datetime.date(9999, 12, 31))
                        ),
                        models.F("id"),
                        name="entry_by_body",
                    ),
                    models.Index(
                        models.F("status"),
                        django.db.models.functions.comparison.Coalesce(
                            "due_on", models.Value(datetime.date(9999, 12, 31))
                        ),
                        models.F("id"),
                        name="entry_by_status",
                    ),
                    models.Index(
                        django.db.models.functions.comparison.Coalesce(
                            "due_on", models.Value(datetime.date(9999, 12, 31))
                        ),
                        models.F("id"),
                        condition=models.Q(("closed_on", None)),
                        name="open_entry_by_due_date",
                    ),
                    django.contrib.postgres.indexes.GinIndex(
                        django.contrib.postgres.indexes.OpClass(
                            django.db.models.functions.text.Upper("asked"), "gin_trgm_ops"
                        ),
                        name="entry_by_words",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("finding", None), ("recommendation__isnull", False)),
                            models.Q(("finding__isnull", False), ("recommendation", None)),
                            _connector="OR",
                        ),
                        name="entry_is_of_recommendation_or_finding",
                        violation_error_message="An entry is of one recommendation or of one area for improvement.",
                    ),
                    models.UniqueConstraint(
                        fields=("recommendation", "body"),
                        name="recommendation_once_per_body",
                        violation_error_message="The body already has an entry for this recommendation.",
                    ),
                    models.UniqueConstraint(
                        fields=("finding", "body"),
                        name="area_for_improvement_once_per_body",
                        violation_error_message="The body already has an entry for this area for improvement.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("closed_on", None),
                                ("status__in", ["awaiting_review", "being_progressed"]),
                            ),
                            models.Q(
                                ("closed_on__isnull", False),
                                ("status__in", ["complete", "no_further_action", "superseded"]),
                            ),
                            _connector="OR",
                        ),
                        name="entry_closed_iff_closed_on",
                        violation_error_message="A closed entry needs the date it was closed, an open one has none.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("closed_on", None),
                            ("closed_on__gte", models.F("opened_on")),
                            _connector="OR",
                        ),
                        name="entry_closes_after_it_opens",
                        violation_error_message="The entry would be closed before it was opened.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="StatusChange",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "entry",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="status_changes",
                        to="recommendations.registerentry",
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("awaiting_review", "Awaiting review"),
                            ("being_progressed", "Being progressed"),
                            ("complete", "Complete"),
                            ("no_further_action", "No further action needed"),
                            ("superseded", "Superseded"),
                        ],
                        max_length=20,
                    ),
                ),
                ("narrative", models.TextField()),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("at", models.DateTimeField()),
            ],
            options={
                "ordering": ["-at", "-pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("narrative__regex", "\\S")),
                        name="status_change_says_why",
                        violation_error_message="Say why the status changes.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "status__in",
                                [
                                    "awaiting_review",
                                    "being_progressed",
                                    "complete",
                                    "no_further_action",
                                    "superseded",
                                ],
                            )
                        ),
                        name="status_change_status_is_known",
                        violation_error_message="That is not a status of the register.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Section55Response",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                (
                    "inspection",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="section_55_responses",
                        to="findings.inspection",
                    ),
                ),
                (
                    "policing_body",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="section_55_responses",
                        to="forces.localpolicingbody",
                    ),
                ),
            ],
            options={
                "ordering": ["inspection", "policing_body__name"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("inspection", "policing_body"),
                        name="section_55_response_once",
                        violation_error_message="This body’s answer to the report is on the list already.",
                    )
                ],
            },
        ),
        inspection_portal.core.operations.AddTriggers(
            model_name="recommendation",
            triggers=[
                pgtrigger.compiler.Trigger(
                    name="recommendation_is_of_a_cause_of_concern",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="""
    IF NOT (
    EXISTS (
        SELECT 1 FROM findings_finding AS finding
        WHERE finding.id = NEW.finding_id AND finding.kind = 'cause_of_concern'
        FOR SHARE
    )
) THEN
        RAISE EXCEPTION 'Only a cause of concern has recommendations.'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'recommendation_is_of_a_cause_of_concern';
    END IF;
    RETURN NEW;
""",
                        hash="eebc2171ee80e43f7f4dfc2e1715a5ef2cfa5335",
                        operation='INSERT OR UPDATE OF "finding_id"',
                        pgid="pgtrigger_recommendation_is_of_a_cause_of_concern_2bb52",
                        table="recommendations_recommendation",
                        when="AFTER",
                    ),
                ),
                pgtrigger.compiler.Trigger(
                    name="frozen_once_issued",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="""
    IF EXISTS (
        SELECT 1 FROM findings_inspection AS inspection
        WHERE (inspection.stage = 'issued' OR inspection.signed_off_at IS NOT NULL AND to_jsonb(OLD) - ARRAY['due_on', 'version'] IS DISTINCT FROM to_jsonb(NEW) - ARRAY['due_on', 'version'])
          AND inspection.id IN (SELECT unnest(ARRAY[(SELECT inspection_id FROM findings_finding WHERE id = OLD.finding_id), (SELECT inspection_id FROM findings_finding WHERE id = NEW.finding_id)]))
          AND NOT EXISTS (
              SELECT 1 FROM findings_correction AS correction
              WHERE correction.inspection_id = inspection.id AND correction.closed_at IS NULL
          )
    ) THEN
        RAISE EXCEPTION 'What is published changes only through a correction.'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'published_changes_only_by_correction';
    END IF;
    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
    RETURN NEW;
""",
                        hash="566f7e425c851aabf2dd18ddc2afbb6a05d78fb0",
                        operation="INSERT OR UPDATE OR DELETE",
                        pgid="pgtrigger_frozen_once_issued_c9cf0",
                        table="recommendations_recommendation",
                        when="BEFORE",
                    ),
                ),
            ],
        ),
        inspection_portal.core.operations.AddTriggers(
            model_name="registerentry",
            triggers=[
                pgtrigger.compiler.Trigger(
                    name="entry_body_is_in_the_inspection",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="""
    IF NOT (
    EXISTS (
        SELECT 1 FROM findings_finding AS finding
        JOIN findings_inspectedbody AS chapter ON chapter.inspection_id = finding.inspection_id
        WHERE chapter.body_id = NEW.body_id AND finding.id = COALESCE(
            NEW.finding_id,
            (SELECT finding_id FROM recommendations_recommendation WHERE id = NEW.recommendation_id)
        )
    )
) THEN
        RAISE EXCEPTION 'The body is not in the inspection that the entry is from.'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'entry_body_is_in_the_inspection';
    END IF;
    RETURN NEW;
""",
                        hash="0cef9877d407be1c0cd2e78fb9592fb9c67191ed",
                        operation='INSERT OR UPDATE OF "body_id", "recommendation_id", "finding_id"',
                        pgid="pgtrigger_entry_body_is_in_the_inspection_45b52",
                        table="recommendations_registerentry",
                        when="AFTER",
                    ),
                ),
                pgtrigger.compiler.Trigger(
                    name="entry_finding_is_area_for_improvement",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="""
    IF NOT (
    NEW.finding_id IS NULL OR EXISTS (
        SELECT 1 FROM findings_finding AS finding
        WHERE finding.id = NEW.finding_id AND finding.kind = 'area_for_improvement'
    )
) THEN
        RAISE EXCEPTION 'Only an area for improvement enters the register by itself.'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'entry_finding_is_area_for_improvement';
    END IF;
    RETURN NEW;
""",
                        hash="19ac50bbfd8dba0821e94d9a0047afcc97683cef",
                        operation='INSERT OR UPDATE OF "finding_id"',
                        pgid="pgtrigger_entry_finding_is_area_for_improvement_ff5dd",
                        table="recommendations_registerentry",
                        when="AFTER",
                    ),
                ),
            ],
        ),
        inspection_portal.core.operations.AddTriggers(
            model_name="statuschange",
            triggers=[
                pgtrigger.compiler.Trigger(
                    name="append_only",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                        hash="404a7ba40abbf38e3860b2a5c2b5b6e4e7373c8f",
                        operation="UPDATE OR DELETE",
                        pgid="pgtrigger_append_only_3c564",
                        table="recommendations_statuschange",
                        when="BEFORE",
                    ),
                )
            ],
        ),
    ]
