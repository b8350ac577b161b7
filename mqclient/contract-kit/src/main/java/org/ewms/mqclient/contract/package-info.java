/** What every broker adapter must do, as inherited tests: the specification of {@link org.ewms.mqclient.MessageBroker}. */
@NullMarked
package org.ewms.mqclient.contract;

import org.jspecify.annotations.NullMarked;
