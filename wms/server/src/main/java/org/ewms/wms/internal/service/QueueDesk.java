package org.ewms.wms.internal.service;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.ewms.mqclient.DeadLetter;
import org.ewms.mqclient.Message;
import org.ewms.queues.OwnQueues;
import org.ewms.service.ApiException;
import org.ewms.service.Call;
import org.ewms.service.Reply;
import org.ewms.workflow.Queue;
import org.ewms.workflow.QueueGroup;
import org.ewms.workflow.QueueWish;
import org.jspecify.annotations.Nullable;

/** The routes of the queue service. */
public final class QueueDesk {
    private static final int USUAL_LETTERS = 20;

    private final OwnQueues queues;
    private final Permissions permissions;

    public QueueDesk(OwnQueues queues, Permissions permissions) {
        this.queues = queues;
        this.permissions = permissions;
    }

    /** {@code POST …/mq-group/reservation}. */
    public Reply reserve(Call call) {
        List<String> aliases =
                RequestReader.strings(RequestReader.required(call.body(), "queue_aliases"), "queue_aliases");
        List<String> publicly = RequestReader.strings(RequestReader.required(call.body(), "public"), "public");
        List<QueueWish> wishes = aliases.stream()
                .map(each -> QueueWish.of(each, publicly.contains(each)))
                .toList();
        return both(queues.reserved(call.id("workflow_id"), wishes));
    }

    /** {@code POST …/mq-group/activation}. */
    public Reply activate(Call call) {
        int priority = RequestReader.required(RequestReader.required(call.body(), "criteria"), "priority")
                .asInt();
        return both(queues.activated(call.id("workflow_id"), priority)
                .orElseThrow(() -> ApiException.notFound("No MQProfiles found for workflow id")));
    }

    /** {@code GET …/mq-group}. */
    public Reply group(Call call) {
        return Reply.ok(OwnQueues.shown(
                queues.group(call.id("workflow_id")).orElseThrow(() -> ApiException.notFound("MQGroup not found"))));
    }

    /** {@code GET /v1/mqs/mq-profiles/{mqid}}. */
    public Reply profile(Call call) {
        return Reply.ok(
                queues.profile(call.id("mqid")).orElseThrow(() -> ApiException.notFound("MQProfile not found")));
    }

    /** {@code GET …/mq-profiles/public}. */
    public Reply publicProfiles(Call call) {
        permissions.checkQueues(call, call.id("workflow_id"));
        return Reply.ok(Map.of("mqprofiles", queues.publicProfiles(call.id("workflow_id"))));
    }

    /** {@code GET /mqbroker-issuer/.well-known/jwks.json}. */
    public Reply keys(Call call) {
        return Reply.ok(queues.publicKeys());
    }

    /** {@code GET /mqbroker-issuer/.well-known/openid-configuration}. */
    public Reply discovery(Call call) {
        return Reply.ok(queues.discovery().orElseThrow(() -> ApiException.notFound("no broker needs it")));
    }

    /** {@code GET …/queues}: how full they are. */
    public Reply fillings(Call call) {
        return Reply.ok(Map.of("queues", queues.fillings(known(call))));
    }

    /** {@code POST /v1/mqs/mq-profiles/{mqid}/actions/purge}. */
    public Reply purge(Call call) {
        Queue queue = usable(call);
        long purged = queues.purge(queue).orElseThrow(() -> unreached("queues purged"));
        return Reply.ok(Map.of("mqid", queue.id(), "purged", purged));
    }

    /** {@code GET /v1/mqs/mq-profiles/{mqid}/dead-letters}: what was given up, and why; not what it holds. */
    public Reply deadLetters(Call call) {
        Queue queue = usable(call);
        int most = call.asked("limit").map(Integer::valueOf).orElse(USUAL_LETTERS);
        List<Message> letters = queues.deadLetters(queue, most).orElseThrow(() -> unreached("dead letters looked at"));
        return Reply.ok(Map.of(
                "mqid",
                queue.id(),
                "dead_letters",
                letters.stream().map(QueueDesk::letter).toList()));
    }

    private static Map<String, @Nullable Object> letter(Message message) {
        Optional<DeadLetter> why = DeadLetter.of(message);
        Map<String, @Nullable Object> shown = new LinkedHashMap<>();
        shown.put("id", message.id());
        shown.put("attempts", why.map(DeadLetter::attempts).orElse(null));
        shown.put("reason", why.map(DeadLetter::reason).orElse(null));
        shown.put("bytes", message.body().length);
        return shown;
    }

    /** {@code POST /v1/mqs/mq-profiles/{mqid}/actions/redrive}: another chance for what was given up. */
    public Reply redrive(Call call) {
        Queue queue = usable(call);
        long redriven = queues.redrive(queue).orElseThrow(() -> unreached("dead letters redriven"));
        return Reply.ok(Map.of("mqid", queue.id(), "redriven", redriven));
    }

    private Queue usable(Call call) {
        String id = call.id("mqid");
        QueueGroup group = queues.groupWith(id)
                .filter(QueueGroup::usable)
                .orElseThrow(() -> ApiException.notFound("MQProfile not found"));
        permissions.checkQueues(call, group.workflowId());
        return group.queue(id).orElseThrow();
    }

    private static ApiException unreached(String what) {
        return new ApiException(422, "the broker is not reached from here: EWMS_BROKER must name it to have " + what);
    }

    /** {@code POST …/mq-group/actions/revoke}: no credential issued until now is renewed. */
    public Reply revoke(Call call) {
        QueueGroup group = known(call);
        Map<String, @Nullable Object> reply = new LinkedHashMap<>();
        reply.put("workflow_id", group.workflowId());
        reply.put("last_ends", queues.revoke(group).map(Instant::getEpochSecond).orElse(null));
        return Reply.ok(reply);
    }

    /** {@code POST …/mq-group/actions/remove}: from the broker, for good. */
    public Reply remove(Call call) {
        String id = known(call).workflowId();
        queues.remove(id);
        return Reply.ok(Map.of("workflow_id", id));
    }

    /** {@code POST /v1/mqs/actions/renew}: a fresh credential for who shows one that is still valid. */
    public Reply renew(Call call) {
        return Reply.ok(call.bearer()
                .flatMap(queues::renewed)
                .orElseThrow(() -> new ApiException(
                        403, "the bearer token must be a queue's, issued here, still valid and not revoked")));
    }

    private QueueGroup known(Call call) {
        String workflowId = call.id("workflow_id");
        permissions.checkQueues(call, workflowId);
        return queues.group(workflowId).orElseThrow(() -> ApiException.notFound("MQGroup not found"));
    }

    private Reply both(QueueGroup group) {
        return Reply.ok(Map.of("mqgroup", OwnQueues.shown(group), "mqprofiles", queues.profiles(group)));
    }
}
