"""The frame that allauth's pages share with the admin."""

from typing import Any

from accounts.domain import people
from plans.admin_pages import admin_context


class InAdminFrame:
    """A page of allauth in the admin's frame."""

    title: Any = ""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)  # type: ignore[misc]
        frame = admin_context(self.request)  # type: ignore[attr-defined]
        return {**frame, "title": self.title, "single_sign_on": people.single_sign_on(), **context}
