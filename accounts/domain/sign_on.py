"""Which way a person signs in."""

from django.contrib.auth.models import User


def uses_single_sign_on(person: User) -> bool:
    """An account that single sign-on has made has no password. Its second step is the provider's to ask
    for."""
    return not person.has_usable_password()
