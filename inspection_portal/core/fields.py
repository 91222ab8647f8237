"""Form fields and widgets that Django lacks; `core.gds` gives them their markup."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any, Self

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import EMPTY_VALUES
from django.utils.dateparse import parse_datetime
from django.utils.dates import MONTHS

PARTS = ("day", "month", "year")
# A time of the day as a clock in London shows it, so without a zone.
CLOCK = r"^([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9](\.[0-9]{1,6})?)?$"
# What people may mean by a day they type. A few days can be added to and taken from any of these.
FIRST_YEAR, LAST_YEAR = 1900, 2100
NO_MOMENT = "Give a moment with its offset, such as 2026-11-29T09:30:00Z."
LIKELY_YEARS = f"from {FIRST_YEAR} to {LAST_YEAR}"


def read_moment(text: str) -> datetime:
    """A moment that is written with its offset, in UTC: the database knows fewer offsets.

    Raises ValueError for what is no moment, or none of a year that somebody can mean.
    """
    moment = parse_datetime(text)
    if moment is None or moment.tzinfo is None or not is_likely(moment.year):
        raise ValueError(text)
    return moment.astimezone(UTC)


class MomentField(forms.Field):
    """A moment, as programs write it."""

    default_error_messages = {"invalid": NO_MOMENT}

    def to_python(self, value: Any) -> datetime | None:
        if value in EMPTY_VALUES:
            return None
        try:
            return read_moment(value)
        except ValueError as error:
            raise ValidationError(self.error_messages["invalid"], "invalid") from error


@dataclass(frozen=True)
class DateParts:
    """A date as a person typed it, so that a wrong one is shown again unchanged."""

    day: str = ""
    month: str = ""
    year: str = ""

    @classmethod
    def of(cls, value: object) -> Self:
        if isinstance(value, cls):
            return value
        if isinstance(value, date):
            return cls(str(value.day), str(value.month), str(value.year))
        return cls()

    def __bool__(self) -> bool:
        return any((self.day, self.month, self.year))

    @property
    def missing(self) -> list[str]:
        return [part for part in PARTS if not getattr(self, part)]


def is_likely(year: int) -> bool:
    """Whether a day of that year can be meant by who types it."""
    return FIRST_YEAR <= year <= LAST_YEAR


class DateInput(forms.Widget):
    """Three text boxes: day, month, year."""

    def value_from_datadict(self, data: Mapping[str, Any], files: object, name: str) -> DateParts:
        return DateParts(*(str(data.get(f"{name}_{part}") or "").strip() for part in PARTS))

    def value_omitted_from_data(self, data: Mapping[str, Any], files: object, name: str) -> bool:
        return not any(f"{name}_{part}" in data for part in PARTS)

    def id_for_label(self, id_: str, index: str | None = None) -> str:
        return f"{id_}_day" if id_ else id_


class DateField(forms.Field):
    """A date in three parts. Errors name the field by its label and say which part to mend.

    The month may be a number or its English name, whole or as three letters.
    """

    widget = DateInput
    default_error_messages = {
        "required": "Enter the %(label)s",
        "missing": "%(Label)s must include a %(parts)s",
        "year": "The year of %(label)s must have 4 digits",
        "far": f"The year of %(label)s must be {LIKELY_YEARS}",
        "invalid": "%(Label)s must be a real date",
    }

    def to_python(self, value: object) -> date | None:
        if isinstance(value, date):
            return value
        parts = DateParts.of(value)
        if not parts:
            return None
        if parts.missing:
            raise self._error("missing", parts.missing)
        if not (parts.year.isascii() and parts.year.isdigit() and len(parts.year) == 4):
            raise self._error("year", ["year"])
        if not is_likely(int(parts.year)):
            raise self._error("far", ["year"])
        try:
            return date(int(parts.year), _month(parts.month), int(parts.day))
        except ValueError as error:
            raise self._error("invalid", list(PARTS)) from error

    def validate(self, value: object) -> None:
        if self.required and value in EMPTY_VALUES:
            raise self._error("required", list(PARTS))

    def has_changed(self, initial: object, data: object) -> bool:
        return DateParts.of(initial) != DateParts.of(data)

    def _error(self, code: str, parts: list[str]) -> ValidationError:
        label = str(self.label or "date")
        lower = label[:1].lower() + label[1:]
        words = {"label": lower, "Label": label, "parts": " and ".join(parts)}
        return ValidationError(
            self.error_messages[code], code, {**words, "wrong_parts": tuple(parts)}
        )


def _month(text: str) -> int:
    """1 to 12 for "3", "03", "Mar" or "March". Raises ValueError."""
    word = text.capitalize()
    named = (number for number, name in MONTHS.items() if word in (name, name[:3]))
    return next(named, None) or int(text)


class Radios(forms.RadioSelect):
    """Radio buttons with a hint under some of them: `hints` maps a choice's value to its hint."""

    def __init__(self, *args: Any, hints: Mapping[str, str] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.hints = dict(hints or {})


class Checkboxes(forms.CheckboxSelectMultiple):
    """Check boxes with a hint under some of them: `hints` maps a choice's value to its hint."""

    def __init__(self, *args: Any, hints: Mapping[str, str] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.hints = dict(hints or {})


class GroupedCheckboxes(Checkboxes):
    """Many check boxes in groups that fold. Those named in `unfolded` are open, and those in which
    something is chosen.
    """

    unfolded: Collection[str] = ()


class UuidField(forms.ChoiceField):
    """One of some rows, told by its UUID; cleans to the row, or None where it is left out."""

    def offer(self, rows: Collection[Any], before: list[tuple[str, str]]) -> None:
        """Each row by its name, or by its `choice_label` where that says more."""
        self.rows: dict[str, Any] = {str(row.uuid): row for row in rows}
        labels = ((uuid, getattr(row, "choice_label", row)) for uuid, row in self.rows.items())
        self.choices = [*before, *((uuid, str(label)) for uuid, label in labels)]

    def clean(self, value: Any) -> Any:
        return self.rows.get(super().clean(value))
