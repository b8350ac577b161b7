#!/bin/sh
# A resident worker: the pilot sends it events over stdin, it answers over stdout. Replace the task, here: tr.
event=$(mktemp) && result=$(mktemp) && trap 'rm -f "$event" "$result"' EXIT
echo ready
while read -r _ length attempt id; do
    head -c "$length" >"$event"
    if tr a-z A-Z <"$event" >"$result"; then
        echo "result $(wc -c <"$result")"
        cat "$result"
        echo done
    else
        reason="exit code $?"
        printf 'failed %d\n%s' "${#reason}" "$reason"
    fi
done
