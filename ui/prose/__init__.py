"""Running text: the outline, the editor with live figures in it, and the list they are chosen from."""
