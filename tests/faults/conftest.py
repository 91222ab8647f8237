"""A fault run takes its rows down as a benchmark does, and is summed up in the same way."""

from tests.bench.conftest import (
    measured,
    pytest_configure,
    pytest_sessionfinish,
    pytest_terminal_summary,
    seed,
)

__all__ = [
    "measured",
    "pytest_configure",
    "pytest_sessionfinish",
    "pytest_terminal_summary",
    "seed",
]
