package org.ewms.pilot.internal.status;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.ewms.pilot.ProgressBoard;
import org.ewms.pilot.TaskProgress;
import org.ewms.pilot.internal.LastWords;
import org.ewms.pilot.internal.PilotNews;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * PUTs the pilot's state as one JSON object, always the whole of it: a lost report is made good by the next. States and errors go at once, counts
 * and progress every interval. A service that does not answer harms nothing.
 */
public final class RestStatus implements PilotNews {
    private static final Logger LOG = LoggerFactory.getLogger(RestStatus.class);
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final Duration REST = Duration.ofMillis(200);

    private final Target target;
    private final ObjectNode state = JSON.createObjectNode();
    private final ProgressBoard progress;
    private final Clock clock;
    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(TIMEOUT).build();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Thread thread;
    private boolean urgent;
    private boolean closing;
    private boolean complained;

    /**
     * Where to report.
     *
     * @param uri http or https
     * @param tokenFile with a bearer token, read anew every time
     * @param interval between reports when nothing remarkable happens
     */
    public record Target(URI uri, Optional<Path> tokenFile, Duration interval) {}

    /** @param pilot unlike any other's */
    public RestStatus(Target target, String pilot, String host, ProgressBoard progress, Clock clock) {
        this.target = target;
        this.progress = progress;
        this.clock = clock;
        state.put("pilot", pilot).put("host", host).put("status", "Starting");
        state.putObject("tasks").put("success", 0).put("failed", 0);
        this.thread = Thread.ofVirtual().name("pilot-status").start(this::work);
    }

    @Override
    public void started() {
        change(true, () -> state.put("started", clock.instant().toString()));
    }

    @Override
    public void status(String status) {
        change(true, () -> state.put("status", status));
    }

    @Override
    public void error(String error, String details) {
        change(true, () -> state.put("error", error));
    }

    @Override
    public void totals(long success, long failed) {
        change(false, () -> state.putObject("tasks").put("success", success).put("failed", failed));
    }

    @Override
    public void pace(double taskSeconds) {
        change(false, () -> state.put("taskSeconds", taskSeconds));
    }

    private void change(boolean now, Runnable what) {
        lock.lock();
        try {
            what.run();
            urgent |= now;
            if (now) {
                changed.signal();
            }
        } finally {
            lock.unlock();
        }
    }

    private void work() {
        try {
            while (await()) {
                report();
                Thread.sleep(REST);
            }
            report();
        } catch (InterruptedException e) {
            LOG.debug("the last state was not reported");
        }
    }

    /** Waits until something is to be said; false when it is the last thing. */
    private boolean await() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long left = target.interval().toNanos();
            while (!urgent && !closing && left > 0) {
                left = changed.awaitNanos(left);
            }
            urgent = false;
            return !closing;
        } finally {
            lock.unlock();
        }
    }

    private void report() throws InterruptedException {
        try {
            Optional<String> authorization = authorization();
            HttpRequest.Builder request = HttpRequest.newBuilder(target.uri())
                    .timeout(TIMEOUT)
                    .header("Content-Type", "application/json")
                    .PUT(BodyPublishers.ofByteArray(body()));
            authorization.ifPresent(value -> request.header("Authorization", value));
            int code = client.send(request.build(), BodyHandlers.discarding()).statusCode();
            if (code / 100 != 2) {
                complain("it answers " + code);
            }
        } catch (IOException e) {
            complain(e.toString());
        }
    }

    /** Checked here, as the client would quote what it cannot send. */
    private Optional<String> authorization() throws IOException {
        if (target.tokenFile().isEmpty()) {
            return Optional.empty();
        }
        String token = Files.readString(target.tokenFile().get()).strip();
        if (!token.matches("[!-~]+")) {
            throw new IOException(target.tokenFile().get() + " must hold one token in one line, and nothing else");
        }
        return Optional.of("Bearer " + token);
    }

    private byte[] body() throws JsonProcessingException {
        ArrayNode told = JSON.createArrayNode();
        for (TaskProgress each : progress.current()) {
            ObjectNode one = told.addObject().put("event", each.eventId()).put("attempt", each.attempt());
            each.fraction().ifPresent(fraction -> one.put("fraction", fraction));
            one.put("text", each.text());
        }
        lock.lock();
        try {
            state.put("sent", clock.instant().toString()).set("progress", told);
            return JSON.writeValueAsBytes(state);
        } finally {
            lock.unlock();
        }
    }

    private void complain(String why) {
        if (!complained) {
            complained = true;
            LOG.warn("cannot report to {}, which is said only once: {}", target.uri(), why);
        }
    }

    @Override
    public void close() {
        lock.lock();
        try {
            closing = true;
            changed.signal();
        } finally {
            lock.unlock();
        }
        LastWords.await(thread, TIMEOUT);
        client.shutdownNow();
    }
}
