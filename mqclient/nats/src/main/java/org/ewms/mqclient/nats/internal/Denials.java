package org.ewms.mqclient.nats.internal;

import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.ewms.mqclient.RefusedException;

/** What the server has said that this connection's credential does not allow. It stays so: other rights come with another connection. */
final class Denials {
    private static final Pattern VIOLATION = Pattern.compile(
            "permissions violation for (publish|subscription) to \"([^\"]+)\".*", Pattern.CASE_INSENSITIVE);

    private final String address;
    private final Set<String> publishing = ConcurrentHashMap.newKeySet();
    private final Set<Consumer<String>> onDenial = ConcurrentHashMap.newKeySet();
    private final Set<CompletableFuture<RefusedException>> awaited = ConcurrentHashMap.newKeySet();

    Denials(String address) {
        this.address = address;
    }

    /** Reads an error of the server. */
    void told(String error) {
        Matcher violation = VIOLATION.matcher(error);
        if (!violation.matches()) {
            return;
        }
        String subject = violation.group(2);
        String what = violation.group(1).toLowerCase(Locale.ROOT) + " to " + subject;
        if (what.startsWith("publish")) {
            publishing.add(subject);
            onDenial.forEach(each -> each.accept(subject));
        }
        awaited.forEach(each -> each.complete(refused(what)));
    }

    /** The next one, of whatever; to be cancelled when nobody waits for it any more. */
    CompletableFuture<RefusedException> next() {
        var next = new CompletableFuture<RefusedException>();
        awaited.add(next);
        CompletableFuture<RefusedException> unused = next.whenComplete((done, none) -> awaited.remove(next));
        return next;
    }

    /** Whether it is known that nothing can be published to this subject. */
    boolean includePublishing(String subject) {
        return publishing.contains(subject);
    }

    /** Tells each subject to which publishing is found to be denied, until {@link #forget}. */
    void whenPublishing(Consumer<String> action) {
        onDenial.add(action);
    }

    void forget(Consumer<String> action) {
        onDenial.remove(action);
    }

    /** @param what {@code publish to SUBJECT} */
    RefusedException refused(String what) {
        return new RefusedException(address + ": the credential gives no right to " + what);
    }
}
