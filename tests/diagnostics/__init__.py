"""What diagnostics become: formats, fixes, the page of all codes."""
