"""The Welsh catalogue as it is written, and the texts that code and templates have for it."""

import ast
import gettext
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from django.conf import settings
from django.utils.translation.template import templatize

FOLDER = settings.BASE_DIR / "inspection_portal" / "locale" / "cy" / "LC_MESSAGES"
WRITTEN, COMPILED = FOLDER / "django.po", FOLDER / "django.mo"
CODE = settings.BASE_DIR / "inspection_portal"
TEMPLATES = settings.BASE_DIR / "templates"
CALLS = {"gettext": 1, "gettext_noop": 1, "ngettext": 2}
# What `templatize` makes of the tags: calls with literals, among text that is blanked out.
_LITERAL = r"""u?('(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")"""
_CALL = re.compile(rf"\b(?:_|gettext|ngettext)\(\s*{_LITERAL}(?:\s*,\s*{_LITERAL})?")
Texts = tuple[str, ...]


@dataclass
class Entry:
    """A text, with its plural where it has one, and what stands for it in Welsh."""

    msgid: str = ""
    msgid_plural: str = ""
    told: dict[int, str] = field(default_factory=dict)
    flags: str = ""

    @property
    def texts(self) -> Texts:
        return (self.msgid, self.msgid_plural) if self.msgid_plural else (self.msgid,)


def entries() -> list[Entry]:
    """Those of the catalogue; the first one is its head."""
    found = [Entry()]
    told = ""
    for line in WRITTEN.read_text(encoding="utf-8").splitlines():
        if not line:
            found.append(Entry())
        elif line.startswith("#,"):
            found[-1].flags += line
        elif line[0] in 'm"':
            keyword, literal = line.split('"', 1)
            told = keyword.strip() or told
            _add(found[-1], told, ast.literal_eval(f'"{literal}'))
    return found


def _add(entry: Entry, told: str, text: str) -> None:
    if told.startswith("msgstr"):
        number = int(told[7:-1] or 0)
        entry.told[number] = entry.told.get(number, "") + text
    else:
        setattr(entry, told, getattr(entry, told) + text)


def compiled() -> gettext.GNUTranslations:
    with COMPILED.open("rb") as file:
        return gettext.GNUTranslations(file)


def marked() -> set[Texts]:
    """All texts that code and templates of the portal have translated."""
    of_code = (each for path in CODE.rglob("*.py") for each in _in_code(path))
    of_templates = (each for path in TEMPLATES.rglob("*.html") for each in _in_template(path))
    return {*of_code, *of_templates}


def _in_code(path: Path) -> Iterator[Texts]:
    source = path.read_text(encoding="utf-8")
    if "gettext" in source:
        for node in ast.walk(ast.parse(source)):
            match node:
                case ast.Call(func=ast.Name(id=name), args=args) if name in CALLS:
                    texts = [
                        each.value for each in args[: CALLS[name]] if isinstance(each, ast.Constant)
                    ]
                    if texts:
                        yield tuple(map(str, texts))


def _in_template(path: Path) -> Iterator[Texts]:
    for one, other in _CALL.findall(templatize(path.read_text(encoding="utf-8"))):
        yield tuple(ast.literal_eval(literal) for literal in (one, other) if literal)
