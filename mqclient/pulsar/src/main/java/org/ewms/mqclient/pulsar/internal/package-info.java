/** The broker contract over Pulsar's client library and its administration REST interface. */
@NullMarked
package org.ewms.mqclient.pulsar.internal;

import org.jspecify.annotations.NullMarked;
