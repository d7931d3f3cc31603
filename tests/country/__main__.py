import os
from argparse import ArgumentParser

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
django.setup()

from plans.models import Plan  # noqa: E402
from tests.country.making import MUNICIPALITIES, YEARS, make  # noqa: E402

parser = ArgumentParser(prog="python -m tests.country")
parser.add_argument("--municipalities", type=int, default=MUNICIPALITIES, help="how many (else 98)")
parser.add_argument("--years", type=int, default=YEARS, help="how many, up to this year (else 10)")
parser.add_argument("--yes", action="store_true", help="also where there are plans: these stay as they are")
given = parser.parse_args()
if Plan.objects.exists() and not given.yes:
    parser.error("There are plans in this portal. Write --yes to publish invented ones beside them.")
make(given.municipalities, given.years)
