from disruptions.forms.checks import SettingsForm, WaiveForm

__all__ = ["SettingsForm", "WaiveForm"]
