package org.ewms.alerts.internal.record;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * An alert as it is kept: one document. Nothing here has effects; scans to be asked for and notices to be sent are part of it until that is
 * done. Times are seconds since 1970.
 *
 * @param contentRevision 1, and one more whenever other content came
 * @param retracted why it was taken back; null while it stands
 * @param arrivals the last ones
 */
public record Alert(
        String alertId,
        Content content,
        int contentRevision,
        Treatment treatment,
        double received,
        double lastUpdated,
        @Nullable String retracted,
        List<Arrival> arrivals,
        List<AlertScan> scans,
        List<Notice> notices) {
    private static final int MOST_ARRIVALS = 20;

    public Alert {
        arrivals = List.copyOf(arrivals);
        scans = List.copyOf(scans);
        notices = List.copyOf(notices);
    }

    /** One that came for the first time. */
    public static Alert first(Content content, Plan plan, String source, double now) {
        return new Alert(
                content.alertId(),
                content,
                1,
                plan.treatment(),
                now,
                now,
                null,
                List.of(new Arrival(source, now, 1)),
                plan.scans(1),
                List.of());
    }

    /**
     * It came again. The same content changes nothing; other content is scanned anew, and scans of the content before are not wanted any more.
     * A retracted alert stays retracted.
     */
    public Alert again(Content next, Plan plan, String source, double now) {
        if (next.contentHash().equals(content.contentHash()) || retracted != null) {
            return with(arrivals(source, now, contentRevision), scans, notices, now);
        }
        int revision = contentRevision + 1;
        List<AlertScan> all = Stream.concat(scans.stream().map(AlertScan::dismissed), plan.scans(revision).stream())
                .toList();
        return new Alert(
                alertId,
                next,
                revision,
                plan.treatment(),
                received,
                now,
                null,
                arrivals(source, now, revision),
                all,
                notices);
    }

    private List<Arrival> arrivals(String source, double now, int revision) {
        List<Arrival> all = new ArrayList<>(arrivals);
        all.add(new Arrival(source, now, revision));
        return all.subList(Math.max(0, all.size() - MOST_ARRIVALS), all.size());
    }

    private Alert with(List<Arrival> came, List<AlertScan> nextScans, List<Notice> nextNotices, double now) {
        return new Alert(
                alertId, content, contentRevision, treatment, received, now, retracted, came, nextScans, nextNotices);
    }

    /** Scans that are to be asked for now: a refined one when the prompt one has ended, whatever came of it. */
    public List<AlertScan> toSubmit() {
        return scans.stream()
                .filter(each -> each.state() == AlertScan.State.PLANNED)
                .filter(each -> each.phase() == Phase.PROMPT || !prompt(each.contentRevision()))
                .toList();
    }

    private boolean prompt(int revision) {
        return scans.stream()
                .anyMatch(each -> each.phase() == Phase.PROMPT && each.contentRevision() == revision && each.awaited());
    }

    /** One of its scans is in another state; nothing changes when it is not in this one. */
    public Alert scan(String scanId, AlertScan.State from, UnaryOperator<AlertScan> change, double now) {
        return scans.stream().noneMatch(each -> each.scanId().equals(scanId) && each.state() == from)
                ? this
                : with(arrivals, changed(scanId, change), notices, now);
    }

    private List<AlertScan> changed(String scanId, UnaryOperator<AlertScan> change) {
        return scans.stream()
                .map(each -> each.scanId().equals(scanId) ? change.apply(each) : each)
                .toList();
    }

    /** A scan under way has ended with a map: there is a notice of it. */
    public Alert found(String scanId, Localization what, double now) {
        Optional<AlertScan> scan = scans.stream()
                .filter(each -> each.scanId().equals(scanId) && each.state() == AlertScan.State.RUNNING)
                .findFirst();
        if (scan.isEmpty() || retracted != null) {
            return this;
        }
        Notice.Kind kind = notices.isEmpty() ? Notice.Kind.INITIAL : Notice.Kind.UPDATE;
        Notice notice = notice(kind, scan.get().phase(), scanId, null, what, treatment.sinks(), now);
        return with(arrivals, changed(scanId, each -> each.found(what)), added(notice), now);
    }

    private Notice notice(
            Notice.Kind kind,
            @Nullable Phase phase,
            @Nullable String scanId,
            @Nullable String reason,
            @Nullable Localization what,
            List<String> sinks,
            double now) {
        int revision = notices.size() + 1;
        List<Send> sends = sinks.stream()
                .map(sink -> Send.to(sink, alertId + "/" + revision + "/" + sink))
                .toList();
        return new Notice(revision, kind, phase, scanId, now, reason, what, sends);
    }

    private List<Notice> added(Notice notice) {
        return Stream.concat(notices.stream(), Stream.of(notice)).toList();
    }

    /** It is taken back: whoever is told of it, or will be, is told so. Nothing changes when it was before. */
    public Alert retract(String reason, double now) {
        if (retracted != null) {
            return this;
        }
        List<String> told = notices.stream()
                .flatMap(each -> each.sends().stream())
                .map(Send::sink)
                .distinct()
                .toList();
        List<Notice> all = notices.isEmpty()
                ? notices
                : added(notice(Notice.Kind.RETRACTION, null, null, reason, null, told, now));
        return new Alert(
                alertId,
                content,
                contentRevision,
                treatment,
                received,
                now,
                reason,
                arrivals,
                scans.stream().map(AlertScan::dismissed).toList(),
                all);
    }

    /** The notice that a sink is to be sent next: its notices go in the order of their revisions. */
    public Optional<Notice> next(String sink) {
        return notices.stream()
                .filter(each -> each.send(sink)
                        .filter(send -> send.state() == Send.State.WAITING)
                        .isPresent())
                .findFirst();
    }

    /** It goes on with a notice on its way. */
    public Alert send(int revision, String sink, UnaryOperator<Send> change, double now) {
        return with(
                arrivals,
                scans,
                notices.stream()
                        .map(each -> each.revision() == revision ? each.with(sink, change) : each)
                        .toList(),
                now);
    }

    /** Whether something is still to be done about its scans. */
    public boolean open() {
        return scans.stream().anyMatch(AlertScan::open);
    }

    /** Whether a notice waits to be sent. */
    public boolean unsent() {
        return notices.stream().anyMatch(Notice::unsent);
    }

    /** {@code ignored}, {@code scanning}, {@code done}, {@code failed} or {@code retracted}. */
    public String state() {
        if (retracted != null) {
            return "retracted";
        }
        List<AlertScan> present = scans.stream()
                .filter(each -> each.contentRevision() == contentRevision)
                .toList();
        if (present.isEmpty()) {
            return "ignored";
        }
        if (present.stream().anyMatch(AlertScan::awaited)) {
            return "scanning";
        }
        return present.stream().anyMatch(each -> each.state() == AlertScan.State.DONE) ? "done" : "failed";
    }

    /** Why it is in its state, where that is not plain. */
    public @Nullable String reason() {
        return switch (state()) {
            case "retracted" -> retracted;
            case "ignored" -> treatment.ignored();
            case "failed" ->
                scans.stream()
                        .map(AlertScan::trouble)
                        .filter(java.util.Objects::nonNull)
                        .reduce((first, last) -> last)
                        .orElse(null);
            default -> null;
        };
    }
}
