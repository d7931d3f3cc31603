from concurrent.futures import ThreadPoolExecutor
from io import BytesIO

import pytest
from django.db import connection, transaction

from goals.domain.importing.read_file import read
from goals.domain.importing.resolving import Resolver
from goals.domain.importing.storing import store
from goals.enums import AreaKind, Unit
from goals.models import Observation
from tests.desk.test_locks import until_somebody_waits
from tests.factories import AreaFactory, IndicatorFactory

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor == "sqlite", reason="SQLite has but one writer"),
]


def stored() -> dict[str, int]:
    table = read(BytesIO("område;periode;værdi\nSkive;2020;10,4\n".encode()))
    return dict(store(table, Resolver("ledighed", "jobindsats.dk", table.decimal_sign), dry_run=False).counts)


def test_second_import_of_the_same_figures_waits_and_finds_them() -> None:
    AreaFactory(kind=AreaKind.MUNICIPALITY, name="Skive")
    IndicatorFactory(slug="ledighed", name="Ledighed", unit=Unit.PERCENT)

    def second() -> dict[str, int]:
        try:
            return stored()
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            assert stored() == {"added": 1}
            waiting = pool.submit(second)
            until_somebody_waits()
        assert waiting.result(10) == {"unchanged": 1}
    assert Observation.objects.count() == 1
