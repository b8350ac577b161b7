"""A client written from the description of the Python services' REST APIs alone, with Python's standard library.

contract_client.py ADDRESS: walks a workflow through its life as user, TMS and queue service, and prints "contract holds".
"""

import json
import sys
import time
import urllib.error
import urllib.request

BASE = sys.argv[1]

TASKFORCE = {
    "taskforce_uuid", "task_id", "workflow_id", "timestamp", "priority", "collector", "schedd", "n_workers", "pilot_config",
    "worker_config", "cluster_id", "submit_dict", "job_event_log_fpath", "phase", "phase_change_log", "compound_statuses",
    "top_task_errors",
}
DIRECTIVE = {
    "task_id", "workflow_id", "timestamp", "cluster_locations", "task_image", "task_args", "task_env", "init_image", "init_args",
    "init_env", "input_queues", "output_queues",
}
WORKFLOW = {"workflow_id", "timestamp", "priority", "deactivated", "deactivated_ts"}
PROFILE = {
    "mqid", "workflow_id", "timestamp", "alias", "is_public", "is_activated", "auth_token", "broker_type", "broker_address",
}


def call(method, path, body=None, expect=200):
    data = None if method == "GET" else json.dumps(body or {}).encode()
    request = urllib.request.Request(BASE + path, data=data, method=method, headers={"Content-Type": "application/json"})
    try:
        with urllib.request.urlopen(request, timeout=60) as reply:
            status, reason, answer = reply.status, reply.reason, json.load(reply)
    except urllib.error.HTTPError as error:
        status, reason, answer = error.code, error.reason, json.load(error)
        assert answer == {"code": status, "error": reason}, (answer, reason)
    assert status == expect, (method, path, status, answer)
    return answer


def poll(check):
    end = time.monotonic() + 60
    while time.monotonic() < end:
        answer = check()
        if answer:
            return answer
        time.sleep(0.1)
    raise AssertionError("waited in vain")


def request():
    return {
        "tasks": [{
            "cluster_locations": ["test-alpha"],
            "task_image": "/image.sif",
            "task_args": "run {{INFILE}}",
            "input_queue_aliases": ["to"],
            "output_queue_aliases": ["from"],
            "n_workers": 4,
            "worker_config": {
                "do_transfer_worker_stdouterr": True, "max_worker_runtime": 600, "n_cores": 1, "priority": 10,
                "worker_disk": "1GB", "worker_memory": "512M", "condor_requirements": "",
            },
        }],
        "public_queue_aliases": ["to", "from"],
    }


def user_asks():
    reply = call("POST", "/v1/workflows", request())
    assert set(reply) == {"workflow", "task_directives", "taskforces"}
    assert set(reply["workflow"]) == WORKFLOW and set(reply["task_directives"][0]) == DIRECTIVE
    taskforce = reply["taskforces"][0]
    assert set(taskforce) == TASKFORCE
    assert taskforce["phase"] == "pre-mq-activation" and len(taskforce["phase_change_log"]) == 1
    assert taskforce["pilot_config"]["image_source"] == "cvmfs" and taskforce["collector"] is None
    bad = request()
    bad["nonsense"] = 1
    call("POST", "/v1/workflows", bad, expect=400)
    bad = request()
    bad["tasks"][0]["cluster_locations"] = ["mars"]
    call("POST", "/v1/workflows", bad, expect=400)
    return reply


def user_waits_for_queues(workflow):
    def ready():
        found = call("GET", f"/v1/mqs/workflows/{workflow}/mq-profiles/public")["mqprofiles"]
        return found if found and all(each["is_activated"] for each in found) else None

    profiles = poll(ready)
    assert {each["alias"] for each in profiles} == {"to", "from"}
    assert all(PROFILE <= set(each) and each["auth_token"] and "@" in each["broker_address"] for each in profiles)


def tms_starts(uuid):
    offer = poll(lambda: call("GET", "/v1/tms/pending-starter/taskforces?schedd=SCHEDD1&collector=none"))
    assert set(offer) == {"taskforce", "task_directive", "mqprofiles"}
    assert offer["taskforce"]["taskforce_uuid"] == uuid and len(offer["mqprofiles"]) == 2
    assert call("GET", f"/v1/taskforces/{uuid}")["phase"] == "pending-starter"
    call("POST", f"/v1/tms/condor-submit/taskforces/{uuid}/failed", expect=400)
    submitted = {"cluster_id": 7, "n_workers": 4, "submit_dict": {"+a": "b"}, "job_event_log_fpath": "/x.tms.jel"}
    assert call("POST", f"/v1/tms/condor-submit/taskforces/{uuid}", submitted) == {"taskforce_uuid": uuid}
    found = call("POST", "/v1/query/taskforces", {
        "query": {"schedd": "SCHEDD1", "job_event_log_fpath": "/x.tms.jel", "phase": {"$ne": "condor-complete"}},
        "projection": ["taskforce_uuid", "cluster_id"],
    })
    assert found == {"taskforces": [{"taskforce_uuid": uuid, "cluster_id": 7}], "next_after": None}


def tms_reports(uuid):
    statuses = {"compound_statuses_by_taskforce": {uuid: {"RUNNING": {"Tasking": 3, "null": 1}}}}
    assert call("POST", "/v1/tms/statuses/taskforces", statuses) == {"results": [{"uuid": uuid, "status": "updated"}]}
    errors = {"top_task_errors_by_taskforce": {uuid: {"boom": 2}, "TF-none": {}}}
    results = call("POST", "/v1/tms/statuses/taskforces", errors, expect=207)["results"]
    assert {each["uuid"]: each["status"] for each in results} == {uuid: "updated", "TF-none": "failed"}
    taskforce = call("GET", f"/v1/taskforces/{uuid}")
    assert taskforce["compound_statuses"] == {"RUNNING": {"Tasking": 3, "null": 1}}
    assert taskforce["top_task_errors"] == {"boom": 2} and taskforce["n_workers"] == 4


def tms_repeats_itself_after_a_restart(uuid):
    """It reads the whole log anew and tells everything again, also of what has ended."""
    query = {"schedd": "SCHEDD1", "job_event_log_fpath": "/x.tms.jel", "cluster_id": 7}
    found = call("POST", "/v1/query/taskforces", {"query": query, "projection": ["taskforce_uuid"]})
    assert found["taskforces"] == [{"taskforce_uuid": uuid}]
    statuses = {"compound_statuses_by_taskforce": {uuid: {"REMOVED": {"Tasking": 4}}}}
    assert call("POST", "/v1/tms/statuses/taskforces", statuses)["results"][0]["status"] == "updated"
    call("POST", f"/v1/tms/condor-complete/taskforces/{uuid}", {"condor_complete_ts": 1700000001})
    assert call("GET", f"/v1/taskforces/{uuid}")["phase"] == "condor-complete"


def user_adds_workers(task, alike):
    more = call("POST", f"/v1/task-directives/{task}/actions/add-workers", {"cluster_location": "test-beta", "n_workers": 2})
    assert set(more) == TASKFORCE and more["schedd"] == "SCHEDD2" and more["priority"] == alike["priority"] + 100
    assert more["phase_change_log"][0]["source_entity"] == "USER"
    return more["taskforce_uuid"]


def end(workflow, task, uuid, added):
    poll(lambda: call("GET", f"/v1/taskforces/{added}")["phase"] == "pending-starter")
    assert call("POST", f"/v1/workflows/{workflow}/actions/finished") == {"workflow_id": workflow, "n_taskforces": 2}
    call("POST", f"/v1/workflows/{workflow}/actions/abort", expect=404)
    more = {"cluster_location": "test-beta", "n_workers": 2}
    call("POST", f"/v1/task-directives/{task}/actions/add-workers", more, expect=422)
    state = call("GET", f"/v1/workflows/{workflow}")
    assert state["deactivated"] == "FINISHED" and state["deactivated_ts"] > 0
    assert call("GET", "/v1/tms/pending-stopper/taskforces?schedd=SCHEDD2") == {}
    assert call("GET", "/v1/tms/pending-stopper/taskforces?schedd=SCHEDD1")["taskforce_uuid"] == uuid
    call("POST", f"/v1/tms/condor-rm/taskforces/{uuid}/failed", {"error": "later"})
    call("POST", f"/v1/tms/condor-rm/taskforces/{uuid}")
    call("POST", f"/v1/tms/condor-complete/taskforces/{uuid}", {"condor_complete_ts": 1700000000})
    tms_repeats_itself_after_a_restart(uuid)
    last = call("GET", f"/v1/taskforces/{uuid}")["phase_change_log"][-1]
    assert last["target_phase"] == "condor-complete" and last["source_event_time"] == 1700000000


def queue_service():
    assert call("GET", "/v1/mqs") == {}
    path = "/v1/mqs/workflows/WF-other/mq-group"
    group = call("POST", path + "/reservation", {"queue_aliases": ["a", "b"], "public": ["a"]})
    assert set(group) == {"mqgroup", "mqprofiles"} and not group["mqprofiles"][0]["is_activated"]
    assert call("POST", path + "/reservation", {"queue_aliases": ["a", "b"], "public": ["a"]}) == group
    active = call("POST", path + "/activation", {"criteria": {"priority": 60}})
    assert active["mqgroup"]["criteria"] == {"priority": 60} and all(each["auth_token"] for each in active["mqprofiles"])
    mqid = active["mqprofiles"][1]["mqid"]
    assert call("GET", f"/v1/mqs/mq-profiles/{mqid}")["alias"] == "b"
    call("GET", "/v1/mqs/workflows/WF-none/mq-group", expect=404)
    assert call("GET", "/mqbroker-issuer/.well-known/jwks.json")["keys"]


def main():
    assert call("GET", "/v1/") == {}
    assert call("GET", "/v1/schema/openapi")["openapi"].startswith("3.1")
    reply = user_asks()
    workflow = reply["workflow"]["workflow_id"]
    task = reply["task_directives"][0]["task_id"]
    uuid = reply["taskforces"][0]["taskforce_uuid"]
    user_waits_for_queues(workflow)
    tms_starts(uuid)
    tms_reports(uuid)
    end(workflow, task, uuid, user_adds_workers(task, reply["taskforces"][0]))
    queue_service()
    print("contract holds")


main()
