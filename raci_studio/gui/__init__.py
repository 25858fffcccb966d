"""The window: a session that is the only writer, and views that listen to its signals."""
