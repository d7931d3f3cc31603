import resource
from multiprocessing.connection import Connection
from typing import Any

from documents import limited

CALLS, DEEPEST = 500, 300


def most_faults(connection: Connection) -> None:
    """Sends how often the system had to give memory, at worst, while a function at some depth called another."""

    def called() -> None:
        pass

    def at(depth: int) -> int:
        if depth:
            return at(depth - 1)
        before = resource.getrusage(resource.RUSAGE_SELF).ru_minflt
        for _call in range(CALLS):
            called()
        return resource.getrusage(resource.RUSAGE_SELF).ru_minflt - before

    connection.send(max(at(depth) for depth in range(DEEPEST)))


def answer_of(serve: Any) -> Any:
    with limited.started(serve) as (connection, _process):
        return connection.recv()


def test_call_takes_no_memory_from_the_system_at_any_depth() -> None:
    assert answer_of(most_faults) < CALLS / 10
