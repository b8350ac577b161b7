package org.ewms.batch.kubernetes;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.StatusBuilder;
import io.fabric8.kubernetes.api.model.rbac.Role;
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
    /** Token of the user whose role is asked after; others may do anything. */
    static final String USER = "s3cr3t-of-the-user";

    private static final Pattern RESOURCE = Pattern.compile("/namespaces/[^/]+/([a-z]+)(/[^/?]+)?(/log)?");
    private static final Pattern LOG = Pattern.compile(".*/pods/([^/]+)/log(\\?.*)?");

    private final Path pods;
    private final Role role;
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

    /**
     * @param pods directory in which the pod of that name has its {@code log}
     * @param role of the user, who may do nothing else
     */
    TestApiServer(Path pods, Role role) {
        this.pods = pods;
        this.role = role;
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
        answer(method, path, code, failure(code, message));
    }

    private static String failure(int code, String message) {
        return Serialization.asJson(new StatusBuilder()
                .withStatus("Failure")
                .withMessage(message)
                .withCode(code)
                .build());
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
        Matcher resource = RESOURCE.matcher(path);
        if (("Bearer " + USER).equals(request.getHeader("Authorization"))
                && resource.find()
                && !mayDo(verb(request.getMethod(), resource.group(2) != null), name(resource))) {
            return json(403, failure(403, request.getMethod() + " " + path + " is not in the role of the user"));
        }
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

    private static String name(Matcher resource) {
        return resource.group(1) + Objects.requireNonNullElse(resource.group(3), "");
    }

    private static String verb(String method, boolean named) {
        return switch (method) {
            case "POST" -> "create";
            case "PATCH" -> "patch";
            case "PUT" -> "update";
            case "DELETE" -> named ? "delete" : "deletecollection";
            default -> named ? "get" : "list";
        };
    }

    private boolean mayDo(String verb, String resource) {
        return !denied.contains(verb + " " + resource)
                && role.getRules().stream()
                        .anyMatch(each -> each.getVerbs().contains(verb)
                                && each.getResources().contains(resource));
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
        String subresource = asked.path("subresource").asText();
        boolean allowed = mayDo(
                asked.path("verb").asText(),
                asked.path("resource").asText() + (subresource.isEmpty() ? "" : "/" + subresource));
        review.putObject("status").put("allowed", allowed);
        return json(201, review.toString());
    }

    private static MockResponse json(int code, String body) {
        return new MockResponse()
                .setResponseCode(code)
                .addHeader("Content-Type", "application/json")
                .setBody(Objects.requireNonNull(body));
    }
}
