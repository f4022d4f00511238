"""Shim."""

from importlib import import_module

_HOME = "alvh_helpers.positions.strikes"
_TABLE = {
    "Pair": ("alvh_helpers.positions.strikes", "Pair"),
    "_SHORT": ("alvh_helpers.positions.strikes", "_SHORT"),
    "choose_strikes": ("alvh_helpers.positions.strikes", "choose_strikes"),
    "_WING": ("alvh_helpers.positions.strikes", "_WING"),
    "_one_of": ("alvh_helpers.positions.strikes", "_one_of"),
    "Floats": ("alvh_helpers.positions.strikes", "Floats"),
    "_by_delta": ("alvh_helpers.positions.strikes", "_by_delta"),
    "_check_order": ("alvh_helpers.positions.strikes", "_check_order"),
    "surface_strike_for_delta": ("alvh_helpers.positions.strikes", "surface_strike_for_delta"),
    "_DEFAULT": ("alvh_helpers.positions.strikes", "_DEFAULT"),
    "CondorStrikes": ("alvh_helpers.positions.strikes", "CondorStrikes"),
    "condor_strikes": ("alvh_helpers.positions.strikes", "condor_strikes"),
    "expected_move": ("alvh_helpers.positions.strikes", "expected_move"),
    "snap_strike": ("alvh_helpers.positions.strikes", "snap_strike"),
    "CourseError": ("alvh_helpers.errors", "CourseError"),
    "read_flag": ("alvh_helpers.arrays", "read_flag"),
    "bracketed_roots": ("alvh_helpers.arrays", "bracketed_roots"),
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
