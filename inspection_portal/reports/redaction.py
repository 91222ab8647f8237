"""What must not stand in a report: how words are found, taken out, and looked for afterwards."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from inspection_portal.reports.prose import plain, replaced

# Stands for what was removed: it says that something is missing, and nothing of what it was.
MARK = "[words removed]"
# Words with fewer letters than this stand in too many others to be looked for in the midst of one.
SHORT = 4
MOST_PASSAGES, LONGEST_PASSAGE = 50, 2_000
# How much of a text is shown around what was found.
AROUND = 40

_NOT_LETTERS = r"[\W_]*"


@dataclass(frozen=True)
class Hit:
    """Words that are still like a passage, with what stands around them in the text."""

    words: str
    before: str
    after: str


@dataclass(frozen=True)
class Removal:
    """Passages to be removed, in the exact words in which they stand."""

    passages: tuple[str, ...]

    def in_text(self, text: str) -> str:
        """A plain text with the mark for each passage."""
        return self._exact.sub(MARK, text) if self.passages else text

    def in_prose(self, markdown: str) -> str:
        """Prose with the mark for each passage; as it was typed where it has none."""
        if not self.passages or not self._exact.search(f"{plain(markdown)} {markdown}"):
            return markdown
        return replaced(markdown, self._exact, MARK)

    def count(self, text: str) -> int:
        """How often the passages stand in a plain text, exactly as they are given."""
        return len(self._exact.findall(text)) if self.passages else 0

    def hits(self, text: str) -> Iterator[Hit]:
        """Where a plain text has the letters of a passage, in any case, spacing or hyphenation, and
        within other words too.
        """
        for pattern in self._alike:
            for found in pattern.finditer(text):
                start, end = found.span()
                yield Hit(found[0], text[max(0, start - AROUND) : start], text[end : end + AROUND])

    @cached_property
    def _exact(self) -> re.Pattern[str]:
        longest_first = sorted(self.passages, key=len, reverse=True)
        return re.compile("|".join(map(_exactly, longest_first)))

    @cached_property
    def _alike(self) -> tuple[re.Pattern[str], ...]:
        return tuple(re.compile(_alike(each), re.IGNORECASE) for each in self.passages)


def wrong_with(passages: Sequence[str]) -> str:
    """Why these can't be looked for, in a sentence; empty where they can."""
    if len(passages) > MOST_PASSAGES:
        return f"Give at most {MOST_PASSAGES} passages at once."
    for passage in passages:
        if len(passage) > LONGEST_PASSAGE:
            return (
                f"Give passages of at most {LONGEST_PASSAGE} characters, or remove the whole part."
            )
        if not _letters(passage):
            return f"“{passage}” has no letter and no digit. Give words to remove."
    return ""


def lines(text: str) -> tuple[str, ...]:
    """The passages of a text that has one in each line, each once."""
    told = (" ".join(line.split()) for line in text.splitlines())
    return tuple(dict.fromkeys(line for line in told if line))


def _exactly(passage: str) -> str:
    words = passage.split()
    begins = r"(?<!\w)" if re.match(r"\w", words[0]) else ""
    ends = r"(?!\w)" if re.search(r"\w\Z", words[-1]) else ""
    return begins + r"\s+".join(map(re.escape, words)) + ends


def _alike(passage: str) -> str:
    letters = _letters(passage)
    found = _NOT_LETTERS.join(letters)
    return rf"\b{found}\b" if len(letters) < SHORT else found


def _letters(text: str) -> Sequence[str]:
    return re.findall(r"[^\W_]", text)
