"""Why a PDF could not be made, in words for the author of the report."""

from signal import Signals


class RenderingFailed(Exception):
    """No PDF was made; the text is one sentence that says why, or what to do."""


class Interrupted(RenderingFailed):
    """It was ended from outside, so that a second attempt may go better."""


class Unwanted(RenderingFailed):
    """Whoever asked for it wants it no more."""


def too_slow(seconds: float) -> str:
    return f"It took longer than {seconds:g} seconds to lay out."


def too_large(memory: int) -> str:
    return f"It needed more than {memory // 1024**2} MB of memory."


def crashed(returncode: int) -> str:
    """C libraries below WeasyPrint end the process without a word when memory runs out."""
    ended = Signals(-returncode).name if returncode < 0 else f"exit status {returncode}"
    return f"The program that makes PDFs stopped ({ended}); its memory may have run out."
