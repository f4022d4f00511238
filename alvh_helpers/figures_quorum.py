"""Shim."""

from importlib import import_module

_HOME = "alvh_helpers.course.nb09_signals.figures"
_TABLE = {
    "sweep_halves": ("alvh_helpers.course.nb09_signals.figures", "sweep_halves"),
    "hedge_map": ("alvh_helpers.course.nb09_signals.figures", "hedge_map"),
    "_HATCH": ("alvh_helpers.course.nb09_signals.figures", "_HATCH"),
    "quorum_curves": ("alvh_helpers.course.nb09_signals.figures", "quorum_curves"),
    "_lead_cell": ("alvh_helpers.course.nb09_signals.figures", "_lead_cell"),
    "macro_dots": ("alvh_helpers.course.nb09_signals.figures", "macro_dots"),
    "storm_leads": ("alvh_helpers.course.nb09_signals.figures", "storm_leads"),
    "accounts": ("alvh_helpers.course.nb09_signals.figures", "accounts"),
    "ACCOUNT_EDGE": ("alvh_helpers.course.nb09_signals.storms", "ACCOUNT_EDGE"),
    "EDGE": ("alvh_helpers.course.nb09_signals.storms", "EDGE"),
    "standing": ("alvh_helpers.course.nb09_signals.storms", "standing"),
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
