"""The counts of what falls due, kept short."""

from django.db import connection, transaction

FOLD = """
    WITH gone AS (DELETE FROM recommendations_duecount RETURNING body_id, month, number)
    INSERT INTO recommendations_duecount (body_id, month, number)
    SELECT body_id, month, sum(number) FROM gone GROUP BY 1, 2 HAVING sum(number) <> 0
"""


@transaction.atomic
def fold_due_counts() -> None:
    """Make one row of those of a body and month. What is counted meanwhile stays as it is, and of
    two sweeps at once each folds what the other left.
    """
    with connection.cursor() as cursor:
        cursor.execute(FOLD)
