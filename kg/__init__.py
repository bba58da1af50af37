"""Knowledge graphs from news, with the provenance of every statement."""
