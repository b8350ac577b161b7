/** The broker inside the JVM: Apache ActiveMQ Artemis, durable, also reachable by other processes over TCP. */
@NullMarked
package org.ewms.mqclient.embedded;

import org.jspecify.annotations.NullMarked;
