class RuleBroken(Exception):
    """A request that is well formed but that a rule of the inspectorate refuses now.

    The message is one sentence for the person: what happened and what to do. Pages show it on the
    form; the API answers 409.
    """
