"""Working days of England and Wales: neither a weekend nor a bank holiday.

The bank holidays are those that GOV.UK had announced when the library was released; nothing is
asked of the network. Beyond the last year that it knows only weekends are left out.
"""

from datetime import date, timedelta
from functools import cache

from govuk_bank_holidays.bank_holidays import BankHolidays

_DAY = timedelta(days=1)
_SATURDAY = 5


@cache
def _bank_holidays() -> frozenset[date]:
    known = BankHolidays(use_cached_holidays=True)
    found = known.get_holidays(division=BankHolidays.ENGLAND_AND_WALES)
    return frozenset(each["date"] for each in found)


def is_working_day(day: date) -> bool:
    return day.weekday() < _SATURDAY and day not in _bank_holidays()


def last_working_day_before(day: date) -> date:
    day -= _DAY
    while not is_working_day(day):
        day -= _DAY
    return day


def working_days_after(day: date, number: int) -> date:
    """The working day that many working days after a day."""
    for _ in range(number):
        day += _DAY
        while not is_working_day(day):
            day += _DAY
    return day
