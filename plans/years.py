"""Imports nothing of the portal's."""


def year_span(first: int, last: int) -> str:
    """ "2019", or "2022–2025" where there are several."""
    return str(first) if first == last else f"{first}–{last}"
