"""What is read: a few towns of invented plans, and a plan of one of them that is published and withdrawn over and over."""

from pathlib import Path

TOWN, YEAR = "frederiksberg", 2039
CHANGING = f"/{TOWN}/{YEAR}/"
WITHDRAWN, PUBLISHED = "withdrawn.txt", "published.txt"


def word(number: int) -> str:
    """That no other edition has."""
    return f"kendeord{number}x"


def note(folder: Path, name: str, line: str) -> None:
    with (folder / name).open("a") as file:
        file.write(f"{line}\n")


def noted(folder: Path, name: str) -> list[str]:
    file = folder / name
    return file.read_text().split() if file.exists() else []
