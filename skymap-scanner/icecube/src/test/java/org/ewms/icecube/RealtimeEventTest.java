package org.ewms.icecube;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RealtimeEventTest {
    @ParameterizedTest
    @CsvSource({
        RealEvents.ALERT + ", 138632, 31747601, 60280.71416775, 216, 948, 870, 885.50, neutrino",
        RealEvents.HESE_2017 + ", 130322, 1414689, 58086.45184240, 265, 3292, 3177, 9691.25, HESE",
        RealEvents.HESE_00 + ", 127907, 16605651, 57517.62789263, 114, 635, 557, 2194.68, HESE",
        RealEvents.HESE_01 + ", 127907, 20178442, 57517.64354153, 75, 410, 353, 2050.25, HESE",
    })
    void decodes_the_real_events(
            String file, int run, int id, double mjd, int doms, int count, int hlc, double charge, String type)
            throws EventFormatException {
        RealtimeEvent event = RealEvents.read(file);

        assertThat(event.runId()).isEqualTo(run);
        assertThat(event.eventId()).isEqualTo(id);
        assertThat(event.mjd()).isCloseTo(mjd, within(0.51e-8));
        assertThat(event.eventType()).isEqualTo(type);
        assertThat(event.realEvent()).isTrue();
        assertThat(event.pulses().doms()).isEqualTo(doms);
        assertThat(event.pulses().count()).isEqualTo(count);
        assertThat(event.pulses().filter((dom, pulse) -> pulse.hlc()).count()).isEqualTo(hlc);
        assertThat(event.pulses().charge()).isCloseTo(charge, within(0.0051));
    }

    @ParameterizedTest
    @CsvSource({
        RealEvents.HESE_2017 + ", HESE_SPEFit2, 1379.250",
        RealEvents.HESE_00 + ", HESE_SPEFit2, 308.094",
        RealEvents.HESE_01 + ", HESE_SPEFit2, 187.542",
        RealEvents.HESE_2017 + ", HESE_CascadeLlhVertexFit, 1324.42",
    })
    void finds_stored_fits_with_their_likelihood(String file, String name, double minusLogL)
            throws EventFormatException {
        StoredFit fit = RealEvents.read(file).fit(name).orElseThrow();

        assertThat(fit.minusLogL().orElseThrow()).isCloseTo(minusLogL, within(0.005));
        assertThat(fit.zenith()).isBetween(0.0, Math.PI);
        assertThat(fit.particle().fitStatus()).isZero();
    }

    @Test
    void finds_the_fits_of_the_alert_message() throws EventFormatException {
        RealtimeEvent event = RealEvents.read(RealEvents.ALERT);

        assertThat(event.messageFits()).containsOnlyKeys("spefit2", "splinempe", "l2_online_bestfit");
        assertThat(event.messageFits())
                .containsEntry(
                        "spefit2",
                        new MessageFit("spefit2", new Direction(1.56891, 4.87688), OptionalDouble.of(1195.59214)));
        assertThat(event.fits()).containsOnlyKeys("l2_online_BestFit", "l2_online_SplineMPE");
    }

    @Test
    void tells_which_bytes_it_came_from() throws EventFormatException {
        assertThat(RealEvents.read(RealEvents.ALERT).sha256())
                .isEqualTo("debeb54fd0370ba7e7e2fb91f9bd9f5d98717d70bd1af4485f35b13431417696");
    }

    @ParameterizedTest
    @ValueSource(strings = {RealEvents.ALERT, RealEvents.HESE_2017, RealEvents.HESE_00, RealEvents.HESE_01})
    void finds_five_frames_with_right_checksums_and_can_read_every_object(String file) throws EventFormatException {
        List<Frame> frames = RealEvents.read(file).frames();

        assertThat(frames).extracting(Frame::stop).containsExactly('G', 'C', 'D', 'Q', 'P');
        assertThat(frames).allMatch(Frame::crcOk);
        for (Frame frame : frames) {
            for (Frame.ObjectInfo object : frame.objects()) {
                assertThat(frame.get(object.name())).isPresent();
            }
        }
    }
}
