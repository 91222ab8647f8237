"""A fuzz run takes its rows down as a benchmark does, and is summed up in the same way."""

from tests.faults.conftest import *  # noqa: F403 - the same names
