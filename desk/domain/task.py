from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Task:
    """Something that waits for the person, and the address of the page where it is done."""

    text: str
    address: str
