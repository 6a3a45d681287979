"""The APIs of issue trackers. The only room that speaks to other machines; no build needs it."""
