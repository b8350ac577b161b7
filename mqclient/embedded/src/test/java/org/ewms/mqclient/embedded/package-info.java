/** The embedded broker keeps the contract. */
@NullMarked
package org.ewms.mqclient.embedded;

import org.jspecify.annotations.NullMarked;
