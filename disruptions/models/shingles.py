"""Triggers that keep the shingles of entries with their text (ADR 0030)."""

import pgtrigger

# Five words in a row, in small letters without punctuation, as a number; one number of four is
# kept, always the same, which is enough to tell how much of a plan stands in another one.
KEEP_SHINGLES = """
    IF TG_OP <> 'INSERT' THEN
        DELETE FROM disruptions_planshingle WHERE entry_id = OLD.id;
        INSERT INTO disruptions_plantocompare (plan_id) VALUES (OLD.plan_id)
        ON CONFLICT DO NOTHING;
    END IF;
    IF TG_OP <> 'DELETE' THEN
        INSERT INTO disruptions_planshingle (plan_id, entry_id, body_id, hash)
        SELECT NEW.plan_id, NEW.id, threat.body_id, kept.hash
        FROM (
            SELECT DISTINCT hash FROM (
                SELECT lead(word, 4) OVER said AS fifth, hashtextextended(concat_ws(
                    ' ', word, lead(word, 1) OVER said, lead(word, 2) OVER said,
                    lead(word, 3) OVER said, lead(word, 4) OVER said
                ), 0) AS hash
                FROM regexp_split_to_table(lower(NEW.text), '[^[:alnum:]]+')
                    WITH ORDINALITY AS words (word, place)
                WHERE word <> '' WINDOW said AS (ORDER BY place)
            ) AS shingles
            WHERE fifth IS NOT NULL AND hash % 4 = 0
        ) AS kept
        JOIN disruptions_plan AS plan ON plan.id = NEW.plan_id
        JOIN disruptions_threat AS threat ON threat.id = plan.threat_id;
        INSERT INTO disruptions_plantocompare (plan_id) VALUES (NEW.plan_id)
        ON CONFLICT DO NOTHING;
    END IF;
    RETURN NULL;
"""

KEPT = pgtrigger.Trigger(
    name="keep_shingles",
    when=pgtrigger.After,
    operation=pgtrigger.Insert | pgtrigger.UpdateOf("text", "plan_id"),
    func=KEEP_SHINGLES,
)
FORGOTTEN = pgtrigger.Trigger(
    name="forget_shingles",
    when=pgtrigger.Before,
    operation=pgtrigger.Delete,
    func=KEEP_SHINGLES.replace("RETURN NULL", "RETURN OLD"),
)
