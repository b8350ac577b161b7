package org.ewms.skymap.internal.npz;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.ewms.skymap.SkymapException;

/** One structured array of one dimension in NumPy's NPY format, versions 1 and 2 (numpy.lib.format). Little-endian. */
final class Npy {
    private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
    private static final int ALIGNMENT = 64;
    private static final int MOST_FIELDS = 64;
    private static final Pattern FIELD =
            Pattern.compile("\\('([A-Za-z_]{1,40})', '([<|=])([ifbuU])([1-9]\\d{0,3})'\\)");
    private static final Pattern SHAPE = Pattern.compile("'shape': ?\\((\\d{1,9}),\\)");

    private final List<Field> fields;
    private final int rows;
    private final int rowBytes;
    private final ByteBuffer data;

    /**
     * A column.
     *
     * @param kind i, u, f, b as in NumPy, or U for text
     * @param size bytes, for text characters of 4 bytes
     */
    record Field(String name, char kind, int size, int offset) {
        int bytes() {
            return kind == 'U' ? 4 * size : size;
        }

        String descr() {
            return "('" + name + "', '" + (kind == 'b' ? '|' : '<') + kind + size + "')";
        }
    }

    private Npy(List<Field> fields, int rows, int rowBytes, ByteBuffer data) {
        this.fields = fields;
        this.rows = rows;
        this.rowBytes = rowBytes;
        this.data = data;
    }

    /** Columns one after another, without gaps. */
    static List<Field> layout(String... nameKindSize) {
        var out = new ArrayList<Field>();
        int offset = 0;
        for (String column : nameKindSize) {
            String[] parts = column.split(":", -1);
            var field = new Field(parts[0], parts[1].charAt(0), Integer.parseInt(parts[2]), offset);
            out.add(field);
            offset += field.bytes();
        }
        return out;
    }

    /** The bytes of a file; rows are to be filled in from the returned buffer's position on. */
    static ByteBuffer allocate(List<Field> fields, int rows) {
        String dict = "{'descr': " + fields.stream().map(Field::descr).collect(Collectors.joining(", ", "[", "]"))
                + ", 'fortran_order': False, 'shape': (" + rows + ",), }";
        int prefix = MAGIC.length + 4;
        int headerEnd = (prefix + dict.length() + 1 + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
        int rowBytes = fields.stream().mapToInt(Field::bytes).sum();
        var out = ByteBuffer.allocate(Math.addExact(headerEnd, Math.multiplyExact(rows, rowBytes)))
                .order(ByteOrder.LITTLE_ENDIAN);
        out.put(MAGIC).put((byte) 1).put((byte) 0).putShort((short) (headerEnd - prefix));
        out.put(dict.getBytes(StandardCharsets.US_ASCII));
        while (out.position() < headerEnd - 1) {
            out.put((byte) ' ');
        }
        return out.put((byte) '\n');
    }

    /** @throws SkymapException when it is no structured array of numbers and texts */
    static Npy parse(String name, byte[] bytes) {
        var in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        if (bytes.length < 12 || !in.slice(0, 6).equals(ByteBuffer.wrap(MAGIC))) {
            throw new SkymapException(name + " is not a NumPy array");
        }
        int version = in.get(6);
        long length = version == 1 ? in.getShort(8) & 0xffff : version == 2 ? in.getInt(8) & 0xffffffffL : -1;
        long start = (version == 1 ? 10 : 12) + length;
        if (length < 0 || start > bytes.length) {
            throw new SkymapException(name + " has an unknown version or is cut off");
        }
        String dict = new String(bytes, 10, (int) start - 10, StandardCharsets.ISO_8859_1);
        Matcher shape = SHAPE.matcher(dict);
        if (!shape.find() || dict.contains("'fortran_order': True")) {
            throw new SkymapException(name + " is not an array of one dimension");
        }
        List<Field> fields = fields(name, dict);
        int rows = Integer.parseInt(shape.group(1));
        int rowBytes = fields.stream().mapToInt(Field::bytes).sum();
        if ((long) rows * rowBytes != bytes.length - start) {
            throw new SkymapException(name + " should hold " + rows + " rows of " + rowBytes + " bytes but has "
                    + (bytes.length - start) + " bytes");
        }
        return new Npy(
                fields, rows, rowBytes, in.slice((int) start, rows * rowBytes).order(ByteOrder.LITTLE_ENDIAN));
    }

    private static List<Field> fields(String name, String dict) {
        var out = new ArrayList<Field>();
        int offset = 0;
        Matcher match = FIELD.matcher(dict);
        while (match.find() && out.size() < MOST_FIELDS) {
            var field = new Field(match.group(1), match.group(3).charAt(0), Integer.parseInt(match.group(4)), offset);
            out.add(field);
            offset += field.bytes();
        }
        if (out.isEmpty()) {
            throw new SkymapException(name + " has no named columns: " + dict.strip());
        }
        return out;
    }

    int rows() {
        return rows;
    }

    boolean has(String column) {
        return fields.stream().anyMatch(f -> f.name.equals(column));
    }

    private Field field(String column) {
        return fields.stream()
                .filter(f -> f.name.equals(column))
                .findFirst()
                .orElseThrow(() -> new SkymapException("there is no column " + column));
    }

    double real(int row, String column) {
        Field field = field(column);
        int at = row * rowBytes + field.offset;
        return switch (field.kind + "" + field.size) {
            case "f8" -> data.getDouble(at);
            case "f4" -> data.getFloat(at);
            default -> integer(row, column);
        };
    }

    long integer(int row, String column) {
        Field field = field(column);
        int at = row * rowBytes + field.offset;
        return switch (field.kind + "" + field.size) {
            case "i8", "u8" -> data.getLong(at);
            case "i4" -> data.getInt(at);
            case "i2" -> data.getShort(at);
            case "b1" -> data.get(at);
            default ->
                throw new SkymapException("column " + column + " is of type " + field.descr() + ", not an integer");
        };
    }

    String text(int row, String column) {
        Field field = field(column);
        if (field.kind != 'U') {
            throw new SkymapException("column " + column + " is not text");
        }
        var out = new StringBuilder();
        for (int i = 0; i < field.size; i++) {
            int character = data.getInt(row * rowBytes + field.offset + 4 * i);
            if (character != 0 && Character.isValidCodePoint(character)) {
                out.appendCodePoint(character);
            }
        }
        return out.toString();
    }
}
