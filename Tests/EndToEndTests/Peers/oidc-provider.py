"""An OpenID provider at which people sign in: PyPI's oidc-provider-mock (Authlib behind Flask), with PKCE asked for, which it leaves out.

    oidc-provider.py PORT
"""
import base64
import hashlib
import io
import os
import sys
import urllib.parse

import uvicorn
import werkzeug
from oidc_provider_mock import app


class ProofKeys:
    """RFC 7636: a code is good for whoever knows what the challenge was made of."""

    def __init__(self, provider):
        self.provider = provider
        self.challenges = {}

    def __call__(self, environ, start_response):
        request = werkzeug.Request(environ, populate_request=False)
        if request.path == "/oauth2/authorize":
            if request.args.get("code_challenge_method") != "S256" or len(request.args.get("code_challenge", "")) != 43:
                return werkzeug.Response("no code challenge\n", 400)(environ, start_response)
            return self.provider(environ, self.noting(request.args["code_challenge"], start_response))
        if request.path == "/oauth2/token":
            body = environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0))
            environ["wsgi.input"] = io.BytesIO(body)
            form = dict(urllib.parse.parse_qsl(body.decode()))
            digest = hashlib.sha256(form.get("code_verifier", "").encode()).digest()
            proof = base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
            if self.challenges.pop(form.get("code"), None) != proof:
                return werkzeug.Response('{"error": "invalid_grant"}\n', 400)(environ, start_response)
        return self.provider(environ, start_response)

    def noting(self, challenge, start_response):
        def start(status, headers, *rest):
            for name, value in headers:
                code = urllib.parse.parse_qs(urllib.parse.urlsplit(value).query).get("code")
                if name.lower() == "location" and code:
                    self.challenges[code[0]] = challenge
            return start_response(status, headers, *rest)

        return start


# It listens on this machine alone, without TLS.
os.environ["AUTHLIB_INSECURE_TRANSPORT"] = "1"
uvicorn.run(ProofKeys(app(require_nonce=True)), interface="wsgi", port=int(sys.argv[1]), log_level="warning")
