"""The blocks of a finding's text: paragraphs, sub-headings and whole lists, as the report prints
them.
"""

from markdown_it import MarkdownIt

# Only what parts blocks: the marks inside them, and the limits of what prints, change no border.
_MARKDOWN = MarkdownIt("zero").enable(["list", "heading"])


def blocks(text: str) -> list[str]:
    """The blocks in order, each as it was typed; an empty line between them gives the text back.

    A list is one block, with the empty lines inside it.
    """
    plain = text.replace("\r\n", "\n").replace("\r", "\n")
    lines = plain.split("\n")
    borders = [
        token.map for token in _MARKDOWN.parse(plain) if token.level == 0 and token.map is not None
    ]
    return ["\n".join(lines[first:end]).rstrip(" \t\n") for first, end in borders]
