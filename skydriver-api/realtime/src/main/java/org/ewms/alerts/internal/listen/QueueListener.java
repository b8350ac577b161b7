package org.ewms.alerts.internal.listen;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import org.ewms.alerts.ListenerPlan;
import org.ewms.alerts.internal.intake.Intake;
import org.ewms.alerts.internal.intake.Loop;
import org.ewms.mqclient.Brokers;
import org.ewms.mqclient.ConnectOptions;
import org.ewms.mqclient.Credential;
import org.ewms.mqclient.Delivery;
import org.ewms.mqclient.MessageBroker;
import org.ewms.mqclient.QueueSpec;
import org.ewms.mqclient.SubscriberOptions;
import org.ewms.mqclient.Subscription;
import org.ewms.mqclient.codec.MalformedPayloadException;
import org.ewms.mqclient.codec.MqClientCodec;
import org.jspecify.annotations.Nullable;

/**
 * Takes the messages of a queue: plain JSON, or JSON as the Python MQClient packs it. A message is acknowledged when its alert is durable; what
 * is no alert goes to the queue's dead letters with the reason.
 */
final class QueueListener implements Loop.Turn, AutoCloseable {
    private static final Duration WAIT = Duration.ofSeconds(5);
    private static final Duration AGAIN = Duration.ofSeconds(2);
    private static final int ATTEMPTS = 1000;
    private static final int[] ZSTD = {0x28, 0xB5, 0x2F, 0xFD};

    private final ListenerPlan.Queue plan;
    private final Intake intake;
    private final MqClientCodec codec = MqClientCodec.defaults();
    private @Nullable MessageBroker broker;
    private @Nullable Subscription subscription;

    QueueListener(ListenerPlan.Queue plan, Intake intake) {
        this.plan = plan;
        this.intake = intake;
    }

    @Override
    public Duration take() throws InterruptedException {
        try {
            Delivery delivery = subscribed().receive(WAIT);
            if (delivery != null) {
                take(delivery);
            }
            return Duration.ZERO;
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    private Subscription subscribed() {
        Subscription present = subscription;
        if (present != null) {
            return present;
        }
        ConnectOptions options = plan.credential() == null
                ? ConnectOptions.defaults()
                : ConnectOptions.defaults().withCredential(Credential.ofFile(plan.credential()));
        MessageBroker connected = Brokers.connect(plan.broker(), options);
        broker = connected;
        connected.declare(new QueueSpec(plan.queue(), ATTEMPTS));
        Subscription made = connected.subscribe(plan.queue(), SubscriberOptions.defaults());
        subscription = made;
        return made;
    }

    private void take(Delivery delivery) {
        Optional<Intake.Rejection> rejection;
        try {
            rejection = intake.take(
                    json(delivery.message().body()),
                    plan.source(),
                    "message " + delivery.message().id());
        } catch (RuntimeException e) {
            delivery.nack(AGAIN, "it could not be kept: " + e.getMessage());
            throw e;
        }
        if (rejection.isPresent()) {
            delivery.reject(rejection.get().reason());
        } else {
            delivery.ack();
        }
    }

    /** The message in JSON; what cannot be unpacked stays as it is and will be no alert. */
    private byte[] json(byte[] body) {
        for (int i = 0; i < ZSTD.length; i++) {
            if (body.length < ZSTD.length || (body[i] & 0xff) != ZSTD[i]) {
                return body;
            }
        }
        try {
            return codec.decode(body).data().toString().getBytes(StandardCharsets.UTF_8);
        } catch (MalformedPayloadException e) {
            return body;
        }
    }

    @Override
    public void close() {
        Subscription listening = subscription;
        MessageBroker connected = broker;
        subscription = null;
        broker = null;
        if (listening != null) {
            listening.close();
        }
        if (connected != null) {
            connected.close();
        }
    }
}
