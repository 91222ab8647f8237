"""A draft is kept while its writer saves: it never wins over what was saved."""

import random
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from uuid import uuid4

from django.db import connection
from django.http import QueryDict
from django.utils import timezone

from findings import actions
from findings.forms import SectionRevisionForm
from findings.models import Section
from inspection_portal.core import drafts
from inspection_portal.core.models import OwnDraft, User

KEY = "sections/revise"


@dataclass
class Race:
    """One writer who types, has it kept, and presses Save twice while that is still going on."""

    section: Section
    writer: User
    chance: random.Random

    def __post_init__(self) -> None:
        self.sitting = uuid4()
        self.version = self.section.version
        self.failures: list[BaseException] = []

    def run(self) -> str:
        """Let everything happen at once; answers what was typed last."""
        text = f"Typed {self.sitting}"
        steps: list[Callable[[], None]] = [
            *(partial(self._keep, f"{text[: -each - 1]}") for each in range(2)),
            *(partial(self._save, text) for _ in range(2)),
        ]
        threads = [threading.Thread(target=self._do, args=(step,)) for step in steps]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert not self.failures, self.failures
        return text

    def _do(self, step: Callable[[], None]) -> None:
        time.sleep(self.chance.random() / 50)
        try:
            step()
        except Exception as failure:
            self.failures.append(failure)
        finally:
            connection.close()

    def _keep(self, text: str) -> None:
        drafts.keep(
            user=self.writer,
            key=KEY,
            sitting=self.sitting,
            data={"text": [text]},
            seen_version=self.version,
            at=timezone.now(),
        )

    def _save(self, text: str) -> None:
        form = SectionRevisionForm(self._posted(text))
        section = Section.objects.get(pk=self.section.pk)
        save = partial(actions.revise_section, section, by=self.writer, at=timezone.now())
        assert form.is_valid(), form.errors
        form.save_once(save)

    def _posted(self, text: str) -> QueryDict:
        posted = QueryDict(mutable=True)
        posted.update({"heading": "Data", "text": text, "seen_version": str(self.version)})
        posted.update({"submit_key": str(self.sitting), "draft_key": KEY})
        return posted


def lost_in(races: int, *, section: Section, writer: User, seed: int) -> int:
    """In how many races the text, its one saving or the end of its draft went wrong."""
    chance = random.Random(seed)
    wrong = 0
    for _ in range(races):
        section.refresh_from_db()
        before = section.version
        text = Race(section, writer, chance).run()
        section.refresh_from_db()
        left = OwnDraft.objects.filter(user=writer).count()
        wrong += (section.text, section.version, left) != (text, before + 1, 0)
    return wrong
