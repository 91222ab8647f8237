from forces.actions.lists import add_item, begin_list, end_item, revise_item
from forces.actions.people import add_person, close_account, reopen_account, revise_person
from forces.actions.reference import load_reference
from forces.actions.roles import give_role, take_role

__all__ = [
    "add_item",
    "add_person",
    "begin_list",
    "close_account",
    "end_item",
    "give_role",
    "load_reference",
    "reopen_account",
    "revise_item",
    "revise_person",
    "take_role",
]
