"""Tables that count by changes: each row says by how many a kind became more, or fewer."""

import pgtrigger
from django.db import connection
from django.db.models import Model

FOLD = """
    WITH gone AS (DELETE FROM {table} RETURNING {kind}, {number}),
    folded AS (SELECT {kind}, {total} AS {number} FROM gone GROUP BY {kind})
    INSERT INTO {table} ({kind}, {number})
    SELECT {kind}, {number} FROM folded WHERE {some}
"""


def counted(count: str, columns: str) -> list[pgtrigger.Trigger]:
    """What keeps a table of counts, once a statement, for the table that is counted.

    `count` is SQL that adds rows to the counts from `{changed}`: these columns of what the
    statement changed, and 1 for a row that it added, -1 for one that is gone.
    """
    added = f"SELECT {columns}, 1 FROM added"  # noqa: S608 (no value of anybody's is in it)
    gone = f"SELECT {columns}, -1 FROM gone"  # noqa: S608
    return [
        _counted("counted_when_added", pgtrigger.Insert, count.format(changed=added), new="added"),
        _counted(
            *("counted_when_changed", pgtrigger.Update),
            count.format(changed=f"{added} UNION ALL {gone}"),
            old="gone",
            new="added",
        ),
        _counted("counted_when_deleted", pgtrigger.Delete, count.format(changed=gone), old="gone"),
    ]


def _counted(
    name: str, operation: pgtrigger.Operation, func: str, **tables: str
) -> pgtrigger.Trigger:
    return pgtrigger.Trigger(
        name=name,
        level=pgtrigger.Statement,
        when=pgtrigger.After,
        operation=operation,
        referencing=pgtrigger.Referencing(**tables),
        func=func,
    )


def fold(
    counts: type[Model],
    *,
    number: str = "number",
    total: str = "sum(number)",
    some: str = "number <> 0",
) -> None:
    """Make one row of those that agree in all but `number`: its `total`, where that is `some`. What
    is counted meanwhile stays as it is, and of two sweeps at once each folds what the other left.
    """
    columns = [str(field.column) for field in counts._meta.concrete_fields]
    kind = ", ".join(name for name in columns if name not in ("id", number))
    parts = {"kind": kind, "number": number, "total": total, "some": some}
    with connection.cursor() as cursor:
        cursor.execute(FOLD.format(table=counts._meta.db_table, **parts))
