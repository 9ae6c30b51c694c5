"""Updates that came in, the replies they call for, and where each seller stands."""
