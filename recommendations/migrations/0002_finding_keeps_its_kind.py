"""The other half of "recommendation_is_of_a_cause_of_concern", on a table of the app below."""

from django.db import migrations

KEEPS_ITS_KIND = """
CREATE FUNCTION recommendations_finding_keeps_its_kind() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM recommendations_recommendation WHERE finding_id = NEW.id) THEN
        RAISE EXCEPTION 'A finding with recommendations stays a cause of concern.'
            USING ERRCODE = 'check_violation', CONSTRAINT = TG_NAME;
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER finding_with_recommendations_keeps_its_kind
    AFTER UPDATE OF kind ON findings_finding FOR EACH ROW
    WHEN (OLD.kind = 'cause_of_concern' AND NEW.kind <> 'cause_of_concern')
    EXECUTE FUNCTION recommendations_finding_keeps_its_kind();
"""
KEEPS_NO_KIND = """
DROP TRIGGER finding_with_recommendations_keeps_its_kind ON findings_finding;
DROP FUNCTION recommendations_finding_keeps_its_kind();
"""


class Migration(migrations.Migration):
    dependencies = [("recommendations", "0001_initial")]
    operations = [migrations.RunSQL(KEEPS_ITS_KIND, KEEPS_NO_KIND)]
