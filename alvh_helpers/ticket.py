"""Shim."""

from importlib import import_module

_HOME = "alvh_helpers.positions.book"
_TABLE = {
    "ticket_table": ("alvh_helpers.positions.book", "ticket_table"),
    "mark_table": ("alvh_helpers.positions.book", "mark_table"),
    "Leg": ("alvh_helpers.positions.legs", "Leg"),
    "Marks": ("alvh_helpers.positions.valuation", "Marks"),
}


def __getattr__(name):
    if name in _TABLE:
        module, new = _TABLE[name]
        return getattr(import_module(module), new)
    if not name.startswith("__"):
        return getattr(import_module(_HOME), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__():
    return sorted(_TABLE)
