"""HTTP routes in the dashboard's own process: health, map tiles, data for download."""

from incidents.api.guards import middleware
from incidents.api.routes import routes

__all__ = ["middleware", "routes"]
