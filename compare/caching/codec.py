"""Values of the model as JSON and back, exactly: 5 stays 5, 5.0 stays 5.0, tuples stay tuples.

Whatever JSON has no form for becomes a list that begins with the name of its type.
"""

from __future__ import annotations

import datetime
import json
import zlib
from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from enum import Enum
from functools import cache
from typing import Any

from compare import model

# Below this, compressing takes longer than reading more bytes does.
FAST = 1
_PLAIN = (str, int, float, bool, type(None))


def dumps(value: Any) -> bytes:
    """The value as bytes, equal for equal values."""
    return zlib.compress(json.dumps(_plain(value), separators=(",", ":")).encode("ascii"), FAST)


def loads(data: bytes) -> Any:
    """The value that `dumps` wrote."""
    return _value(json.loads(zlib.decompress(data)))


def canonical(value: Any) -> bytes:
    """What the value is hashed by; also for dataclasses that `loads` does not know."""
    return json.dumps(_plain(value), separators=(",", ":")).encode("ascii")


def _plain(value: Any) -> Any:
    kind: Any = type(value)
    if kind in _PLAIN:
        return value
    if kind is tuple:
        return ["tuple", *map(_plain, value)]
    if is_dataclass(value):
        return [kind.__name__, *(_plain(getattr(value, name)) for name in _names(kind))]
    if isinstance(value, Enum):
        return [kind.__name__, value.value]
    if isinstance(value, frozenset):
        return ["frozenset", *sorted(map(_plain, value))]
    if isinstance(value, Mapping):
        return ["dict", *(_plain(part) for item in value.items() for part in item)]
    if isinstance(value, datetime.date):
        return [kind.__name__, value.isoformat()]
    raise TypeError(f"no form for {kind.__name__}")


def _value(plain: Any) -> Any:
    if not isinstance(plain, list):
        return plain
    return _makers()[plain[0]](*map(_value, plain[1:]))


@cache
def _names(kind: Any) -> tuple[str, ...]:
    return tuple(field.name for field in fields(kind))


@cache
def _makers() -> dict[str, Callable[..., Any]]:
    """What makes a value of the parts that stand behind its name."""
    named: dict[str, Callable[..., Any]] = {
        name: kind
        for name, kind in vars(model).items()
        if isinstance(kind, type) and (is_dataclass(kind) or issubclass(kind, Enum))
    }
    return {
        **named,
        "tuple": lambda *parts: parts,
        "frozenset": lambda *parts: frozenset(parts),
        "dict": lambda *parts: dict(zip(parts[::2], parts[1::2], strict=True)),
        "date": datetime.date.fromisoformat,
        "datetime": datetime.datetime.fromisoformat,
    }
