"""Why a PDF could not be made."""


class RenderingFailed(Exception):
    """No PDF was made; the text is one sentence for the author of the report."""
