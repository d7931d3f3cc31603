import pytest

from documents.printing import tagging
from documents.system_checks import check_weasyprint


def test_installed_weasyprint_is_the_one_that_is_extended() -> None:
    assert check_weasyprint() == []


def test_another_weasyprint_is_an_error_that_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tagging, "WEASYPRINT", "69.0")

    (error,) = check_weasyprint()

    assert (error.id, error.level) == ("documents.E001", 40)
    assert "69.0" in error.msg
    assert "70.0" in error.msg
    assert "requirements.txt" in error.hint
