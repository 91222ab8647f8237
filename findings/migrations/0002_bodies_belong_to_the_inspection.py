"""A finding, and a phase of fieldwork, concern only bodies of their own inspection; which ones a
finding concerns is frozen with it.
"""

from django.db import migrations

CHAPTER = """
ALTER TABLE findings_finding ADD CONSTRAINT finding_chapter_belongs_to_inspection
    FOREIGN KEY (chapter_id, inspection_id) REFERENCES findings_inspectedbody (id, inspection_id);
"""
NO_CHAPTER = "ALTER TABLE findings_finding DROP CONSTRAINT finding_chapter_belongs_to_inspection;"

SAME_INSPECTION = """
CREATE FUNCTION findings_same_inspection() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE same boolean;
BEGIN
    EXECUTE format(
        'SELECT owner.inspection_id = body.inspection_id FROM %I AS owner, findings_inspectedbody AS body '
        'WHERE owner.id = ($1).%I AND body.id = ($1).inspectedbody_id', TG_ARGV[0], TG_ARGV[1]
    ) INTO same USING NEW;
    IF NOT same THEN
        RAISE EXCEPTION 'The body is not in this inspection.'
            USING ERRCODE = 'check_violation', CONSTRAINT = TG_NAME;
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER finding_body_belongs_to_inspection
    BEFORE INSERT OR UPDATE ON findings_finding_also_about FOR EACH ROW
    EXECUTE FUNCTION findings_same_inspection('findings_finding', 'finding_id');
CREATE TRIGGER phase_body_belongs_to_inspection
    BEFORE INSERT OR UPDATE ON findings_fieldworkphase_bodies FOR EACH ROW
    EXECUTE FUNCTION findings_same_inspection('findings_fieldworkphase', 'fieldworkphase_id');
"""
NO_SAME_INSPECTION = """
DROP TRIGGER phase_body_belongs_to_inspection ON findings_fieldworkphase_bodies;
DROP TRIGGER finding_body_belongs_to_inspection ON findings_finding_also_about;
DROP FUNCTION findings_same_inspection();
"""

FROZEN = """
CREATE FUNCTION findings_frozen_bodies() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (
        SELECT 1 FROM findings_finding AS finding JOIN findings_inspection AS inspection
            ON inspection.id = finding.inspection_id
        WHERE finding.id IN (OLD.finding_id, NEW.finding_id)
          AND (inspection.stage = 'issued' OR inspection.signed_off_at IS NOT NULL)
          AND NOT EXISTS (
              SELECT 1 FROM findings_correction AS correction
              WHERE correction.inspection_id = inspection.id AND correction.closed_at IS NULL
          )
    ) THEN
        RAISE EXCEPTION 'What is published changes only through a correction.'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'published_changes_only_by_correction';
    END IF;
    RETURN COALESCE(NEW, OLD);
END $$;
CREATE TRIGGER frozen_once_issued
    BEFORE INSERT OR UPDATE OR DELETE ON findings_finding_also_about FOR EACH ROW
    EXECUTE FUNCTION findings_frozen_bodies();
"""
NOT_FROZEN = """
DROP TRIGGER frozen_once_issued ON findings_finding_also_about;
DROP FUNCTION findings_frozen_bodies();
"""


class Migration(migrations.Migration):
    dependencies = [("findings", "0001_initial")]
    operations = [
        migrations.RunSQL(CHAPTER, NO_CHAPTER),
        migrations.RunSQL(SAME_INSPECTION, NO_SAME_INSPECTION),
        migrations.RunSQL(FROZEN, NOT_FROZEN),
    ]
