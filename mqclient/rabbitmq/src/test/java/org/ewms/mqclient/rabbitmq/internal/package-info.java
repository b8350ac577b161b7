/** The parts of the RabbitMQ adapter that need no server. */
@NullMarked
package org.ewms.mqclient.rabbitmq.internal;

import org.jspecify.annotations.NullMarked;
