"""Shim."""

from importlib import import_module

_HOME = "alvh_helpers.arrays"
_TABLE = {
    "YIELD": ("alvh_helpers.arrays", "YIELD"),
    "check": ("alvh_helpers.arrays", "check"),
    "_all_known": ("alvh_helpers.arrays", "_all_known"),
    "_unlike_shapes": ("alvh_helpers.arrays", "_unlike_shapes"),
    "_LARGEST": ("alvh_helpers.arrays", "_LARGEST"),
    "DELTA": ("alvh_helpers.arrays", "DELTA"),
    "read_numbers": ("alvh_helpers.arrays", "read_numbers"),
    "VOL": ("alvh_helpers.arrays", "VOL"),
    "broadcast_shape": ("alvh_helpers.arrays", "broadcast_shape"),
    "read_flag": ("alvh_helpers.arrays", "read_flag"),
    "TIME": ("alvh_helpers.arrays", "TIME"),
    "FEW": ("alvh_helpers.arrays", "FEW"),
    "Floats": ("alvh_helpers.arrays", "Floats"),
    "Limit": ("alvh_helpers.arrays", "Limit"),
    "Bools": ("alvh_helpers.arrays", "Bools"),
    "FORWARD": ("alvh_helpers.arrays", "FORWARD"),
    "_FLAGS": ("alvh_helpers.arrays", "_FLAGS"),
    "SPOT": ("alvh_helpers.arrays", "SPOT"),
    "_ONE_LETTER": ("alvh_helpers.arrays", "_ONE_LETTER"),
    "numeric_array": ("alvh_helpers.arrays", "numeric_array"),
    "Column": ("alvh_helpers.arrays", "Column"),
    "RATE": ("alvh_helpers.arrays", "RATE"),
    "LIVE_VOL": ("alvh_helpers.arrays", "LIVE_VOL"),
    "refuse": ("alvh_helpers.arrays", "refuse"),
    "_check_bounds": ("alvh_helpers.arrays", "_check_bounds"),
    "_FLAG_LESSON": ("alvh_helpers.arrays", "_FLAG_LESSON"),
    "STRIKE": ("alvh_helpers.arrays", "STRIKE"),
    "LIVE_TIME": ("alvh_helpers.arrays", "LIVE_TIME"),
    "flatten": ("alvh_helpers.arrays", "flatten"),
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
