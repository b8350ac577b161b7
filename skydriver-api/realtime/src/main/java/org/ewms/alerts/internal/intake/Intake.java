package org.ewms.alerts.internal.intake;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import org.ewms.alerts.AlertsFile;
import org.ewms.alerts.internal.record.Alert;
import org.ewms.alerts.internal.record.AlertBook;
import org.ewms.alerts.internal.record.Content;
import org.ewms.alerts.internal.record.Plan;
import org.ewms.alerts.internal.record.RejectBook;
import org.ewms.icecube.EventFormatException;
import org.ewms.skydriver.ScanDoor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The one way in, whoever listened: what arrives is read in full, kept once for its run and event, and given to the rule that is for it. */
public final class Intake {
    private static final Logger LOG = LoggerFactory.getLogger(Intake.class);

    private final AlertsFile rules;
    private final AlertBook book;
    private final RejectBook rejects;
    private final ScanDoor door;

    public Intake(AlertsFile rules, AlertBook book, RejectBook rejects, ScanDoor door) {
        this.rules = rules;
        this.book = book;
        this.rejects = rejects;
        this.door = door;
    }

    /** What a rejected arrival is told of, where the message can be had again. @param reason one line */
    public record Rejection(String reason) {}

    /**
     * Takes an arrival; it is durable when this returns.
     *
     * @param source as {@link org.ewms.alerts.ListenerPlan#source}
     * @param place where the message is, for who looks into what was rejected
     * @return empty when it is an alert; else why not, which is kept too
     * @throws org.ewms.store.StoreUnavailableException when nothing could be kept; it must come again
     */
    public Optional<Rejection> take(byte[] content, String source, String place) {
        try {
            Alert alert = keep(Message.read(content), source);
            LOG.info("alert {} from {}: {}", alert.alertId(), source, alert.state());
            return Optional.empty();
        } catch (EventFormatException e) {
            String reason = String.valueOf(e.getMessage());
            rejects.add(source, place, reason, content, book.now());
            LOG.warn("{} {} is no alert: {}", source, place, reason);
            return Optional.of(new Rejection(reason));
        }
    }

    /**
     * Takes what somebody sent who is told at once.
     *
     * @throws EventFormatException when it is no alert; nothing is kept of it
     */
    public Alert take(JsonNode message, String source) throws EventFormatException {
        return keep(Message.read(Message.bytes(message)), source);
    }

    private Alert keep(Message message, String source) {
        Content content = message.content(door.keepEvent(message.text()));
        Plan plan = new Plan(content, rules.rule(message.signs()).orElse(null), door::newId);
        Alert first = Alert.first(content, plan, source, book.now());
        while (!book.insert(first)) {
            Optional<Alert> left =
                    book.change(content.alertId(), before -> before.again(content, plan, source, book.now()));
            if (left.isPresent()) {
                return left.get();
            }
        }
        return first;
    }
}
