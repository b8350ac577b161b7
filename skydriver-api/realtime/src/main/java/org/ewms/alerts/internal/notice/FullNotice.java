package org.ewms.alerts.internal.notice;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.ewms.alerts.internal.record.AlertBook;

/** JSON with all that is known of a notice, in the words of the REST API. */
final class FullNotice {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private FullNotice() {}

    static byte[] write(Bulletin bulletin) {
        Map<String, Object> out = new LinkedHashMap<>();
        out.put("alert_id", bulletin.alert().alertId());
        Map<String, Object> content = AlertBook.fields(bulletin.alert().content());
        List.of("run_id", "event_id", "event_time", "mjd", "event_type", "streams", "simulated")
                .forEach(each -> out.put(each, content.get(each)));
        out.put("tense", bulletin.tense());
        Map<String, Object> notice = AlertBook.fields(bulletin.notice());
        notice.remove("sends");
        out.putAll(notice);
        out.put("links", bulletin.links());
        try {
            return JSON.writeValueAsBytes(out);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
