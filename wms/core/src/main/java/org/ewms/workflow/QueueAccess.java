package org.ewms.workflow;

/**
 * How a queue is reached.
 *
 * @param brokerType as the pilot names it: {@code rabbitmq}, {@code pulsar}, {@code nats}, {@code ewms}
 * @param brokerAddress {@code user@broker-url}
 * @param token the credential; never printed
 */
public record QueueAccess(String brokerType, String brokerAddress, String token) {
    @Override
    public String toString() {
        return "QueueAccess[" + brokerType + " " + brokerAddress + "]";
    }
}
