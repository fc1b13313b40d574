"""Running the workbench: the folder, the first people, the server and its worker, checks, backups. A process of its own."""
