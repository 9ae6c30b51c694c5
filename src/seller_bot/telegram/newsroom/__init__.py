"""The newsroom: where the support team writes notices, sends them, watches them, takes them back."""
