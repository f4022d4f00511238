"""Shim."""

from importlib import import_module

_HOME = "alvh_helpers.arrays"
_TABLE = {
    "_ONE_LETTER": ("alvh_helpers.arrays", "_ONE_LETTER"),
    "YIELD": ("alvh_helpers.arrays", "YIELD"),
    "DELTA": ("alvh_helpers.arrays", "DELTA"),
    "_LARGEST": ("alvh_helpers.arrays", "_LARGEST"),
    "_FLAGS": ("alvh_helpers.arrays", "_FLAGS"),
    "broadcast_shape": ("alvh_helpers.arrays", "broadcast_shape"),
    "flatten": ("alvh_helpers.arrays", "flatten"),
    "Bools": ("alvh_helpers.arrays", "Bools"),
    "LIVE_TIME": ("alvh_helpers.arrays", "LIVE_TIME"),
    "RATE": ("alvh_helpers.arrays", "RATE"),
    "check": ("alvh_helpers.arrays", "check"),
    "FORWARD": ("alvh_helpers.arrays", "FORWARD"),
    "TIME": ("alvh_helpers.arrays", "TIME"),
    "read_numbers": ("alvh_helpers.arrays", "read_numbers"),
    "_check_bounds": ("alvh_helpers.arrays", "_check_bounds"),
    "FEW": ("alvh_helpers.arrays", "FEW"),
    "_FLAG_LESSON": ("alvh_helpers.arrays", "_FLAG_LESSON"),
    "refuse": ("alvh_helpers.arrays", "refuse"),
    "_all_known": ("alvh_helpers.arrays", "_all_known"),
    "_unlike_shapes": ("alvh_helpers.arrays", "_unlike_shapes"),
    "SPOT": ("alvh_helpers.arrays", "SPOT"),
    "VOL": ("alvh_helpers.arrays", "VOL"),
    "Limit": ("alvh_helpers.arrays", "Limit"),
    "STRIKE": ("alvh_helpers.arrays", "STRIKE"),
    "read_flag": ("alvh_helpers.arrays", "read_flag"),
    "Column": ("alvh_helpers.arrays", "Column"),
    "numeric_array": ("alvh_helpers.arrays", "numeric_array"),
    "Floats": ("alvh_helpers.arrays", "Floats"),
    "LIVE_VOL": ("alvh_helpers.arrays", "LIVE_VOL"),
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
