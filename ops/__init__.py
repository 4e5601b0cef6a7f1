"""What an operator does, behind `make`: deploy, destroy, logs, redrive, recount, token, secret."""
