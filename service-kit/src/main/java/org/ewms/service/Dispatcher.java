package org.ewms.service;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds the route of a request, lets it in, validates it, and turns whatever goes wrong into an error. */
public final class Dispatcher {
    private static final Logger LOG = LoggerFactory.getLogger(Dispatcher.class);

    /** Headers that are looked at. */
    static final List<String> HEADERS = List.of(
            "accept",
            "authorization",
            "idempotency-key",
            "last-event-id",
            ProtectedResource.HOST,
            ProtectedResource.FORWARDED_SCHEME);

    private final List<Route> routes;
    private final List<OpenApi> documents;
    private final Authenticator authenticator;
    private final RateLimit limit;
    private final Meters meters;
    private final Faults faults;
    private final Json json = new Json();

    /**
     * @param documents that requests are held against
     * @param faults what the handlers' own exceptions mean
     */
    public Dispatcher(
            List<Route> routes,
            List<OpenApi> documents,
            Authenticator authenticator,
            RateLimit limit,
            Meters meters,
            Faults faults) {
        this.routes = List.copyOf(routes);
        this.documents = List.copyOf(documents);
        this.authenticator = authenticator;
        this.limit = limit;
        this.meters = meters;
        this.faults = faults;
    }

    /**
     * A request as it came.
     *
     * @param target path and query string
     * @param address of whoever asks
     * @param headers those of {@link #HEADERS} that it has
     */
    record Incoming(
            String method,
            String path,
            String target,
            Map<String, String> query,
            String address,
            Map<String, String> headers,
            ReceivedBody body) {}

    /**
     * Status, reason phrase and body.
     *
     * @param type media type of the body
     * @param headers beside those of every answer
     * @param events what follows instead of a body
     */
    record Outgoing(
            int status,
            String reason,
            String type,
            byte[] body,
            Map<String, String> headers,
            @Nullable EventStream events) {}

    /** Data of an event, in one line. */
    String data(Object value) {
        return new String(json.write(value), StandardCharsets.UTF_8);
    }

    Outgoing dispatch(Incoming in) {
        Optional<ProtectedResource> resource = authenticator.resource();
        if (resource.isPresent() && in.path().equals(ProtectedResource.PATH)) {
            return located(resource.get(), in);
        }
        boolean known = false;
        for (Route route : routes) {
            Optional<Map<String, String>> path = route.match(in.path());
            if (path.isPresent()) {
                known = true;
                if (route.method().equals(in.method())) {
                    long start = System.nanoTime();
                    Outgoing out = answered(route, path.get(), in);
                    meters.answered(route, out.status(), Duration.ofNanos(System.nanoTime() - start));
                    return out;
                }
            }
        }
        return known
                ? error(405, "Method Not Allowed", false, 0)
                : new Outgoing(
                        404,
                        "Not Found",
                        "text/plain",
                        "404: Not Found".getBytes(StandardCharsets.US_ASCII),
                        Map.of(),
                        null);
    }

    private Outgoing located(ProtectedResource resource, Incoming in) {
        if (!in.method().equals("GET")) {
            return error(405, "Method Not Allowed", false, 0);
        }
        try {
            byte[] body = json.write(resource.metadata(in.headers()));
            return new Outgoing(200, reason(200), Reply.JSON, body, Map.of(), null);
        } catch (ApiException e) {
            return error(e.status(), text(e), true, 0);
        }
    }

    /** The same, and where to log in. */
    private Outgoing unauthenticated(Outgoing answer, Incoming in) {
        Map<String, String> headers = authenticator
                .resource()
                .flatMap(each -> each.challenge(in.headers()))
                .map(each -> Map.of("WWW-Authenticate", each))
                .orElse(answer.headers());
        return new Outgoing(answer.status(), answer.reason(), answer.type(), answer.body(), headers, null);
    }

    private Outgoing answered(Route route, Map<String, String> path, Incoming in) {
        try {
            Caller caller = route.roles().isEmpty()
                    ? Caller.anybody(Role.ANYBODY)
                    : authenticator.admit(in.headers().get("authorization"), route.roles());
            if (!route.roles().isEmpty()) {
                limit.admit(caller.subject() == null ? in.address() : caller.subject());
            }
            JsonNode body = json.read(in.body());
            documents.forEach(each -> each.check(route, in.query(), body));
            Reply reply = route.handler().handle(new Call(in.target(), path, in.query(), in.headers(), body, caller));
            String reason = reason(reply.status());
            return reply.body() instanceof EventStream events
                    ? new Outgoing(reply.status(), reason, reply.type(), new byte[0], reply.headers(), events)
                    : new Outgoing(
                            reply.status(), reason, reply.type(), json.write(reply.body()), reply.headers(), null);
        } catch (ApiException e) {
            Outgoing answer = error(e.status(), text(e), route.problems(), e.retryAfter());
            return e.isUnauthenticated() ? unauthenticated(answer, in) : answer;
        } catch (RuntimeException e) {
            return failed(route, in, e);
        }
    }

    private Outgoing failed(Route route, Incoming in, RuntimeException e) {
        ApiException known = faults.of(e);
        if (known == null) {
            LOG.error("{} {} failed", in.method(), in.path(), e);
            return error(500, "Internal Server Error", route.problems(), 0);
        }
        if (known.status() == 503) {
            LOG.warn("{} {}: {}", in.method(), in.path(), e.getMessage());
        }
        return error(known.status(), text(known), route.problems(), known.retryAfter());
    }

    /** The Python services' form, which their clients read; with the members of RFC 9457 beside it where no client may mind. */
    private Outgoing error(int status, String text, boolean problem, int retryAfter) {
        String line = text.replaceAll("\\s+", " ");
        Map<String, Object> body = new LinkedHashMap<>();
        if (problem) {
            body.put("type", "about:blank");
            body.put("title", title(status));
            body.put("status", status);
            body.put("detail", line);
        }
        body.put("code", status);
        body.put("error", line);
        return new Outgoing(
                status,
                line,
                problem ? "application/problem+json" : Reply.JSON,
                json.write(body),
                retryAfter > 0 ? Map.of("Retry-After", Integer.toString(retryAfter)) : Map.of(),
                null);
    }

    private static String title(int status) {
        return switch (status) {
            case 400 -> "Bad Request";
            case 403 -> "Forbidden";
            case 404 -> "Not Found";
            case 409 -> "Conflict";
            case 422 -> "Unprocessable Content";
            case 429 -> "Too Many Requests";
            case 503 -> "Service Unavailable";
            default -> "Internal Server Error";
        };
    }

    private static String text(RuntimeException e) {
        return String.valueOf(e.getMessage());
    }

    private static String reason(int status) {
        return switch (status) {
            case 207 -> "Multi-Status";
            case 302 -> "Found";
            case 307 -> "Temporary Redirect";
            default -> "OK";
        };
    }
}
