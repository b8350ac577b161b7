/** Notices in the formats of those who are told. */
@NullMarked
package org.ewms.alerts.internal.notice;

import org.jspecify.annotations.NullMarked;
