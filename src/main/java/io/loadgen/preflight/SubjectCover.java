package io.loadgen.preflight;

/** Whether one NATS subject takes everything that another does. */
final class SubjectCover {
    private static final String REST = ">";
    private static final String ANY = "*";

    private SubjectCover() {}

    /** Whether every subject that matches {@code narrow} matches {@code wide}. */
    static boolean covers(String wide, String narrow) {
        String[] wider = wide.split("\\.", -1);
        String[] narrower = narrow.split("\\.", -1);
        for (int at = 0; at < wider.length; at++) {
            if (wider[at].equals(REST)) {
                return narrower.length > at;
            }
            if (at >= narrower.length || narrower[at].equals(REST)) {
                return false;
            }
            if (!wider[at].equals(ANY) && !wider[at].equals(narrower[at])) {
                return false;
            }
        }
        return wider.length == narrower.length;
    }
}
