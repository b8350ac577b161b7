package org.ewms.wms;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.ewms.queues.BrokerFacts;
import org.ewms.queues.KeyFiles;
import org.ewms.queues.TokenOptions;
import org.ewms.service.Variables;
import org.ewms.store.MongoAddress;
import org.ewms.store.Question;
import org.ewms.workflow.ClusterLocations;
import org.ewms.workflow.Place;
import org.jspecify.annotations.Nullable;

/**
 * How the service is set up. The names of the environment variables are those of the Python services.
 *
 * @param restHost interface to listen on ({@code REST_HOST}, 127.0.0.1)
 * @param restPort {@code REST_PORT}, 8080; 0 for a free one
 * @param mongo {@code MONGODB_HOST}, {@code MONGODB_PORT}, {@code MONGODB_AUTH_USER}, {@code MONGODB_AUTH_PASS}; null for the embedded store
 * @param data where the embedded store and our own keys are ({@code EWMS_DATA_DIR}, {@code ewms-data})
 * @param queueService {@code MQS_ADDRESS} when it is not our own; null for our own
 * @param queueServiceLogin {@code MQS_TOKEN_URL}, {@code MQS_CLIENT_ID}, {@code MQS_CLIENT_SECRET}; null when it wants none
 * @param openId {@code AUTH_OPENID_URL}; null when authentication is off, which only an interface of this machine may be
 * @param audience {@code AUTH_AUDIENCE}, null for any
 * @param ci {@code CI}: test locations are known, and an absent MongoDB is replaced by the embedded store on its port
 * @param queryBytes size of one part of an answer ({@code USER_QUERY_MAX_BYTES}, 10485760)
 * @param retries attempts after the first, of submission and removal each ({@code TMS_ACTION_RETRIES}, 2)
 * @param pilotImages {@code CVMFS_PILOT_SINGULARITY_IMAGES_DIR}; null when tags are not checked
 * @param openApiFile {@code EWMS_OPENAPI_FILE}; null for our own document
 * @param broker what pilots are told ({@code BROKER_TYPE}, {@code BROKER_URL}, {@code BROKER_QUEUE_USERNAME}); null when not set
 * @param keys {@code BROKER_QUEUE_AUTH_PUBLIC_KEY_FILE}, {@code BROKER_QUEUE_AUTH_PRIVATE_KEY_FILE}; null for our own
 * @param tokens {@code HERE_URL}, {@code BROKER_QUEUE_AUTH_TOKEN_EXP} (86400 s), {@code BROKER_RESOURCE_SERVER_ID}, {@code …_TYPE},
 *     {@code BROKER_QUEUE_RIGHTS} ({@code direction}, or {@code compatible})
 * @param open whether everybody's workflows are open to every user ({@code EWMS_AUTH=open}), as in the Python service
 * @param roles which attributes of a token give which role ({@code EWMS_ROLES}); null for those of the Python services
 * @param requestsPerSecond of one caller ({@code EWMS_RATE_LIMIT}, 100 with authentication, else 0 for no limit)
 * @param queueRest how long the queues of a deactivated workflow stay ({@code EWMS_QUEUE_REST}, 3600 s)
 * @param scalingPeriod how often it is decided how many workers a task should have ({@code EWMS_SCALING_PERIOD}, 10 s)
 * @param locations where taskforces can go: those of the Python service, {@code EWMS_CLUSTER_LOCATIONS}, {@code NAME;NAME=SCHEDD;…}, and
 *     sites whose labels are told
 */
public record WmsOptions(
        String restHost,
        int restPort,
        @Nullable MongoAddress mongo,
        Path data,
        @Nullable URI queueService,
        @Nullable Login queueServiceLogin,
        @Nullable URI openId,
        @Nullable String audience,
        boolean ci,
        long queryBytes,
        int retries,
        @Nullable Path pilotImages,
        @Nullable Path openApiFile,
        @Nullable BrokerFacts broker,
        @Nullable KeyFiles keys,
        TokenOptions tokens,
        boolean open,
        @Nullable String roles,
        int requestsPerSecond,
        Duration queueRest,
        Duration scalingPeriod,
        ClusterLocations locations) {
    private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "localhost", "::1", "[::1]");

    /** Who we are to somebody else's service. */
    public record Login(URI tokenUrl, String clientId, String secret) {
        @Override
        public String toString() {
            return "Login[" + clientId + " at " + tokenUrl + "]";
        }
    }

    /** @throws IllegalArgumentException naming the variable that is missing or wrong */
    public WmsOptions {
        if (openId == null && !loopback(restHost)) {
            throw new IllegalArgumentException(
                    "REST_HOST is " + restHost
                            + ", which others can reach, but nobody is asked who they are: set AUTH_OPENID_URL, or REST_HOST to 127.0.0.1");
        }
        if (ci && !loopback(restHost)) {
            throw new IllegalArgumentException(
                    "CI=true turns authentication off; REST_HOST must be 127.0.0.1 then, is " + restHost);
        }
        if (retries < 0) {
            throw new IllegalArgumentException("TMS_ACTION_RETRIES must be >= 0, is " + retries);
        }
        if (queryBytes < 1) {
            throw new IllegalArgumentException("USER_QUERY_MAX_BYTES must be >= 1, is " + queryBytes);
        }
    }

    /** From environment variables; an empty one counts as not set. */
    public static WmsOptions from(Map<String, String> environment) {
        return from(environment, List.of());
    }

    /**
     * The same, with sites that workflows may name, or choose by label.
     *
     * @throws IllegalArgumentException naming the variable or site that is wrong
     */
    public static WmsOptions from(Map<String, String> environment, List<Place> sites) {
        Variables variables = new Variables(environment);
        String host = variables.text("REST_HOST", "127.0.0.1");
        int port = variables.number("REST_PORT", 8080, 0, 65535);
        boolean ci = variables.flag("CI");
        String here = variables.text("HERE_URL", "http://" + host + ":" + port);
        String user = variables.text("BROKER_QUEUE_USERNAME", "user");
        URI openId = ci ? null : variables.get("AUTH_OPENID_URL", URI::create);
        return new WmsOptions(
                host,
                port,
                mongo(variables),
                Path.of(variables.text("EWMS_DATA_DIR", "ewms-data")),
                foreign(variables.get("MQS_ADDRESS"), here, host, port),
                login(variables),
                openId,
                variables.get("AUTH_AUDIENCE"),
                ci,
                variables.number("USER_QUERY_MAX_BYTES", (int) Question.DEFAULT_MAX_BYTES, 1, Integer.MAX_VALUE),
                variables.number("TMS_ACTION_RETRIES", 2, 0, 1000),
                variables.get("CVMFS_PILOT_SINGULARITY_IMAGES_DIR", Path::of),
                variables.get("EWMS_OPENAPI_FILE", Path::of),
                broker(variables, user),
                keys(variables),
                new TokenOptions(
                        here.replaceAll("/$", "") + "/mqbroker-issuer",
                        user,
                        Duration.ofSeconds(
                                variables.number("BROKER_QUEUE_AUTH_TOKEN_EXP", 86400, 1, Integer.MAX_VALUE)),
                        variables.text("BROKER_RESOURCE_SERVER_ID", ""),
                        variables.text("BROKER_RESOURCE_SERVER_TYPE", ""),
                        variables
                                .oneOf("BROKER_QUEUE_RIGHTS", "direction", "compatible")
                                .equals("compatible")),
                variables.oneOf("EWMS_AUTH", "owned", "open").equals("open"),
                variables.get("EWMS_ROLES"),
                variables.number("EWMS_RATE_LIMIT", openId == null ? 0 : 100, 0, 1_000_000),
                Duration.ofSeconds(variables.number("EWMS_QUEUE_REST", 3600, 0, Integer.MAX_VALUE)),
                Duration.ofSeconds(variables.number("EWMS_SCALING_PERIOD", 10, 1, 3600)),
                (ci ? ClusterLocations.withTestLocations() : ClusterLocations.production())
                        .with(variables.text("EWMS_CLUSTER_LOCATIONS", ""))
                        .with(sites));
    }

    /** The keys that queue tokens are signed with; made if they are our own and not there yet. */
    public KeyFiles queueKeys() {
        return keys != null ? keys : KeyFiles.ownIn(data.resolve("keys"));
    }

    private static @Nullable MongoAddress mongo(Variables variables) {
        String host = variables.get("MONGODB_HOST");
        if (host == null && variables.get("MONGODB_PORT") == null) {
            return null;
        }
        MongoAddress address =
                MongoAddress.of(host == null ? "127.0.0.1" : host, variables.number("MONGODB_PORT", 27017, 1, 65535));
        String user = variables.get("MONGODB_AUTH_USER");
        return user == null ? address : address.withUser(user, variables.text("MONGODB_AUTH_PASS", ""));
    }

    private static @Nullable URI foreign(@Nullable String address, String here, String host, int port) {
        if (address == null || address.replaceAll("/$", "").equals(here.replaceAll("/$", ""))) {
            return null;
        }
        URI uri = URI.create(address.contains("://") ? address : "http://" + address);
        boolean same = uri.getPort() == port
                && (host.equals(uri.getHost()) || (loopback(host) && loopback(String.valueOf(uri.getHost()))));
        return same ? null : uri;
    }

    private static @Nullable Login login(Variables variables) {
        URI url = variables.get("MQS_TOKEN_URL", URI::create);
        return url == null
                ? null
                : new Login(url, variables.needed("MQS_CLIENT_ID"), variables.needed("MQS_CLIENT_SECRET"));
    }

    private static @Nullable BrokerFacts broker(Variables variables, String user) {
        String url = variables.get("BROKER_URL");
        return url == null ? null : new BrokerFacts(variables.needed("BROKER_TYPE"), url, user);
    }

    private static @Nullable KeyFiles keys(Variables variables) {
        Path publicKey = variables.get("BROKER_QUEUE_AUTH_PUBLIC_KEY_FILE", Path::of);
        return publicKey == null
                ? null
                : new KeyFiles(publicKey, Path.of(variables.needed("BROKER_QUEUE_AUTH_PRIVATE_KEY_FILE")));
    }

    private static boolean loopback(String host) {
        return LOOPBACK.contains(host);
    }
}
