"""The demonstration: two inspections of the south-east, the people who work on them, and what the
forces have done since.

The texts stand in the form of a published report. Everything is written by the actions that people
use, at moments given here and not by the clock, so a first run shows the same wherever it is made.
"""
