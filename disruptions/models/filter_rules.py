"""What a filter set can ask of a row: a small closed vocabulary, told in words and read from them,
and asked of the database and of one row alike (domain §5).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Self

from django.db import models
from django.db.models import Q

from disruptions.models.assessment import Assessment
from disruptions.models.disruption import Disruption
from disruptions.models.plan import Strand
from disruptions.models.threat import Threat

KEPT, LEFT_OUT = "blank is kept", "blank is left out"


class RuleTest(models.TextChoices):
    IS = "is", "is"
    IS_NOT = "is_not", "is not"
    ONE_OF = "one_of", "is one of"
    AFTER = "after", "is after"
    LACKS = "lacks", "does not contain"


class RuleUnknown(ValueError):
    """A rule that is not of the vocabulary; its words say what to write instead."""


@dataclass(frozen=True)
class Choice:
    """A value of a column: its code in a rule, its words, and how a row holds it."""

    code: str
    label: str
    stored: object


@dataclass(frozen=True)
class Column:
    """What of a row is asked, in which `field` it is. `empty` is how a row holds nothing there,
    where it can be blank: "" or None.
    """

    id: str
    label: str
    field: str
    tests: tuple[RuleTest, ...] = (RuleTest.IS, RuleTest.IS_NOT, RuleTest.ONE_OF)
    choices: tuple[Choice, ...] = ()
    can_be_blank: bool = False
    empty: str | None = None

    def choice(self, code: str) -> Choice:
        return next(each for each in self.choices if each.code == code)

    def is_blank(self, value: object) -> bool:
        return value is None or value == ""

    @property
    def blank(self) -> Q:
        return (
            Q(**{self.field: self.empty})
            if self.empty is not None
            else Q(**{f"{self.field}__isnull": True})
        )

    @property
    def values_told(self) -> str:
        """What can be written as a value, for who writes a rule."""
        if self.choices:
            return ", ".join(each.label for each in self.choices)
        return "a day, such as 1 June 2021" if RuleTest.AFTER in self.tests else "any words"


def _choices(choices: type[models.Choices]) -> tuple[Choice, ...]:
    return tuple(Choice(str(value), str(label), value) for value, label in choices.choices)


_SOC = (Choice("soc", "SOC", True), Choice("not_soc", "Not SOC", False))
_DAY, _WORDS = (RuleTest.AFTER,), (RuleTest.LACKS,)
_KINDS = _choices(Threat.Kind)
DISRUPTION_COLUMNS = (
    Column("disruption_type", "Disruption type", "type", choices=_choices(Disruption.Type)),
    Column("record_date", "Record date", "recorded_on", _DAY),
    Column("event_date", "Event date", "event_on", _DAY),
    Column("category", "Category", "category", choices=_choices(Disruption.Category),
           can_be_blank=True, empty=""),
    Column("strand", "P strand", "strand", choices=_choices(Strand), can_be_blank=True, empty=""),
    Column("moderation", "Moderation", "moderation", choices=_choices(Disruption.Moderated)),
    Column("threat_type", "Threat type", "threat__kind", choices=_KINDS),
)  # fmt: skip
# The type, the moderation and the tier are those of the assessment that is meant; a threat may lack
# one, and an assessment its tier.
THREAT_COLUMNS = (
    Column("type", "Type", "assessed_type", choices=_choices(Assessment.Type), can_be_blank=True),
    Column("moderation", "Moderation status", "assessed_moderation",
           choices=_choices(Assessment.Moderation), can_be_blank=True),
    Column("soc", "SOC", "is_soc", choices=_SOC),
    Column("tier", "Tier", "assessed_tier", choices=_choices(Threat.Tier), can_be_blank=True),
    Column("phase", "Phase", "phase__name", _WORDS, can_be_blank=True),
    Column("threat_type", "Threat type", "kind", choices=_KINDS),
)  # fmt: skip


@dataclass(frozen=True)
class Rule:
    """One test of one column. `blank_kept` says whether a row with nothing there stays; None where
    the column is never blank.
    """

    column: Column
    test: RuleTest
    values: tuple[str, ...]
    blank_kept: bool | None = None

    @classmethod
    def of(cls, columns: Sequence[Column], said: Mapping[str, Any]) -> Self:
        """The rule as it is stored. Raises RuleUnknown where it is none of the vocabulary."""
        column = next((each for each in columns if each.id == said.get("column")), None)
        if column is None:
            raise RuleUnknown(f"Choose a column: {_listed(columns)}.")
        if said.get("test") not in column.tests:
            tests = ", ".join(f"“{each.label}”" for each in column.tests)
            raise RuleUnknown(f"“{column.label}” can be asked: {tests}.")
        values, kept = tuple(map(str, said.get("values") or ())), said.get("blank_kept")
        rule = cls(column, RuleTest(said["test"]), values, kept)
        rule._refuse_nonsense()
        return rule

    @property
    def said(self) -> dict[str, Any]:
        """The rule as it is stored."""
        return {
            "column": self.column.id,
            "test": str(self.test),
            "values": list(self.values),
            "blank_kept": self.blank_kept,
        }

    @property
    def told(self) -> str:
        """The rule as a sentence: "Tier is not Tier 5; blank is kept"."""
        words = f"{self.column.label} {self.test.label} {', '.join(map(self._told, self.values))}"
        if self.blank_kept is None:
            return words
        return f"{words}; {KEPT if self.blank_kept else LEFT_OUT}"

    @property
    def q(self) -> Q:
        """The rule for the database."""
        asked, blank = self.asked(self.column.field), self.column.blank
        if self.blank_kept is None:
            return asked
        return blank | asked if self.blank_kept else ~blank & asked

    def asked(self, field: str) -> Q:
        """Its test of that field, in which there is something."""
        asked = Q(**{f"{field}{_LOOKUPS[self.test]}": self._stored})
        return ~asked if self.test in (RuleTest.IS_NOT, RuleTest.LACKS) else asked

    def keeps(self, value: Any) -> bool:
        """The same of one row, by what it holds there."""
        if self.blank_kept is not None and self.column.is_blank(value):
            return self.blank_kept
        stored = self._stored
        if self.test == RuleTest.AFTER:
            return bool(value > stored)
        if self.test == RuleTest.LACKS:
            return str(stored).upper() not in str(value).upper()
        is_it = value in stored if isinstance(stored, list) else value == stored
        return is_it != (self.test == RuleTest.IS_NOT)

    @property
    def _stored(self) -> Any:
        if self.test == RuleTest.ONE_OF:
            return [self.column.choice(each).stored for each in self.values]
        if self.test == RuleTest.AFTER:
            return date.fromisoformat(self.values[0])
        return self.column.choice(self.values[0]).stored if self.column.choices else self.values[0]

    def _told(self, value: str) -> str:
        if self.column.choices:
            label = self.column.choice(value).label
            # “Moderation status is not moderated” would be another test.
            return f"“{label}”" if label.lower().startswith("not ") else label
        if self.test == RuleTest.AFTER:
            day = date.fromisoformat(value)
            return f"{day.day} {day:%B %Y}"
        return f"“{value}”"

    def _refuse_nonsense(self) -> None:
        column = self.column
        if (self.blank_kept is None) == column.can_be_blank:
            wanted = f"end with “; {KEPT}” or “; {LEFT_OUT}”"
            if not column.can_be_blank:
                wanted = "say nothing of blank ones, for it never is"
            raise RuleUnknown(f"A rule about “{column.label}” must {wanted}.")
        one = self.test != RuleTest.ONE_OF
        if (
            not self.values
            or (one and len(self.values) > 1)
            or not all(map(str.strip, self.values))
        ):
            raise RuleUnknown(f"Give “{column.label}” {'one value' if one else 'some values'}.")
        known = {each.code for each in column.choices}
        if known and not known.issuperset(self.values):
            raise RuleUnknown(f"“{column.label}” is one of: {column.values_told}.")
        if self.test == RuleTest.AFTER:
            _day(self.values[0])


_LOOKUPS = {
    RuleTest.IS: "",
    RuleTest.IS_NOT: "",
    RuleTest.ONE_OF: "__in",
    RuleTest.AFTER: "__gt",
    RuleTest.LACKS: "__icontains",
}


def in_words(rules: Iterable[Rule]) -> str:
    """The rules as they are typed, one a line."""
    return "\n".join(each.told for each in rules)


def from_words(columns: Sequence[Column], text: str) -> list[Rule]:
    """The rules of a text, one a line. Raises RuleUnknown, which names the line."""
    rules = []
    for number, line in enumerate(text.splitlines(), start=1):
        if line.strip():
            try:
                rules.append(_read(columns, " ".join(line.split()).rstrip(".")))
            except RuleUnknown as error:
                raise RuleUnknown(f"Line {number}: {error}") from error
    return rules


def _read(columns: Sequence[Column], line: str) -> Rule:
    asked, _, of_blank = line.partition(";")
    column = _begins(columns, asked, f"begin with a column: {_listed(columns)}.")
    rest = asked[len(column.label) :].strip()
    tests = ", ".join(f"“{each.label}”" for each in column.tests)
    test = _begins(column.tests, rest, f"after “{column.label}” comes: {tests}.")
    words = rest[len(test.label) :].strip()
    values = words.split(",") if test == RuleTest.ONE_OF else [words]
    known = {KEPT: True, LEFT_OUT: False, "": None}
    if (blank := of_blank.strip().lower()) not in known:
        raise RuleUnknown(f"after the semicolon comes “{KEPT}” or “{LEFT_OUT}”.")
    codes = [_code(column, test, each.strip().strip("“”\"'")) for each in values]
    return Rule.of(
        columns,
        {"column": column.id, "test": test, "values": codes, "blank_kept": known[blank]},
    )


def _begins(of: Sequence[Any], words: str, wanted: str) -> Any:
    """The one with whose label the words begin; of several the longest."""
    found = [each for each in of if f"{words} ".lower().startswith(f"{each.label} ".lower())]
    if not found:
        raise RuleUnknown(wanted)
    return max(found, key=lambda each: len(each.label))


def _code(column: Column, test: RuleTest, words: str) -> str:
    if test == RuleTest.AFTER:
        return _day(words).isoformat()
    labels = {each.label.lower(): each.code for each in column.choices}
    return labels.get(words.lower(), words)


def _day(words: str) -> date:
    for form in ("%Y-%m-%d", "%d %B %Y"):
        try:
            return datetime.strptime(words, form).date()  # noqa: DTZ007 (a day has no clock)
        except ValueError:
            continue
    raise RuleUnknown(f"“{words}” is no day. Write it like 1 June 2021.")


def _listed(columns: Sequence[Column]) -> str:
    return ", ".join(each.label for each in columns)
