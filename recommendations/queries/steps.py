"""What is to be done about an entry now, and by whom: what its page offers a person."""

from dataclasses import dataclass

from django.urls import reverse

from inspection_portal.core.models import User
from recommendations import permissions
from recommendations.models import Claim, RegisterEntry, UpdateRequest
from recommendations.queries.register import Line
from recommendations.queries.timeline import Reader

Position = RegisterEntry.Position
State = Claim.State


@dataclass(frozen=True)
class Waiting:
    """What waits for somebody in an entry: its latest claim, with its `state` as the person is told
    of it, and an update that was asked for.
    """

    claim: Claim | None
    state: str
    request: UpdateRequest | None

    @property
    def open_claim(self) -> Claim | None:
        return self.claim if self.claim and self.claim.is_open else None

    @property
    def refused_claim(self) -> Claim | None:
        """The latest claim, where the inspectorate asks for more."""
        refused = self.claim and self.claim.state in (State.SENT_BACK, State.REJECTED)
        return self.claim if refused else None


def waiting(entry: RegisterEntry, user: User) -> Waiting:
    claim = entry.claims.for_list().first()
    state = State(Reader.of(user, entry).state_of(claim)).label if claim else ""
    return Waiting(claim, state, entry.update_requests.waiting().for_list().first())


@dataclass(frozen=True)
class Step:
    """Something that the person can do: the words of its button, and its page."""

    text: str
    url: str


def steps(line: Line, held: Waiting, user: User) -> list[Step]:
    """What the person can do about an entry, what comes next first."""
    entry = line.entry
    if permissions.can_record_status(user):
        return _of_the_inspectorate(entry, held, user)
    acts = entry.is_open and permissions.can_update(user, entry)
    return _of_the_body(line, held, user) if acts else []


def _of_the_inspectorate(entry: RegisterEntry, held: Waiting, user: User) -> list[Step]:
    if not entry.is_open:
        return []
    found = [_step("Record a status", "entry_status", entry)]
    if not entry.organisation_id and not held.request:
        found.append(_step("Ask for an update", "entry_ask", entry))
    found.append(_step("Write an update or a note", "entry_update", entry))
    if permissions.can_update(user, entry):
        found.append(_step("Add a file", "entry_file_add", entry))
    return found


def _of_the_body(line: Line, held: Waiting, user: User) -> list[Step]:
    entry = line.entry
    has_owner = entry.owner_id is not None and not line.owner_has_left
    update = _step("Write an update", "entry_update", entry)
    claim = _step("Claim that it is done", "entry_claim", entry)
    file = _step("Add a file", "entry_file_add", entry)
    name = "Change who is responsible" if has_owner else "Choose who is responsible"
    assign = _step(name, "entry_assign", entry)
    offered = [update, claim, file, assign]
    if held.open_claim or not permissions.can_claim(user, entry):
        offered.remove(claim)
    if not permissions.can_hand_on(user, entry):
        offered.remove(assign)
    if not has_owner and assign in offered and not held.request:
        first = assign
    else:
        first = claim if entry.position == Position.PENDING_SIGN_OFF else update
    offered.sort(key=lambda step: step is not first)
    return [*offered, *_to_withdraw(held, user)]


def _to_withdraw(held: Waiting, user: User) -> list[Step]:
    claim = held.open_claim
    if claim is None or claim.state not in Claim.UNDECIDED:
        return []
    if not permissions.can_claim(user, claim.entry):
        return []
    url = reverse("recommendations:claim_withdraw", args=[claim.uuid])
    return [Step("Withdraw the claim", url)]


def _step(text: str, route: str, entry: RegisterEntry) -> Step:
    return Step(text, reverse(f"recommendations:{route}", args=[entry.uuid]))
