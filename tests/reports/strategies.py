"""Any document that the portal could hold, for hypothesis."""

from datetime import date

from hypothesis import strategies as st

from inspection_portal.reports.document import (
    AREA_NAMES,
    FIVE_GRADES,
    BodyChapter,
    BodyKind,
    CountRow,
    Counts,
    DueKind,
    EarlierGrade,
    Finding,
    FindingKind,
    Grade,
    KeyFigure,
    Outcome,
    QuestionArea,
    Recommendation,
    Report,
    Section,
    Status,
    Subject,
)
from inspection_portal.reports.prose import canonical

_SNIPPETS = (
    *("- a", "  - b", "    1. c", "1. d", "3) e", "* *f*", "# g", "**h** i", "\n", "j _k_ l"),
    *("[m](https://example.org/a_(b)?c&d)", "[n](javascript:alert(1))", "> o", "***p** q*"),
    *("- - r", "- # s", "## t ##", "<b>u</b>", "&amp;", "\\", "![v](https://example.org)"),
    *("The force’s plan “works”.", "100 000", "{{ w }} {% x %}", "half**bold**"),
)
_MARKS = "ab1 *_#-+.)([]\\!<>&`~|:/\"'{%}\n\t\u00a0’"

markdown = st.one_of(
    st.text(alphabet=_MARKS, max_size=60),
    st.text(max_size=60),
    st.lists(st.sampled_from(_SNIPPETS), max_size=12).map("\n".join),
)
prose = markdown.map(canonical)
plain = st.one_of(
    st.text(st.characters(exclude_categories=["Cc", "Cs", "Cn"]), max_size=40),
    st.sampled_from(["A heading: 1 < 2 & “quoted”", " spaced  out ", "{{ title }}", "<h1>"]),
)
lines = st.lists(plain, max_size=3).map("\n- ".join)
names = plain.map(lambda text: text.replace("|", "")).filter(bool)
days = st.none() | st.dates(date(1900, 1, 1), date(2100, 1, 1))

sections = st.lists(st.builds(Section, heading=plain, text=prose), max_size=2).map(tuple)
recommendations = st.builds(
    Recommendation,
    text=lines,
    due_kind=st.sampled_from(DueKind),
    due_on=days,
    addressees=st.lists(names, max_size=2).map(tuple),
)
findings = st.lists(
    st.builds(
        Finding,
        kind=st.sampled_from(FindingKind),
        heading=plain,
        text=prose,
        lead=plain,
        parts=st.lists(plain, max_size=3).map(tuple),
        recommendations=st.lists(recommendations, max_size=2).map(tuple),
        also_about=st.lists(names, max_size=2).map(tuple),
        accelerated_on=days,
    ),
    max_size=2,
).map(tuple)
areas = st.builds(
    QuestionArea,
    name=st.one_of(st.sampled_from(AREA_NAMES), plain),
    introduction=prose,
    findings=findings,
)
key_figures = st.builds(
    KeyFigure,
    name=plain,
    value=plain,
    as_at=st.dates(date(1900, 1, 1), date(2100, 1, 1)),
    source=plain,
    sha256=st.text("0123456789abcdef", min_size=64, max_size=64),
    counted=plain,
    part=plain,
)
bodies = st.builds(
    BodyChapter,
    name=names,
    kind=st.sampled_from(BodyKind),
    grade=st.none() | st.sampled_from([grade.key for grade in FIVE_GRADES]),
    areas=st.lists(areas, max_size=3).map(tuple),
    introduction=prose,
    outcome=st.sampled_from(Outcome),
    standing=st.none()
    | st.builds(
        EarlierGrade,
        label=plain,
        report=plain,
        published_on=st.dates(date(1900, 1, 1), date(2100, 1, 1)),
    ),
    figures=st.lists(key_figures, max_size=2).map(tuple),
)
counts = st.integers(1, 3).flatmap(
    lambda width: st.builds(
        Counts,
        subject=st.sampled_from(Subject),
        parts=st.tuples(*[plain] * width),
        rows=st.lists(
            st.builds(CountRow, name=plain, numbers=st.tuples(*[st.integers(0, 10**6)] * width)),
            min_size=1,
            max_size=3,
        ).map(tuple),
        as_at=st.dates(date(1900, 1, 1), date(2100, 1, 1)),
        source=plain,
        counted=plain,
    )
)
scales = st.just(FIVE_GRADES) | st.lists(st.builds(Grade, key=names, label=plain), max_size=3).map(
    tuple
)
reports = st.builds(
    Report,
    title=plain,
    region=plain,
    bodies=st.lists(bodies, max_size=3).map(tuple),
    published_on=days,
    introduction=sections,
    regional_introduction=prose,
    regional_findings=findings,
    appendices=sections,
    scale=scales,
    status=st.sampled_from(Status),
    issue=st.integers(1, 999),
    demonstration=st.booleans(),
    counts=st.lists(counts, max_size=2).map(tuple),
)
