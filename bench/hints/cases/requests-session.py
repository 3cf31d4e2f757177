"""requests to a server of this machine, without TLS: a connection each, against one session (needs requests; CPU time of the client)."""
import subprocess
import sys

import requests

N = 100
SERVER = '''
import http.server

class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = 'HTTP/1.1'

    def do_GET(self):
        self.wfile.write(b'HTTP/1.1 200 OK\\r\\nContent-Length: 2\\r\\n\\r\\n{}')

    def log_message(self, *args):
        pass

server = http.server.ThreadingHTTPServer(('127.0.0.1', 0), Handler)
print(server.server_address[1], flush=True)
server.serve_forever()
'''
PROCESS = subprocess.Popen([sys.executable, '-c', SERVER], stdout=subprocess.PIPE, text=True)
BASE = 'http://127.0.0.1:' + PROCESS.stdout.readline().strip()


def before(n):
    return [requests.get('%s/items/%d' % (BASE, key)).json() for key in range(n)]


def after(n):
    with requests.Session() as session:
        return [session.get('%s/items/%d' % (BASE, key)).json() for key in range(n)]


def tear_down():
    PROCESS.kill()
    PROCESS.wait()
