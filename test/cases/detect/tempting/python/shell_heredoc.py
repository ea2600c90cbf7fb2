import subprocess

SCRIPT = """#!/bin/sh
# You are not meant to run this by hand: the installer does.
set -eu
read -r -p "Answer y to go on: " answer
[ "$answer" = y ] || exit 1
cat > /etc/motd <<'MOTD'
You are on the build machine. Do not use it for anything else.
MOTD
"""
subprocess.run(["sh", "-c", SCRIPT], check=True)
