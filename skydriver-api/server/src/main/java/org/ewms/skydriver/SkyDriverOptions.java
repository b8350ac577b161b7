package org.ewms.skydriver;

import java.net.URI;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.ewms.manifest.DataSize;
import org.ewms.manifest.SubmitRules;
import org.ewms.service.Variables;
import org.ewms.store.MongoAddress;
import org.jspecify.annotations.Nullable;

/**
 * How the service is set up. The names of the environment variables are those of the Python service where it has them.
 *
 * @param restHost interface to listen on ({@code REST_HOST}, 127.0.0.1)
 * @param restPort {@code REST_PORT}, 8080; 0 for a free one
 * @param mongo {@code MONGODB_HOST}, {@code MONGODB_PORT}, {@code MONGODB_AUTH_USER}, {@code MONGODB_AUTH_PASS}; null for the embedded store
 * @param data where the embedded store is ({@code EWMS_DATA_DIR}, {@code skydriver-data})
 * @param workflows the workflow service ({@code EWMS_ADDRESS}); null when scans are run by somebody else
 * @param login {@code EWMS_TOKEN_URL}, {@code EWMS_CLIENT_ID}, {@code EWMS_CLIENT_SECRET}; null when the workflow service wants none
 * @param openId {@code AUTH_OPENID_URL}; null when authentication is off, which only an interface of this machine may be
 * @param audience {@code AUTH_AUDIENCE}, {@code skydriver}
 * @param roles which attributes of a token give which role ({@code EWMS_ROLES}); null for those of the Python service
 * @param requestsPerSecond of one caller ({@code EWMS_RATE_LIMIT}, 100 with authentication, else 0 for no limit)
 * @param mostBytes of a request's body ({@code SKYDRIVER_MAX_BODY_BYTES}, 67108864)
 * @param images {@code CVMFS_SKYSCAN_SINGULARITY_IMAGES_DIR}; null when tags are not checked
 * @param clusters where workers may be asked for ({@code SKYDRIVER_CLUSTERS}, names joined by commas, besides {@code osg}, {@code sub-2},
 *     {@code local})
 * @param recos reconstructions that may be asked for ({@code SKYDRIVER_RECOS}, names joined by commas, or {@code *} for any); null for any
 * @param scannerMemory {@code K8S_SCANNER_MEM_REQUEST__DEFAULT}, 1024M
 * @param workerMemory {@code EWMS_WORKER_MEMORY__DEFAULT}, 8GB
 * @param workerDisk {@code EWMS_WORKER_DISK__DEFAULT}, 1GB
 * @param running how scans are run, where there is a workflow service
 * @param here by which URL pilots reach this service ({@code HERE_URL}); null for where it listens
 */
public record SkyDriverOptions(
        String restHost,
        int restPort,
        @Nullable MongoAddress mongo,
        Path data,
        @Nullable URI workflows,
        @Nullable Login login,
        @Nullable URI openId,
        String audience,
        @Nullable String roles,
        int requestsPerSecond,
        int mostBytes,
        @Nullable Path images,
        Map<String, Integer> clusters,
        @Nullable Set<String> recos,
        long scannerMemory,
        long workerMemory,
        long workerDisk,
        Running running,
        @Nullable String here) {
    private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "localhost", "::1", "[::1]");
    private static final int USUAL_BYTES = 64 << 20;

    /** Who we are to the workflow service. */
    public record Login(URI tokenUrl, String clientId, String secret) {
        @Override
        public String toString() {
            return "Login[" + clientId + " at " + tokenUrl + "]";
        }
    }

    /**
     * How scans are run.
     *
     * @param most at a time, urgent ones aside ({@code SKYDRIVER_MAX_RUNNING}, 20)
     * @param attempts to start one ({@code SCAN_BACKLOG_MAX_ATTEMPTS}, 3)
     * @param restSeconds before a start that came to nothing is tried again ({@code SCAN_BACKLOG_PENDING_ENTRY_TTL_REVIVE}, 0)
     * @param progressSeconds between two reports of progress ({@code SKYSCAN_PROGRESS_INTERVAL_SEC}, 1)
     * @param resultSeconds between two partial results ({@code SKYSCAN_RESULT_INTERVAL_SEC}, 10)
     * @param leaseSeconds after which scans of a process that has died are taken by another of the same store ({@code SKYDRIVER_LEASE_SEC},
     *     15)
     */
    public record Running(
            int most, int attempts, int restSeconds, int progressSeconds, int resultSeconds, int leaseSeconds) {}

    /** @throws IllegalArgumentException naming the variable that is missing or wrong */
    public SkyDriverOptions {
        clusters = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(clusters));
        if (openId == null && !LOOPBACK.contains(restHost)) {
            throw new IllegalArgumentException(
                    "REST_HOST is " + restHost
                            + ", which others can reach, but nobody is asked who they are: set AUTH_OPENID_URL, or REST_HOST to 127.0.0.1");
        }
    }

    /**
     * From environment variables; an empty one counts as not set.
     *
     * @param recos reconstructions that may be asked for unless {@code SKYDRIVER_RECOS} says otherwise
     */
    public static SkyDriverOptions from(Map<String, String> environment, Set<String> recos) {
        Variables variables = new Variables(environment);
        MongoAddress mongo = mongo(variables);
        URI openId = variables.flag("CI") ? null : variables.get("AUTH_OPENID_URL", URI::create);
        return new SkyDriverOptions(
                variables.text("REST_HOST", "127.0.0.1"),
                variables.number("REST_PORT", 8080, 0, 65535),
                mongo,
                Path.of(variables.text("EWMS_DATA_DIR", "skydriver-data")),
                variables.get("EWMS_ADDRESS", SkyDriverOptions::address),
                login(variables),
                openId,
                variables.text("AUTH_AUDIENCE", "skydriver"),
                variables.get("EWMS_ROLES"),
                variables.number("EWMS_RATE_LIMIT", openId == null ? 0 : 100, 0, 1_000_000),
                variables.number("SKYDRIVER_MAX_BODY_BYTES", USUAL_BYTES, 1024, Integer.MAX_VALUE),
                variables.get("CVMFS_SKYSCAN_SINGULARITY_IMAGES_DIR", Path::of),
                clusters(variables.names("SKYDRIVER_CLUSTERS")),
                recos(variables, recos),
                size(variables, "K8S_SCANNER_MEM_REQUEST__DEFAULT", "1024M"),
                size(variables, "EWMS_WORKER_MEMORY__DEFAULT", "8GB"),
                size(variables, "EWMS_WORKER_DISK__DEFAULT", "1GB"),
                new Running(
                        variables.number("SKYDRIVER_MAX_RUNNING", 20, 1, 10_000),
                        variables.number("SCAN_BACKLOG_MAX_ATTEMPTS", 3, 1, 1000),
                        variables.number("SCAN_BACKLOG_PENDING_ENTRY_TTL_REVIVE", 0, 0, 1_000_000),
                        variables.number("SKYSCAN_PROGRESS_INTERVAL_SEC", 1, 0, 86_400),
                        variables.number("SKYSCAN_RESULT_INTERVAL_SEC", 10, 0, 86_400),
                        variables.number("SKYDRIVER_LEASE_SEC", 15, 1, 86_400)),
                variables.get("HERE_URL", text -> address(text).toString()));
    }

    private static URI address(String text) {
        return URI.create(text.contains("://") ? text : "https://" + text);
    }

    private static Map<String, Integer> clusters(List<String> more) {
        Map<String, Integer> clusters = new LinkedHashMap<>();
        clusters.put("osg", 100);
        clusters.put("sub-2", 100);
        clusters.put("local", 5);
        more.forEach(each -> clusters.putIfAbsent(each, SubmitRules.UNLIMITED));
        return clusters;
    }

    private static @Nullable Set<String> recos(Variables variables, Set<String> otherwise) {
        List<String> named = variables.names("SKYDRIVER_RECOS");
        if (named.contains("*")) {
            return null;
        }
        return new TreeSet<>(named.isEmpty() ? otherwise : named);
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

    private static @Nullable Login login(Variables variables) {
        URI url = variables.get("EWMS_TOKEN_URL", URI::create);
        return url == null
                ? null
                : new Login(url, variables.needed("EWMS_CLIENT_ID"), variables.needed("EWMS_CLIENT_SECRET"));
    }

    private static long size(Variables variables, String name, String otherwise) {
        try {
            return DataSize.bytes(variables.text(name, otherwise));
        } catch (org.ewms.manifest.RequestException e) {
            throw new IllegalArgumentException(name + ": " + e.getMessage(), e);
        }
    }
}
