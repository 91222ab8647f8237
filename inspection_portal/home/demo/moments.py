from datetime import datetime

from django.utils.timezone import make_aware


def moment(year: int, month: int, day: int, hour: int = 10) -> datetime:
    """An hour of a day in local time: when something happened in the demonstration."""
    return make_aware(datetime(year, month, day, hour))  # noqa: DTZ001 - made aware just here
