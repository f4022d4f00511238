"""Shim."""

from importlib import import_module

_HOME = "alvh_helpers.positions.valuation"
_TABLE = {
    "EtnQuote": ("alvh_helpers.positions.valuation", "EtnQuote"),
    "PricingContext": ("alvh_helpers.positions.valuation", "PricingContext"),
    "VegaBeta": ("alvh_helpers.positions.valuation", "VegaBeta"),
    "_close": ("alvh_helpers.positions.valuation", "_close"),
    "Floats": ("alvh_helpers.positions.valuation", "Floats"),
    "Days": ("alvh_helpers.positions.valuation", "Days"),
    "market_context": ("alvh_helpers.positions.valuation", "market_context"),
    "context": ("alvh_helpers.positions.valuation", "context"),
    "surface_context": ("alvh_helpers.positions.valuation", "surface_context"),
    "DateLike": ("alvh_helpers.market.calendar", "DateLike"),
    "as_date": ("alvh_helpers.market.calendar", "as_date"),
    "CourseError": ("alvh_helpers.errors", "CourseError"),
    "Market": ("alvh_helpers.market.history", "Market"),
    "spx_surface": ("alvh_helpers.pricing.surface", "spx_surface"),
    "VixSmile": ("alvh_helpers.vix.options", "VixSmile"),
    "known_vvix": ("alvh_helpers.vix.options", "known_vvix"),
    "course_vix_smile": ("alvh_helpers.vix.options", "vix_smile"),
    "forward_at": ("alvh_helpers.vix.futures", "forward_at"),
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
