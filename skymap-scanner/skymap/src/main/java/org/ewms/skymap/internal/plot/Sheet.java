package org.ewms.skymap.internal.plot;

import org.ewms.skymap.Contours;
import org.ewms.skymap.LlhMap;
import org.ewms.skymap.PictureOptions;
import org.ewms.skymap.SkymapSummary;

/** What is to be drawn. */
public record Sheet(LlhMap map, Contours contours, SkymapSummary summary, PictureOptions options) {}
