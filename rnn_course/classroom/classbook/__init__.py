"""The classbook: read what was handed in, count, choose what to discuss, and write a table and a page."""
