/** The {@code ewms} command: one program, every role. */
@NullMarked
package org.ewms.cli;

import org.jspecify.annotations.NullMarked;
