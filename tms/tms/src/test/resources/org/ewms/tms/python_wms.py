"""A workflow service that does to a TMS what the Python WMS does, written from its description with Python's standard library.

python_wms.py [--only-known-arguments]: prints "listening on ADDRESS" and serves until killed. It waits for nobody, lends nothing, knows no submissions, and
refuses every field that the Python service's OpenAPI document does not have. What a TMS is not told of is below /test:

    POST /test/taskforces            a taskforce that is to be started; its uuid
    POST /test/taskforces/UUID/stop  as when its workflow is finished or aborted; {"before": "confirm"}: only when the next confirmation comes
    GET  /test/seen                  how often each path was asked for, and every refusal
"""

import itertools
import json
import re
import sys
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qsl, urlsplit

STRICT = "--only-known-arguments" in sys.argv
SCHEDD = "access-point.example"
LOCK = threading.RLock()
TASKFORCES = {}
STOP_BEFORE_CONFIRM = set()
SEEN = {"paths": {}, "refused": []}
NUMBERS = itertools.count(1)
ROUTES = []


class Refused(Exception):
    def __init__(self, code, reason):
        super().__init__(reason)
        self.code = code


def route(method, path):
    def add(function):
        ROUTES.append((method, re.compile(path.replace("UUID", r"([\w-]+)") + "$"), function))
        return function
    return add


def check(body, required, **types):
    """Every field known and of its type, all required ones there."""
    for name, value in body.items():
        if name not in types:
            raise Refused(400, f"Additional properties are not allowed ('{name}' was unexpected)")
        if not types[name](value):
            raise Refused(400, f"'{name}': must match one of the accepted types")
    for name in required:
        if name not in body:
            raise Refused(400, f"`{name}`: (MissingArgumentError) required argument is missing")


def is_int(value):
    return isinstance(value, int) and not isinstance(value, bool)


def is_text(value):
    return isinstance(value, str)


def is_map_of(of, least=0):
    return lambda value: isinstance(value, dict) and len(value) >= least and all(of(each) for each in value.values())


def is_text_or_int(value):
    return is_text(value) or is_int(value)


def log(taskforce, target, successful=True, context="", event_time=None, entity="TMS"):
    taskforce["phase_change_log"].append({
        "target_phase": target, "timestamp": time.time(), "was_successful": successful, "source_event_time": event_time,
        "source_entity": entity, "context": context,
    })
    if successful:
        taskforce["phase"] = target


def found(uuid, adjective=""):
    if uuid not in TASKFORCES:
        raise Refused(404, f"no {adjective}taskforce found with uuid: {uuid}")
    return TASKFORCES[uuid]


def failures(taskforce, target):
    return sum(each["target_phase"] == target and not each["was_successful"] for each in taskforce["phase_change_log"])


@route("POST", "/test/taskforces")
def add(body):
    uuid = f"TF-6565-77-88-{next(NUMBERS)}"
    TASKFORCES[uuid] = taskforce = {
        "taskforce_uuid": uuid, "task_id": "TK-6565-77-88", "workflow_id": "WF-6565-77", "timestamp": time.time(), "priority": 100,
        "collector": None, "schedd": SCHEDD, "n_workers": 2, "cluster_id": None, "submit_dict": {}, "job_event_log_fpath": "",
        "pilot_config": {"tag": "1.2.3", "image_source": "cvmfs", "environment": {}, "input_files": []},
        "worker_config": {
            "do_transfer_worker_stdouterr": True, "max_worker_runtime": 600, "n_cores": 1, "priority": 10, "worker_disk": "1GB",
            "worker_memory": "512M", "condor_requirements": "",
        },
        "phase_change_log": [], "compound_statuses": {}, "top_task_errors": {},
    }
    taskforce.update(body)
    log(taskforce, "pending-starter", entity="Taskforce Launch Control")
    return 200, {"taskforce_uuid": uuid}


def stop(taskforce):
    ending = taskforce["phase"] in ("pending-stopper", "condor-rm", "condor-complete")
    log(taskforce, "pending-stopper", successful=not ending, entity="User")


@route("POST", "/test/taskforces/UUID/stop")
def stop_now_or_then(body, uuid):
    if body.get("before") == "confirm":
        STOP_BEFORE_CONFIRM.add(uuid)
    else:
        stop(found(uuid))
    return 200, {}


@route("GET", "/test/seen")
def seen(query):
    return 200, SEEN


def asked_for(query, phase, target):
    if STRICT:
        check(query, [], schedd=is_text, collector=is_text)
    if "schedd" not in query:
        raise Refused(400, "Missing required query parameter: schedd")
    return [
        each for each in TASKFORCES.values()
        if each["schedd"] == query["schedd"] and each["phase"] == phase and failures(each, target) <= 2
    ]


@route("GET", "/v1/tms/pending-starter/taskforces")
def pending_starter(query):
    waiting = asked_for(query, "pending-starter", "condor-submit")
    if not waiting:
        return 200, {}
    taskforce = min(waiting, key=lambda each: (-each["priority"], failures(each, "condor-submit"), each["timestamp"]))
    directive = {
        "task_id": taskforce["task_id"], "workflow_id": taskforce["workflow_id"], "timestamp": 1.5, "cluster_locations": ["osg"],
        "task_image": "/image.sif", "task_args": "run", "task_env": {}, "init_image": "", "init_args": "", "init_env": {},
        "input_queues": ["a0"], "output_queues": ["a1"],
    }
    profiles = [{
        "mqid": mqid, "workflow_id": taskforce["workflow_id"], "timestamp": 1.5, "alias": mqid, "is_public": True, "is_activated": True,
        "auth_token": "secret-" + mqid, "broker_type": "rabbitmq", "broker_address": "user@broker.example",
    } for mqid in directive["input_queues"] + directive["output_queues"]]
    return 200, {"taskforce": taskforce, "task_directive": directive, "mqprofiles": profiles}


@route("GET", "/v1/tms/pending-stopper/taskforces")
def pending_stopper(query):
    waiting = [each for each in asked_for(query, "pending-stopper", "condor-rm") if each["cluster_id"] is not None]
    return 200, min(waiting, key=lambda each: each["timestamp"]) if waiting else {}


@route("POST", "/v1/tms/condor-submit/taskforces/UUID")
def condor_submit(body, uuid):
    check(
        body, ["cluster_id", "n_workers", "submit_dict", "job_event_log_fpath"], cluster_id=is_int, n_workers=is_int,
        submit_dict=is_map_of(is_text_or_int), job_event_log_fpath=is_text,
    )
    if uuid in STOP_BEFORE_CONFIRM:
        stop(found(uuid))
    if found(uuid)["phase"] != "pending-starter":
        raise Refused(404, f"no 'pending-starter' taskforce found with uuid: {uuid}")
    found(uuid).update(body)
    log(found(uuid), "condor-submit")
    return 200, {"taskforce_uuid": uuid}


@route("POST", "/v1/tms/condor-submit/taskforces/UUID/failed")
def condor_submit_failed(body, uuid):
    check(body, ["error"], error=is_text)
    if found(uuid)["phase"] != "pending-starter":
        raise Refused(404, f"no 'pending-starter' taskforce found with uuid: {uuid}")
    log(found(uuid), "condor-submit", successful=False, context=f"ERROR: {body['error']}")
    return 200, {"taskforce_uuid": uuid}


@route("POST", "/v1/tms/condor-rm/taskforces/UUID")
def condor_rm(body, uuid):
    log(found(uuid), "condor-rm")
    return 200, {"taskforce_uuid": uuid}


@route("POST", "/v1/tms/condor-rm/taskforces/UUID/failed")
def condor_rm_failed(body, uuid):
    check(body, ["error"], error=is_text)
    log(found(uuid), "condor-rm", successful=False, context=f"ERROR: {body['error']}")
    return 200, {"taskforce_uuid": uuid}


@route("POST", "/v1/tms/condor-complete/taskforces/UUID")
def condor_complete(body, uuid):
    check(body, ["condor_complete_ts"], condor_complete_ts=is_int)
    log(found(uuid, "non-condor-completed "), "condor-complete", event_time=body["condor_complete_ts"])
    return 200, {"taskforce_uuid": uuid}


@route("POST", "/v1/tms/statuses/taskforces")
def statuses(body):
    counts = is_map_of(is_int)
    check(
        body, [], top_task_errors_by_taskforce=is_map_of(counts, least=1),
        compound_statuses_by_taskforce=is_map_of(is_map_of(counts), least=1),
    )
    results = []
    for uuid in {each for part in body.values() for each in part}:
        if uuid in TASKFORCES:
            for part, field in (("compound_statuses", "compound_statuses"), ("top_task_errors", "top_task_errors")):
                if uuid in body.get(part + "_by_taskforce", {}):
                    TASKFORCES[uuid][field] = body[part + "_by_taskforce"][uuid]
            results.append({"uuid": uuid, "status": "updated"})
        else:
            results.insert(0, {"uuid": uuid, "status": "failed", "error": "no taskforce found with uuid"})
    return (200 if all(each["status"] == "updated" for each in results) else 207), {"results": results}


def matches(taskforce, query):
    for field, wanted in query.items():
        value = taskforce.get(field)
        if not isinstance(wanted, dict):
            if value != wanted:
                return False
            continue
        for operator, operand in wanted.items():
            fits = {"$in": lambda: value in operand, "$ne": lambda: value != operand}.get(operator)
            if fits is None:
                raise Refused(500, "Internal Server Error")
            if not fits():
                return False
    return True


@route("POST", "/v1/query/taskforces")
def query_taskforces(body):
    """A page of one, so that whoever asks has to turn it."""
    check(body, ["query"], query=lambda value: isinstance(value, dict), after=is_text,
          projection=lambda value: isinstance(value, list) and value and len(set(value)) == len(value))
    all_found = [each for each in TASKFORCES.values() if matches(each, body["query"])]
    page = all_found[int(body.get("after", "0")):][:1]
    end = int(body.get("after", "0")) + len(page)
    fields = body.get("projection") or None
    return 200, {
        "taskforces": [{name: each[name] for name in fields or each if name in each} for each in page],
        "next_after": str(end) if end < len(all_found) else None,
    }


@route("GET", "/v1/taskforces/UUID")
def taskforce_by_uuid(query, uuid):
    return 200, found(uuid)


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *arguments):
        pass

    def answer(self):
        address = urlsplit(self.path)
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        with LOCK:
            try:
                arguments = json.loads(body or b"{}") if self.command == "POST" else dict(parse_qsl(address.query))
                code, reply = self.routed(address.path, arguments)
            except Refused as refusal:
                code, reply = refusal.code, {"code": refusal.code, "error": str(refusal)}
                SEEN["refused"].append(f"{refusal.code} {self.command} {address.path}: {refusal}")
            if not address.path.startswith("/test"):
                SEEN["paths"][address.path] = SEEN["paths"].get(address.path, 0) + 1
            data = json.dumps(reply).encode()
        self.send_response(code, reply.get("error") if code >= 400 else None)
        self.send_header("Content-Type", "application/json; charset=UTF-8")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def routed(self, path, arguments):
        for method, pattern, function in ROUTES:
            match = pattern.match(path)
            if match and method == self.command:
                return function(arguments, *match.groups())
        raise Refused(404, "Not Found")

    do_GET = do_POST = answer


server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
print(f"listening on http://127.0.0.1:{server.server_address[1]}", flush=True)
server.serve_forever()
