"""Files of a site that programs read: feeds, the calendar of due dates, the API, Markdown twins, `llms.txt`."""
