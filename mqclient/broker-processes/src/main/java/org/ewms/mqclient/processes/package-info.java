/** Real brokers as child processes, for tests: private directories, free ports, nothing left behind. */
@NullMarked
package org.ewms.mqclient.processes;

import org.jspecify.annotations.NullMarked;
