"""Who is the client? Walk X-Forwarded-For from the right. Run it: python3 client_address.py"""
import ipaddress

# excerpt: trusted
OUR_PROXIES = [ipaddress.ip_network(network) for network in (
    "10.0.0.5/32",        # our gateway
    "198.51.100.0/24",    # the CDN in front of it
)]


def parse(text):
    address = ipaddress.ip_address(text)
    return getattr(address, "ipv4_mapped", None) or address    # ::ffff:10.0.0.5 is 10.0.0.5


def is_ours(address):
    return any(address in network for network in OUR_PROXIES)
# end: trusted


# excerpt: walk
def client_address(peer, field_lines):
    """peer: the other end of the TCP connection; field_lines: every X-Forwarded-For line, in order."""
    entries = [entry.strip() for line in field_lines for entry in line.split(",") if entry.strip()]
    client = parse(peer)                      # not written by anyone: TCP says so
    while entries and is_ours(client):        # only our own proxy is believed about the hop before it
        try:
            client = parse(entries.pop())     # rightmost first: the newest entry
        except ValueError:                    # "unknown", an address with a port, nonsense
            break
    return str(client)
# end: walk


# excerpt: cases
CASES = [  # what happened, TCP peer, X-Forwarded-For lines, the client
    ("one gateway",                  "10.0.0.5",        ["203.0.113.7"],                    "203.0.113.7"),
    ("the client forged an entry",   "10.0.0.5",        ["127.0.0.1, 203.0.113.7"],         "203.0.113.7"),
    ("forged, on a line of its own", "10.0.0.5",        ["127.0.0.1", "203.0.113.7"],       "203.0.113.7"),
    ("CDN and gateway",              "10.0.0.5",        ["203.0.113.7, 198.51.100.20"],     "203.0.113.7"),
    ("forged, CDN and gateway",      "10.0.0.5",        ["::1, 203.0.113.7,198.51.100.20"], "203.0.113.7"),
    ("a client with IPv6",           "10.0.0.5",        ["2001:db8::7"],                    "2001:db8::7"),
    ("went around the gateway",      "203.0.113.9",     ["127.0.0.1"],                      "203.0.113.9"),
    ("dual-stack socket",            "::ffff:10.0.0.5", ["203.0.113.7"],                    "203.0.113.7"),
    ("no field at all",              "10.0.0.5",        [],                                 "10.0.0.5"),
    ("not an address",               "10.0.0.5",        ["203.0.113.7, unknown"],           "10.0.0.5"),
]
# end: cases


def main():
    for story, peer, field_lines, expected in CASES:
        found = client_address(peer, field_lines)
        assert found == expected, (story, found)
        print(f"{story:30} {' | '.join(field_lines):32} {peer:16} -> {found}")


if __name__ == "__main__":
    main()
