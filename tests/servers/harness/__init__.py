"""What the tests of servers have in common."""
