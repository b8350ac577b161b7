package org.ewms.skymap.internal.npz;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.time.LocalDateTime;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.ewms.skymap.EventMetadata;
import org.ewms.skymap.NsideTable;
import org.ewms.skymap.ScanResult;

/** Prints a result as skyreader's to_npz does: an array {@code header}, then one per nside. */
public final class NpzPrinter {
    private static final List<Npy.Field> PIXEL =
            Npy.layout("index:i:8", "llh:f:8", "E_in:f:8", "E_tot:f:8", "X:f:8", "Y:f:8", "Z:f:8", "T:f:8");

    /** The earliest time a zip can hold: entries must not tell when they were written. */
    private static final LocalDateTime NO_TIME = LocalDateTime.of(1980, 1, 1, 0, 0);

    private NpzPrinter() {}

    public static void print(ScanResult result, OutputStream out) throws IOException {
        var zip = new ZipOutputStream(out);
        entry(zip, "header", header(result));
        for (NsideTable table : result.tables().values()) {
            entry(zip, "nside-" + table.nside(), pixels(table));
        }
        zip.finish();
        zip.flush();
    }

    private static void entry(ZipOutputStream zip, String name, ByteBuffer content) throws IOException {
        var entry = new ZipEntry(name + ".npy");
        entry.setTimeLocal(NO_TIME);
        zip.putNextEntry(entry);
        zip.write(content.array());
        zip.closeEntry();
    }

    private static ByteBuffer header(ScanResult result) {
        EventMetadata event = result.event();
        int[] type = event.eventType().codePoints().toArray();
        var fields = Npy.layout(
                "nside:i:8",
                "complete:b:1",
                "run_id:i:8",
                "event_id:i:8",
                "event_type:U:" + Math.max(1, type.length),
                "mjd:f:8",
                "is_real_event:b:1",
                "version:i:8");
        ByteBuffer out = Npy.allocate(fields, result.tables().size());
        for (int nside : result.tables().keySet()) {
            out.putLong(nside).put((byte) (result.complete() ? 1 : 0));
            out.putLong(event.runId()).putLong(event.eventId());
            for (int i = 0; i < Math.max(1, type.length); i++) {
                out.putInt(i < type.length ? type[i] : 0);
            }
            out.putDouble(event.mjd()).put((byte) (event.realEvent() ? 1 : 0)).putLong(1);
        }
        return out;
    }

    private static ByteBuffer pixels(NsideTable table) {
        ByteBuffer out = Npy.allocate(PIXEL, table.size());
        for (int i = 0; i < table.size(); i++) {
            out.putLong(table.pixel()[i]).putDouble(table.llh()[i]);
            out.putDouble(table.eIn()[i]).putDouble(table.eTot()[i]);
            out.putDouble(table.x()[i]).putDouble(table.y()[i]).putDouble(table.z()[i]);
            out.putDouble(table.t()[i]);
        }
        return out;
    }
}
