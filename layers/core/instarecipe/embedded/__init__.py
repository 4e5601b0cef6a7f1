"""The engine of one machine: SQLite, files and sockets of this process."""
