package org.ewms.batch.kubernetes;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.client.server.mock.KubernetesCrudDispatcher;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.fabric8.mockwebserver.http.MockResponse;
import io.fabric8.mockwebserver.http.RecordedRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What an API server does, kept in memory: objects, labels, versions, conflicts. Beside what the mock has: logs of pods, reviews of access, dry runs,
 * and answers that a test wants instead.
 */
final class TestApiServer extends KubernetesCrudDispatcher {
    private static final Pattern LOG = Pattern.compile(".*/pods/([^/]+)/log(\\?.*)?");

    private final Path pods;
    private final Set<String> denied = ConcurrentHashMap.newKeySet();
    private final List<Answer> answers = new CopyOnWriteArrayList<>();

    /** An answer instead of the right one, for requests of this method to a path that contains this. */
    private record Answer(String method, String path, int code, String body) {
        boolean isFor(RecordedRequest request) {
            return request.getMethod().equals(method) && request.getPath().contains(path);
        }

        MockResponse response() {
            return new MockResponse()
                    .setResponseCode(code)
                    .addHeader("Content-Type", "application/json")
                    .setBody(body);
        }
    }

    /** @param pods directory in which the pod of that name has its {@code log} */
    TestApiServer(Path pods) {
        this.pods = pods;
    }

    /** From now on it is not allowed to do this, {@code create jobs}. */
    void deny(String what) {
        denied.add(what);
    }

    /** From now on this is answered. */
    void answer(String method, String path, int code, String body) {
        answers.add(new Answer(method, path, code, body));
    }

    /** From now on this is answered, as API servers say what is wrong. */
    void refuse(String method, String path, int code, String message) {
        answer(
                method,
                path,
                code,
                Serialization.asJson(java.util.Map.of(
                        "kind", "Status", "apiVersion", "v1", "status", "Failure", "message", message, "code", code)));
    }

    /** The right answers again. */
    void behave() {
        answers.clear();
        denied.clear();
    }

    @Override
    public MockResponse dispatch(RecordedRequest request) {
        Optional<Answer> instead =
                answers.stream().filter(each -> each.isFor(request)).findFirst();
        if (instead.isPresent()) {
            return instead.get().response();
        }
        String path = request.getPath();
        Matcher log = LOG.matcher(path);
        if (log.matches()) {
            return log(log.group(1));
        }
        if (path.contains("/selfsubjectaccessreviews")) {
            return review(request);
        }
        if (path.contains("dryRun=All")) {
            return json(201, request.getUtf8Body());
        }
        if (path.contains("/events") && request.getMethod().equals("GET")) {
            return handleGet(path.replaceAll("fieldSelector=[^&]*", ""));
        }
        return super.dispatch(request);
    }

    private MockResponse log(String pod) {
        Path file = pods.resolve(pod).resolve("log");
        try {
            return Files.exists(file)
                    ? new MockResponse().setResponseCode(200).setBody(Files.readString(file))
                    : json(404, "{}");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private MockResponse review(RecordedRequest request) {
        ObjectNode review = Serialization.unmarshal(request.getUtf8Body(), ObjectNode.class);
        var asked = review.path("spec").path("resourceAttributes");
        String what = asked.path("verb").asText() + " " + asked.path("resource").asText();
        review.putObject("status").put("allowed", !denied.contains(what));
        return json(201, review.toString());
    }

    private static MockResponse json(int code, String body) {
        return new MockResponse()
                .setResponseCode(code)
                .addHeader("Content-Type", "application/json")
                .setBody(Objects.requireNonNull(body));
    }
}
