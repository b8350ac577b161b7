"""A resident worker: the pilot sends it events over stdin, it answers over stdout. Replace task()."""
import os
import sys

stdin = sys.stdin.buffer
stdout = os.fdopen(os.dup(1), "wb")
os.dup2(2, 1)  # whatever the task prints goes to stderr, not between the frames


def task(event: bytes, attempt: int, event_id: str) -> bytes:
    return event.upper()


def say(word: str, body: bytes) -> None:
    stdout.write(b"%s %d\n%s" % (word.encode(), len(body), body))


stdout.write(b"ready\n")
stdout.flush()
for line in stdin:
    _, length, attempt, event_id = line.decode().split()
    event = stdin.read(int(length))
    try:
        say("result", task(event, int(attempt), event_id))
        stdout.write(b"done\n")
    except Exception as e:
        say("failed", repr(e).encode())
    stdout.flush()
