"""Shim."""

from importlib import import_module

_HOME = "alvh_helpers.course.plots"
_TABLE = {
    "use_house_style": ("alvh_helpers.course.plots", "use_house_style"),
    "show": ("alvh_helpers.course.plots", "show"),
    "label_ends": ("alvh_helpers.course.plots", "label_ends"),
    "LINES": ("alvh_helpers.course.plots", "LINES"),
    "dollar_axis": ("alvh_helpers.course.plots", "dollar_axis"),
    "percent_axis": ("alvh_helpers.course.plots", "percent_axis"),
    "_STYLE": ("alvh_helpers.course.plots", "_STYLE"),
    "line_style": ("alvh_helpers.course.plots", "line_style"),
    "date_axis": ("alvh_helpers.course.plots", "date_axis"),
    "INK": ("alvh_helpers.course.plots", "INK"),
    "plot_paths": ("alvh_helpers.course.plots", "plot_paths"),
    "mark_level": ("alvh_helpers.course.plots", "mark_level"),
    "label_line": ("alvh_helpers.course.plots", "label_line"),
    "new_figure": ("alvh_helpers.course.plots", "new_figure"),
    "plot_payoff": ("alvh_helpers.course.plots", "plot_payoff"),
    "zero_line": ("alvh_helpers.course.plots", "zero_line"),
    "CourseError": ("alvh_helpers.errors", "CourseError"),
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
