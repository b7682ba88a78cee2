"""The browser face: one noun a module; ``app.py`` wires the pages, ``launch.py`` starts the server."""
