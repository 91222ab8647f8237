"""What Hampshire and Surrey say of their work and show for it, and what the inspectorate asks."""

from collections.abc import Callable
from datetime import date

from findings.models import Inspection
from forces.models import Body
from inspection_portal.core.uploads import check
from inspection_portal.home.demo.moments import moment
from inspection_portal.home.demo.people import Cast
from inspection_portal.home.demo.sign_ins import (
    HAMPSHIRE_CONTRIBUTOR,
    HAMPSHIRE_LEAD,
    INSPECTOR,
    SURREY_LEAD,
)
from recommendations.actions import (
    Found,
    Outcome,
    add_entry_file,
    make_claim,
    request_update,
    verify,
    write_update,
)
from recommendations.models import RegisterEntry

Position = RegisterEntry.Position
POSTS = check("posts.csv", b"post,filled from\nresearcher,2026-05-04\nanalyst,2026-06-01\n")
PROFILES = check("profiles.txt", b"All four local profiles, with partners' information.\n")
ROTA = check("rota.csv", b"team,posts,filled\nproactive north,12,9\nproactive south,12,11\n")


def tell(inspection: Inspection, cast: Cast) -> None:
    """Continue five entries of the published report."""

    def entry(body: str, asked: str) -> RegisterEntry:
        entries = RegisterEntry.objects.of(inspection).filter(body__slug=body)
        return entries.asking_for(asked).get()

    for told, body, asked in STORIES:
        told(entry(body, asked), cast)


def _claimed(entry: RegisterEntry, cast: Cast) -> None:
    lead = cast[HAMPSHIRE_LEAD]
    write_update(
        entry,
        narrative="Both posts that the review asked for are filled. The new process has run since "
        "the start of June.",
        internal_note="Ask the intelligence manager for the minutes before we claim this.",
        position=Position.PENDING_SIGN_OFF,
        seen_version=entry.version,
        by=lead,
        at=moment(2026, 9, 8),
    )
    file = add_entry_file(
        entry,
        upload=POSTS,
        describes="When the posts were filled",
        by=cast[HAMPSHIRE_CONTRIBUTOR],
        at=moment(2026, 9, 15),
    )
    make_claim(
        entry,
        done="The review is complete, its posts are filled, and the process that it set out is in "
        "use in every area.",
        done_from=date(2026, 6, 1),
        files=[file],
        seen_version=entry.version,
        by=lead,
        at=moment(2026, 10, 5),
    )


def _ready(entry: RegisterEntry, cast: Cast) -> None:
    contributor = cast[HAMPSHIRE_CONTRIBUTOR]
    add_entry_file(
        entry,
        upload=PROFILES,
        describes="The profiles as they were agreed",
        by=contributor,
        at=moment(2026, 10, 12),
    )
    write_update(
        entry,
        narrative="All four profiles are renewed and hold what partners know.",
        position=Position.PENDING_SIGN_OFF,
        seen_version=entry.version,
        by=contributor,
        at=moment(2026, 10, 12, 11),
    )


def _asked(entry: RegisterEntry, cast: Cast) -> None:
    request_update(
        entry,
        words="How many orders are managed now, and by whom?",
        wanted_by=date(2026, 12, 11),
        by=cast[INSPECTOR],
        at=moment(2026, 11, 16),
    )


def _sent_back(entry: RegisterEntry, cast: Cast) -> None:
    lead = cast[SURREY_LEAD]
    claim = make_claim(
        entry,
        done="All posts in the proactive teams are filled, and the teams have what they need.",
        done_from=date(2026, 8, 3),
        uploads=[ROTA],
        seen_version=entry.version,
        by=lead,
        at=moment(2026, 9, 2),
    )
    found = Found(
        Outcome.MORE_NEEDED,
        "The rota shows four posts that are still empty. Show when they will be filled, and how "
        "the teams are protected from other work until then.",
        internal_note="Look at this again on the next visit.",
    )
    verify(claim, found=found, seen_version=1, by=cast[INSPECTOR], at=moment(2026, 9, 23))
    entry.refresh_from_db()
    write_update(
        entry,
        narrative="Two of the four posts are offered. A rule now says when proactive teams may be "
        "called away.",
        seen_version=entry.version,
        by=lead,
        at=moment(2026, 10, 20),
    )


def _depends(entry: RegisterEntry, cast: Cast) -> None:
    write_update(
        entry,
        narrative="Briefings for frontline teams use the regional bulletin, which is being "
        "redesigned.",
        position=Position.DEPENDS,
        depends_on=Body.objects.get(slug="serocu"),
        seen_version=entry.version,
        by=cast[SURREY_LEAD],
        at=moment(2026, 10, 1),
    )


STORIES: tuple[tuple[Callable[[RegisterEntry, Cast], None], str, str], ...] = (
    (_claimed, "hampshire", "complete its review of intelligence"),
    (_ready, "hampshire", "renew its local profiles"),
    (_asked, "hampshire", "manage serious crime prevention orders more actively"),
    (_sent_back, "surrey", "time and equipment"),
    (_depends, "surrey", "tell its frontline teams more"),
)
