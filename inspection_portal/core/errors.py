from typing import ClassVar


class RuleBroken(Exception):
    """A request that is well formed but that a rule of the inspectorate refuses now.

    The message is one sentence for the person: what happened and what to do. Pages show it on the
    form; the API answers 409, with the code that the class names (`core.problem_kinds`).
    """

    code: ClassVar[str] = "rule_broken"


class Changed(RuleBroken):
    """What is to be changed is not what the person read: somebody was faster. The API answers 412.

    The message suits a page and an answer of the API alike.
    """

    code = "stale"
