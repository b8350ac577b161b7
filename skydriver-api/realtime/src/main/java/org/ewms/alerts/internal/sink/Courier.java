package org.ewms.alerts.internal.sink;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import org.ewms.alerts.Issuer;
import org.ewms.alerts.SinkPlan;
import org.ewms.alerts.internal.intake.Loop;
import org.ewms.alerts.internal.notice.Bulletin;
import org.ewms.alerts.internal.notice.Writing;
import org.ewms.alerts.internal.record.Alert;
import org.ewms.alerts.internal.record.AlertBook;
import org.ewms.alerts.internal.record.Notice;
import org.ewms.alerts.internal.record.Send;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings notices to one sink until it has accepted them, those of an alert in the order of their revisions. Before an attempt the alert's
 * document says who tries and until when, so that no other process tries meanwhile; after it the document says what came of it.
 */
final class Courier implements Loop.Turn, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Courier.class);
    private static final Duration REST = Duration.ofSeconds(30);

    /** Longer than any attempt takes. */
    private static final double ATTEMPT_SECONDS = 90;

    private final SinkPlan plan;
    private final Sink sink;
    private final AlertBook book;
    private final Postmark postmark;

    /**
     * What all couriers write on their notices.
     *
     * @param who is this process
     * @param alone whether no other process sends notices of these alerts
     * @param here by which URL readers of notices reach the scan service
     */
    record Postmark(Issuer issuer, String who, boolean alone, Supplier<String> here) {}

    Courier(SinkPlan plan, Sink sink, AlertBook book, Postmark postmark) {
        this.plan = plan;
        this.sink = sink;
        this.book = book;
        this.postmark = postmark;
    }

    @Override
    public Duration take() throws InterruptedException {
        double soonest = Double.POSITIVE_INFINITY;
        for (Alert alert : book.unsent()) {
            Optional<Notice> next = alert.next(plan.name());
            while (next.isPresent()) {
                double due = due(next.get());
                if (due > book.now() || !sent(alert.alertId(), next.get())) {
                    soonest = Math.min(soonest, due(alert.alertId()));
                    break;
                }
                next = book.get(alert.alertId()).flatMap(each -> each.next(plan.name()));
            }
        }
        double seconds = Math.clamp(soonest - book.now(), 0.01, REST.toSeconds());
        return Duration.ofMillis((long) (seconds * 1000));
    }

    private double due(Notice notice) {
        return notice.send(plan.name())
                .map(each -> each.due(postmark.who(), postmark.alone()))
                .orElse(Double.POSITIVE_INFINITY);
    }

    private double due(String alertId) {
        return book.get(alertId)
                .flatMap(each -> each.next(plan.name()))
                .map(this::due)
                .orElse(Double.POSITIVE_INFINITY);
    }

    /** One attempt, if it is ours. */
    private boolean sent(String alertId, Notice notice) throws InterruptedException {
        boolean[] ours = {false};
        Optional<Alert> alert = book.change(alertId, each -> {
            double now = book.now();
            ours[0] = each.next(plan.name())
                    .filter(next -> next.revision() == notice.revision() && due(next) <= now)
                    .isPresent();
            return ours[0]
                    ? each.send(
                            notice.revision(),
                            plan.name(),
                            send -> send.attempted(postmark.who(), now + ATTEMPT_SECONDS),
                            now)
                    : each;
        });
        if (!ours[0] || alert.isEmpty()) {
            return false;
        }
        return attempt(alert.get(), notice);
    }

    private boolean attempt(Alert alert, Notice notice) throws InterruptedException {
        Send send = notice.send(plan.name()).orElseThrow();
        Bulletin bulletin =
                new Bulletin(alert, notice, postmark.issuer(), postmark.here().get());
        try {
            sink.accept(send.key(), Writing.of(bulletin, plan.format()));
        } catch (RuntimeException e) {
            LOG.warn("notice {} is not accepted: {}", send.key(), e.getMessage());
            note(alert, notice, each -> each.refused(String.valueOf(e.getMessage()), book.now()));
            return false;
        }
        note(alert, notice, each -> each.accepted(book.now()));
        LOG.info("notice {} is accepted", send.key());
        return true;
    }

    private void note(Alert alert, Notice notice, java.util.function.UnaryOperator<Send> change) {
        book.change(alert.alertId(), each -> each.send(notice.revision(), plan.name(), change, book.now()));
    }

    @Override
    public void close() {
        sink.close();
    }
}
