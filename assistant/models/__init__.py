"""The chat model: the port that the writers use, one OpenAI-compatible implementation, a scripted fake."""
