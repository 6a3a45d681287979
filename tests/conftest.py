"""What holds for all tests: time is measured by benchmarks, never by a test."""

from hypothesis import settings

settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")
