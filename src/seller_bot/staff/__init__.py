"""Who works here: roles, invitations, and the record of what everybody changed."""
