"""Each layout that was ever used prints the sample as it did then; an issue keeps its own."""

import hashlib
import re
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pypdfium2
import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from findings.models import Inspection
from inspection_portal.core.models import system_user
from inspection_portal.reports import actions, rendering, tasks
from inspection_portal.reports.models import Issue
from inspection_portal.reports.rendering import LAYOUTS, NEWEST, RenderingFailed
from tests.reports.sample import GOLDEN

KEPT = Path(__file__).with_name("layouts")
# What an earlier layout consists of, as one hash: its files never change again. The first did once,
# for PDF/A and for speed (ADR 0050): tags and bytes became others, no point of a picture did.
FROZEN = {
    LAYOUTS[0]: "b5f4758cad34cebfcb878c1a410e55331b0af20267f4e4ca9dd6e295236236ef",
}
UNKNOWN = "reports/inspection_v0.html"


def parts(layout: str) -> list[Path]:
    """Every file of a layout."""
    folder = rendering.folder(layout)
    templates, static = settings.BASE_DIR / "templates", settings.BASE_DIR / "static"
    inside = (path for root in (templates, static) for path in (root / folder).rglob("*"))
    return sorted({templates / layout, *(path for path in inside if path.is_file())})


def printed(layout: str) -> str:
    """The text of the sample's PDF, page by page."""
    document = pypdfium2.PdfDocument(rendering.pdf(GOLDEN, layout))
    texts = (page.get_textpage().get_text_bounded() for page in document)
    lines = (
        re.sub(r"\s+", " ", line).strip() for text in texts for line in [*text.split("\n"), "—"]
    )
    return "\n".join(line for line in lines if line) + "\n"


@pytest.mark.parametrize("layout", LAYOUTS)
def test_prints_what_it_always_printed(layout: str) -> None:
    kept = KEPT / f"{Path(layout).stem}.txt"

    assert printed(layout) == kept.read_text(encoding="utf-8")


@pytest.mark.parametrize("layout", FROZEN)
def test_a_layout_that_was_used_stays_byte_for_byte(layout: str) -> None:
    content = b"".join(path.read_bytes() for path in parts(layout))

    assert hashlib.sha256(content).hexdigest() == FROZEN[layout]


def test_every_layout_but_the_newest_is_frozen() -> None:
    assert [*FROZEN, NEWEST] == [*LAYOUTS]


@pytest.mark.parametrize("make", [rendering.html, rendering.fragment, rendering.pdf])
def test_an_unknown_layout_is_refused_by_name(make) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(RenderingFailed, match=re.escape(f"no layout “{UNKNOWN}”")):
        make(GOLDEN, UNKNOWN)


@pytest.mark.django_db
class TestIssue:
    @pytest.fixture
    def make(
        self, draft: Inspection, moment: datetime, monkeypatch: pytest.MonkeyPatch
    ) -> Callable[[str], Issue]:
        """Issues the draft as it was done when that layout was the newest."""

        def make(layout: str) -> Issue:
            monkeypatch.setattr(rendering, "NEWEST", layout)
            by, version = system_user(), Inspection.objects.get(pk=draft.pk).version
            return actions.publish(draft, publish_at=moment, seen_version=version, by=by, at=moment)

        return make

    def test_is_made_in_the_newest_layout(self, make: Callable[[str], Issue]) -> None:
        assert make(NEWEST).template == NEWEST

    @pytest.mark.parametrize("layout", LAYOUTS)
    def test_is_printed_and_shown_in_its_own(
        self,
        layout: str,
        make: Callable[[str], Issue],
        client: Client,
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        asked: list[str] = []
        monkeypatch.setattr(
            rendering, "pdf_in_child", lambda _, layout, **__: asked.append(layout) or b"%PDF"
        )
        issue = make(layout)
        monkeypatch.setattr(rendering, "NEWEST", "reports/later.html")

        tasks.make_pdf(issue.pk)
        page = client.get(reverse("publications:page", args=[issue.uuid])).content.decode()

        assert asked == [layout]
        assert f"{rendering.folder(layout)}/screen.css" in page

    def test_fails_in_words_where_its_layout_is_unknown(self, make: Callable[[str], Issue]) -> None:
        issue = make(UNKNOWN)

        tasks.make_pdf(issue.pk)

        issue.refresh_from_db()
        assert issue.state == Issue.State.FAILED
        assert f"no layout “{UNKNOWN}”" in issue.failure
