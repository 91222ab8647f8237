from forces.actions.access import (
    add_client,
    make_token,
    note_use,
    renew_secret,
    revise_client,
    revoke_client,
    revoke_token,
)
from forces.actions.lists import add_item, begin_list, end_item, revise_item
from forces.actions.people import add_person, close_account, reopen_account, revise_person
from forces.actions.reference import load_reference
from forces.actions.roles import give_role, take_role

__all__ = [
    "add_client",
    "add_item",
    "add_person",
    "begin_list",
    "close_account",
    "end_item",
    "give_role",
    "load_reference",
    "make_token",
    "note_use",
    "renew_secret",
    "reopen_account",
    "revise_client",
    "revise_item",
    "revise_person",
    "revoke_client",
    "revoke_token",
    "take_role",
]
