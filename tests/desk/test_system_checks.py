import pytest
from pytest_django import Settings

from desk.system_checks import check_markdown_addresses


def test_markdown_addresses_lead_to_the_pages_that_ask_who_may_write() -> None:
    assert check_markdown_addresses() == []


@pytest.mark.parametrize("setting", ["MARKDOWNX_URLS_PATH", "MARKDOWNX_UPLOAD_URLS_PATH"])
@pytest.mark.parametrize("address", ["/markdownx/upload/sted/", "/admin/markdownx/indsaet/"])
def test_markdown_address_that_leads_elsewhere_is_an_error(
    settings: Settings, setting: str, address: str
) -> None:
    setattr(settings, setting, address)

    (error,) = check_markdown_addresses()

    assert error.id == "desk.E001"
    assert setting in error.msg
    assert address in error.msg
