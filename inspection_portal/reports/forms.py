from django import forms

from inspection_portal.core.fields import DateField


class PublishForm(forms.Form):
    """The day on which a report is published; everything counted from publication starts here."""

    on = DateField(
        label="Publication date",
        help_text="Deadlines such as “within six months” are counted from this day.",
    )
    confirmed = forms.BooleanField(
        label="I understand that the text can then be changed only through a correction",
        error_messages={"required": "Confirm that you understand what publication means"},
    )
    seen_version = forms.IntegerField(widget=forms.HiddenInput)


class PublishCorrectionForm(forms.Form):
    """Ends an open correction with a new issue."""

    confirmed = forms.BooleanField(
        label="The corrected text is ready to be published",
        error_messages={"required": "Confirm that the corrected text is ready"},
    )
