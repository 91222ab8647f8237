"""Reports as published, for tests: whole ones in `data/`, and short ones made round a few lines."""

from pathlib import Path

DATA = Path(__file__).parent / "data"
SHARED = Path(__file__).resolve().parents[3] / "shared" / "seed"

TITLE = "An inspection of the north-coast regional response to serious and organised crime"
UNDERSTANDING = "Understanding SOC and setting priorities to tackle it"
RESOURCES = "Resources and skills"
TACKLING = "Tackling SOC and safeguarding people and communities"


def text_of(name: str) -> str:
    return (DATA / name).read_text(encoding="utf-8")


def chapter(name: str, *lines: str, grade: str = "is adequate") -> list[str]:
    """A body's chapter with these lines under its first question area."""
    judgment = f"{name} {grade} at tackling serious and organised crime."
    return [name, judgment, UNDERSTANDING, *lines, RESOURCES, TACKLING]


def report(*chapters: list[str], regional: tuple[str, ...] = ()) -> str:
    return "\n".join(
        [TITLE, "Regional findings", *regional, *(line for c in chapters for line in c)]
    )


def line_of(text: str, start: str) -> int:
    """The number of the last line that begins so."""
    lines = text.split("\n")
    return max(number for number, line in enumerate(lines, start=1) if line.startswith(start))
