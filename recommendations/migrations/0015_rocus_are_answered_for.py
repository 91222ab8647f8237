import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("recommendations", "0014_views_that_could_not_be_counted"),
    ]

    operations = [
        pgtrigger.migrations.RemoveTrigger(
            model_name="section55item",
            name="answer_item_is_asked_of_the_force",
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="section55item",
            trigger=pgtrigger.compiler.Trigger(
                name="answer_item_is_asked_of_the_force",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n    IF NOT (\n    EXISTS (\n        SELECT 1 FROM recommendations_section55response AS response\n        JOIN forces_localpolicingbody AS office ON office.id = response.policing_body_id\n        JOIN recommendations_registerentry AS entry ON entry.id = NEW.entry_id\n        LEFT JOIN recommendations_recommendation AS recommendation\n            ON recommendation.id = entry.recommendation_id\n        LEFT JOIN findings_finding AS finding\n            ON finding.id = COALESCE(entry.finding_id, recommendation.finding_id)\n        LEFT JOIN recommendations_nationalrecommendation AS national\n            ON national.id = entry.national_id\n        WHERE response.id = NEW.response_id\n          AND (entry.body_id = office.body_id OR entry.policing_body_id = office.id OR EXISTS (\n              SELECT 1 FROM forces_body AS unit\n              JOIN forces_regionmembership AS theirs ON theirs.body_id = unit.id\n              JOIN forces_regionmembership AS its ON its.region_id = theirs.region_id\n              WHERE unit.id = entry.body_id AND unit.kind = 'rocu' AND its.body_id = office.body_id\n          ))\n          AND (finding.inspection_id = response.inspection_id\n               OR national.report_id = response.national_report_id)\n    )\n) THEN\n        RAISE EXCEPTION 'The report does not ask this of the force.'\n            USING ERRCODE = 'check_violation', CONSTRAINT = 'answer_item_is_asked_of_the_force';\n    END IF;\n    RETURN NEW;\n",
                    hash="c45a21a8b844ea84aaae017256c55efc7ce1ffe7",
                    operation='INSERT OR UPDATE OF "entry_id", "response_id"',
                    pgid="pgtrigger_answer_item_is_asked_of_the_force_ef113",
                    table="recommendations_section55item",
                    when="AFTER",
                ),
            ),
        ),
    ]
