/** What the Python MQClient puts into a message body, read and written. */
@NullMarked
package org.ewms.mqclient.codec;

import org.jspecify.annotations.NullMarked;
