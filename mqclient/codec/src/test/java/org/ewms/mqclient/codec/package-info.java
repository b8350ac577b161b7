/** Bytes of the Python MQClient, both ways. */
@NullMarked
package org.ewms.mqclient.codec;

import org.jspecify.annotations.NullMarked;
