package org.ewms.alerts.internal.notice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.dialect.Dialects;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import javax.xml.XMLConstants;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.SchemaFactory;
import javax.xml.validation.Validator;
import org.ewms.alerts.Issuer;
import org.ewms.alerts.SinkPlan;
import org.ewms.alerts.internal.record.Alert;
import org.ewms.alerts.internal.record.Content;
import org.ewms.alerts.internal.record.Localization;
import org.ewms.alerts.internal.record.Notice;
import org.ewms.alerts.internal.record.Phase;
import org.ewms.alerts.internal.record.Treatment;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Document;
import org.xml.sax.SAXException;

/** Notices against the schemas of those who read them. */
class NoticeFormatTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String GCN =
            "https://gcn.nasa.gov/schema/v7.2.3/gcn/notices/icecube/single_neutrino_alerts.schema.json";
    private static final Localization FOUND = new Localization(
            138.65,
            0.15,
            1000,
            new Localization.Region(0.28, 0.4, 0.3, 0.3, 0.2, 0.2),
            new Localization.Region(0.96, 0.8, 0.6, 0.5, 0.4, 0.4));

    private static Bulletin bulletin(Notice.Kind kind, boolean simulated) {
        Content content = new Content(
                138_632,
                31_747_601,
                "2023-12-02T17:08:24.093230Z",
                60_280.71416775,
                "neutrino",
                List.of("neutrino"),
                "2023a",
                simulated,
                "hash",
                "event");
        boolean retraction = kind == Notice.Kind.RETRACTION;
        Notice notice = new Notice(
                kind.ordinal() + 1,
                kind,
                retraction ? null : Phase.PROMPT,
                retraction ? null : "scan-1",
                1_701_536_950.5,
                retraction ? "flashers & <others>" : null,
                retraction ? null : FOUND,
                List.of());
        Alert alert = new Alert(
                content.alertId(),
                content,
                1,
                new Treatment("all", null, List.of("a"), "Bronze Track Alert", "Track"),
                1_701_536_910,
                1_701_536_950,
                null,
                List.of(),
                List.of(),
                List.of(notice));
        return new Bulletin(
                alert,
                notice,
                new Issuer("ivo://org.example/alerts", "Somebody", "alerts@example.org", "IC86", null),
                "https://scans.example.org");
    }

    private static JsonNode gcn(Bulletin bulletin) throws IOException {
        return JSON.readTree(Writing.of(bulletin, SinkPlan.Format.GCN).content());
    }

    /** Where the script for test tools puts the schemas of GCN. */
    private static Path schemas() {
        String cache = System.getenv("XDG_CACHE_HOME");
        Path home =
                cache == null || cache.isBlank() ? Path.of(System.getProperty("user.home"), ".cache") : Path.of(cache);
        Path found = home.resolve("ewms/gcn-schema-7.2.3");
        assertThat(found).as("made by deploy/scripts/install-test-tools").isDirectory();
        return found;
    }

    private static Schema schema() throws IOException {
        Map<String, String> all = new HashMap<>();
        try (Stream<Path> files = Files.walk(schemas())) {
            files.filter(each -> each.toString().endsWith(".schema.json")).forEach(each -> {
                try {
                    String text = Files.readString(each);
                    all.put(JSON.readTree(text).path("$id").asText(), text);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        }
        return SchemaRegistry.withDefaultDialect(Dialects.getDraft202012(), builder -> builder.schemas(all))
                .getSchema(SchemaLocation.of(GCN));
    }

    @ParameterizedTest
    @EnumSource
    void a_notice_of_each_kind_keeps_the_schema_of_gcn(Notice.Kind kind) throws IOException {
        JsonNode notice = gcn(bulletin(kind, false));
        assertThat(schema().validate(notice)).isEmpty();
        assertThat(notice.path("$schema").asText()).isEqualTo(GCN);
        assertThat(notice.path("record_number").asInt()).isEqualTo(kind.ordinal() + 1);
    }

    @Test
    void the_schema_of_gcn_would_find_a_mistake() throws IOException {
        JsonNode notice = gcn(bulletin(Notice.Kind.INITIAL, false));
        ((com.fasterxml.jackson.databind.node.ObjectNode) notice)
                .put("ra", "138 degrees")
                .put("alert_type", "first");
        assertThat(schema().validate(notice)).hasSize(2);
    }

    @Test
    void gcn_is_told_position_error_and_map() throws IOException {
        JsonNode notice = gcn(bulletin(Notice.Kind.UPDATE, false));
        assertThat(notice.path("ra").asDouble()).isEqualTo(138.65);
        assertThat(notice.path("dec").asDouble()).isEqualTo(0.15);
        assertThat(notice.path("ra_dec_error").asDouble()).isEqualTo(0.8);
        assertThat(notice.path("containment_probability").asDouble()).isEqualTo(0.9);
        assertThat(notice.path("id")).hasToString("[\"138632_31747601\"]");
        assertThat(notice.path("event_name")).hasToString("[\"run00138632.evt000031747601\"]");
        assertThat(notice.path("alert_type").asText()).isEqualTo("update");
        assertThat(notice.path("alert_tense").asText()).isEqualTo("current");
        assertThat(notice.path("trigger_time").asText()).isEqualTo("2023-12-02T17:08:24.093230Z");
        assertThat(notice.path("healpix_url").asText())
                .isEqualTo("https://scans.example.org/scan/scan-1/result.multiorder.fits");
        assertThat(notice.path("pipeline").asText()).isEqualTo("Bronze Track Alert");
    }

    @Test
    void what_is_simulated_is_a_test() throws Exception {
        assertThat(gcn(bulletin(Notice.Kind.INITIAL, true)).path("alert_tense").asText())
                .isEqualTo("test");
        assertThat(xml(bulletin(Notice.Kind.INITIAL, true)).getDocumentElement().getAttribute("role"))
                .isEqualTo("test");
    }

    private static Document xml(Bulletin bulletin) throws Exception {
        var factory = javax.xml.parsers.DocumentBuilderFactory.newDefaultInstance();
        factory.setNamespaceAware(true);
        return factory.newDocumentBuilder()
                .parse(new ByteArrayInputStream(
                        Writing.of(bulletin, SinkPlan.Format.VOEVENT).content()));
    }

    /** By the schema of the IVOA itself. */
    private static Validator voEvent() throws SAXException {
        return SchemaFactory.newInstance(XMLConstants.W3C_XML_SCHEMA_NS_URI)
                .newSchema(Objects.requireNonNull(NoticeFormatTest.class.getResource("/schema/VOEvent-2.0.xsd")))
                .newValidator();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "role=\"observation\"=>role=\"rumour\"",
                "version=\"2.0\"=>version=\"2.1\"",
                "UTC-ICRS-GEO=>UTC-ICRS-MOON",
                "<C1>138.65</C1>=><C1>138 degrees</C1>",
                "dataType=\"int\"=>dataType=\"integer\"",
                "cite=\"supersedes\"=>cite=\"repeats\"",
                "<Who>=><Who><Whom/>"
            })
    void the_schema_of_voevent_would_find_a_mistake(String mistake) throws Exception {
        String right = new String(
                Writing.of(bulletin(Notice.Kind.UPDATE, false), SinkPlan.Format.VOEVENT)
                        .content(),
                StandardCharsets.UTF_8);
        String[] change = mistake.split("=>");
        String wrong = right.replace(change[0], change[1]);
        assertThat(wrong).isNotEqualTo(right);
        Validator validator = voEvent();
        assertThatThrownBy(() -> validator.validate(new StreamSource(new StringReader(wrong))))
                .isInstanceOf(SAXException.class);
    }

    @ParameterizedTest
    @EnumSource
    void a_notice_of_each_kind_keeps_the_schema_of_voevent(Notice.Kind kind) throws Exception {
        byte[] notice =
                Writing.of(bulletin(kind, false), SinkPlan.Format.VOEVENT).content();
        voEvent().validate(new StreamSource(new ByteArrayInputStream(notice)));
        String text = new String(notice, StandardCharsets.UTF_8);
        assertThat(text).contains("ivorn=\"ivo://org.example/alerts#138632-31747601-r" + (kind.ordinal() + 1) + "\"");
    }

    @Test
    void each_voevent_cites_what_it_supersedes_or_retracts() throws Exception {
        assertThat(xml(bulletin(Notice.Kind.INITIAL, false))
                        .getElementsByTagName("Citations")
                        .getLength())
                .isZero();
        var update = xml(bulletin(Notice.Kind.UPDATE, false)).getElementsByTagName("EventIVORN");
        assertThat(update.item(0).getTextContent()).isEqualTo("ivo://org.example/alerts#138632-31747601-r1");
        assertThat(update.item(0).getAttributes().getNamedItem("cite").getNodeValue())
                .isEqualTo("supersedes");
        var retraction = xml(bulletin(Notice.Kind.RETRACTION, false)).getElementsByTagName("EventIVORN");
        assertThat(retraction.getLength()).isEqualTo(2);
        assertThat(retraction.item(1).getAttributes().getNamedItem("cite").getNodeValue())
                .isEqualTo("retraction");
    }

    @Test
    void the_full_record_has_regions_and_links_and_nothing_of_how_it_was_sent() throws IOException {
        JsonNode notice = JSON.readTree(Writing.of(bulletin(Notice.Kind.INITIAL, false), SinkPlan.Format.RECORD)
                .content());
        assertThat(notice.at("/localization/region50/area_deg2").asDouble()).isEqualTo(0.28);
        assertThat(notice.at("/links/moc").asText()).endsWith("/scan/scan-1/result.moc.json");
        assertThat(notice.has("sends")).isFalse();
    }
}
