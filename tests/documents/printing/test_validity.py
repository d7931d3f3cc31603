"""Every PDF that the tests make, judged by three programs that others have written."""

from pathlib import Path

import pikepdf
import pytest

from tests.documents.printing.conftest import VARIANTS, Printed
from tests.pdf import validators


@pytest.fixture(scope="module")
def faults(
    printed: dict[str, Printed], renditions: dict[str, Path], tmp_path_factory: pytest.TempPathFactory
) -> list[str]:
    """What veraPDF finds in all of them, and in one that has been spoilt."""
    spoilt = tmp_path_factory.mktemp("spoilt") / "spoilt.pdf"
    with pikepdf.open(printed["empty"].file) as pdf:
        del pdf.Root.MarkInfo
        pdf.save(spoilt)
    return validators.verapdf([spoilt, *(one.file for one in printed.values()), *renditions.values()])


def test_verapdf_finds_fault_only_with_what_is_wrong(faults: list[str]) -> None:
    assert [fault.split(":")[0] for fault in faults] == ["spoilt.pdf ua1", "spoilt.pdf 3a"]


def test_page_validation_finds_nothing(each: Printed) -> None:
    assert validators.page_validation(each.file) == []


def test_outloud_finds_no_error(each: Printed) -> None:
    assert validators.read_aloud(each.file) == []


@pytest.mark.parametrize("name", VARIANTS)
def test_rendition_is_without_fault_too(renditions: dict[str, Path], name: str) -> None:
    assert validators.page_validation(renditions[name]) == []
    assert validators.read_aloud(renditions[name]) == []


@pytest.mark.parametrize("tool", ["java", "javac"])
def test_missing_tool_is_named_with_the_line_that_installs_it(
    tool: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", "")

    with pytest.raises(validators.MissingToolError, match=f"{tool}: apt-get install"):
        validators._program(tool)
