"""Telling other systems that something happened (ADR 0038)."""

from inspection_portal.core.webhooks.telling import (
    forget,
    hasten,
    make_again,
    tell,
    tell_all,
    tell_test,
)

__all__ = ["forget", "hasten", "make_again", "tell", "tell_all", "tell_test"]
