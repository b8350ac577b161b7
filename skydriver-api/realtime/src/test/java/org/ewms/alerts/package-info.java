@NullMarked
package org.ewms.alerts;

import org.jspecify.annotations.NullMarked;
