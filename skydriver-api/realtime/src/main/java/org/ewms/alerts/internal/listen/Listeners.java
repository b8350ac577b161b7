package org.ewms.alerts.internal.listen;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.ewms.alerts.ListenerPlan;
import org.ewms.alerts.internal.intake.Intake;
import org.ewms.alerts.internal.intake.Loop;
import org.ewms.alerts.internal.record.TakenFiles;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All that listens, each in a thread of its own; one that cannot reach what it listens to tries again and troubles no other. */
public final class Listeners implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Listeners.class);

    private final List<AutoCloseable> opened = new ArrayList<>();

    private Listeners() {}

    /** Begins to listen. */
    public static Listeners start(List<ListenerPlan> plans, Intake intake, TakenFiles taken, Clock clock) {
        Listeners all = new Listeners();
        for (ListenerPlan plan : plans) {
            Loop.Turn turn = switch (plan) {
                case ListenerPlan.Folder folder -> new FolderListener(folder, intake, taken, clock);
                case ListenerPlan.Queue queue -> all.closing(new QueueListener(queue, intake));
                case ListenerPlan.Kafka kafka -> all.closing(new KafkaListener(kafka, intake));
            };
            all.opened.add(Loop.start("alerts-" + plan.name(), turn));
            LOG.info("alerts are waited for: {}", plan.source());
        }
        return all;
    }

    private <T extends AutoCloseable> T closing(T each) {
        opened.add(each);
        return each;
    }

    @Override
    public void close() {
        // A loop was opened after what it works with, and is closed before it.
        for (AutoCloseable each : opened.reversed()) {
            try {
                each.close();
            } catch (Exception e) {
                LOG.warn("while closing: {}", e.getMessage());
            }
        }
    }
}
