from forces.actions.people import add_person, close_account, reopen_account, revise_person
from forces.actions.reference import load_reference
from forces.actions.roles import give_role, take_role

__all__ = [
    "add_person",
    "close_account",
    "give_role",
    "load_reference",
    "reopen_account",
    "revise_person",
    "take_role",
]
