"""What people are told of plans, and of what they recorded. A message says where to look, and
nothing of a threat, a plan or a disruption.
"""

from disruptions.messages import moderation, sharing
from disruptions.messages.moderation import tell_decided
from disruptions.messages.sharing import tell_access_given, tell_action_given

__all__ = ["register_kinds", "tell_access_given", "tell_action_given", "tell_decided"]


def register_kinds() -> None:
    sharing.register_kinds()
    moderation.register_kinds()
