"""Shim."""

from importlib import import_module

_HOME = "alvh_helpers.arrays"
_TABLE = {
    "read_numbers": ("alvh_helpers.arrays", "read_numbers"),
    "SPOT": ("alvh_helpers.arrays", "SPOT"),
    "_all_known": ("alvh_helpers.arrays", "_all_known"),
    "Column": ("alvh_helpers.arrays", "Column"),
    "_FLAGS": ("alvh_helpers.arrays", "_FLAGS"),
    "VOL": ("alvh_helpers.arrays", "VOL"),
    "read_flag": ("alvh_helpers.arrays", "read_flag"),
    "Bools": ("alvh_helpers.arrays", "Bools"),
    "refuse": ("alvh_helpers.arrays", "refuse"),
    "flatten": ("alvh_helpers.arrays", "flatten"),
    "numeric_array": ("alvh_helpers.arrays", "numeric_array"),
    "_FLAG_LESSON": ("alvh_helpers.arrays", "_FLAG_LESSON"),
    "Floats": ("alvh_helpers.arrays", "Floats"),
    "TIME": ("alvh_helpers.arrays", "TIME"),
    "FORWARD": ("alvh_helpers.arrays", "FORWARD"),
    "DELTA": ("alvh_helpers.arrays", "DELTA"),
    "FEW": ("alvh_helpers.arrays", "FEW"),
    "STRIKE": ("alvh_helpers.arrays", "STRIKE"),
    "YIELD": ("alvh_helpers.arrays", "YIELD"),
    "_LARGEST": ("alvh_helpers.arrays", "_LARGEST"),
    "Limit": ("alvh_helpers.arrays", "Limit"),
    "LIVE_VOL": ("alvh_helpers.arrays", "LIVE_VOL"),
    "check": ("alvh_helpers.arrays", "check"),
    "broadcast_shape": ("alvh_helpers.arrays", "broadcast_shape"),
    "_unlike_shapes": ("alvh_helpers.arrays", "_unlike_shapes"),
    "LIVE_TIME": ("alvh_helpers.arrays", "LIVE_TIME"),
    "_check_bounds": ("alvh_helpers.arrays", "_check_bounds"),
    "RATE": ("alvh_helpers.arrays", "RATE"),
    "_ONE_LETTER": ("alvh_helpers.arrays", "_ONE_LETTER"),
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
