"""Writes values of the core as bytes, and reads them without running what the bytes name."""

from __future__ import annotations

import copyreg
import io
import pickle
from types import MappingProxyType
from typing import Any

_CORE = "mkdocs_postmortems.core."


def _mapping_proxy(items: dict[Any, Any]) -> Any:
    """Rebuild a read-only mapping, whose type cannot be pickled."""
    return MappingProxyType(items)


copyreg.pickle(MappingProxyType, lambda proxy: (_mapping_proxy, (dict(proxy),)))


class _Reader(pickle.Unpickler):
    """Makes instances of the core's classes, and of nothing else: pickled bytes may name any function to call."""

    def find_class(self, module: str, name: str) -> Any:
        if (module, name) == (__name__, _mapping_proxy.__name__):
            return _mapping_proxy
        found = super().find_class(module, name) if module.startswith(_CORE) else None
        if not isinstance(found, type) or not found.__module__.startswith(_CORE):
            raise pickle.UnpicklingError(f"{module}.{name} is no class of the core")
        return found


def to_bytes(value: object) -> bytes:
    """Return a value as bytes, for `from_bytes` of the same version of the program."""
    return pickle.dumps(value, protocol=5)


def from_bytes(data: bytes) -> Any:
    """Return the value that was written.

    Raises:
        pickle.UnpicklingError: the bytes name something that is no class of the core.
    """
    return _Reader(io.BytesIO(data)).load()
