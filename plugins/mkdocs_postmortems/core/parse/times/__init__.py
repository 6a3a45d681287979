"""When an incident happened: declared times, the day of the incident, days without a year."""
