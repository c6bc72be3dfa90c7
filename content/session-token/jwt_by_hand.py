"""Makes and checks a JSON Web Token with nothing but the standard library: python3 jwt_by_hand.py"""
import base64, hashlib, hmac, json, time

# excerpt: base64url
def encode(data):                               # base64url without padding (RFC 7515 §2)
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()

def decode(text):
    if not text.replace("-", "").replace("_", "").isalnum() or not text.isascii():
        raise ValueError("not base64url")       # "=" is not allowed, either
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
# end: base64url

# excerpt: sign
def signature(signing_input, key):
    return hmac.new(key, signing_input.encode("ascii"), hashlib.sha256).digest()

def make(claims, key):
    header = {"alg": "HS256", "typ": "JWT"}
    parts = [encode(json.dumps(part, separators=(",", ":")).encode()) for part in (header, claims)]
    signing_input = ".".join(parts)             # the dot is signed as well
    return signing_input + "." + encode(signature(signing_input, key))
# end: sign

# excerpt: read
def read(token):                                # no key, no proof: only what is written there
    header, claims, _ = token.split(".")
    return json.loads(decode(header)), json.loads(decode(claims))
# end: read

# excerpt: verify
def verify(token, key, issuer, audience, now=None, skew=30):
    now = time.time() if now is None else now
    header, claims = read(token)
    signing_input, _, signed = token.rpartition(".")
    checks = {
        "alg": header.get("alg") == "HS256",    # ours, not whatever the token asks for
        "typ": header.get("typ") == "JWT",
        "signature": hmac.compare_digest(decode(signed), signature(signing_input, key)),
        "iss": claims.get("iss") == issuer,
        "aud": audience in ([claims["aud"]] if isinstance(claims.get("aud"), str) else claims.get("aud", [])),
        "exp": isinstance(claims.get("exp"), int) and now < claims["exp"] + skew,
        "nbf": claims.get("nbf", 0) <= now + skew,
    }
    wrong = [name for name, good in checks.items() if not good]
    if wrong:
        raise ValueError("wrong: " + ", ".join(wrong))
    return claims
# end: verify

def refused(token, **changes):
    try:
        verify(token, **{"key": KEY, "issuer": "https://shop.example", "audience": "orders", "now": 1000, **changes})
    except ValueError as error:
        return str(error)
    raise AssertionError("accepted: " + token)

KEY = bytes(range(32))                          # for this check only: a real one is random, and secret
CLAIMS = {"iss": "https://shop.example", "aud": "orders", "sub": "42", "role": "reader", "exp": 1300}

token = make(CLAIMS, KEY)
print(token)
assert verify(token, KEY, "https://shop.example", "orders", now=1000) == CLAIMS
assert read(token)[1]["role"] == "reader"

# The example of RFC 7515, Appendix A.1
given = ("eyJ0eXAiOiJKV1QiLA0KICJhbGciOiJIUzI1NiJ9.eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQo"
         "gImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ")
rfc_key = decode("AyM1SysPpbyDfgZld3umj1qzKObwVMkoqQ-EstJQLr_T-1qS0gZH75aKtMN3Yj0iPS4hcgUuTwjAzZr1Z9CAow")
assert encode(signature(given, rfc_key)) == "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"

# excerpt: attacks
head, body, signed = token.split(".")
admin = encode(json.dumps({**CLAIMS, "role": "admin"}).encode())
none = encode(b'{"alg":"none","typ":"JWT"}')
for attack in (f"{head}.{admin}.{signed}", f"{none}.{admin}.", f"{none}.{body}.{signed}", token + "=", head + "." + body):
    print(refused(attack))
print(refused(token, now=1331), refused(token, audience="billing"), refused(token, key=bytes(32)), sep="\n")
# end: attacks
