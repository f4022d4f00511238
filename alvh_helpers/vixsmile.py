"""Shim."""

from importlib import import_module

_HOME = "alvh_helpers.vix.options"
_TABLE = {
    "VixSurface": ("alvh_helpers.vix.options", "VixSurface"),
    "vix_option_surface": ("alvh_helpers.vix.options", "vix_option_surface"),
    "_THIRTY_DAYS": ("alvh_helpers.vix.options", "_THIRTY_DAYS"),
    "VIX_BANDS": ("alvh_helpers.vix.options", "VIX_BANDS"),
    "Floats": ("alvh_helpers.vix.options", "Floats"),
    "vvix_term_factor": ("alvh_helpers.vix.options", "vvix_term_factor"),
    "_mean_vx_variance": ("alvh_helpers.vix.options", "_mean_vx_variance"),
    "VX_VOL": ("alvh_helpers.vix.options", "VX_VOL"),
    "vix_smile": ("alvh_helpers.vix.options", "vix_smile"),
    "VixBand": ("alvh_helpers.vix.options", "VixBand"),
    "behind_days": ("alvh_helpers.arrays", "behind_days"),
    "line_up": ("alvh_helpers.arrays", "line_up"),
    "read_only": ("alvh_helpers.arrays", "read_only"),
    "years_left": ("alvh_helpers.arrays", "years_left"),
    "CourseError": ("alvh_helpers.errors", "CourseError"),
    "SHORTEST_TIME": ("alvh_helpers.pricing.surface", "SHORTEST_TIME"),
    "total_variance": ("alvh_helpers.pricing.smile", "total_variance"),
    "Smile": ("alvh_helpers.pricing.surface", "Smile"),
    "atm_total_variance": ("alvh_helpers.pricing.smile", "atm_total_variance"),
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
