@NullMarked
package org.ewms.alerts.internal.notice;

import org.jspecify.annotations.NullMarked;
