from dataclasses import dataclass


@dataclass(frozen=True, order=True, slots=True)
class EditionNumber:
    """What an edition is called: 1, 2, 3 …, and 1.1 for a correction of language in edition 1."""

    number: int
    correction: int = 0

    def __str__(self) -> str:
        return f"{self.number}.{self.correction}" if self.correction else str(self.number)
