package org.ewms.queues;

/**
 * What pilots are told of the broker.
 *
 * @param type as the pilot names it: {@code rabbitmq}, {@code nats}, {@code ewms} …
 * @param url host, port and virtual host as the pilot's client wants them
 * @param user whom the tokens are for
 */
public record BrokerFacts(String type, String url, String user) {
    /** {@code user@url}. */
    String address() {
        return user + "@" + url;
    }
}
