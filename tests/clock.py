"""The clock that tests set."""

from collections.abc import Callable
from datetime import datetime

Clock = Callable[[datetime], None]
