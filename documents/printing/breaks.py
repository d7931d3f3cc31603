"""Where no line may end: within a date, and between a number and what it counts."""

import re
from datetime import date

from django.utils import formats

TEXT = re.compile(r">[^<>]+<")
COUNTED = r"\d (?=%)|§ (?=\d)|\b(?:nr\.|kl\.|pr\.|ca\.|side) (?=\d)"


def kept_together(page: str) -> str:
    """`page` is a whole HTML document; its attributes are left as they are."""
    months = "|".join(formats.date_format(date(2000, month, 1), "F") for month in range(1, 13))
    places = re.compile(rf"\d\. (?=(?:{months})\b)|{COUNTED}")
    return TEXT.sub(lambda text: places.sub(lambda place: place[0][:-1] + "\xa0", text[0]), page)
