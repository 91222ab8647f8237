import uuid

import django.contrib.postgres.indexes
import django.db.models.deletion
import django.db.models.functions.text
import pgtrigger.compiler
from django.conf import settings
from django.db import migrations, models

import inspection_portal.core.operations


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="User",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("password", models.CharField(max_length=128, verbose_name="password")),
                (
                    "last_login",
                    models.DateTimeField(blank=True, null=True, verbose_name="last login"),
                ),
                (
                    "email",
                    models.EmailField(max_length=254, unique=True, verbose_name="email address"),
                ),
                ("name", models.CharField(max_length=120)),
                (
                    "kind",
                    models.CharField(
                        choices=[("person", "Person"), ("system", "The portal itself")],
                        default="person",
                        max_length=10,
                    ),
                ),
                ("is_active", models.BooleanField(default=True)),
                ("session_epoch", models.PositiveIntegerField(default=0, editable=False)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
            ],
            options={
                "ordering": ["name", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("email", django.db.models.functions.text.Lower("email"))
                        ),
                        name="user_email_is_lower_case",
                        violation_error_message="An email address is stored in lower case.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["person", "system"])),
                        name="user_kind_is_known",
                        violation_error_message="That is not a kind of user.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("kind", "system")),
                        fields=("kind",),
                        name="one_system_user",
                        violation_error_message="The portal has one account of its own.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="AuditEvent",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("at", models.DateTimeField()),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("verb", models.CharField(max_length=60)),
                ("object_type", models.CharField(max_length=60)),
                ("object_uuid", models.UUIDField()),
                ("object_label", models.CharField(max_length=200)),
                ("detail", models.JSONField(default=dict)),
            ],
            options={
                "ordering": ["-at", "-pk"],
                "indexes": [
                    models.Index(
                        fields=["object_type", "object_uuid", "-at"], name="audit_by_object"
                    ),
                    django.contrib.postgres.indexes.GinIndex(
                        condition=models.Q(("verb__regex", "\\.(deleted|removed)$")),
                        fields=["detail"],
                        name="audit_of_ends",
                        opclasses=["jsonb_path_ops"],
                    ),
                    models.Index(
                        condition=models.Q(("verb__regex", "(\\.read|^extract\\.opened)$")),
                        fields=["object_type", "object_uuid", "-at", "-id"],
                        name="audit_of_readings",
                    ),
                    models.Index(fields=["by", "-at", "-id"], name="audit_by_person"),
                    models.Index(fields=["verb", "-at", "-id"], name="audit_by_verb"),
                    models.Index(fields=["-at", "-id"], name="audit_in_order"),
                ],
            },
        ),
        migrations.CreateModel(
            name="AuditLink",
            fields=[
                ("sequence", models.PositiveBigIntegerField(primary_key=True, serialize=False)),
                (
                    "event",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="link",
                        to="core.auditevent",
                    ),
                ),
                ("previous_hash", models.CharField(max_length=64)),
                ("hash", models.CharField(max_length=64)),
            ],
            options={
                "ordering": ["sequence"],
            },
        ),
        migrations.CreateModel(
            name="AuditCheck",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("at", models.DateTimeField()),
                ("lines", models.PositiveBigIntegerField(default=0)),
                ("sequence", models.PositiveBigIntegerField(default=0)),
                ("hash", models.CharField(blank=True, max_length=64)),
                ("problem", models.TextField(blank=True)),
            ],
            options={
                "ordering": ["-at", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="OwnDraft",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="own_drafts",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("key", models.CharField(max_length=120)),
                ("sitting", models.UUIDField()),
                ("data", models.JSONField()),
                ("seen_version", models.PositiveIntegerField(blank=True, null=True)),
                ("saved_at", models.DateTimeField()),
            ],
            options={
                "ordering": ["-saved_at", "-pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("user", "key", "sitting"), name="own_draft_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Submission",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("key", models.UUIDField()),
                ("digest", models.CharField(max_length=64)),
                ("made_type", models.CharField(blank=True, max_length=60)),
                ("made_id", models.BigIntegerField(blank=True, null=True)),
                ("at", models.DateTimeField(db_index=True)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("user", "key"), name="submission_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("made_id", None), ("made_type", "")),
                            models.Q(
                                models.Q(("made_type", ""), _negated=True),
                                ("made_id__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="submission_made_type_iff_id",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Sweep",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=60, unique=True)),
                ("succeeded_at", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="Message",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                (
                    "recipient",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="messages",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("address", models.EmailField(blank=True, max_length=254)),
                ("kind", models.CharField(max_length=60)),
                ("subject", models.CharField(max_length=200)),
                ("text", models.TextField()),
                ("link", models.CharField(blank=True, max_length=300)),
                ("about", models.JSONField(default=dict)),
                ("key", models.CharField(max_length=200, unique=True)),
                ("message_id", models.CharField(max_length=200, unique=True)),
                (
                    "made_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("made_at", models.DateTimeField()),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("due", "Waiting to be sent"),
                            ("sending", "Being sent"),
                            ("sent", "Sent"),
                            ("failed", "Failed"),
                            ("cancelled", "Cancelled"),
                            ("unconfirmed", "Perhaps sent"),
                        ],
                        default="due",
                        max_length=12,
                    ),
                ),
                ("attempts", models.PositiveSmallIntegerField(default=0)),
                ("attempts_allowed", models.PositiveSmallIntegerField()),
                ("next_attempt_at", models.DateTimeField(blank=True, null=True)),
                ("lease_until", models.DateTimeField(blank=True, null=True)),
                ("sent_at", models.DateTimeField(blank=True, null=True)),
                ("reason", models.TextField(blank=True)),
                ("read_at", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "ordering": ["-made_at", "-pk"],
                "indexes": [
                    models.Index(
                        condition=models.Q(("state", "due")),
                        fields=["next_attempt_at", "id"],
                        name="message_due",
                    ),
                    models.Index(
                        condition=models.Q(("state", "sending")),
                        fields=["lease_until"],
                        name="message_lease",
                    ),
                    models.Index(
                        condition=models.Q(("state__in", ["failed", "unconfirmed"])),
                        fields=["-made_at"],
                        name="message_stuck",
                    ),
                    models.Index(
                        condition=models.Q(
                            ("read_at", None), models.Q(("state", "cancelled"), _negated=True)
                        ),
                        fields=["recipient"],
                        name="message_unread",
                    ),
                    models.Index(fields=["recipient", "-made_at"], name="message_by_recipient"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "state__in",
                                ["due", "sending", "sent", "failed", "cancelled", "unconfirmed"],
                            )
                        ),
                        name="message_state_is_known",
                        violation_error_message="That is not a state of a message.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("subject__regex", "^[^\\r\\n]*\\S[^\\r\\n]*$"), ("text__regex", "\\S")
                        ),
                        name="message_says_something",
                        violation_error_message="A message has a subject of one line, and a text.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("link", ""), ("link__regex", "^/([^/\\s][^\\s]*)?$"), _connector="OR"
                        ),
                        name="message_links_into_the_portal",
                        violation_error_message="A message links to a page of the portal.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("next_attempt_at__isnull", False), ("state", "due")),
                            models.Q(
                                models.Q(("state", "due"), _negated=True), ("next_attempt_at", None)
                            ),
                            _connector="OR",
                        ),
                        name="message_due_iff_next_attempt",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("attempts__gt", 0),
                                ("lease_until__isnull", False),
                                ("state", "sending"),
                            ),
                            models.Q(
                                models.Q(("state", "sending"), _negated=True), ("lease_until", None)
                            ),
                            _connector="OR",
                        ),
                        name="message_sending_iff_lease",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("sent_at__isnull", False), ("state", "sent")),
                            models.Q(models.Q(("state", "sent"), _negated=True), ("sent_at", None)),
                            _connector="OR",
                        ),
                        name="message_sent_iff_sent_at",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("state__in", ["failed", "cancelled", "unconfirmed"]), _negated=True
                            ),
                            models.Q(("reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="message_unsent_says_why",
                    ),
                ],
            },
        ),
        inspection_portal.core.operations.AddTriggers(
            model_name="auditevent",
            triggers=[
                pgtrigger.compiler.Trigger(
                    name="append_only",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                        hash="a9043e623706cd6457f6ad43abcff01319f851a7",
                        operation="UPDATE OR DELETE",
                        pgid="pgtrigger_append_only_6d6e0",
                        table="core_auditevent",
                        when="BEFORE",
                    ),
                ),
                pgtrigger.compiler.Trigger(
                    name="never_truncated",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="RAISE EXCEPTION 'The audit trail is append-only.';",
                        hash="d073ddbae6d18fa1d26b382ed134d7524de3a7c3",
                        level="STATEMENT",
                        operation="TRUNCATE",
                        pgid="pgtrigger_never_truncated_64d40",
                        table="core_auditevent",
                        when="BEFORE",
                    ),
                ),
            ],
        ),
        inspection_portal.core.operations.AddTriggers(
            model_name="auditlink",
            triggers=[
                pgtrigger.compiler.Trigger(
                    name="append_only",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                        hash="17dfd2e444301c2c8c79441343ec13e4dc744c56",
                        operation="UPDATE OR DELETE",
                        pgid="pgtrigger_append_only_3b321",
                        table="core_auditlink",
                        when="BEFORE",
                    ),
                ),
                pgtrigger.compiler.Trigger(
                    name="never_truncated",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="RAISE EXCEPTION 'The audit trail is append-only.';",
                        hash="26b4979b8924e7e2da7b5150e1f941c8d567d06e",
                        level="STATEMENT",
                        operation="TRUNCATE",
                        pgid="pgtrigger_never_truncated_35091",
                        table="core_auditlink",
                        when="BEFORE",
                    ),
                ),
            ],
        ),
        inspection_portal.core.operations.AddTriggers(
            model_name="auditcheck",
            triggers=[
                pgtrigger.compiler.Trigger(
                    name="append_only",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                        hash="601df18d3dd49ddda3c60e74fb064c179dbd191b",
                        operation="UPDATE OR DELETE",
                        pgid="pgtrigger_append_only_3aed4",
                        table="core_auditcheck",
                        when="BEFORE",
                    ),
                ),
                pgtrigger.compiler.Trigger(
                    name="never_truncated",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="RAISE EXCEPTION 'The audit trail is append-only.';",
                        hash="90211dcaac5e3846130095ab359657c540d033dd",
                        level="STATEMENT",
                        operation="TRUNCATE",
                        pgid="pgtrigger_never_truncated_fae64",
                        table="core_auditcheck",
                        when="BEFORE",
                    ),
                ),
            ],
        ),
        inspection_portal.core.operations.AddTriggers(
            model_name="message",
            triggers=[
                pgtrigger.compiler.Trigger(
                    name="never_deleted",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                        hash="263d9bc95e025d1e00177a811fe4b59ccb11623d",
                        operation="DELETE",
                        pgid="pgtrigger_never_deleted_c1234",
                        table="core_message",
                        when="BEFORE",
                    ),
                ),
                pgtrigger.compiler.Trigger(
                    name="words_are_frozen",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        condition='WHEN (OLD."recipient_id" IS DISTINCT FROM (NEW."recipient_id") OR OLD."address" IS DISTINCT FROM (NEW."address") OR OLD."kind" IS DISTINCT FROM (NEW."kind") OR OLD."subject" IS DISTINCT FROM (NEW."subject") OR OLD."text" IS DISTINCT FROM (NEW."text") OR OLD."link" IS DISTINCT FROM (NEW."link") OR OLD."about" IS DISTINCT FROM (NEW."about") OR OLD."key" IS DISTINCT FROM (NEW."key") OR OLD."message_id" IS DISTINCT FROM (NEW."message_id") OR OLD."made_by_id" IS DISTINCT FROM (NEW."made_by_id") OR OLD."made_at" IS DISTINCT FROM (NEW."made_at"))',
                        func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                        hash="7bff24464a0622bc04f9039436fe52333e14af17",
                        operation="UPDATE",
                        pgid="pgtrigger_words_are_frozen_94562",
                        table="core_message",
                        when="BEFORE",
                    ),
                ),
            ],
        ),
    ]
