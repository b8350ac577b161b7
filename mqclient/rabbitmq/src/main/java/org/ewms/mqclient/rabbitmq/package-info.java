/** RabbitMQ behind the message-queue API; found through {@link org.ewms.mqclient.Brokers} by the schemes {@code amqp} and {@code amqps}. */
@NullMarked
package org.ewms.mqclient.rabbitmq;

import org.jspecify.annotations.NullMarked;
