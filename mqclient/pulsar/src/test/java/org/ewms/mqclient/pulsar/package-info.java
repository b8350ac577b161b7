/** Apache Pulsar keeps the contract. */
@NullMarked
package org.ewms.mqclient.pulsar;

import org.jspecify.annotations.NullMarked;
