from datetime import date
from typing import Any

import pytest
from django import forms

from inspection_portal.core.fields import DateField


class DeadlineForm(forms.Form):
    due_on = DateField(label="Due date")
    until = DateField(label="Until", required=False)


def typed(day: str, month: str, year: str) -> dict[str, Any]:
    return {"due_on_day": day, "due_on_month": month, "due_on_year": year}


@pytest.mark.parametrize("month", ["3", "03", "March", "march", "MAR"])
def test_month_is_a_number_or_a_name(month: str) -> None:
    form = DeadlineForm(typed("1", month, "2025"))

    assert form.is_valid()
    assert form.cleaned_data["due_on"] == date(2025, 3, 1)


@pytest.mark.parametrize(
    ("parts", "sentence"),
    [
        (("", "", ""), "Enter the due date"),
        (("1", "3", ""), "Due date must include a year"),
        (("", "", "2025"), "Due date must include a day and month"),
        (("31", "2", "2025"), "Due date must be a real date"),
        (("one", "2", "2025"), "Due date must be a real date"),
        (("1", "Marzo", "2025"), "Due date must be a real date"),
        (("1", "3", "25"), "The year of due date must have 4 digits"),
        (("1", "3", "٢٠٢٥"), "The year of due date must have 4 digits"),
        (("1", "3", "0001"), "The year of due date must be from 1900 to 2100"),
        (("31", "12", "9999"), "The year of due date must be from 1900 to 2100"),
    ],
)
def test_error_says_which_part_to_mend(parts: tuple[str, str, str], sentence: str) -> None:
    form = DeadlineForm(typed(*parts))

    assert form.errors["due_on"] == [sentence]


def test_date_may_be_left_out_where_it_is_optional() -> None:
    form = DeadlineForm(typed("1", "3", "2025"))

    assert form.is_valid()
    assert form.cleaned_data["until"] is None


def test_same_date_typed_in_another_way_is_no_change_of_the_day() -> None:
    form = DeadlineForm(typed("1", "3", "2025"), initial={"due_on": date(2025, 3, 1)})

    assert form.changed_data == []


def test_other_date_is_a_change() -> None:
    form = DeadlineForm(typed("2", "3", "2025"), initial={"due_on": date(2025, 3, 1)})

    assert form.changed_data == ["due_on"]
