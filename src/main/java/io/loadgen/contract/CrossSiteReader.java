package io.loadgen.contract;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * Reads messages for another site: the member event that they carry, which names the new members of that site. Takes both forms: the
 * envelope itself, and one with the envelope in it. Never throws, whatever the bytes.
 *
 * <p>Owned by one thread; reusable, each {@link #read} replaces what the one before it found. Source: chat contract §4.5, §13.3.
 */
public final class CrossSiteReader {
    private static final byte[] ENVELOPE = "envelope".getBytes(StandardCharsets.UTF_8);
    private static final byte[] PAYLOAD = "payload".getBytes(StandardCharsets.UTF_8);

    private final JsonScanner json = new JsonScanner();
    private final MemberEventReader event = new MemberEventReader();
    private String payload = "";

    /** A reader that has read nothing. */
    public CrossSiteReader() {}

    /**
     * Reads a message.
     *
     * @param body the message; not kept
     * @return whether it carries a well-formed {@code member_added}; when it does not, {@link #event} means nothing
     */
    public boolean read(byte[] body) {
        payload = "";
        json.reset(body);
        readFields();
        return json.isComplete() && readEvent();
    }

    private void readFields() {
        json.enterObject();
        while (json.nextField()) {
            if (json.textIs(ENVELOPE)) {
                readFields();
            } else if (json.textIs(PAYLOAD)) {
                payload = json.nullableString() && json.textLength() > 0 ? json.text() : "";
            } else {
                json.skip();
            }
        }
    }

    private boolean readEvent() {
        try {
            return event.read(Base64.getDecoder().decode(payload));
        } catch (IllegalArgumentException noBase64) {
            return false;
        }
    }

    /**
     * The event that the message carries.
     *
     * @return whom it names
     */
    public MemberEventReader event() {
        return event;
    }
}
