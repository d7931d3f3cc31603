"""A real OpenID Connect provider on 127.0.0.1, in a process of its own: `python oidc_provider.py`
prints its port. The package leaves PKCE out; here it is demanded."""

import json
import os
from base64 import urlsafe_b64encode
from hashlib import sha256

os.environ["AUTHLIB_INSECURE_TRANSPORT"] = "true"

import flask
import oidc_provider_mock
from joserfc.jwk import RSAKey
from werkzeug.serving import make_server

challenges: list[str] = []
app = oidc_provider_mock.app(require_nonce=True)


@app.before_request
def demand_proof() -> tuple[str, int] | None:
    request = flask.request
    if request.path == "/oauth2/authorize":
        if request.args.get("code_challenge_method") != "S256":
            return "code_challenge_method must be S256", 400
        challenges.append(request.args["code_challenge"])
    if request.path == "/oauth2/token":
        digest = sha256(request.form.get("code_verifier", "").encode()).digest()
        if urlsafe_b64encode(digest).rstrip(b"=").decode() not in challenges:
            return '{"error": "invalid_grant"}', 400
    return None


@app.after_request
def name_another_key(response: flask.Response) -> flask.Response:
    """After `POST /another-key`, once: as if somebody else had signed what the provider answers."""
    request = flask.request
    if request.path == "/another-key":
        app.config["ANOTHER_KEY"] = True
        response.status_code = 200
    elif request.path == "/jwks" and app.config.pop("ANOTHER_KEY", False):
        key = RSAKey.generate_key(2048).as_dict(private=False)
        response.set_data(json.dumps({"keys": [{**key, "alg": "RS256", "use": "sig"}]}))
    return response


if __name__ == "__main__":
    server = make_server("127.0.0.1", 0, app, threaded=True)
    print(server.server_port, flush=True)  # noqa: T201
    server.serve_forever()
