@NullMarked
package org.ewms.scanner;

import org.jspecify.annotations.NullMarked;
