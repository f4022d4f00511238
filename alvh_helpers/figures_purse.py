"""Shim."""

from importlib import import_module

_HOME = "alvh_helpers.course.nb10_second_engine.figures"
_TABLE = {
    "_panel": ("alvh_helpers.course.nb10_second_engine.figures", "_panel"),
    "purse_panels": ("alvh_helpers.course.nb10_second_engine.figures", "purse_panels"),
    "_THOUSAND": ("alvh_helpers.course.nb10_second_engine.figures", "_THOUSAND"),
    "_headline": ("alvh_helpers.course.nb10_second_engine.figures", "_headline"),
    "purses_by_leverage": ("alvh_helpers.course.nb10_second_engine.figures", "purses_by_leverage"),
    "_label_log": ("alvh_helpers.course.nb10_second_engine.figures", "_label_log"),
    "EngineRun": ("alvh_helpers.course.nb10_second_engine.engine", "EngineRun"),
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
