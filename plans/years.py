"""A leaf: imports nothing of ours."""


def year_span(first: int, last: int) -> str:
    """ "2019", or "2022–2025" where there are several."""
    return str(first) if first == last else f"{first}–{last}"
