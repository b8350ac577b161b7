package org.ewms.alerts.internal.sink;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.ewms.alerts.SinkPlan;
import org.ewms.alerts.internal.notice.Writing;
import org.ewms.mqclient.Brokers;
import org.ewms.mqclient.ConnectOptions;
import org.ewms.mqclient.Credential;
import org.ewms.mqclient.Message;
import org.ewms.mqclient.MessageBroker;
import org.ewms.mqclient.MqException;
import org.ewms.mqclient.Publisher;
import org.ewms.mqclient.PublisherOptions;
import org.ewms.mqclient.QueueSpec;
import org.jspecify.annotations.Nullable;

/** A message with the key as its id, accepted when the broker has confirmed it. */
final class QueueSink implements Sink {
    private static final Duration LONGEST = Duration.ofSeconds(20);

    private final SinkPlan.Queue plan;
    private @Nullable MessageBroker broker;
    private @Nullable Publisher publisher;

    QueueSink(SinkPlan.Queue plan) {
        this.plan = plan;
    }

    @Override
    public void accept(String key, Writing writing) throws InterruptedException {
        try {
            open().publish(new Message(key, writing.content(), Map.of("content-type", writing.type())))
                    .get();
        } catch (ExecutionException | MqException e) {
            close();
            Throwable cause = e instanceof ExecutionException && e.getCause() != null ? e.getCause() : e;
            throw new SinkException("queue " + plan.queue() + ": " + cause.getMessage(), e);
        }
    }

    private Publisher open() {
        Publisher present = publisher;
        if (present == null) {
            ConnectOptions options = ConnectOptions.defaults().withDeadline(LONGEST);
            MessageBroker connected = Brokers.connect(
                    plan.broker(),
                    plan.credential() == null ? options : options.withCredential(Credential.ofFile(plan.credential())));
            broker = connected;
            connected.declare(QueueSpec.of(plan.queue()));
            present = connected.publisher(plan.queue(), new PublisherOptions(1, LONGEST));
            publisher = present;
        }
        return present;
    }

    @Override
    public void close() {
        Publisher present = publisher;
        MessageBroker connected = broker;
        publisher = null;
        broker = null;
        if (present != null) {
            present.close();
        }
        if (connected != null) {
            connected.close();
        }
    }
}
