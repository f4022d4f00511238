"""Shim."""

from importlib import import_module

_HOME = "alvh_helpers.arrays"
_TABLE = {
    "FEW": ("alvh_helpers.arrays", "FEW"),
    "Bools": ("alvh_helpers.arrays", "Bools"),
    "FORWARD": ("alvh_helpers.arrays", "FORWARD"),
    "broadcast_shape": ("alvh_helpers.arrays", "broadcast_shape"),
    "LIVE_VOL": ("alvh_helpers.arrays", "LIVE_VOL"),
    "_FLAGS": ("alvh_helpers.arrays", "_FLAGS"),
    "refuse": ("alvh_helpers.arrays", "refuse"),
    "_all_known": ("alvh_helpers.arrays", "_all_known"),
    "YIELD": ("alvh_helpers.arrays", "YIELD"),
    "numeric_array": ("alvh_helpers.arrays", "numeric_array"),
    "Floats": ("alvh_helpers.arrays", "Floats"),
    "_ONE_LETTER": ("alvh_helpers.arrays", "_ONE_LETTER"),
    "check": ("alvh_helpers.arrays", "check"),
    "SPOT": ("alvh_helpers.arrays", "SPOT"),
    "Limit": ("alvh_helpers.arrays", "Limit"),
    "LIVE_TIME": ("alvh_helpers.arrays", "LIVE_TIME"),
    "_FLAG_LESSON": ("alvh_helpers.arrays", "_FLAG_LESSON"),
    "DELTA": ("alvh_helpers.arrays", "DELTA"),
    "read_numbers": ("alvh_helpers.arrays", "read_numbers"),
    "flatten": ("alvh_helpers.arrays", "flatten"),
    "VOL": ("alvh_helpers.arrays", "VOL"),
    "read_flag": ("alvh_helpers.arrays", "read_flag"),
    "_check_bounds": ("alvh_helpers.arrays", "_check_bounds"),
    "Column": ("alvh_helpers.arrays", "Column"),
    "STRIKE": ("alvh_helpers.arrays", "STRIKE"),
    "TIME": ("alvh_helpers.arrays", "TIME"),
    "_LARGEST": ("alvh_helpers.arrays", "_LARGEST"),
    "_unlike_shapes": ("alvh_helpers.arrays", "_unlike_shapes"),
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
