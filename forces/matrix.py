"""The page of rights, docs/rights.md, made from the table in `forces.rights`."""

from collections.abc import Iterator

from forces.rights import BOUND_TO_THEIR_TEAM, DUTIES, HOLDERS, OF_THE_TEAM, Right, Role

HEAD = """\
# Who may do what

Made from `forces/rights.py` by `python manage.py describe_rights`; a test keeps it current.

Whoever is signed in reads what is published: regions, bodies, reports and grades. Everything else
needs a right, and a right comes from a role that an administrator has given, for good or until a
day. A role in a force, a ROCU or a local policing body reaches the bodies it was given for, and no
others; a partner sees the actions that are given to their organisation, and no more. Rights are
read anew at each request; when a role is taken away or an account is closed, the person's sessions
end with it.
"""

TEAM = """\
*Team*: only in the inspections on whose team they are. Only a lead of the team moves an inspection
from one stage to another. A publisher publishes nothing that they wrote, worked on or signed off.
"""


def in_markdown() -> str:
    """The whole page, with a line end at its end."""
    return "\n".join([HEAD, *_roles(), "", *_rights(), "", *_matrix(), "", TEAM])


def _roles() -> Iterator[str]:
    yield "## Roles\n"
    for role in Role:
        yield f"- **{role.label}.** {DUTIES[role]}."


def _rights() -> Iterator[str]:
    yield "## Rights\n\nEach lets those who hold it do this:\n"
    for right in Right:
        holders = [role.label for role in Role if role in HOLDERS[right]]
        yield f"- `{right}`: {right.label} ({', '.join(holders)})."


def _matrix() -> Iterator[str]:
    yield "## Roles by right\n"
    yield _row("", *(role.label for role in Role))
    yield _row("---", *("---" for _ in Role))
    for right in Right:
        yield _row(f"`{right}`", *(_cell(role, right) for role in Role))


def _cell(role: Role, right: Right) -> str:
    if role not in HOLDERS[right]:
        return ""
    return "team" if right in OF_THE_TEAM and role in BOUND_TO_THEIR_TEAM else "yes"


def _row(*cells: str) -> str:
    return f"| {' | '.join(cells)} |"
