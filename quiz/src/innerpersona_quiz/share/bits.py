"""Whole numbers of any width in a row of bytes, most significant bit first."""


class BitWriter:
    """Collects numbers; `to_bytes` fills the last byte up with zeros."""

    def __init__(self) -> None:
        self._value = 0
        self._width = 0

    def put(self, number: int, width: int) -> None:
        """Append a number in `width` bits; ValueError if it does not fit."""
        if not 0 <= number < 1 << width:
            raise ValueError(f"{number} does not fit into {width} bits")
        self._value = self._value << width | number
        self._width += width

    def to_bytes(self) -> bytes:
        """Return what was put in."""
        length = (self._width + 7) // 8
        return (self._value << 8 * length - self._width).to_bytes(length, "big")


class BitReader:
    """Hands numbers out again in the order in which they were put in."""

    def __init__(self, data: bytes) -> None:
        self._value = int.from_bytes(data, "big")
        self._left = 8 * len(data)

    def take(self, width: int) -> int:
        """Return the next `width` bits as a number; EOFError if there are fewer."""
        if width > self._left:
            raise EOFError
        self._left -= width
        return self._value >> self._left & (1 << width) - 1

    @property
    def rest(self) -> int:
        """The bits not taken yet, as a number."""
        return self._value & (1 << self._left) - 1
