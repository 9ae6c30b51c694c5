"""Notices: what the support team tells every seller, once each."""
