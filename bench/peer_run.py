"""peer_run.py CODE FILE: runs what loads FILE, as F, in another tool."""
import os
import sys

import usage

exec(sys.argv[1], {'F': sys.argv[2], 'os': os})
usage.say()
