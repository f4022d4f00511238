"""Rules: layers, policies, presets and how many units a rule asks for."""

from alvh_helpers._lazy import lazy_names

__getattr__, __dir__, __all__ = lazy_names(
    __name__,
    {
        "layers": "INSTRUMENTS Instrument Kind Layer Trigger",
        "policy": "Capital CondorRule LAST_WEEK Policy Scaling",
        "presets": "cndr_like fixed_ratio only promoter steward unhedged",
        "sizing": """
            AccountState FRACTION_DIGITS cap_reached condor_contracts engine_units fenced layer_units
            premium_units unit_margin
        """,
    },
)
