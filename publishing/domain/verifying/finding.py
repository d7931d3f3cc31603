from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Finding:
    """What has been looked at, in words for a person; `faults` is empty where all is as published."""

    subject: str
    faults: tuple[str, ...] = ()
    is_edition: bool = False
