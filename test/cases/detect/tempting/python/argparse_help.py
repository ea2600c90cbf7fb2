import argparse

DESCRIPTION = """Summarize log files. Given a folder, write one line per file with the number of errors in it.
Return codes: 0 for no errors, 1 for some, 2 where a file could not be read."""

parser = argparse.ArgumentParser(description=DESCRIPTION, epilog="Answer the questions of the tool with y or n.")
parser.add_argument("--prompt", help="Text to show before each line the user is to enter; use {name} for the file's name.")
parser.add_argument("--system", help="The system whose logs are to be read, for example: nginx, postgres, system.")
parser.add_argument("--template", default="{file}: {count} errors", help="Write each line in this format.")
