/** What the services have in common: HTTP, routes, validation, authentication, replies, streams of events, figures. */
@NullMarked
package org.ewms.service;

import org.jspecify.annotations.NullMarked;
