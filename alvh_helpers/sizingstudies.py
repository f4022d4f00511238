"""Shim."""

from importlib import import_module

_HOME = "alvh_helpers.course.nb08_layer_sizing.study"
_TABLE = {
    "_SLACK": ("alvh_helpers.course.nb08_layer_sizing.study", "_SLACK"),
    "_expiries": ("alvh_helpers.course.nb08_layer_sizing.study", "_expiries"),
    "carry_table": ("alvh_helpers.course.nb08_layer_sizing.study", "carry_table"),
    "hedge_layers": ("alvh_helpers.course.nb08_layer_sizing.study", "hedge_layers"),
    "condors_by_day": ("alvh_helpers.course.nb08_layer_sizing.study", "condors_by_day"),
    "cost_by_period": ("alvh_helpers.course.nb08_layer_sizing.study", "cost_by_period"),
    "ladder": ("alvh_helpers.course.nb08_layer_sizing.study", "ladder"),
    "coverage_held": ("alvh_helpers.course.nb08_layer_sizing.study", "coverage_held"),
    "ETN_PRICE": ("alvh_helpers.course.nb08_layer_sizing.study", "ETN_PRICE"),
    "realised_coverage": ("alvh_helpers.course.nb08_layer_sizing.study", "realised_coverage"),
    "_YEAR": ("alvh_helpers.course.nb08_layer_sizing.study", "_YEAR"),
    "coverage_cost": ("alvh_helpers.course.nb08_layer_sizing.study", "coverage_cost"),
    "Floats": ("alvh_helpers.course.nb08_layer_sizing.study", "Floats"),
    "units_by_day": ("alvh_helpers.course.nb08_layer_sizing.study", "units_by_day"),
    "_positions": ("alvh_helpers.course.nb08_layer_sizing.study", "_positions"),
    "spx_vega_equivalent": ("alvh_helpers.vix.betas", "spx_vega_equivalent"),
    "black_scholes": ("alvh_helpers.pricing.black", "black_scholes"),
    "spx_expiries": ("alvh_helpers.market.calendar", "spx_expiries"),
    "FLAGS": ("alvh_helpers.positions.strikes", "FLAGS"),
    "HELD": ("alvh_helpers.positions.strikes", "HELD"),
    "CondorRule": ("alvh_helpers.strategy.policy", "CondorRule"),
    "CourseError": ("alvh_helpers.errors", "CourseError"),
    "Facts": ("alvh_helpers.simulation.daily", "Facts"),
    "choose_layer_strikes": ("alvh_helpers.simulation.hedges", "choose_layer_strikes"),
    "expected_cost": ("alvh_helpers.simulation.hedges", "expected_cost"),
    "mark_units": ("alvh_helpers.simulation.hedges", "mark_units"),
    "Layer": ("alvh_helpers.strategy.layers", "Layer"),
    "Ledger": ("alvh_helpers.simulation.ledger", "Ledger"),
    "capm": ("alvh_helpers.risk.ratios", "capm"),
    "interval": ("alvh_helpers.risk.bootstrap", "interval"),
    "unit_margin": ("alvh_helpers.strategy.sizing", "unit_margin"),
    "choose_strikes": ("alvh_helpers.positions.strikes", "choose_strikes"),
    "spx_surface": ("alvh_helpers.pricing.surface", "spx_surface"),
    "VixSmile": ("alvh_helpers.vix.options", "VixSmile"),
    "vix_option_expiries": ("alvh_helpers.vix.options", "vix_option_expiries"),
    "vix_smile": ("alvh_helpers.vix.options", "vix_smile"),
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
