"""Who may read what: audiences, the labels of documents and of their parts, and what is left for one audience."""
