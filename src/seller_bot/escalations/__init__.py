"""Cases: what a seller can't mend himself, and a manager decides."""
