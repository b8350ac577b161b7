package org.ewms.icecube;

/**
 * What the alert message itself says of the event's light, after its cleaning and without DeepCore.
 *
 * @param channels DOMs with light ({@code nch})
 * @param pulses their pulses ({@code npulses})
 * @param charge photoelectrons, rounded to 0.1 ({@code qtot})
 */
public record AlertNumbers(int channels, int pulses, double charge) {}
