"""How pytest-xdist's workers share the tests out: what shares fixtures together, the longest first.

A worker that is nearly done takes the next piece, so that all end together if the last are short.
"""

import re

from xdist.scheduler import LoadScopeScheduling

# Here the tests with the same parameter are one piece, in whichever file: they share answers.
BY_PARAMETER = ("tests/access/",)
# After those that need a browser, the longest of all.
LONG = (*BY_PARAMETER, "tests/local/", "tests/reports/")


def piece(nodeid: str) -> str:
    """What a test is one piece with: its file, or what has the same parameter in its package."""
    parameter = re.search(r"\[(.+)\]$", nodeid)
    for package in BY_PARAMETER:
        if nodeid.startswith(package) and parameter:
            return f"{package}[{parameter[1]}]"
    return nodeid.partition("::")[0]


def rank(nodeid: str, *, needs_browser: bool) -> int:
    """How early a test is taken: the smaller, the earlier."""
    if needs_browser:
        return 0
    ranks = (number for number, package in enumerate(LONG, 1) if nodeid.startswith(package))
    return next(ranks, len(LONG) + 1)


class Pieces(LoadScopeScheduling):
    """Hands out one piece at a time, in the order of the tests."""

    def _split_scope(self, nodeid: str) -> str:
        return piece(nodeid)
