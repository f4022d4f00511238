"""Shim."""

from importlib import import_module

_HOME = "alvh_helpers.market.loading"
_TABLE = {
    "_index": ("alvh_helpers.market.loading", "_index"),
    "_MACRO": ("alvh_helpers.market.loading", "_MACRO"),
    "_MAY_BE_NEGATIVE": ("alvh_helpers.market.loading", "_MAY_BE_NEGATIVE"),
    "_NEVER_BLANK_MACRO": ("alvh_helpers.market.loading", "_NEVER_BLANK_MACRO"),
    "read_market": ("alvh_helpers.market.loading", "read_market"),
    "_RawTable": ("alvh_helpers.market.loading", "_RawTable"),
    "_date": ("alvh_helpers.market.loading", "_date"),
    "_VX": ("alvh_helpers.market.loading", "_VX"),
    "_BLANK_ON": ("alvh_helpers.market.loading", "_BLANK_ON"),
    "_check_header": ("alvh_helpers.market.loading", "_check_header"),
    "_may_be_blank": ("alvh_helpers.market.loading", "_may_be_blank"),
    "_LONGEST_GAP": ("alvh_helpers.market.loading", "_LONGEST_GAP"),
    "FILES": ("alvh_helpers.market.loading", "FILES"),
    "bundled_folder": ("alvh_helpers.market.loading", "bundled_folder"),
    "_read_rows": ("alvh_helpers.market.loading", "_read_rows"),
    "read_breadth": ("alvh_helpers.market.loading", "read_breadth"),
    "read_macro": ("alvh_helpers.market.loading", "read_macro"),
    "_MARKET": ("alvh_helpers.market.loading", "_MARKET"),
    "_BLANK_BEFORE": ("alvh_helpers.market.loading", "_BLANK_BEFORE"),
    "read_fomc": ("alvh_helpers.market.loading", "read_fomc"),
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
