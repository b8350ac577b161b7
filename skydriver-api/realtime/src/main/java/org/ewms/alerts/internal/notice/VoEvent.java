package org.ewms.alerts.internal.notice;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import org.ewms.alerts.internal.record.Alert;
import org.ewms.alerts.internal.record.Localization;
import org.ewms.alerts.internal.record.Notice;

/**
 * VOEvent 2.0 (IVOA Recommendation of 11 July 2011). Each revision has an identifier of its own and cites the one before, which it supersedes or
 * retracts. Positions are J2000, degrees; Error2Radius is the circle round the best fit that holds the 90 % region.
 */
final class VoEvent {
    private static final String SPACE = "http://www.ivoa.net/xml/VOEvent/v2.0";
    private static final String FRAME = "UTC-ICRS-GEO";
    private static final double WHOLE_SKY_DEG = 180;

    private final Bulletin bulletin;
    private final XMLStreamWriter xml;

    private VoEvent(Bulletin bulletin, XMLStreamWriter xml) {
        this.bulletin = bulletin;
        this.xml = xml;
    }

    static byte[] write(Bulletin bulletin) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            XMLStreamWriter xml =
                    XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(out, StandardCharsets.UTF_8.name());
            new VoEvent(bulletin, xml).document();
            xml.close();
        } catch (XMLStreamException e) {
            throw new IllegalStateException(e);
        }
        return out.toByteArray();
    }

    private String identifier(int revision) {
        return bulletin.issuer().ivorn() + "#" + bulletin.alert().alertId() + "-r" + revision;
    }

    private void document() throws XMLStreamException {
        xml.writeStartDocument("UTF-8", "1.0");
        xml.writeStartElement("voe", "VOEvent", SPACE);
        xml.writeNamespace("voe", SPACE);
        xml.writeNamespace("xsi", "http://www.w3.org/2001/XMLSchema-instance");
        xml.writeAttribute(
                "http://www.w3.org/2001/XMLSchema-instance",
                "schemaLocation",
                SPACE + " http://www.ivoa.net/xml/VOEvent/VOEvent-v2.0.xsd");
        xml.writeAttribute("version", "2.0");
        xml.writeAttribute("role", bulletin.alert().content().simulated() ? "test" : "observation");
        xml.writeAttribute("ivorn", identifier(bulletin.notice().revision()));
        who();
        what();
        if (bulletin.notice().localization() != null) {
            whereWhen(bulletin.notice().localization());
        }
        citations();
        xml.writeEndElement();
        xml.writeEndDocument();
    }

    private void who() throws XMLStreamException {
        xml.writeStartElement("Who");
        text("AuthorIVORN", bulletin.issuer().ivorn());
        text("Date", Bulletin.plain(bulletin.created()));
        xml.writeStartElement("Author");
        text("contactName", bulletin.issuer().contact());
        if (bulletin.issuer().email() != null) {
            text("contactEmail", bulletin.issuer().email());
        }
        xml.writeEndElement();
        xml.writeEndElement();
    }

    private void what() throws XMLStreamException {
        Alert alert = bulletin.alert();
        xml.writeStartElement("What");
        number("run_id", "int", alert.content().runId(), "", "meta.number");
        number("event_id", "int", alert.content().eventId(), "", "meta.id");
        number("rev", "int", bulletin.notice().revision(), "", "meta.number");
        word("alert_type", bulletin.notice().kind().name().toLowerCase(java.util.Locale.ROOT));
        word("alert_tense", bulletin.tense());
        word("alert_topology", alert.treatment().topology());
        word("event_name", bulletin.eventName());
        if (alert.treatment().pipeline() != null) {
            word("pipeline", alert.treatment().pipeline());
        }
        Optional<Localization> found = Optional.ofNullable(bulletin.notice().localization());
        if (found.isPresent()) {
            region("50", found.get().region50());
            region("90", found.get().region90());
        }
        for (Map.Entry<String, String> link : bulletin.links().entrySet()) {
            xml.writeStartElement("Param");
            xml.writeAttribute("name", link.getKey());
            xml.writeAttribute("value", link.getValue());
            xml.writeAttribute("ucd", "meta.ref.url");
            xml.writeEmptyElement("Reference");
            xml.writeAttribute("uri", link.getValue());
            xml.writeEndElement();
        }
        xml.writeEndElement();
    }

    private void region(String percent, Localization.Region region) throws XMLStreamException {
        xml.writeStartElement("Group");
        xml.writeAttribute("name", "region" + percent);
        xml.writeAttribute("type", "containment");
        number("area", "float", region.areaDeg2(), "deg2", "phys.angArea");
        number("ra_plus", "float", region.raPlusDeg(), "deg", "");
        number("ra_minus", "float", region.raMinusDeg(), "deg", "");
        number("dec_plus", "float", region.decPlusDeg(), "deg", "");
        number("dec_minus", "float", region.decMinusDeg(), "deg", "");
        xml.writeEndElement();
    }

    private void whereWhen(Localization where) throws XMLStreamException {
        xml.writeStartElement("WhereWhen");
        xml.writeStartElement("ObsDataLocation");
        xml.writeStartElement("ObservatoryLocation");
        xml.writeAttribute("id", "IceCube");
        xml.writeEndElement();
        xml.writeStartElement("ObservationLocation");
        xml.writeEmptyElement("AstroCoordSystem");
        xml.writeAttribute("id", FRAME);
        xml.writeStartElement("AstroCoords");
        xml.writeAttribute("coord_system_id", FRAME);
        xml.writeStartElement("Time");
        xml.writeAttribute("unit", "s");
        xml.writeStartElement("TimeInstant");
        text("ISOTime", Bulletin.plain(bulletin.eventTime()));
        xml.writeEndElement();
        xml.writeEndElement();
        xml.writeStartElement("Position2D");
        xml.writeAttribute("unit", "deg");
        text("Name1", "RA");
        text("Name2", "Dec");
        xml.writeStartElement("Value2");
        text("C1", Double.toString(where.ra()));
        text("C2", Double.toString(where.dec()));
        xml.writeEndElement();
        Double radius = where.region90().radiusDeg();
        text("Error2Radius", Double.toString(radius == null ? WHOLE_SKY_DEG : radius));
        for (int i = 0; i < 5; i++) {
            xml.writeEndElement();
        }
    }

    private void citations() throws XMLStreamException {
        Notice notice = bulletin.notice();
        if (notice.kind() == Notice.Kind.INITIAL) {
            return;
        }
        xml.writeStartElement("Citations");
        boolean retraction = notice.kind() == Notice.Kind.RETRACTION;
        for (int revision = retraction ? 1 : notice.revision() - 1; revision < notice.revision(); revision++) {
            xml.writeStartElement("EventIVORN");
            xml.writeAttribute("cite", retraction ? "retraction" : "supersedes");
            xml.writeCharacters(identifier(revision));
            xml.writeEndElement();
        }
        if (notice.reason() != null) {
            text("Description", notice.reason());
        }
        xml.writeEndElement();
    }

    private void text(String element, String text) throws XMLStreamException {
        xml.writeStartElement(element);
        xml.writeCharacters(text);
        xml.writeEndElement();
    }

    private void word(String name, String value) throws XMLStreamException {
        xml.writeEmptyElement("Param");
        xml.writeAttribute("name", name);
        xml.writeAttribute("dataType", "string");
        xml.writeAttribute("value", value);
    }

    private void number(String name, String type, Number value, String unit, String ucd) throws XMLStreamException {
        xml.writeEmptyElement("Param");
        xml.writeAttribute("name", name);
        xml.writeAttribute("dataType", type);
        xml.writeAttribute("value", value.toString());
        if (!unit.isEmpty()) {
            xml.writeAttribute("unit", unit);
        }
        if (!ucd.isEmpty()) {
            xml.writeAttribute("ucd", ucd);
        }
    }
}
