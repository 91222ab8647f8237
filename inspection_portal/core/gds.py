"""The GOV.UK Design System in Django's forms and templates.

A form renders through `GovukRenderer`:
`{{ form }}` is its fields, `{{ form.heading.as_field_group }}` one of them, and
`error_summary(form)` stands above. What a field becomes follows from its widget (`describe`).
A form may nest fields under the choice that asks for them:

    reveals = {"due_kind": {"date": ["due_on"], "relative": ["due_months"]}}
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import singledispatch
from typing import Any, TypeAlias

from django import forms
from django.forms import BaseForm, BoundField
from django.forms.formsets import BaseFormSet
from django.forms.renderers import TemplatesSetting
from django.forms.widgets import ChoiceWidget, Input
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe

from inspection_portal.core.components import Params, component
from inspection_portal.core.fields import PARTS, DateInput, DateParts, GroupedCheckboxes

Form: TypeAlias = "BaseForm | BaseFormSet[Any]"

# What stands above the boxes of a group, by its component.
MESSAGES = {"hint": "hint", "error-message": "errorMessage"}
# What the design system has classes for, in characters.
WIDTHS = (2, 3, 4, 5, 10, 20, 30)
# Attributes that a widget may carry to the page. Placeholders are left out on purpose, and so are
# `required` and `maxlength`: the server says what is wrong, in a sentence.
INPUT_ATTRS = ("autocomplete", "autocapitalize", "inputmode", "pattern", "spellcheck")
DJANGO_EMPTY_LABEL = "---------"


@dataclass(frozen=True)
class Options:
    """How one field is set on its page.

    `size` is that of the label (s, m, l, xl, or empty for plain), `heading` makes it the page's
    heading; `small` is for the controls of a filter, `inline` for radios; `width` is in characters,
    and `rows` are those of a text area.
    """

    size: str = "s"
    heading: bool = False
    small: bool = False
    inline: bool = False
    width: int | None = None
    rows: int = 6
    prefix: str = ""
    suffix: str = ""


class GovukBoundField(BoundField):
    """A field of a form that knows its component and where an error link must lead."""

    def as_component(self, options: Options | None = None) -> SafeString:
        name, params = describe(self.field.widget, self, options or Options())
        return component(name, **params)

    @property
    def element_id(self) -> str:
        return self.auto_id or self.html_name

    @property
    def error_href(self) -> str:
        """The first thing to mend: the wrong part of a date, the first of several boxes."""
        if isinstance(self.field.widget, DateInput):
            return f"#{self.element_id}_{next(part for part in PARTS if part in self.wrong_parts)}"
        return f"#{self.element_id}"

    @property
    def wrong_parts(self) -> tuple[str, ...]:
        """The parts of a date that its errors name; all of them where none is named."""
        errors = self.form.errors.as_data().get(self.name, [])
        named = {
            part for error in errors for part in (error.params or {}).get("wrong_parts", PARTS)
        }
        return tuple(part for part in PARTS if part in named) or PARTS

    @property
    def is_revealed(self) -> bool:
        """Shown under the choice that asks for it, and so not among the form's other fields."""
        reveals: Mapping[str, Mapping[str, Sequence[str]]] = getattr(self.form, "reveals", {})
        return any(self.name in names for choices in reveals.values() for names in choices.values())

    def revealed_by(self, choice: str) -> SafeString:
        """The fields that `choice` asks for, as HTML; empty where there are none."""
        names = getattr(self.form, "reveals", {}).get(self.name, {}).get(choice, ())
        html = "".join(self.form[name].as_field_group() for name in names)
        return mark_safe(html)  # noqa: S308  each part is a component


class GovukRenderer(TemplatesSetting):
    """Set as FORM_RENDERER: every form of the portal looks like GOV.UK."""

    form_template_name = "django/forms/form.html"
    formset_template_name = "django/forms/formset.html"
    field_template_name = "django/forms/field.html"
    bound_field_class = GovukBoundField


@singledispatch
def describe(widget: forms.Widget, field: GovukBoundField, options: Options) -> tuple[str, Params]:
    """The component that a field with such a widget becomes, and what is passed to it."""
    raise TypeError(f"{type(widget).__name__} of {field.name} has no component.")


@describe.register
def _(widget: Input, field: GovukBoundField, options: Options) -> tuple[str, Params]:
    return "input", {
        **_single(field, options),
        "type": widget.input_type,
        "value": _text(field),
        "classes": _width(field, options),
        "prefix": _words(options.prefix),
        "suffix": _words(options.suffix),
    }


@describe.register
def _(widget: forms.NumberInput, field: GovukBoundField, options: Options) -> tuple[str, Params]:
    # Both of these count themselves among Django's integer fields.
    whole = not isinstance(field.field, forms.DecimalField | forms.FloatField)
    name, params = describe.dispatch(Input)(widget, field, options)
    mode = {"type": "text", "inputmode": "numeric" if whole else "decimal", "spellcheck": False}
    return name, {**params, **mode, "classes": params["classes"] or "govuk-input--width-5"}


@describe.register
def _(widget: forms.PasswordInput, field: GovukBoundField, options: Options) -> tuple[str, Params]:
    return "password-input", _single(field, options)


@describe.register
def _(widget: forms.FileInput, field: GovukBoundField, options: Options) -> tuple[str, Params]:
    accept = widget.attrs.get("accept")
    return "file-upload", {
        **_single(field, options),
        "attributes": {"accept": accept} if accept else None,
    }


@describe.register
def _(widget: forms.Textarea, field: GovukBoundField, options: Options) -> tuple[str, Params]:
    limit = getattr(field.field, "max_length", None)
    params = {**_single(field, options), "value": _text(field), "rows": str(options.rows)}
    if limit is None:
        return "textarea", params
    return "character-count", {**params, "maxlength": limit, "threshold": 75}


@describe.register
def _(widget: forms.Select, field: GovukBoundField, options: Options) -> tuple[str, Params]:
    chosen = widget.format_value(field.value())
    items = [
        {"value": value, "text": text, "selected": value in chosen}
        for value, text in _choices(widget, empty="Choose one")
    ]
    return "select", {**_single(field, options), "items": items}


@describe.register
def _(widget: forms.RadioSelect, field: GovukBoundField, options: Options) -> tuple[str, Params]:
    classes = [*_small("radios", options), *(["govuk-radios--inline"] if options.inline else [])]
    return "radios", _group(widget, field, options, classes)


@describe.register(forms.CheckboxSelectMultiple)
@describe.register(forms.SelectMultiple)
def _(
    widget: forms.CheckboxSelectMultiple | forms.SelectMultiple,
    field: GovukBoundField,
    options: Options,
) -> tuple[str, Params]:
    return "checkboxes", _group(widget, field, options, _small("checkboxes", options))


@describe.register
def _(widget: GroupedCheckboxes, field: GovukBoundField, options: Options) -> tuple[str, Params]:
    group = _group(widget, field, options, _small("checkboxes", options))
    items = {item["value"]: item for item in group["items"]}
    parts = [component(name, **group[of]) for name, of in MESSAGES.items() if group[of]]
    for number, (label, choices) in enumerate(widget.choices):
        boxes = [items[str(value)] for value, _ in choices]
        prefix = f"{group['idPrefix']}_{number}" if number else group["idPrefix"]
        chosen = sum(box["checked"] for box in boxes)
        shown = {"name": group["name"], "idPrefix": prefix, "items": boxes}
        parts.append(
            component(
                "details",
                summaryText=f"{label} ({chosen} chosen)" if chosen else str(label),
                html=component("checkboxes", **shown, classes=group["classes"]),
                open=bool(chosen) or label in widget.unfolded,
            )
        )
    html = mark_safe("".join(parts))  # noqa: S308  each part is a component
    return "fieldset", {**group["fieldset"], "html": html}


@describe.register
def _(widget: forms.CheckboxInput, field: GovukBoundField, options: Options) -> tuple[str, Params]:
    item = {
        "value": "on",
        "text": str(field.label),
        "checked": widget.check_test(field.value()),
        "conditional": _conditional(field, "on"),
    }
    return "checkboxes", {
        **_messages(field),
        "idPrefix": field.element_id,
        "name": field.html_name,
        "items": [item],
        "classes": " ".join(_small("checkboxes", options)),
    }


@describe.register
def _(widget: DateInput, field: GovukBoundField, options: Options) -> tuple[str, Params]:
    parts = DateParts.of(field.value())
    wrong = field.wrong_parts if field.errors else ()
    items = [
        {
            "id": f"{field.element_id}_{part}",
            "name": f"{field.html_name}_{part}",
            "label": part.capitalize(),
            "value": getattr(parts, part),
            "classes": f"govuk-input--width-{4 if part == 'year' else 2}"
            + (" govuk-input--error" if part in wrong else ""),
        }
        for part in PARTS
    ]
    return "date-input", {
        **_messages(field),
        "id": field.element_id,
        "fieldset": _fieldset(field, options),
        "items": items,
    }


def _single(field: GovukBoundField, options: Options) -> Params:
    """What every component with one control takes."""
    classes = "" if options.small or not options.size else f"govuk-label--{options.size}"
    label = {"text": str(field.label), "classes": classes, "isPageHeading": options.heading}
    attrs = field.field.widget.attrs
    return {
        **_messages(field),
        **{name: attrs[name] for name in INPUT_ATTRS if name in attrs},
        "id": field.element_id,
        "name": field.html_name,
        "label": label,
        "disabled": field.field.disabled or None,
    }


def _group(
    widget: ChoiceWidget, field: GovukBoundField, options: Options, classes: list[str]
) -> Params:
    """What a set of radios or check boxes takes."""
    chosen = widget.format_value(field.value())
    hints = getattr(widget, "hints", {})
    items = [
        {
            "value": value,
            "text": text,
            "checked": value in chosen,
            "hint": _words(hints.get(value, "")),
            "conditional": _conditional(field, value),
        }
        for value, text in _choices(widget, empty=None)
    ]
    return {
        **_messages(field),
        "idPrefix": field.element_id,
        "name": field.html_name,
        "items": items,
        "classes": " ".join(classes),
        "fieldset": _fieldset(field, options),
    }


def _fieldset(field: GovukBoundField, options: Options) -> Params:
    size = "s" if options.small else options.size
    classes = f"govuk-fieldset__legend--{size}" if size else ""
    legend = {"text": str(field.label), "classes": classes, "isPageHeading": options.heading}
    return {"legend": legend}


def _messages(field: GovukBoundField) -> Params:
    help_text = conditional_escape(field.help_text) if field.help_text else ""
    return {
        "hint": {"html": help_text} if help_text else None,
        "errorMessage": _words(" ".join(str(error) for error in field.errors)),
    }


def _conditional(field: GovukBoundField, choice: str) -> Params | None:
    html = field.revealed_by(choice)
    return {"html": html} if html else None


def _choices(widget: ChoiceWidget, *, empty: str | None) -> Iterator[tuple[str, str]]:
    """Values and labels, groups laid flat. Django's dashes read `empty`, or are left out."""
    for value, label in _flat(widget.choices):
        text, key = str(label), "" if value is None else str(value)
        if key or text != DJANGO_EMPTY_LABEL:
            yield key, text
        elif empty is not None:
            yield key, empty


def _flat(choices: Iterable[tuple[Any, Any]]) -> Iterator[tuple[Any, Any]]:
    for value, label in choices:
        if isinstance(label, list | tuple):
            yield from label
        else:
            yield value, label


def _text(field: GovukBoundField) -> str:
    value = field.field.widget.format_value(field.value())
    return "" if value is None else str(value)


def _width(field: GovukBoundField, options: Options) -> str:
    """As wide as what is asked for, where that is known to be short."""
    longest = options.width or getattr(field.field, "max_length", None) or WIDTHS[-1] + 1
    width = next((width for width in WIDTHS if longest <= width), None)
    return f"govuk-input--width-{width}" if width else ""


def _small(name: str, options: Options) -> list[str]:
    return [f"govuk-{name}--small"] if options.small else []


def _words(text: str) -> Params | None:
    return {"text": text} if text else None


def error_summary(*forms_shown: Form) -> SafeString:
    """Every error of the forms on the page, each with a link to what must be mended.

    Empty without errors.
    """
    errors = [error for form in forms_shown for error in _errors(form)]
    if not errors:
        return SafeString()
    return component("error-summary", titleText="There is a problem", errorList=errors)


def _errors(form: Form) -> Iterator[Params]:
    if isinstance(form, BaseFormSet):
        yield from ({"text": str(error)} for error in form.non_form_errors())
        for member in form:
            yield from _errors(member)
        return
    yield from ({"text": str(error)} for error in form.non_field_errors())
    for field in form:
        href = None if field.is_hidden else field.error_href  # type: ignore[attr-defined]
        yield from ({"text": str(error), "href": href} for error in field.errors)
