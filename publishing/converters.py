"""The parts of public addresses. Each has one way of being written, so that a page has one address."""


class Whole:
    regex = r"[1-9]\d{0,3}"

    def to_python(self, value: str) -> int:
        return int(value)

    def to_url(self, value: int) -> str:
        return str(value)


class Year(Whole):
    regex = r"20\d\d"


class Colour:
    regex = r"[0-9a-f]{6}"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value
