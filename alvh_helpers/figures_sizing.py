"""Shim."""

from importlib import import_module

_HOME = "alvh_helpers.course.nb08_layer_sizing.figures"
_TABLE = {
    "losses_and_gains": ("alvh_helpers.course.nb08_layer_sizing.figures", "losses_and_gains"),
    "binding_map": ("alvh_helpers.course.nb08_layer_sizing.figures", "binding_map"),
    "credit_shares": ("alvh_helpers.course.nb08_layer_sizing.figures", "credit_shares"),
    "cost_years": ("alvh_helpers.course.nb08_layer_sizing.figures", "cost_years"),
    "_BANDS": ("alvh_helpers.course.nb08_layer_sizing.figures", "_BANDS"),
    "_wedge": ("alvh_helpers.course.nb08_layer_sizing.figures", "_wedge"),
    "crash_diary": ("alvh_helpers.course.nb08_layer_sizing.figures", "crash_diary"),
    "quick_history": ("alvh_helpers.course.nb08_layer_sizing.figures", "quick_history"),
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
