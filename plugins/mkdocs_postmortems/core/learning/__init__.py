"""What a reader can learn from postmortems: replays of incidents, and what to read first."""
