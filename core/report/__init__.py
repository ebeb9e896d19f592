"""From facts and a form to a document without a file format."""
