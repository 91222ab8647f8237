"""Why a PDF can't be read, in words for the person who handed it in."""


class Unreadable(Exception):
    """Nothing was read; the text is one sentence that says why and what to do."""


MOST_PAGES = 1_000
NOT_A_PDF = "The PDF is damaged or cut short. Get it again from where it came from."
ENCRYPTED = "The PDF is encrypted. Save it without a password first."
NO_TEXT = "The PDF holds pictures of pages and no text. Have its text recognised (OCR) first."
NOT_LETTERS = (
    "The fonts on page {page} do not say which letters they print. Save the report as text instead."
)
TOO_LONG = f"The PDF has more than {MOST_PAGES:,} pages. Load the report alone."
TOO_DEEP = "The PDF is nested too deeply to be read. Save the report as text instead."


def too_slow(seconds: float) -> str:
    return f"The PDF took longer than {seconds:g} seconds to read. Save the report as text instead."


def too_large(memory: int) -> str:
    return (
        f"The PDF needed more than {memory // 1024**2} MB of memory to read. "
        "Save the report as text instead."
    )
