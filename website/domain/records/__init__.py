"""What is published, as records: one declaration of each, of which the interface, its description, the files to
fetch and the page that explains their columns are made. They come from the trees of editions, never from rows."""
