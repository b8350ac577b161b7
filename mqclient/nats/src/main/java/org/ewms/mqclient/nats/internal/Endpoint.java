package org.ewms.mqclient.nats.internal;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Where a NATS server is and how to use it.
 *
 * @param name {@code nats://HOST:PORT} or {@code tls://HOST:PORT}
 * @param user the URI's user, or null
 * @param plainStreams declare streams as the Python MQClient does
 * @param replicas of each stream, 1 without a cluster
 * @param credentials NATS credentials file, or null
 */
public record Endpoint(
        String name,
        @Nullable String user,
        boolean plainStreams,
        int replicas,
        @Nullable Path credentials) {
    private static final int DEFAULT_PORT = 4222;

    /**
     * Reads a broker URI.
     *
     * @throws IllegalArgumentException naming the part that is missing or wrong
     */
    public static Endpoint of(URI uri) {
        String host = uri.getHost();
        if (host == null) {
            throw new IllegalArgumentException(
                    "the broker URI lacks a host, expected " + uri.getScheme() + "://[USER@]HOST[:PORT]");
        }
        if (uri.getRawPath() != null && uri.getRawPath().length() > 1) {
            throw new IllegalArgumentException("a NATS URI has no path, this one has '" + uri.getRawPath() + "'");
        }
        int port = uri.getPort() == -1 ? DEFAULT_PORT : uri.getPort();
        String user = uri.getRawUserInfo() == null ? null : decode(uri.getRawUserInfo());
        var endpoint = new Endpoint(uri.getScheme() + "://" + host + ":" + port, user, false, 1, null);
        if (uri.getRawQuery() != null) {
            for (String setting : uri.getRawQuery().split("&")) {
                endpoint = endpoint.with(setting);
            }
        }
        return endpoint;
    }

    private Endpoint with(String setting) {
        int equals = setting.indexOf('=');
        String key = equals < 0 ? setting : setting.substring(0, equals);
        String value = equals < 0 ? "" : decode(setting.substring(equals + 1));
        return switch (key) {
            case "declare" -> {
                check(key, value, "mqclient");
                yield new Endpoint(name, user, true, replicas, credentials);
            }
            case "replicas" -> {
                check(key, value, "[135]");
                yield new Endpoint(name, user, plainStreams, Integer.parseInt(value), credentials);
            }
            case "creds" -> {
                check(key, value, ".+");
                yield new Endpoint(name, user, plainStreams, replicas, Path.of(value));
            }
            default ->
                throw new IllegalArgumentException("unknown broker URI setting '" + key
                        + "'; known are declare=mqclient, replicas=1|3|5 and creds=FILE");
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
