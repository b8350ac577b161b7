/** RabbitMQ keeps the contract. */
@NullMarked
package org.ewms.mqclient.rabbitmq;

import org.jspecify.annotations.NullMarked;
