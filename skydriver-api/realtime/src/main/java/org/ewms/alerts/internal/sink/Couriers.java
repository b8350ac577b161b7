package org.ewms.alerts.internal.sink;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Supplier;
import org.ewms.alerts.Issuer;
import org.ewms.alerts.SinkPlan;
import org.ewms.alerts.internal.intake.Loop;
import org.ewms.alerts.internal.record.AlertBook;

/** A courier for each sink, in a thread of its own: a sink that does not answer keeps no other waiting. */
public final class Couriers implements AutoCloseable {
    private static final Duration GRACE = Duration.ofSeconds(5);

    private final List<Loop> loops = new ArrayList<>();
    private final List<Courier> couriers = new ArrayList<>();

    private Couriers() {}

    /**
     * Begins to send.
     *
     * @param who is this process
     * @param alone whether no other process sends notices of these alerts
     * @param here by which URL readers of notices reach the scan service
     */
    public static Couriers start(
            Collection<SinkPlan> plans,
            AlertBook book,
            Issuer issuer,
            String who,
            boolean alone,
            Supplier<String> here) {
        Couriers all = new Couriers();
        Courier.Postmark postmark = new Courier.Postmark(issuer, who, alone, here);
        for (SinkPlan plan : plans) {
            Courier courier = new Courier(plan, sink(plan), book, postmark);
            all.couriers.add(courier);
            all.loops.add(Loop.start("notices-" + plan.name(), courier));
        }
        return all;
    }

    private static Sink sink(SinkPlan plan) {
        return switch (plan) {
            case SinkPlan.Webhook webhook -> new WebhookSink(webhook);
            case SinkPlan.Folder folder -> new FolderSink(folder);
            case SinkPlan.Kafka kafka -> new KafkaSink(kafka);
            case SinkPlan.Queue queue -> new QueueSink(queue);
        };
    }

    /** There may be something to send. */
    public void nudge() {
        loops.forEach(Loop::nudge);
    }

    /** Lets attempts under way end, for a while: one that is cut would have to be made again. */
    @Override
    public void close() {
        loops.forEach(each -> each.end(GRACE));
        couriers.forEach(Courier::close);
    }
}
