from disruptions.filters.plans import PlanFilter

__all__ = ["PlanFilter"]
