"""What a message of the chat asks for, read by rules over Chinese wording; and the answers that need no model."""
