"""What people are told of plans. A message says where to look, and nothing of a threat or plan."""

from disruptions.messages import sharing
from disruptions.messages.sharing import tell_access_given, tell_action_given

__all__ = ["register_kinds", "tell_access_given", "tell_action_given"]


def register_kinds() -> None:
    sharing.register_kinds()
