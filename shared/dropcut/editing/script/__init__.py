"""From the bytes of a script file to its lines: `parse.parse`. Which file is the script: `choosing.the_script`."""
