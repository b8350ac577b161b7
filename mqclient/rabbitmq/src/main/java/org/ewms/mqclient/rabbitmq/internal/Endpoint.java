package org.ewms.mqclient.rabbitmq.internal;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Where a RabbitMQ is and how to use it.
 *
 * @param user the URI's user, or null
 * @param plainQueues declare queues as the Python MQClient does
 */
public record Endpoint(
        boolean tls,
        String host,
        int port,
        String vhost,
        @Nullable String user,
        boolean plainQueues,
        int maxMessageBytes) {
    private static final int MIB = 1 << 20;
    private static final int MOST_BYTES = 128 * MIB;

    /**
     * Reads a broker URI.
     *
     * @throws IllegalArgumentException naming the part that is missing or wrong
     */
    public static Endpoint of(URI uri) {
        boolean tls = "amqps".equalsIgnoreCase(uri.getScheme());
        String host = uri.getHost();
        if (host == null) {
            throw new IllegalArgumentException(
                    "the broker URI lacks a host, expected " + uri.getScheme() + "://[USER@]HOST[:PORT][/VHOST]");
        }
        int port = uri.getPort() != -1 ? uri.getPort() : tls ? 5671 : 5672;
        String path = uri.getRawPath();
        String vhost = path == null || path.length() <= 1 ? "/" : decode(path.substring(1));
        String user = uri.getRawUserInfo() == null ? null : decode(uri.getRawUserInfo());
        var endpoint = new Endpoint(tls, host, port, vhost, user, false, 16 * MIB);
        if (uri.getRawQuery() != null) {
            for (String setting : uri.getRawQuery().split("&")) {
                endpoint = endpoint.with(setting);
            }
        }
        return endpoint;
    }

    /** For messages; without the user. */
    String name() {
        return (tls ? "amqps://" : "amqp://") + host + ":" + port + ("/".equals(vhost) ? "" : "/" + vhost);
    }

    private Endpoint with(String setting) {
        int equals = setting.indexOf('=');
        String key = equals < 0 ? setting : setting.substring(0, equals);
        String value = equals < 0 ? "" : decode(setting.substring(equals + 1));
        return switch (key) {
            case "declare" -> {
                if (!value.equals("mqclient")) {
                    throw new IllegalArgumentException(
                            "broker URI setting declare can only be 'mqclient', is '" + value + "'");
                }
                yield new Endpoint(tls, host, port, vhost, user, true, maxMessageBytes);
            }
            case "max-message-bytes" -> new Endpoint(tls, host, port, vhost, user, plainQueues, bytes(value));
            default ->
                throw new IllegalArgumentException(
                        "unknown broker URI setting '" + key + "'; known are declare=mqclient and max-message-bytes=N");
        };
    }

    private static int bytes(String value) {
        if (value.matches("[0-9]{1,9}") && Integer.parseInt(value) >= 1 && Integer.parseInt(value) <= MOST_BYTES) {
            return Integer.parseInt(value);
        }
        throw new IllegalArgumentException(
                "broker URI setting max-message-bytes must be 1.." + MOST_BYTES + ", is '" + value + "'");
    }

    private static String decode(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }
}
