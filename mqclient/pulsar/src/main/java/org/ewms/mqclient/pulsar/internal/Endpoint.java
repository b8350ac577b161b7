package org.ewms.mqclient.pulsar.internal;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;

/**
 * Where a Pulsar cluster is and how to use it.
 *
 * @param name {@code pulsar://HOST:PORT} or {@code pulsar+ssl://HOST:PORT}
 * @param admin base address of the administration REST interface, without a slash at its end
 * @param namespace {@code TENANT/NAMESPACE} the queues live in
 * @param maxMessageBytes largest message the brokers take, headers included
 */
public record Endpoint(String name, URI admin, String namespace, int maxMessageBytes) {
    /** The brokers' own default. */
    static final int DEFAULT_MAX_MESSAGE_BYTES = 5 << 20;

    private static final String NAMESPACE = "[A-Za-z0-9=:._-]+/[A-Za-z0-9=:._-]+";

    /**
     * Reads a broker URI.
     *
     * @throws IllegalArgumentException naming the part that is missing or wrong
     */
    public static Endpoint of(URI uri) {
        String host = uri.getHost();
        if (host == null) {
            throw new IllegalArgumentException(
                    "the broker URI lacks a host, expected " + uri.getScheme() + "://HOST[:PORT][/TENANT/NAMESPACE]");
        }
        if (uri.getRawUserInfo() != null) {
            throw new IllegalArgumentException("a Pulsar URI has no user; give a token as the credential");
        }
        boolean tls = uri.getScheme().equals("pulsar+ssl");
        int port = uri.getPort() != -1 ? uri.getPort() : tls ? 6651 : 6650;
        var endpoint = new Endpoint(
                uri.getScheme() + "://" + host + ":" + port,
                URI.create(tls ? "https://" + host + ":8443" : "http://" + host + ":8080"),
                namespace(uri.getRawPath()),
                DEFAULT_MAX_MESSAGE_BYTES);
        if (uri.getRawQuery() != null) {
            for (String setting : uri.getRawQuery().split("&")) {
                endpoint = endpoint.with(setting);
            }
        }
        return endpoint;
    }

    /** The queue's topic as the client library names it. */
    String topic(String queue) {
        return "persistent://" + namespace + "/" + queue;
    }

    private static String namespace(String path) {
        if (path.length() <= 1) {
            return "public/default";
        }
        if (!path.substring(1).matches(NAMESPACE)) {
            throw new IllegalArgumentException(
                    "the path of a Pulsar URI must be /TENANT/NAMESPACE, this one has '" + path + "'");
        }
        return path.substring(1);
    }

    private Endpoint with(String setting) {
        int equals = setting.indexOf('=');
        String key = equals < 0 ? setting : setting.substring(0, equals);
        String value = equals < 0 ? "" : decode(setting.substring(equals + 1));
        return switch (key) {
            case "admin" -> {
                check(key, value, "https?://[^/?#@]+/?");
                String base = value.endsWith("/") ? value.substring(0, value.length() - 1) : value;
                yield new Endpoint(name, URI.create(base), namespace, maxMessageBytes);
            }
            case "max-message-bytes" -> {
                check(key, value, "[1-9][0-9]{5,8}");
                yield new Endpoint(name, admin, namespace, Integer.parseInt(value));
            }
            default ->
                throw new IllegalArgumentException(
                        "unknown broker URI setting '" + key + "'; known are admin=URL and max-message-bytes=N");
        };
    }

    private static void check(String key, String value, String allowed) {
        if (!value.matches(allowed)) {
            throw new IllegalArgumentException(
                    "broker URI setting " + key + " must match " + allowed + ", is '" + value + "'");
        }
    }

    private static String decode(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }
}
