@NullMarked
package org.ewms.service;

import org.jspecify.annotations.NullMarked;
