package org.ewms.queues;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What pilots are told of the broker.
 *
 * @param type as the pilot names it: {@code rabbitmq}, {@code nats}, {@code ewms} …
 * @param url host, port, virtual host and settings as the pilot's client wants them, with a scheme before it where that matters
 * @param user whom the tokens are for
 */
public record BrokerFacts(String type, String url, String user) {
    private static final Pattern SCHEME = Pattern.compile("[a-z+]+://");

    /** {@code user@url}; the user comes after the scheme, if there is one. */
    public String address() {
        Matcher scheme = SCHEME.matcher(url);
        int host = scheme.lookingAt() ? scheme.end() : 0;
        return url.substring(0, host) + user + "@" + url.substring(host);
    }
}
