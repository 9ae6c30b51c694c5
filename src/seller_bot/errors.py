"""The error that an operator can mend."""


class OperatorError(Exception):
    """One sentence for the operator that says what is wrong and what to do; commands end with it and exit code 2."""
