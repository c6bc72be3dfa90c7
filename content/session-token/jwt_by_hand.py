"""Makes and verifies a JSON Web Token with nothing but the standard library: python3 jwt_by_hand.py"""
import base64, hashlib, hmac, json, time

# excerpt: read
def encode(data):                              # base64url without padding (RFC 7515 §2)
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()

def decode(text):
    data = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
    if encode(data) != text:                   # one spelling only: no "=", no "+", no stray bits
        raise ValueError("not base64url")
    return data

def read(token):                               # needs no key, and proves nothing
    header, claims, _ = token.split(".")
    return json.loads(decode(header)), json.loads(decode(claims))
# end: read

# excerpt: make
def sign(text, key):                           # HS256 is HMAC with SHA-256 (RFC 7518 §3.2)
    return hmac.new(key, text.encode("ascii"), hashlib.sha256).digest()

def make(claims, key):
    parts = [{"alg": "HS256", "typ": "JWT"}, claims]
    text = ".".join(encode(json.dumps(part, separators=(",", ":")).encode()) for part in parts)
    return text + "." + encode(sign(text, key))   # the dot in the middle is signed as well
# end: make

# excerpt: verify
def verify(token, key, issuer, audience, now=None, leeway=30):
    now = time.time() if now is None else now
    header, claims = read(token)
    if not isinstance(header, dict) or not isinstance(claims, dict):
        raise ValueError("not a JWT")
    if header.get("alg") != "HS256" or header.get("typ") != "JWT" or "crit" in header:
        raise ValueError("header")             # what we chose, whatever the token asks for
    text, _, signature = token.rpartition(".")
    if not hmac.compare_digest(decode(signature), sign(text, key)):
        raise ValueError("signature")
    # Only from here on do the claims mean anything.
    audiences = claims.get("aud") if isinstance(claims.get("aud"), list) else [claims.get("aud")]
    expires, begins = claims.get("exp"), claims.get("nbf", now)
    if claims.get("iss") != issuer or audience not in audiences:
        raise ValueError("iss or aud")
    if not is_time(expires) or now >= expires + leeway:
        raise ValueError("exp")
    if not is_time(begins) or now < begins - leeway:
        raise ValueError("nbf")
    return claims

def is_time(value):                            # NumericDate: seconds since 1970 (RFC 7519 §2)
    return isinstance(value, (int, float)) and not isinstance(value, bool)
# end: verify

# The example of RFC 7515, Appendix A.1
TEXT = ("eyJ0eXAiOiJKV1QiLA0KICJhbGciOiJIUzI1NiJ9."
        "eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ")
RFC_KEY = decode("AyM1SysPpbyDfgZld3umj1qzKObwVMkoqQ-EstJQLr_T-1qS0gZH75aKtMN3Yj0iPS4hcgUuTwjAzZr1Z9CAow")
assert encode(sign(TEXT, RFC_KEY)) == "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"
print("hmac: the signature of RFC 7515 A.1 comes out right")

KEY, NOW = bytes(range(32)), 1795399200        # a real key is random and secret; 2026-11-23 02:00:00 UTC
CLAIMS = {"iss": "https://shop.example", "aud": "orders", "sub": "42", "role": "reader", "exp": NOW + 300}
good = make(CLAIMS, KEY)
assert verify(good, KEY, "https://shop.example", "orders", NOW) == read(good)[1] == CLAIMS
print("accepted:", good)

# excerpt: attacks
head, body, signature = good.split(".")
admin = encode(json.dumps({**CLAIMS, "role": "admin"}).encode())
none = encode(b'{"alg":"none","typ":"JWT"}')
attacks = [                                    # the token, who checks it, and why it is refused
    ("role changed", f"{head}.{admin}.{signature}", {}, "signature"),
    ("signed with another key", make({**CLAIMS, "role": "admin"}, bytes(32)), {}, "signature"),
    ("alg none, unsigned", f"{none}.{admin}.", {}, "header"),
    ("alg none, old signature", f"{none}.{body}.{signature}", {}, "header"),
    ("one = of padding", good + "=", {}, "not base64url"),
    ("meant for another service", good, {"audience": "billing"}, "iss or aud"),
    ("five and a half minutes later", good, {"now": NOW + 330}, "exp"),
]
# end: attacks
for name, token, changes, why in attacks:
    try:
        verify(token, **{"key": KEY, "issuer": "https://shop.example", "audience": "orders", "now": NOW, **changes})
    except ValueError as error:
        assert str(error) == why, (name, error)
        print(f"refused: {name}: {error}")
    else:
        raise AssertionError(f"accepted: {name}")
