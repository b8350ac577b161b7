/** One message-queue client over every broker: publish confirmed, consume with prefetch, acknowledge, dead-letter. */
@NullMarked
package org.ewms.mqclient;

import org.jspecify.annotations.NullMarked;
