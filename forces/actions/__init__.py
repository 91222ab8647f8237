from forces.actions.people import add_person, give_role, take_role
from forces.actions.reference import load_reference

__all__ = ["add_person", "give_role", "load_reference", "take_role"]
