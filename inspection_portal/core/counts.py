"""Tables that count by changes: each row says by how many a kind became more, or fewer."""

from django.db import connection
from django.db.models import Model

FOLD = """
    WITH gone AS (DELETE FROM {table} RETURNING {kind}, number)
    INSERT INTO {table} ({kind}, number)
    SELECT {kind}, sum(number) FROM gone GROUP BY {kind} HAVING sum(number) <> 0
"""


def fold(counts: type[Model]) -> None:
    """Make one row of those that agree in all but `number`. What is counted meanwhile stays as it
    is, and of two sweeps at once each folds what the other left.
    """
    columns = [str(field.column) for field in counts._meta.concrete_fields]
    kind = ", ".join(name for name in columns if name not in ("id", "number"))
    with connection.cursor() as cursor:
        cursor.execute(FOLD.format(table=counts._meta.db_table, kind=kind))
