"""What fields become on the page: labels, hints, errors and what belongs to them."""

from datetime import date
from typing import Any

import lxml.html
import pytest
from django import forms
from django.forms import formset_factory
from django.template import Context, Template
from lxml.html import HtmlElement

from inspection_portal.core.components import component
from inspection_portal.core.fields import Checkboxes, DateField, Radios
from inspection_portal.core.gds import error_summary

KINDS = [("narrative", "Narrative"), ("afi", "Area for improvement")]


class FindingForm(forms.Form):
    heading = forms.CharField(label="Heading", help_text="As printed.", max_length=400)
    code = forms.CharField(label="Code", max_length=9, required=False)
    sources = forms.IntegerField(label="Number of sources")
    share = forms.DecimalField(label="Share", required=False)
    text = forms.CharField(label="Text", widget=forms.Textarea)
    note = forms.CharField(label="Note", widget=forms.Textarea, max_length=50)
    kind = forms.ChoiceField(
        label="Kind", choices=KINDS, widget=Radios(hints={"afi": "Below the standard."})
    )
    bodies = forms.MultipleChoiceField(label="Bodies", choices=KINDS, widget=Checkboxes)
    areas = forms.MultipleChoiceField(label="Areas", choices=KINDS)
    region = forms.ChoiceField(
        label="Region", choices=[("", "---------"), ("South", [("se", "South East")])]
    )
    seen_on = DateField(label="Seen on")
    file = forms.FileField(label="File", widget=forms.FileInput(attrs={"accept": ".pdf"}))
    password = forms.CharField(
        label="Password", widget=forms.PasswordInput(attrs={"autocomplete": "current-password"})
    )
    confirmed = forms.BooleanField(label="Confirmed")
    seen_version = forms.IntegerField(widget=forms.HiddenInput, initial=3)


class DeadlineForm(forms.Form):
    due_kind = forms.ChoiceField(
        label="Deadline",
        choices=[("date", "By a date"), ("none", "None")],
        widget=forms.RadioSelect,
    )
    due_on = DateField(label="Due date")

    reveals = {"due_kind": {"date": ["due_on"]}}


def page(form: forms.Form) -> HtmlElement:
    return lxml.html.fragment_fromstring(f"{error_summary(form)}{form}", create_parent="main")


def control(form: forms.Form, element_id: str) -> HtmlElement:
    return page(form).get_element_by_id(element_id)


@pytest.fixture
def empty() -> FindingForm:
    return FindingForm()


@pytest.fixture
def wrong() -> FindingForm:
    return FindingForm({"seen_on_day": "31", "seen_on_month": "2"})


@pytest.mark.parametrize("name", ["heading", "text", "region", "file", "password"])
def test_label_names_its_control(empty: FindingForm, name: str) -> None:
    label = page(empty).xpath(f"//label[@for='id_{name}']")[0]

    assert label.text_content().strip() == empty[name].label


@pytest.mark.parametrize("name", ["kind", "bodies", "areas", "seen_on"])
def test_group_is_a_fieldset_with_a_legend(empty: FindingForm, name: str) -> None:
    first = control(empty, f"id_{name}_day" if name == "seen_on" else f"id_{name}")
    fieldset = next(first.iterancestors("fieldset"))

    assert fieldset.find("legend").text_content().strip() == empty[name].label


def test_every_field_is_on_the_page_once(empty: FindingForm) -> None:
    names = {element.get("name") for element in page(empty).xpath("//*[@name]")}

    dates = {f"seen_on_{part}" for part in ("day", "month", "year")}
    assert names == {*empty.fields, *dates} - {"seen_on"}


def test_hint_describes_its_control(empty: FindingForm) -> None:
    heading = control(empty, "id_heading")

    assert control(empty, heading.get("aria-describedby")).text_content().strip() == "As printed."


def test_hint_of_a_choice_describes_that_choice(empty: FindingForm) -> None:
    choice = control(empty, "id_kind-2")

    hint = control(empty, choice.get("aria-describedby"))
    assert hint.text_content().strip() == "Below the standard."


def test_error_describes_its_control_and_stands_in_the_summary(wrong: FindingForm) -> None:
    describing = control(wrong, "id_heading").get("aria-describedby").split()

    assert "id_heading-error" in describing
    sentence = "This field is required."
    assert sentence in control(wrong, "id_heading-error").text_content()
    assert page(wrong).xpath("//a[@href='#id_heading']")[0].text == sentence


def test_every_link_of_the_summary_leads_to_a_control(wrong: FindingForm) -> None:
    hrefs = page(wrong).xpath("//*[contains(@class, 'govuk-error-summary')]//a/@href")

    visible = [name for name in wrong.errors if not wrong[name].is_hidden]
    assert len(hrefs) == len(visible)
    for href in hrefs:
        assert control(wrong, href[1:]).tag in ("input", "select", "textarea")


def test_error_of_a_date_leads_to_the_part_to_mend(wrong: FindingForm) -> None:
    assert page(wrong).xpath("//a[@href='#id_seen_on_year']")
    assert "govuk-input--error" in control(wrong, "id_seen_on_year").get("class")
    assert "govuk-input--error" not in control(wrong, "id_seen_on_day").get("class")


def test_wrong_date_is_shown_as_it_was_typed(wrong: FindingForm) -> None:
    assert control(wrong, "id_seen_on_day").get("value") == "31"


def test_form_without_mistakes_has_no_summary(empty: FindingForm) -> None:
    assert error_summary(empty) == ""


def test_refusal_of_the_whole_form_stands_in_the_summary_without_a_link() -> None:
    form = DeadlineForm({"due_kind": "none", "due_on_day": "1"})
    form.add_error(None, "The entry has changed since you read it.")

    items = page(form).xpath("//*[contains(@class, 'govuk-error-summary__list')]/li")
    assert items[0].text_content().strip() == "The entry has changed since you read it."
    assert not items[0].xpath(".//a")


def test_summary_covers_every_form_of_a_formset() -> None:
    formset = formset_factory(DeadlineForm, extra=0, min_num=2)(
        {"form-TOTAL_FORMS": "2", "form-INITIAL_FORMS": "0", "form-0-due_kind": "none"}
    )
    formset.is_valid()
    summary = lxml.html.fragment_fromstring(error_summary(formset))

    assert "#id_form-1-due_kind" in summary.xpath("//a/@href")


def test_numbers_bring_up_digits_and_are_never_spun_by_the_wheel(empty: FindingForm) -> None:
    sources, share = control(empty, "id_sources"), control(empty, "id_share")

    assert (sources.get("type"), sources.get("inputmode")) == ("text", "numeric")
    assert (share.get("type"), share.get("inputmode")) == ("text", "decimal")


def test_short_answer_has_a_short_box(empty: FindingForm) -> None:
    assert "govuk-input--width-10" in control(empty, "id_code").get("class")
    assert "width" not in control(empty, "id_heading").get("class")


def test_limited_text_is_counted(empty: FindingForm) -> None:
    counted = page(empty).xpath("//*[@data-module='govuk-character-count']")

    assert [element.get("data-maxlength") for element in counted] == ["50"]


def test_nothing_chosen_reads_as_words(empty: FindingForm) -> None:
    options = control(empty, "id_region").xpath("option")

    assert [(option.get("value"), option.text.strip()) for option in options] == [
        ("", "Choose one"),
        ("se", "South East"),
    ]


def test_what_was_chosen_stays_chosen() -> None:
    form = FindingForm({"kind": "afi", "bodies": ["narrative", "afi"], "region": "se"})
    checked = page(form).xpath("//input[@checked]/@id")

    assert checked == ["id_kind-2", "id_bodies", "id_bodies-2"]
    assert page(form).xpath("//option[@selected]/@value") == ["se"]


def test_initial_date_fills_its_boxes() -> None:
    form = FindingForm(initial={"seen_on": date(2025, 3, 1)})

    values = [control(form, f"id_seen_on_{part}").get("value") for part in ("day", "month", "year")]
    assert values == ["1", "3", "2025"]


def test_password_is_never_sent_back() -> None:
    form = FindingForm({"password": "three random words"})

    password = control(form, "id_password")
    assert password.get("value") is None
    assert password.get("autocomplete") == "current-password"


def test_file_field_says_what_it_takes(empty: FindingForm) -> None:
    assert control(empty, "id_file").get("accept") == ".pdf"
    assert empty.is_multipart()


def test_hidden_field_is_there_without_a_label(empty: FindingForm) -> None:
    assert control(empty, "id_seen_version").get("type") == "hidden"
    assert not page(empty).xpath("//label[@for='id_seen_version']")


def test_field_stands_under_the_choice_that_asks_for_it() -> None:
    under = page(DeadlineForm()).xpath("//*[contains(@class, 'govuk-radios__conditional')]")

    assert [element.get("id") for element in under] == ["conditional-id_due_kind"]
    assert len(page(DeadlineForm()).xpath("//*[@id='id_due_on_day']")) == 1
    assert under[0].xpath(".//*[@id='id_due_on_day']")


def test_two_forms_on_a_page_share_no_id() -> None:
    html = f"{FindingForm(prefix='first')}{FindingForm(prefix='second')}"
    ids = lxml.html.fragment_fromstring(html, create_parent="x").xpath("//@id")

    assert len(ids) == len(set(ids))


def test_field_can_be_set_otherwise() -> None:
    template = Template(
        "{% govuk_field form.heading size='l' heading=True width=20 suffix='%' %}"
        "{% govuk_field form.kind small=True inline=True %}"
    )
    shown = lxml.html.fragment_fromstring(
        template.render(Context({"form": FindingForm()})), create_parent="x"
    )

    assert shown.xpath("//h1/label[contains(@class, 'govuk-label--l')]")
    assert shown.xpath("//input[contains(@class, 'govuk-input--width-20')]")
    assert shown.xpath("//*[contains(@class, 'govuk-radios--small govuk-radios--inline')]")


@pytest.mark.parametrize("typed", ['<script>alert("x")</script>', '" autofocus onfocus="x'])
def test_what_was_typed_cannot_become_markup(typed: str) -> None:
    data: dict[str, Any] = {"heading": typed, "text": typed, "seen_on_day": typed, "note": typed}
    form = FindingForm(data)
    shown = page(form)

    assert control(form, "id_heading").get("value") == typed
    assert control(form, "id_text").text.strip() == typed
    assert control(form, "id_seen_on_day").get("value") == typed
    assert not shown.xpath("//script | //@onfocus")


def test_html_of_a_component_is_escaped_unless_marked_safe() -> None:
    assert "<b>" not in component("inset-text", html="<b>x</b>")
    row = {"key": {"html": "<b>x</b>"}, "value": {"text": "y"}}
    assert "<b>" not in component("summary-list", rows=[row])


def test_widget_without_a_component_is_an_error_of_the_form() -> None:
    class OddForm(forms.Form):
        when = forms.SplitDateTimeField()

    with pytest.raises(TypeError, match="SplitDateTimeWidget of when"):
        str(OddForm())


def test_component_that_comes_again_is_drawn_once_and_escaped() -> None:
    wanted = {"id": "it", "name": "it", "label": {"text": "It"}}
    drawn = [component("select", **wanted, items=[{"text": "<b>"}]) for _ in range(2)]
    assert drawn[0] == drawn[1]
    assert "&lt;b&gt;" in drawn[0]
    assert "<b>" not in drawn[0]
