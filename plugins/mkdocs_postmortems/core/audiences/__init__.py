"""Access control: audiences, labels of documents and of restricted spans, and what remains for one audience."""
