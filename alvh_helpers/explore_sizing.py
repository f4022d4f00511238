"""Shim."""

from importlib import import_module

_HOME = "alvh_helpers.course.nb08_layer_sizing.widgets"
_TABLE = {
    "account_view": ("alvh_helpers.course.nb08_layer_sizing.widgets", "account_view"),
    "_SLACK": ("alvh_helpers.course.nb08_layer_sizing.widgets", "_SLACK"),
    "sized": ("alvh_helpers.course.nb08_layer_sizing.widgets", "sized"),
    "account_steps": ("alvh_helpers.course.nb08_layer_sizing.widgets", "account_steps"),
    "Sized": ("alvh_helpers.course.nb08_layer_sizing.widgets", "Sized"),
    "account_explorer": ("alvh_helpers.course.nb08_layer_sizing.widgets", "account_explorer"),
    "smallest_account": ("alvh_helpers.course.nb08_layer_sizing.widgets", "smallest_account"),
    "wing_rule": ("alvh_helpers.course.nb08_layer_sizing.widgets", "wing_rule"),
    "Floats": ("alvh_helpers.course.nb08_layer_sizing.widgets", "Floats"),
    "WINGS": ("alvh_helpers.course.nb08_layer_sizing.widgets", "WINGS"),
    "fitting_units": ("alvh_helpers.course.nb08_layer_sizing.widgets", "fitting_units"),
    "nearest_coverage": ("alvh_helpers.course.nb08_layer_sizing.widgets", "nearest_coverage"),
    "unhedged": ("alvh_helpers.strategy.presets", "unhedged"),
    "DateLike": ("alvh_helpers.market.calendar", "DateLike"),
    "CondorRule": ("alvh_helpers.strategy.policy", "CondorRule"),
    "CourseError": ("alvh_helpers.errors", "CourseError"),
    "explorer": ("alvh_helpers.course.widgets", "explorer"),
    "Facts": ("alvh_helpers.simulation.daily", "Facts"),
    "choice": ("alvh_helpers.course.notebook", "choice"),
    "Asked": ("alvh_helpers.strategy.sizing", "Asked"),
    "condor_contracts": ("alvh_helpers.strategy.sizing", "condor_contracts"),
    "layer_units": ("alvh_helpers.strategy.sizing", "layer_units"),
    "condors_by_day": ("alvh_helpers.course.nb08_layer_sizing.study", "condors_by_day"),
    "ladder": ("alvh_helpers.course.nb08_layer_sizing.study", "ladder"),
    "units_by_day": ("alvh_helpers.course.nb08_layer_sizing.study", "units_by_day"),
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
