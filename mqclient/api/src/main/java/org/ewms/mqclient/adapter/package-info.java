/** What every adapter needs beside its broker's library: publishing until confirmed, consuming across reconnects, settling once. */
@NullMarked
package org.ewms.mqclient.adapter;

import org.jspecify.annotations.NullMarked;
