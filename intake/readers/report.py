"""The report of a reading, for the person who imported."""

from collections.abc import Iterator

from intake.readers.parse_result import ParseResult, quoted


def report(result: ParseResult) -> Iterator[str]:
    """Line for line where it went; then what went nowhere; then what only a person can decide."""
    yield "Hver linjes plads:"
    for placement in result.placements:
        if placement.place:
            yield f"  {placement.number:>5}  {placement.place}"
    yield ""
    yield f"Ikke placeret: {len(result.unplaced) or 'ingen linjer'}"
    for placement in result.unplaced:
        yield f"  {placement.number:>5}  {quoted(placement.text)}"
    yield ""
    yield f"Spørgsmål: {len(result.questions) or 'ingen'}"
    for question in result.questions:
        yield f"  - {question}"
