"""Shim."""

from importlib import import_module

_HOME = "alvh_helpers.arrays"
_TABLE = {
    "bracketed_roots": ("alvh_helpers.arrays", "bracketed_roots"),
    "sign_changes": ("alvh_helpers.arrays", "sign_changes"),
    "_next_step": ("alvh_helpers.arrays", "_next_step"),
    "Floats": ("alvh_helpers.arrays", "Floats"),
    "_EPS": ("alvh_helpers.arrays", "_EPS"),
    "_STEPS": ("alvh_helpers.arrays", "_STEPS"),
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
