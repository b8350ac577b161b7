package org.ewms.bench.mq;

import java.util.concurrent.ExecutionException;
import org.ewms.bench.Row;
import org.ewms.bench.Table;
import org.ewms.mqclient.MessageBroker;
import org.ewms.mqclient.QueueSpec;
import org.ewms.mqclient.contract.BrokerFixture;

/** The heap that waiting consumers take in their client. */
final class IdleConsumers {
    private static final int QUEUES = 10;
    private static final double BUDGET_MB = 150;

    private IdleConsumers() {}

    static void measure(BrokerFixture server, int connections, int consumers, Table table) throws Exception {
        try (MessageBroker admin = server.connect()) {
            for (int i = 0; i < QUEUES; i++) {
                admin.declare(QueueSpec.of("idle-" + i));
            }
        }
        double before = heap();
        long start = System.nanoTime();
        // Neighbours in number share a connection's place in the list, not a queue.
        try (Crowd crowd = gather(server, connections, consumers)) {
            double seconds = (System.nanoTime() - start) * 1e-9;
            double after = heap();
            table.add(Row.less(
                    crowd.subscriptions().size() + " idle consumers on " + connections + " connections, heap",
                    after - before,
                    BUDGET_MB,
                    "MB",
                    "the budget"));
            table.add(Row.plain("until all were there", seconds, "s", "connecting and subscribing, 16 at a time"));
        }
    }

    private static Crowd gather(BrokerFixture server, int connections, int consumers)
            throws InterruptedException, ExecutionException {
        return Crowd.gather(server, connections, consumers, i -> "idle-" + i / connections % QUEUES);
    }

    /** MB in use when everything that can be collected is. */
    private static double heap() {
        Runtime runtime = Runtime.getRuntime();
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        return (runtime.totalMemory() - runtime.freeMemory()) * 1e-6;
    }
}
