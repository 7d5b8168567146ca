"""How fast and how small: this service beside its controls, measured in one run."""
