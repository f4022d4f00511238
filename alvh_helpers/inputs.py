"""Shim."""

from importlib import import_module

_HOME = "alvh_helpers.arrays"
_TABLE = {
    "_FLAG_LESSON": ("alvh_helpers.arrays", "_FLAG_LESSON"),
    "numeric_array": ("alvh_helpers.arrays", "numeric_array"),
    "read_flag": ("alvh_helpers.arrays", "read_flag"),
    "TIME": ("alvh_helpers.arrays", "TIME"),
    "RATE": ("alvh_helpers.arrays", "RATE"),
    "FORWARD": ("alvh_helpers.arrays", "FORWARD"),
    "check": ("alvh_helpers.arrays", "check"),
    "Floats": ("alvh_helpers.arrays", "Floats"),
    "read_numbers": ("alvh_helpers.arrays", "read_numbers"),
    "_ONE_LETTER": ("alvh_helpers.arrays", "_ONE_LETTER"),
    "STRIKE": ("alvh_helpers.arrays", "STRIKE"),
    "Column": ("alvh_helpers.arrays", "Column"),
    "_FLAGS": ("alvh_helpers.arrays", "_FLAGS"),
    "_check_bounds": ("alvh_helpers.arrays", "_check_bounds"),
    "broadcast_shape": ("alvh_helpers.arrays", "broadcast_shape"),
    "refuse": ("alvh_helpers.arrays", "refuse"),
    "flatten": ("alvh_helpers.arrays", "flatten"),
    "VOL": ("alvh_helpers.arrays", "VOL"),
    "SPOT": ("alvh_helpers.arrays", "SPOT"),
    "LIVE_VOL": ("alvh_helpers.arrays", "LIVE_VOL"),
    "_all_known": ("alvh_helpers.arrays", "_all_known"),
    "YIELD": ("alvh_helpers.arrays", "YIELD"),
    "Bools": ("alvh_helpers.arrays", "Bools"),
    "_LARGEST": ("alvh_helpers.arrays", "_LARGEST"),
    "LIVE_TIME": ("alvh_helpers.arrays", "LIVE_TIME"),
    "Limit": ("alvh_helpers.arrays", "Limit"),
    "_unlike_shapes": ("alvh_helpers.arrays", "_unlike_shapes"),
    "DELTA": ("alvh_helpers.arrays", "DELTA"),
    "FEW": ("alvh_helpers.arrays", "FEW"),
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
