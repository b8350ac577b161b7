package org.ewms.icecube;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Every kind of damage gives one line that says where it is. */
class DamagedEventTest {
    private static final int Q = 3;
    private static final int P = 4;

    private final byte[] good = RealtimeEventWriter.toJson(RealtimeEventWriterTest.event());

    @Test
    void the_undamaged_event_is_read_in_both_spellings_of_its_pickle() throws EventFormatException {
        byte[] respelled = surgery().frame(P, UnaryOperator.identity()).event();

        assertThat(RealtimeEvent.read(respelled, "e").pulses())
                .isEqualTo(RealtimeEvent.read(good, "e").pulses());
    }

    @Test
    void an_old_file_with_the_frames_as_its_data_is_read() throws EventFormatException {
        EventSurgery surgery = surgery();
        ObjectNode value = (ObjectNode) surgery.root().get("value");
        value.set("data", surgery.frames());
        value.remove("version");

        RealtimeEvent event = RealtimeEvent.read(surgery.event(), "e");

        assertThat(event.version()).isEmpty();
        assertThat(event.pulses()).isEqualTo(RealtimeEventWriterTest.event().pulses());
    }

    @Test
    void a_truncated_file() {
        refused(Arrays.copyOf(good, good.length / 2), "no valid JSON", "line 1");
    }

    @Test
    void an_empty_file() {
        refused(new byte[0], "the file must be a JSON object");
    }

    @Test
    void a_pickled_event() {
        refused(new byte[] {(byte) 0x80, 2, '}', '.'}, "no valid JSON");
    }

    @Test
    void json_of_the_wrong_shape() {
        refused("[1, 2]", "the file must be a JSON object, is of type array");
        refused("{\"value\": 7}", "value must be a JSON object, is of type number");
        refused("{\"value\": {\"data\": \"x\"}}", "value.data must be the list of frames, is of type string");
        refused("{\"value\": {\"data\": {}}}", "value.data.frames must be the list of frames, is missing");
        refused("{\"value\": {\"data\": []}}", "0 frames");
        refused("{\"value\": {\"data\": [[\"G\"]]}}", "frame 1", "pair");
        refused("{\"value\": {\"data\": [[\"G\", 7]]}}", "frame 1", "pair");
        refused(
                "{\"service\": [], \"value\": {\"data\": [[\"G\", \"\"]]}}",
                "service must be a string, is of type array");
    }

    @Test
    void json_nested_without_end() {
        refused("[".repeat(100_000), "no valid JSON", "depth");
    }

    @Test
    void an_unknown_version_of_the_format() {
        EventSurgery surgery = surgery();
        ((ObjectNode) surgery.root().get("value")).put("version", "2099z");
        refused(surgery.event(), "unsupported version '2099z'", "2021a", "2024a");
    }

    @Test
    void text_that_is_no_base64() {
        refused(surgery().text(Q, "!!!!").event(), "frame 4 (Q)", "no valid base64");
    }

    @Test
    void truncated_zlib_data() {
        refused(surgery().compressed(Q, b -> Arrays.copyOf(b, b.length - 7)).event(), "frame 4 (Q)", "truncated zlib");
    }

    @Test
    void a_zip_bomb() {
        byte[] bomb = EventSurgery.deflate(new byte[64 << 20]);
        refused(surgery().compressed(Q, b -> bomb).event(), "frame 4 (Q)", "zip bomb");
    }

    @Test
    void frames_that_are_too_large_only_together() {
        EventSurgery surgery = surgery();
        for (int frame = 0; frame < 3; frame++) {
            surgery.signedFrame(frame, b -> frameWithOneObject(b[10], 20 << 20));
        }
        refused(surgery.event(), "frame 3 (D)", "zip bomb");
    }

    @Test
    void json_with_millions_of_brackets() {
        refused("{\"value\": [" + "[],".repeat(1_000_000) + "0]}", "no valid JSON", "100000");
    }

    @Test
    void a_frame_with_too_many_objects() {
        byte[] many = new byte[15 + 12 * 20_000 + 4];
        refused(
                surgery()
                        .signedFrame(Q, b -> {
                            System.arraycopy(b, 0, many, 0, 15);
                            return withInt(many, 11, 20_000);
                        })
                        .event(),
                "frame 4 (Q)",
                "20000 objects");
    }

    @Test
    void a_pickle_that_would_do_something_else() {
        byte[] pickle = "cos\nsystem\n(S'rm'\ntR.".getBytes(StandardCharsets.US_ASCII);
        refused(surgery().pickle(Q, b -> pickle).event(), "frame 4 (Q)", "pickle", "opcode 0x53");
    }

    @Test
    void a_pickle_without_a_frame() {
        refused(surgery().pickle(Q, b -> new byte[] {'}', '.'}).event(), "frame 4 (Q)", "no frame");
    }

    @Test
    void one_flipped_bit_in_a_frame() {
        refused(
                surgery().frame(P, b -> flipped(b, b.length / 2)).event(),
                "frame 5 (P)",
                "checksum",
                "I3EventHeader … SplitInIcePulses");
    }

    @Test
    void a_damaged_frame_can_still_be_listed() throws EventFormatException {
        byte[] damaged = surgery().frame(P, b -> flipped(b, b.length / 2)).event();

        assertThat(RealtimeEvent.readFrames(damaged, "e"))
                .extracting(Frame::crcOk)
                .containsExactly(true, true, true, true, false);
    }

    @Test
    void a_frame_of_another_version() {
        refused(surgery().frame(Q, b -> with(b, 4, 5)).event(), "frame 4 (Q)", "unsupported frame version 5");
    }

    @Test
    void a_frame_that_is_not_the_one_announced() {
        refused(surgery().signedFrame(Q, b -> with(b, 10, 'D')).event(), "frame 4 (Q)", "is a D frame inside");
    }

    @Test
    void an_absurd_number_of_objects() {
        refused(surgery().frame(Q, b -> withInt(b, 11, 0x7FFF_FFFF)).event(), "frame 4 (Q)", "2147483647 elements");
        refused(surgery().frame(Q, b -> withInt(b, 11, -1)).event(), "frame 4 (Q)", "elements");
    }

    @Test
    void an_absurd_length_of_an_object() {
        refused(surgery().frame(Q, b -> withInt(b, 15, -2)).event(), "frame 4 (Q)", "object 1 of 2", "truncated");
    }

    @Test
    void an_object_of_an_unknown_version() {
        // Behind the name of the header's class in its archive stand a tracked byte and the version.
        refused(
                surgery()
                        .signedFrame(P, b -> with(b, lastIndexOf(b, "I3EventHeader") + 14, 9))
                        .event(),
                "frame 5 (P)",
                "I3EventHeader",
                "unsupported version 9");
    }

    @Test
    void an_event_without_pulses() {
        refused(
                surgery()
                        .signedFrame(P, b -> with(b, indexOf(b, "SplitInIcePulses"), 'X'))
                        .event(),
                "no split pulses",
                "SplitInIcePulses, SplitUncleanedInIcePulses");
    }

    @Test
    void an_event_without_a_header() {
        refused(
                surgery()
                        .signedFrame(P, b -> with(b, indexOf(b, "I3EventHeader"), 'X'))
                        .event(),
                "no I3EventHeader");
    }

    @Test
    void control_characters_of_a_hostile_file_do_not_reach_the_terminal() {
        refused(surgery().text(Q, "\u001b[31m\n\n\r").event(), "frame 4 (Q)");
    }

    private EventSurgery surgery() {
        return new EventSurgery(good);
    }

    private static void refused(String json, String... says) {
        refused(json.getBytes(StandardCharsets.UTF_8), says);
    }

    private static void refused(byte[] content, String... says) {
        assertThatExceptionOfType(EventFormatException.class)
                .isThrownBy(() -> RealtimeEvent.read(content, "event.json"))
                .satisfies(e -> assertThat(e.getMessage())
                        .startsWith("event.json: ")
                        .contains(says)
                        .doesNotContainPattern("\\p{Cntrl}"));
    }

    /** A whole frame that holds one object of zeros. */
    private static byte[] frameWithOneObject(byte stop, int size) {
        var out = ByteBuffer.allocate(15 + 5 + 5 + 4 + size + 4).order(ByteOrder.LITTLE_ENDIAN);
        out.put("[i3]".getBytes(StandardCharsets.US_ASCII))
                .putInt(6)
                .putShort((short) 0)
                .put(stop);
        out.putInt(1).putInt(1).put((byte) 'a').putInt(1).put((byte) 'b').putInt(size);
        return out.array();
    }

    private static byte[] flipped(byte[] bytes, int at) {
        return with(bytes, at, bytes[at] ^ 0x10);
    }

    private static byte[] with(byte[] bytes, int at, int value) {
        byte[] out = bytes.clone();
        out[at] = (byte) value;
        return out;
    }

    private static byte[] withInt(byte[] bytes, int at, int value) {
        byte[] out = bytes.clone();
        ByteBuffer.wrap(out).order(ByteOrder.LITTLE_ENDIAN).putInt(at, value);
        return out;
    }

    private static int indexOf(byte[] bytes, String text) {
        return new String(bytes, StandardCharsets.ISO_8859_1).indexOf(text);
    }

    private static int lastIndexOf(byte[] bytes, String text) {
        return new String(bytes, StandardCharsets.ISO_8859_1).lastIndexOf(text);
    }
}
