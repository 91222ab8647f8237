import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("forces", "0004_leads_of_rocus")]

    operations = [
        pgtrigger.migrations.AddTrigger(
            model_name="rolegrant",
            trigger=pgtrigger.compiler.Trigger(
                name="lead_is_of_the_kind_of_body",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\nIF NEW.role IN ('force_lead', 'rocu_lead') AND NOT EXISTS (\n    SELECT FROM forces_body WHERE id = NEW.body_id AND kind || '_lead' = NEW.role\n) THEN\n    RAISE EXCEPTION 'A force lead leads a force, a ROCU lead a ROCU.';\nEND IF;\nRETURN NEW;\n",
                    hash="148f8488262f44c2355c9ae198dfa3780c1b29d6",
                    operation="INSERT OR UPDATE",
                    pgid="pgtrigger_lead_is_of_the_kind_of_body_db51c",
                    table="forces_rolegrant",
                    when="BEFORE",
                ),
            ),
        ),
    ]
