"""Reads a whole partnership from one TOML file: refuses it, or makes it so."""
