"""What every page shares; no page lives here."""
