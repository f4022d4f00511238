"""Shim."""

from importlib import import_module

_HOME = "alvh_helpers.market.loading"
_TABLE = {
    "_may_be_blank": ("alvh_helpers.market.loading", "_may_be_blank"),
    "bundled_folder": ("alvh_helpers.market.loading", "bundled_folder"),
    "read_market": ("alvh_helpers.market.loading", "read_market"),
    "_MARKET": ("alvh_helpers.market.loading", "_MARKET"),
    "_RawTable": ("alvh_helpers.market.loading", "_RawTable"),
    "_BLANK_ON": ("alvh_helpers.market.loading", "_BLANK_ON"),
    "_LONGEST_GAP": ("alvh_helpers.market.loading", "_LONGEST_GAP"),
    "_read_rows": ("alvh_helpers.market.loading", "_read_rows"),
    "FILES": ("alvh_helpers.market.loading", "FILES"),
    "_VX": ("alvh_helpers.market.loading", "_VX"),
    "_NEVER_BLANK_MACRO": ("alvh_helpers.market.loading", "_NEVER_BLANK_MACRO"),
    "_check_header": ("alvh_helpers.market.loading", "_check_header"),
    "_MACRO": ("alvh_helpers.market.loading", "_MACRO"),
    "_date": ("alvh_helpers.market.loading", "_date"),
    "_BLANK_BEFORE": ("alvh_helpers.market.loading", "_BLANK_BEFORE"),
    "_index": ("alvh_helpers.market.loading", "_index"),
    "read_macro": ("alvh_helpers.market.loading", "read_macro"),
    "read_breadth": ("alvh_helpers.market.loading", "read_breadth"),
    "read_fomc": ("alvh_helpers.market.loading", "read_fomc"),
    "_MAY_BE_NEGATIVE": ("alvh_helpers.market.loading", "_MAY_BE_NEGATIVE"),
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
