"""The headings that HTML has. Imports nothing of the portal's."""

LOWEST_LEVEL = 6
HEADINGS = tuple(f"h{level}" for level in range(1, LOWEST_LEVEL + 1))


def below(level: int, steps: int = 1) -> int:
    """The level `steps` under `level`; what lies deeper shares the last."""
    return min(level + steps, LOWEST_LEVEL)
