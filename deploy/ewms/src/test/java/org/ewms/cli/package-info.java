@NullMarked
package org.ewms.cli;

import org.jspecify.annotations.NullMarked;
