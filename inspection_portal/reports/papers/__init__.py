"""Papers about the register: what a body takes to its committee, and summaries on one page.

As a report does, a paper goes from rows to frozen dataclasses (`gathering`), and from those alone
to HTML and PDF (`printing`) or to a Word document (`word`).
"""
