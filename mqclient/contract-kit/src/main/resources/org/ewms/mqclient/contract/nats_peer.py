"""A client of NATS JetStream that speaks the protocol over a bare socket.

nats_peer.py send|receive packed|plain HOST PORT QUEUE COUNT [USER CREDENTIAL_FILE]
send: publishes the JSON values of standard input, one a line; receive: prints COUNT values and acknowledges them.
"""
import json
import socket
import sys

from mqclient_body import data_from_input, decoder, encoder, secret, tell

PATIENCE_SECONDS = 60
INBOX = "_INBOX.peer"
CONSUMER = "psub"


class Wire:
    def __init__(self, host, port, token):
        self.socket = socket.create_connection((host, port), PATIENCE_SECONDS)
        self.stream = self.socket.makefile("rb")
        assert self.stream.readline().startswith(b"INFO ")
        options = {"verbose": False, "pedantic": False, "lang": "peer", "version": "1", "headers": True}
        if token:
            options["auth_token"] = token
        self.write("CONNECT " + json.dumps(options))
        self.write("SUB %s 1" % INBOX)

    def write(self, line, payload=None):
        text = line.encode() + b"\r\n"
        self.socket.sendall(text if payload is None else text + payload + b"\r\n")

    def publish(self, subject, payload, reply=None):
        head = "PUB %s %s%d" % (subject, reply + " " if reply else "", len(payload))
        self.write(head, payload)

    def message(self):
        """The next one: its reply subject, its status line or '', its body."""
        while True:
            line = self.stream.readline()
            words = line.split()
            if line.startswith(b"PING"):
                self.write("PONG")
            elif line.startswith(b"MSG "):
                body = self.stream.read(int(words[-1]) + 2)[:-2]
                return (words[3].decode() if len(words) == 5 else ""), "", body
            elif line.startswith(b"HMSG "):
                head, total = int(words[-2]), int(words[-1])
                whole = self.stream.read(total + 2)[:-2]
                status = whole[:head].split(b"\r\n")[0][len(b"NATS/1.0"):].decode().strip()
                return (words[3].decode() if len(words) == 6 else ""), status, whole[head:]
            elif line.startswith(b"-ERR") or not line:
                sys.exit("the server said " + line.decode())

    def request(self, subject, value):
        payload = value if isinstance(value, bytes) else json.dumps(value).encode()
        self.publish(subject, payload, INBOX)
        _, status, body = self.message()
        if status:
            sys.exit("%s answered %s" % (subject, status))
        return json.loads(body)


def ensure(wire, stream, subject):
    wire.request("$JS.API.STREAM.CREATE." + stream, {"name": stream, "subjects": [subject]})
    info = wire.request("$JS.API.STREAM.INFO." + stream, b"")
    assert "config" in info, info


def main(verb, mode, host, port, queue, count, _user=None, credential=None):
    wire = Wire(host, int(port), secret(credential) if credential else None)
    stream, subject = queue + "-stream", queue + "-subject"
    ensure(wire, stream, subject)
    if verb == "send":
        for datum in data_from_input():
            answer = wire.request(subject, encoder(mode)(datum))
            assert answer.get("stream") == stream, answer
        return
    info = wire.request("$JS.API.CONSUMER.INFO.%s.%s" % (stream, CONSUMER), b"")
    if "config" not in info:
        config = {"durable_name": CONSUMER, "ack_policy": "explicit", "deliver_policy": "all"}
        made = wire.request(
            "$JS.API.CONSUMER.DURABLE.CREATE.%s.%s" % (stream, CONSUMER), {"stream_name": stream, "config": config}
        )
        assert "config" in made, made
    left = int(count)
    while left:
        fetch = json.dumps({"batch": 1, "expires": PATIENCE_SECONDS * 10**9 // 2}).encode()
        wire.publish("$JS.API.CONSUMER.MSG.NEXT.%s.%s" % (stream, CONSUMER), fetch, INBOX)
        reply, status, body = wire.message()
        if status:
            sys.exit("nothing came (%s), %d are missing" % (status, left))
        tell(decoder(mode)(body))
        wire.publish(reply, b"")
        left -= 1
    wire.write("PING")
    assert wire.stream.readline().startswith((b"PONG", b"PING"))


main(*sys.argv[1:])
