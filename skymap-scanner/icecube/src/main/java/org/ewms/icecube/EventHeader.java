package org.ewms.icecube;

/**
 * {@code I3EventHeader}: which event this is and when it was seen.
 *
 * @param stream the name of the splitter that made the sub-event, empty in Q frames
 * @param start when the event starts; pulse times count from here
 * @param end when the event ends
 */
public record EventHeader(
        int runId, int subRunId, int eventId, int subEventId, String stream, EventTime start, EventTime end)
        implements FrameObject {}
