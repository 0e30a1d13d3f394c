#!/usr/bin/env python3
"""slow_reader.py PORT GROUP SECONDS: logs in over TCP, enters the group, and reads nothing more, as a peer that hangs does."""
import json
import os
import socket
import sys
import time

port, group, seconds = int(sys.argv[1]), sys.argv[2], float(sys.argv[3])
peer = socket.socket()
peer.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
peer.connect(("127.0.0.1", port))
for command in ({"type": "login", "user": f"slow{os.getpid()}"}, {"type": "join", "to": "#" + group}):
    peer.sendall(json.dumps(command).encode() + b"\n")
time.sleep(seconds)
