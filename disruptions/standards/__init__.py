"""The national minimum standards of disruptions, by which each record is judged (domain §5).

Pure functions of what `disruptions.queries` loads: nothing here asks the database or the clock.
"""

from disruptions.standards.asking import days_told, kinds_told, needs_told, never_told
from disruptions.standards.facts import Never, Place, Record, Standard, Standards
from disruptions.standards.judging import Failure, judge

__all__ = [
    "Failure",
    "Never",
    "Place",
    "Record",
    "Standard",
    "Standards",
    "days_told",
    "judge",
    "kinds_told",
    "needs_told",
    "never_told",
]
