from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Task:
    """Something that waits for the person, and where it is done."""

    text: str
    address: str
