"""What an edition adds to its tree: the facts that a page's foot and the PDF's imprint name.

They are not part of the tree, so that two publications of the same text have the same JSON and
the same checksum."""

from dataclasses import dataclass
from datetime import date

FILE_NAME = "plan.json"
"""What the tree's JSON is called inside the PDF."""


@dataclass(frozen=True, slots=True)
class Stamp:
    """`number` as it is printed: 2, or 2.1 for a correction of language. `address` is the edition's
    permanent, absolute address; `sha256` that of its JSON, in hex; `proof_head` that of entry `proof_entry`
    of the chain of proof, the newest when the PDF was made, or 0 before there was one. A `draft` has no
    number and no address, and wherever a number would be printed it says that it is a draft."""

    number: str
    published_on: date
    address: str
    sha256: str
    proof_entry: int = 0
    proof_head: str = ""
    draft: bool = False
