from django import forms


class TrailPageForm(forms.Form):
    """Which part of a trail is asked for: the lines older than `before`."""

    before = forms.UUIDField(required=False)
