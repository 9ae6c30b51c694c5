"""The database: connections, units of work, the declarative base and the migrations."""
