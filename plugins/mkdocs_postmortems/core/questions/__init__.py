"""What a facilitator asks about a postmortem: published practice, and questions that the document itself raises."""
