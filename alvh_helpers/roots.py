"""Shim."""

from importlib import import_module

_HOME = "alvh_helpers.arrays"
_TABLE = {
    "_next_step": ("alvh_helpers.arrays", "_next_step"),
    "sign_changes": ("alvh_helpers.arrays", "sign_changes"),
    "bracketed_roots": ("alvh_helpers.arrays", "bracketed_roots"),
    "_STEPS": ("alvh_helpers.arrays", "_STEPS"),
    "_EPS": ("alvh_helpers.arrays", "_EPS"),
    "Floats": ("alvh_helpers.arrays", "Floats"),
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
