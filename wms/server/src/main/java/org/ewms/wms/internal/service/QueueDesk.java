package org.ewms.wms.internal.service;

import java.util.List;
import java.util.Map;
import org.ewms.queues.OwnQueues;
import org.ewms.wms.internal.http.ApiException;
import org.ewms.wms.internal.http.Call;
import org.ewms.wms.internal.http.Reply;
import org.ewms.workflow.QueueGroup;

/** The routes of the queue service. */
public final class QueueDesk {
    private final OwnQueues queues;

    public QueueDesk(OwnQueues queues) {
        this.queues = queues;
    }

    /** {@code POST …/mq-group/reservation}. */
    public Reply reserve(Call call) {
        List<String> aliases =
                RequestReader.strings(RequestReader.required(call.body(), "queue_aliases"), "queue_aliases");
        List<String> publicly = RequestReader.strings(RequestReader.required(call.body(), "public"), "public");
        return both(queues.reserved(call.id("workflow_id"), aliases, publicly));
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
        return Reply.ok(Map.of("mqprofiles", queues.publicProfiles(call.id("workflow_id"))));
    }

    /** {@code GET /mqbroker-issuer/.well-known/jwks.json}. */
    public Reply keys(Call call) {
        return Reply.ok(queues.publicKeys());
    }

    private Reply both(QueueGroup group) {
        return Reply.ok(Map.of("mqgroup", OwnQueues.shown(group), "mqprofiles", queues.profiles(group)));
    }
}
