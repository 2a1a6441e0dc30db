"""The dialogue in the page: what runs in the reader's browser, and the Python that answers it there."""
