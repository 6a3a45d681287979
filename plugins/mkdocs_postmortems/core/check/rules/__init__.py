"""The lint rules, one module for each family of rules; each module lists its rules in `RULES`."""
