package org.ewms.skymap.internal.plot;

import java.awt.Color;
import java.awt.Shape;
import java.awt.geom.PathIterator;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.graphics.image.LosslessFactory;
import org.apache.pdfbox.pdmodel.graphics.state.PDExtendedGraphicsState;
import org.apache.pdfbox.util.Matrix;

/** A page as a PDF of one sheet, as wide as A4. */
final class PdfCanvas implements Canvas, AutoCloseable {
    private static final float SHEET = PDRectangle.A4.getWidth();
    private static final int ROUND = 1;
    /** Any fixed number: PDFBox would take the time of day, and equal maps would differ. */
    private static final long DOCUMENT_ID = 1;

    private final PDDocument document = new PDDocument();
    private final PDPageContentStream content;
    private final Map<Integer, PDExtendedGraphicsState> opacities = new HashMap<>();

    PdfCanvas(int width, int height, String title) throws IOException {
        float scale = SHEET / width;
        var page = new PDPage(new PDRectangle(SHEET, scale * height));
        document.addPage(page);
        document.setDocumentId(DOCUMENT_ID);
        document.getDocumentInformation().setTitle(title);
        document.getDocumentInformation().setCreator("ewms-skymap");
        this.content = new PDPageContentStream(document, page);
        content.transform(new Matrix(scale, 0, 0, -scale, 0, scale * height));
        content.setLineCapStyle(ROUND);
        content.setLineJoinStyle(ROUND);
    }

    void save(OutputStream out) throws IOException {
        content.close();
        document.save(out);
    }

    @Override
    public void close() throws IOException {
        document.close();
    }

    private interface Drawing {
        void draw() throws IOException;
    }

    private static void attempt(Drawing drawing) {
        try {
            drawing.draw();
        } catch (IOException e) {
            throw new UncheckedIOException("drawing the PDF: " + e.getMessage(), e);
        }
    }

    @Override
    public void fill(Shape shape, Color color) {
        if (shape.getPathIterator(null).isDone()) {
            return;
        }
        attempt(() -> {
            paint(color);
            path(shape);
            content.fill();
        });
    }

    @Override
    public void stroke(Shape shape, Color color, double width) {
        if (shape.getPathIterator(null).isDone()) {
            return;
        }
        attempt(() -> {
            paint(color);
            content.setLineWidth((float) width);
            path(shape);
            content.stroke();
        });
    }

    private void paint(Color color) throws IOException {
        Color opaque = new Color(color.getRGB());
        content.setNonStrokingColor(opaque);
        content.setStrokingColor(opaque);
        content.setGraphicsStateParameters(opacities.computeIfAbsent(color.getAlpha(), alpha -> {
            var state = new PDExtendedGraphicsState();
            state.setNonStrokingAlphaConstant(alpha / 255f);
            state.setStrokingAlphaConstant(alpha / 255f);
            return state;
        }));
    }

    private void path(Shape shape) throws IOException {
        float[] c = new float[6];
        float x = 0;
        float y = 0;
        for (PathIterator at = shape.getPathIterator(null); !at.isDone(); at.next()) {
            switch (at.currentSegment(c)) {
                case PathIterator.SEG_MOVETO -> content.moveTo(c[0], c[1]);
                case PathIterator.SEG_LINETO -> content.lineTo(c[0], c[1]);
                case PathIterator.SEG_QUADTO ->
                    content.curveTo(
                            x + (c[0] - x) * 2 / 3,
                            y + (c[1] - y) * 2 / 3,
                            c[2] + (c[0] - c[2]) * 2 / 3,
                            c[3] + (c[1] - c[3]) * 2 / 3,
                            c[2],
                            c[3]);
                case PathIterator.SEG_CUBICTO -> content.curveTo(c[0], c[1], c[2], c[3], c[4], c[5]);
                default -> content.closePath();
            }
            int last = lastPoint(at.currentSegment(c));
            x = last < 0 ? x : c[last];
            y = last < 0 ? y : c[last + 1];
        }
    }

    private static int lastPoint(int kind) {
        return kind == PathIterator.SEG_CLOSE ? -1 : 2 * Math.max(0, kind - 1);
    }

    @Override
    public void image(BufferedImage image, int x, int y, int width, int height) {
        attempt(() -> content.drawImage(
                LosslessFactory.createFromImage(document, image), new Matrix(width, 0, 0, -height, x, y + height)));
    }

    @Override
    public void within(Shape clip, Runnable drawing) {
        attempt(() -> {
            content.saveGraphicsState();
            path(clip);
            content.clip();
            drawing.run();
            content.restoreGraphicsState();
        });
    }

    @Override
    public int detail() {
        return 2;
    }
}
