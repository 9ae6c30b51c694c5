"""Which partners a seller has bound and unbound."""
