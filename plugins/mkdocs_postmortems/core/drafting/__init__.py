"""New postmortems: their id, their place, and a skeleton made from a template and a few answers."""
