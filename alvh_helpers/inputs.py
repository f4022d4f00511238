"""Shim."""

from importlib import import_module

_HOME = "alvh_helpers.arrays"
_TABLE = {
    "_check_bounds": ("alvh_helpers.arrays", "_check_bounds"),
    "STRIKE": ("alvh_helpers.arrays", "STRIKE"),
    "TIME": ("alvh_helpers.arrays", "TIME"),
    "LIVE_VOL": ("alvh_helpers.arrays", "LIVE_VOL"),
    "flatten": ("alvh_helpers.arrays", "flatten"),
    "FORWARD": ("alvh_helpers.arrays", "FORWARD"),
    "LIVE_TIME": ("alvh_helpers.arrays", "LIVE_TIME"),
    "_ONE_LETTER": ("alvh_helpers.arrays", "_ONE_LETTER"),
    "_unlike_shapes": ("alvh_helpers.arrays", "_unlike_shapes"),
    "Bools": ("alvh_helpers.arrays", "Bools"),
    "Floats": ("alvh_helpers.arrays", "Floats"),
    "_LARGEST": ("alvh_helpers.arrays", "_LARGEST"),
    "FEW": ("alvh_helpers.arrays", "FEW"),
    "RATE": ("alvh_helpers.arrays", "RATE"),
    "_FLAG_LESSON": ("alvh_helpers.arrays", "_FLAG_LESSON"),
    "Column": ("alvh_helpers.arrays", "Column"),
    "_all_known": ("alvh_helpers.arrays", "_all_known"),
    "VOL": ("alvh_helpers.arrays", "VOL"),
    "numeric_array": ("alvh_helpers.arrays", "numeric_array"),
    "Limit": ("alvh_helpers.arrays", "Limit"),
    "refuse": ("alvh_helpers.arrays", "refuse"),
    "DELTA": ("alvh_helpers.arrays", "DELTA"),
    "YIELD": ("alvh_helpers.arrays", "YIELD"),
    "read_numbers": ("alvh_helpers.arrays", "read_numbers"),
    "read_flag": ("alvh_helpers.arrays", "read_flag"),
    "check": ("alvh_helpers.arrays", "check"),
    "broadcast_shape": ("alvh_helpers.arrays", "broadcast_shape"),
    "_FLAGS": ("alvh_helpers.arrays", "_FLAGS"),
    "SPOT": ("alvh_helpers.arrays", "SPOT"),
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
