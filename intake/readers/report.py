"""The report of a reading, for the person who imported."""

from collections.abc import Iterator

from intake.readers.reading import Reading, quoted


def report(reading: Reading) -> Iterator[str]:
    """Line for line where it went; then what went nowhere; then what only a person can decide."""
    yield "Hver linjes plads:"
    for placement in reading.placements:
        if placement.place:
            yield f"  {placement.number:>5}  {placement.place}"
    yield ""
    yield f"Ikke placeret: {len(reading.unplaced) or 'ingen linjer'}"
    for placement in reading.unplaced:
        yield f"  {placement.number:>5}  {quoted(placement.text)}"
    yield ""
    yield f"Spørgsmål: {len(reading.questions) or 'ingen'}"
    for question in reading.questions:
        yield f"  - {question}"
