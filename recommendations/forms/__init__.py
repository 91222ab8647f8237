"""What people type about recommendations and register entries."""

from recommendations.forms.addressees import AddressedForm, AddressedRevisionForm
from recommendations.forms.answers import AnswerForm, InviteForm, PublicationForm
from recommendations.forms.many import MOST_AT_ONCE, ManyForm, deeds_open_to
from recommendations.forms.monitoring import (
    CorrectForm,
    EngageForm,
    LeaveForm,
    LetterForm,
    StagesForm,
)
from recommendations.forms.national import (
    AddressForm,
    NationalForm,
    NationalReportForm,
    NationalReportRevisionForm,
    NationalRevisionForm,
)
from recommendations.forms.progress import (
    AskForm,
    ClaimForm,
    EntryFileForm,
    HandOverForm,
    UpdateForm,
)
from recommendations.forms.register import EntryForm, OwnerForm, StatusForm
from recommendations.forms.reminders import PeriodForm, PreferenceForm, ScheduleForm
from recommendations.forms.saved_views import (
    ChangeViewForm,
    ReplaceViewForm,
    SaveViewForm,
    SubscribeForm,
)
from recommendations.forms.status import (
    ClosingForm,
    DeclineForm,
    EntryLinkForm,
    ReopeningForm,
    VerifyForm,
)
from recommendations.forms.trackers import TrackerForm
from recommendations.forms.writing import RecommendationForm, RevisionForm

__all__ = [
    "MOST_AT_ONCE",
    "AddressForm",
    "AddressedForm",
    "AddressedRevisionForm",
    "AnswerForm",
    "AskForm",
    "ChangeViewForm",
    "ClaimForm",
    "ClosingForm",
    "CorrectForm",
    "DeclineForm",
    "EngageForm",
    "EntryFileForm",
    "EntryForm",
    "EntryLinkForm",
    "HandOverForm",
    "InviteForm",
    "LeaveForm",
    "LetterForm",
    "ManyForm",
    "NationalForm",
    "NationalReportForm",
    "NationalReportRevisionForm",
    "NationalRevisionForm",
    "OwnerForm",
    "PeriodForm",
    "PreferenceForm",
    "PublicationForm",
    "RecommendationForm",
    "ReopeningForm",
    "ReplaceViewForm",
    "RevisionForm",
    "SaveViewForm",
    "ScheduleForm",
    "StagesForm",
    "StatusForm",
    "SubscribeForm",
    "TrackerForm",
    "UpdateForm",
    "VerifyForm",
    "deeds_open_to",
]
