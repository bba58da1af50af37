"""Requests to other servers: whom they may go to, within which limits. The home of urllib3."""
