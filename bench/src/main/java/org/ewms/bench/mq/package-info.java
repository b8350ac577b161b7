/** Message-queue benchmarks: our client beside the broker's own in the same run. */
@NullMarked
package org.ewms.bench.mq;

import org.jspecify.annotations.NullMarked;
