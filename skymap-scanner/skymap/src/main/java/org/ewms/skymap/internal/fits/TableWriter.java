package org.ewms.skymap.internal.fits;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import nom.tam.fits.FitsException;
import nom.tam.fits.Header;
import nom.tam.fits.HeaderCard;
import nom.tam.util.FitsOutputStream;

/**
 * One binary table in a FITS file. nom-tam-fits formats cards and encodes numbers; the header is put together card by card, because its
 * own table writer puts TFORMn before TTYPEn, which readers of multi-order maps refuse.
 */
public final class TableWriter {
    private static final int BLOCK = 2880;

    private final FitsOutputStream out;

    /**
     * A column.
     *
     * @param format TFORM: K or D, with a repeat count before it if not 1
     * @param bytes per row
     */
    public record Column(String name, String format, String unit, int bytes) {}

    /**
     * A header card.
     *
     * @param value Boolean, Number or String
     */
    public record Card(String key, Object value, String comment) {}

    /** Writes the rows, big-endian. */
    public interface Rows {
        void writeTo(FitsOutputStream out) throws IOException;
    }

    public TableWriter(OutputStream out) {
        this.out = new FitsOutputStream(out, 1 << 16);
    }

    /** Writes the whole file and flushes it; the stream stays open. */
    public void write(List<Column> columns, List<Card> cards, long rows, Rows data) throws IOException {
        try {
            primary().write(out);
            table(columns, cards, rows).write(out);
        } catch (FitsException e) {
            throw new IOException("FITS header: " + e.getMessage(), e);
        }
        data.writeTo(out);
        long bytes = rows * columns.stream().mapToLong(Column::bytes).sum();
        int padding = (int) ((BLOCK - bytes % BLOCK) % BLOCK);
        out.write(new byte[padding]);
        out.flush();
    }

    private static Header primary() throws FitsException {
        var header = new Header();
        add(header, new Card("SIMPLE", true, "conforms to the FITS standard"));
        add(header, new Card("BITPIX", 8, ""));
        add(header, new Card("NAXIS", 0, ""));
        add(header, new Card("EXTEND", true, ""));
        return header;
    }

    private static Header table(List<Column> columns, List<Card> cards, long rows) throws FitsException {
        var header = new Header();
        add(header, new Card("XTENSION", "BINTABLE", "binary table"));
        add(header, new Card("BITPIX", 8, ""));
        add(header, new Card("NAXIS", 2, ""));
        add(header, new Card("NAXIS1", columns.stream().mapToInt(Column::bytes).sum(), "bytes per row"));
        add(header, new Card("NAXIS2", rows, "rows"));
        add(header, new Card("PCOUNT", 0, ""));
        add(header, new Card("GCOUNT", 1, ""));
        add(header, new Card("TFIELDS", columns.size(), "columns"));
        for (int i = 0; i < columns.size(); i++) {
            add(header, new Card("TTYPE" + (i + 1), columns.get(i).name(), ""));
            add(header, new Card("TFORM" + (i + 1), columns.get(i).format(), ""));
        }
        for (int i = 0; i < columns.size(); i++) {
            if (!columns.get(i).unit().isEmpty()) {
                add(header, new Card("TUNIT" + (i + 1), columns.get(i).unit(), ""));
            }
        }
        for (Card card : cards) {
            add(header, card);
        }
        return header;
    }

    private static void add(Header header, Card card) throws FitsException {
        // Keys longer than the standard's 8 characters are HIERARCH cards.
        String key = card.key().length() > 8 ? "HIERARCH." + card.key() : card.key();
        String comment = card.comment().isEmpty() ? null : card.comment();
        header.addLine(
                switch (card.value()) {
                    case Boolean flag -> new HeaderCard(key, flag, comment);
                    case Number number -> new HeaderCard(key, number, comment);
                    case Object text -> new HeaderCard(key, text.toString(), comment);
                });
    }
}
