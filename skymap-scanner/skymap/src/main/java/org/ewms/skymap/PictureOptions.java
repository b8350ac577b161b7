package org.ewms.skymap;

import java.util.Optional;

/**
 * How a picture is drawn.
 *
 * @param sky projection of the whole sky
 * @param middleRaDeg right ascension in the middle of the whole sky, degrees, 0 … 360
 * @param zoom projection of the surroundings of the best fit
 * @param radiusDeg half width of the zoom, degrees; 0 takes what the regions need
 * @param maxTs −2ΔlnL at the dark end of the zoom's colours
 * @param title instead of run and event
 * @param catalogue sources to mark, may be empty
 */
public record PictureOptions(
        Sky sky,
        double middleRaDeg,
        Zoom zoom,
        double radiusDeg,
        double maxTs,
        Optional<String> title,
        Catalogue catalogue) {
    /** Projections of the whole sky. */
    public enum Sky {
        MOLLWEIDE,
        HAMMER,
        AITOFF
    }

    /** Projections of a part of it. */
    public enum Zoom {
        /** Azimuthal equal-area (Lambert). */
        EQUAL_AREA(85),
        /** Great circles are straight. */
        GNOMONIC(60);

        private final double widestDeg;

        Zoom(double widestDeg) {
            this.widestDeg = widestDeg;
        }

        /** Largest half width, degrees. */
        public double widestDeg() {
            return widestDeg;
        }
    }

    public PictureOptions {
        if (!(middleRaDeg >= 0 && middleRaDeg <= 360)) {
            throw new IllegalArgumentException(
                    "right ascension in the middle is " + middleRaDeg + ", not in 0 … 360 degrees");
        }
        if (!(radiusDeg == 0 || radiusDeg >= 1e-3 && radiusDeg <= zoom.widestDeg)) {
            throw new IllegalArgumentException("radius is " + radiusDeg + ", neither 0 (automatic) nor in 0.001 … "
                    + zoom.widestDeg + " degrees, which the projection can show");
        }
        if (!(maxTs > 0 && maxTs < 1e6)) {
            throw new IllegalArgumentException("end of the colours is " + maxTs + ", not in (0, 1e6)");
        }
    }

    /** Mollweide with 12 h in the middle, an equal-area zoom as wide as needed, colours up to 40, no catalogue. */
    public static PictureOptions defaults() {
        return new PictureOptions(Sky.MOLLWEIDE, 180, Zoom.EQUAL_AREA, 0, 40, Optional.empty(), Catalogue.empty());
    }

    public PictureOptions withSky(Sky wanted) {
        return new PictureOptions(wanted, middleRaDeg, zoom, radiusDeg, maxTs, title, catalogue);
    }

    public PictureOptions withMiddleRaDeg(double wanted) {
        return new PictureOptions(sky, wanted, zoom, radiusDeg, maxTs, title, catalogue);
    }

    public PictureOptions withZoom(Zoom wanted) {
        return new PictureOptions(sky, middleRaDeg, wanted, radiusDeg, maxTs, title, catalogue);
    }

    public PictureOptions withRadiusDeg(double wanted) {
        return new PictureOptions(sky, middleRaDeg, zoom, wanted, maxTs, title, catalogue);
    }

    public PictureOptions withMaxTs(double wanted) {
        return new PictureOptions(sky, middleRaDeg, zoom, radiusDeg, wanted, title, catalogue);
    }

    public PictureOptions withTitle(String wanted) {
        return new PictureOptions(sky, middleRaDeg, zoom, radiusDeg, maxTs, Optional.of(wanted), catalogue);
    }

    public PictureOptions withCatalogue(Catalogue wanted) {
        return new PictureOptions(sky, middleRaDeg, zoom, radiusDeg, maxTs, title, wanted);
    }
}
