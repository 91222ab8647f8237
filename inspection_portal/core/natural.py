"""Names sorted as people count: 2 before 10."""

import re

from django.db.models import Expression, F, Func, TextField


class Natural(Func):
    r"""A text with nought before its numbers, so that all have twelve digits at least and "OCG 2"
    sorts before "OCG 10".

    Immutable, so that an index can hold it. A collation would do, but needs ICU, which not every
    PostgreSQL is built with.
    """

    template = (
        r"regexp_replace(regexp_replace(%(expressions)s, '(\d+)', '000000000000\1', 'g'), "
        r"'0*(\d{12,})', '\1', 'g')"
    )
    output_field = TextField()

    def __init__(self, expression: str | F | Expression) -> None:
        super().__init__(expression)


class Plain(Func):
    """A reference whatever its case, its marks and spaces, and the noughts before its numbers:
    "ocg-007" is "OCG 7", and "OCG 1/2" is not "OCG 12". Immutable, as `Natural` is.
    """

    template = "upper(regexp_replace(%(expressions)s, '[^[:alnum:]]+', '', 'g'))"
    output_field = TextField()

    def __init__(self, expression: str | F | Expression) -> None:
        super().__init__(Natural(expression))


def natural(text: str) -> str:
    """The same of a text that is at hand: `sorted(names, key=natural)`."""
    return re.sub("[0-9]+", lambda number: number[0].lstrip("0").zfill(12), text)
