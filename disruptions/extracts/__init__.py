"""Extracts of national systems, loaded as sets: threats from the SOC master list, and disruptions
(domain §5, ADR 0034).

A file is read row by row in Python, where each cell gets its meaning, and copied into a temporary
table. What rows have to do with each other and with what the portal holds is asked in SQL, of all
rows at once. `disruptions.actions` runs it; nothing here decides who may, or when.
"""

from disruptions.extracts.running import KINDS, Result, Stopped, Told, run
from disruptions.extracts.sets import Rows

__all__ = ["KINDS", "Result", "Rows", "Stopped", "Told", "run"]
