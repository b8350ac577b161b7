/** How RabbitMQ keeps the contract. */
@NullMarked
package org.ewms.mqclient.rabbitmq.internal;

import org.jspecify.annotations.NullMarked;
