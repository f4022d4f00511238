"""Shim."""

from importlib import import_module

_HOME = "alvh_helpers.arrays"
_TABLE = {
    "_FLAGS": ("alvh_helpers.arrays", "_FLAGS"),
    "_ONE_LETTER": ("alvh_helpers.arrays", "_ONE_LETTER"),
    "Floats": ("alvh_helpers.arrays", "Floats"),
    "Column": ("alvh_helpers.arrays", "Column"),
    "FEW": ("alvh_helpers.arrays", "FEW"),
    "YIELD": ("alvh_helpers.arrays", "YIELD"),
    "_FLAG_LESSON": ("alvh_helpers.arrays", "_FLAG_LESSON"),
    "numeric_array": ("alvh_helpers.arrays", "numeric_array"),
    "flatten": ("alvh_helpers.arrays", "flatten"),
    "read_numbers": ("alvh_helpers.arrays", "read_numbers"),
    "TIME": ("alvh_helpers.arrays", "TIME"),
    "read_flag": ("alvh_helpers.arrays", "read_flag"),
    "_check_bounds": ("alvh_helpers.arrays", "_check_bounds"),
    "Limit": ("alvh_helpers.arrays", "Limit"),
    "_all_known": ("alvh_helpers.arrays", "_all_known"),
    "broadcast_shape": ("alvh_helpers.arrays", "broadcast_shape"),
    "Bools": ("alvh_helpers.arrays", "Bools"),
    "_LARGEST": ("alvh_helpers.arrays", "_LARGEST"),
    "LIVE_VOL": ("alvh_helpers.arrays", "LIVE_VOL"),
    "_unlike_shapes": ("alvh_helpers.arrays", "_unlike_shapes"),
    "VOL": ("alvh_helpers.arrays", "VOL"),
    "refuse": ("alvh_helpers.arrays", "refuse"),
    "check": ("alvh_helpers.arrays", "check"),
    "LIVE_TIME": ("alvh_helpers.arrays", "LIVE_TIME"),
    "SPOT": ("alvh_helpers.arrays", "SPOT"),
    "DELTA": ("alvh_helpers.arrays", "DELTA"),
    "FORWARD": ("alvh_helpers.arrays", "FORWARD"),
    "STRIKE": ("alvh_helpers.arrays", "STRIKE"),
    "RATE": ("alvh_helpers.arrays", "RATE"),
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
