"""Names that are loaded on first use, so that importing the package costs nothing (PEP 562)."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

__all__ = ["lazy_names"]


def lazy_names(
    package: str, table: Mapping[str, str]
) -> tuple[Callable[[str], Any], Callable[[], list[str]], list[str]]:
    """Return a package's ``__getattr__``, ``__dir__`` and ``__all__``.

    Parameters
    ----------
    package : str
        The package's own name.
    table : mapping of str to str
        Names that each of its modules offers, separated by white space; an empty module name stands for submodules.

    Notes
    -----
    With nothing but the standard library: the doctor runs through here on any Python from 3.8 on.
    """
    homes = {name: module for module, names in table.items() for name in names.split()}

    def __getattr__(name: str) -> Any:  # noqa: N807
        """Load a name when it is asked for."""
        if name not in homes:
            raise AttributeError(f"module {package!r} has no attribute {name!r}")
        if not homes[name]:
            return import_module(f"{package}.{name}")
        return getattr(import_module(f"{package}.{homes[name]}"), name)

    def __dir__() -> list[str]:  # noqa: N807
        """List the names without loading them."""
        return sorted(homes)

    return __getattr__, __dir__, sorted(homes)
