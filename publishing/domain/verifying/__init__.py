"""Checks what is stored against what was published: the promise that nothing has changed."""

from publishing.domain.verifying.against import compare
from publishing.domain.verifying.everything import verify
from publishing.domain.verifying.finding import Finding

__all__ = ["Finding", "compare", "verify"]
