package org.ewms.wms.internal.http;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.ewms.queues.QueueServiceException;
import org.ewms.store.InvalidQueryException;
import org.ewms.store.StoreUnavailableException;
import org.ewms.workflow.WorkflowException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds the route of a request, lets it in, validates it, and turns whatever goes wrong into an error. */
public final class Dispatcher {
    private static final Logger LOG = LoggerFactory.getLogger(Dispatcher.class);

    private final List<Route> routes;
    private final List<OpenApi> documents;
    private final Authenticator authenticator;
    private final Json json = new Json();

    public Dispatcher(List<Route> routes, List<OpenApi> documents, Authenticator authenticator) {
        this.routes = List.copyOf(routes);
        this.documents = List.copyOf(documents);
        this.authenticator = authenticator;
    }

    /** A request as it came. */
    record Incoming(
            String method,
            String path,
            Map<String, String> query,
            @Nullable String authorization,
            byte[] body) {}

    /**
     * Status, reason phrase and body.
     *
     * @param json whether the body is JSON
     */
    record Outgoing(int status, String reason, byte[] body, boolean json) {}

    Outgoing dispatch(Incoming in) {
        boolean known = false;
        for (Route route : routes) {
            Optional<Map<String, String>> path = route.match(in.path());
            if (path.isPresent()) {
                known = true;
                if (route.method().equals(in.method())) {
                    return answered(route, path.get(), in);
                }
            }
        }
        return known
                ? error(405, "Method Not Allowed")
                : new Outgoing(
                        404, "Not Found", "404: Not Found".getBytes(java.nio.charset.StandardCharsets.US_ASCII), false);
    }

    private Outgoing answered(Route route, Map<String, String> path, Incoming in) {
        try {
            Caller caller = route.roles().isEmpty()
                    ? new Caller(Role.USER, null)
                    : authenticator.admit(in.authorization(), route.roles());
            JsonNode body = json.read(in.body());
            documents.forEach(each -> each.check(route, in.query(), body));
            Reply reply = route.handler().handle(new Call(path, in.query(), body, caller));
            return new Outgoing(reply.status(), reason(reply.status()), json.write(reply.body()), true);
        } catch (ApiException e) {
            return error(e.status(), text(e));
        } catch (WorkflowException | InvalidQueryException e) {
            return error(400, text(e));
        } catch (StoreUnavailableException | QueueServiceException e) {
            LOG.warn("{} {}: {}", in.method(), in.path(), e.getMessage());
            return error(503, text(e));
        } catch (RuntimeException e) {
            LOG.error("{} {} failed", in.method(), in.path(), e);
            return error(500, "Internal Server Error");
        }
    }

    private Outgoing error(int status, String text) {
        String line = text.replaceAll("\\s+", " ");
        return new Outgoing(status, line, json.write(Map.of("code", status, "error", line)), true);
    }

    private static String text(RuntimeException e) {
        return String.valueOf(e.getMessage());
    }

    private static String reason(int status) {
        return status == 207 ? "Multi-Status" : "OK";
    }
}
