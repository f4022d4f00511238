"""Shim."""

from importlib import import_module

_HOME = "alvh_helpers.course.nb10_second_engine.exercises"
_TABLE = {
    "_left_out": ("alvh_helpers.course.nb10_second_engine.exercises", "_left_out"),
    "ENGINE": ("alvh_helpers.course.nb10_second_engine.exercises", "ENGINE"),
    "_later": ("alvh_helpers.course.nb10_second_engine.exercises", "_later"),
    "LEFT_OUT": ("alvh_helpers.course.nb10_second_engine.exercises", "LEFT_OUT"),
    "DOLLAR_MISTAKES": ("alvh_helpers.course.exercises", "DOLLAR_MISTAKES"),
    "Exercise": ("alvh_helpers.course.exercises", "Exercise"),
    "Mistake": ("alvh_helpers.course.exercises", "Mistake"),
    "largest_leverage": ("alvh_helpers.course.nb10_second_engine.engine", "largest_leverage"),
    "load_market": ("alvh_helpers.market.history", "load_market"),
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
