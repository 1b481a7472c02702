"""The only room that knows all the steps: what is stale, the order, parallel running, resume, events."""
