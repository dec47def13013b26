"""An issuer of jobs' tokens, as a CI host is one, by joserfc.

    oidc-issuer.py keys FILE                      makes its private key
    oidc-issuer.py serve PORT FILE                publishes the key, and gives tokens for the asking as GitHub does:
                                                  GET /token?audience=A with 'Authorization: bearer the-request-token'
    oidc-issuer.py token PORT FILE CLAIMS         prints a token with these claims, of JSON; null leaves a usual one out

Each request for a document is a line of FILE.log.
"""
import http.server
import json
import os
import sys
import time
import urllib.parse

from joserfc import jwt
from joserfc.jwk import RSAKey


def key(path):
    return RSAKey.import_key(json.load(open(path)))


def token(port, path, more):
    now = int(time.time())
    claims = {"iss": f"http://127.0.0.1:{port}", "iat": now, "nbf": now - 5, "exp": now + 300, "jti": str(time.time_ns())}
    claims.update(more)
    claims = {name: value for name, value in claims.items() if value is not None}
    header = {"alg": "RS256", "kid": key(path).kid}
    return jwt.encode(header, claims, key(path))


class Issuer(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        address = f"http://127.0.0.1:{port}"
        url = urllib.parse.urlsplit(self.path)
        with open(path + ".log", "a") as log:
            log.write(url.path + "\n")
        mode = open(path + ".mode").read() if os.path.exists(path + ".mode") else ""
        if url.path == "/.well-known/openid-configuration":
            keys = {"redirect": f"{address}/moved", "foreign": "http://198.51.100.1/keys"}.get(mode, f"{address}/keys")
            self.say({"issuer": address, "jwks_uri": keys})
        elif url.path == "/keys":
            self.say({"keys": [key(path).as_dict(private=False)]})
        elif url.path == "/moved":
            self.send_response(302)
            self.send_header("Location", f"{address}/keys")
            self.send_header("Content-Length", "0")
            self.end_headers()
        elif url.path == "/token" and self.headers["Authorization"] == "bearer the-request-token":
            claims = json.load(open(path + ".claims"))
            claims["aud"] = urllib.parse.parse_qs(url.query)["audience"][0]
            self.say({"value": token(port, path, claims)})
        else:
            self.send_error(404)

    def say(self, document):
        text = json.dumps(document).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(text)))
        self.end_headers()
        self.wfile.write(text)

    def log_message(self, *arguments):
        pass


if sys.argv[1] == "keys":
    made = RSAKey.generate_key(2048, {"use": "sig", "alg": "RS256"}, auto_kid=True)
    json.dump(made.as_dict(private=True), open(sys.argv[2], "w"))
elif sys.argv[1] == "token":
    print(token(int(sys.argv[2]), sys.argv[3], json.loads(sys.argv[4])))
else:
    port, path = int(sys.argv[2]), sys.argv[3]
    http.server.ThreadingHTTPServer(("127.0.0.1", port), Issuer).serve_forever()
