package org.ewms.icecube;

import java.util.OptionalDouble;

/**
 * A fit as the alert message gives it, rounded, without its vertex.
 *
 * @param name in the message, for instance {@code spefit2}
 * @param direction where the particle comes from, local frame
 * @param minusLogL −ln L of the fit, if the message has it
 */
public record MessageFit(String name, Direction direction, OptionalDouble minusLogL) {}
