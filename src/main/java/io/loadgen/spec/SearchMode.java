package io.loadgen.spec;

import com.fasterxml.jackson.annotation.JsonValue;
import tools.jackson.databind.annotation.JsonDeserialize;

/** How a search chooses its rates. */
@JsonDeserialize(using = SearchMode.Reader.class)
public enum SearchMode {
    /** By halving what is open, until it is narrow enough. */
    SEARCH,
    /** Those that were given, one after the other. */
    SCAN;

    /** The word in requests and reports: the name in lower case. */
    @JsonValue
    public String label() {
        return EnumWord.label(this);
    }

    /** Reads its word. */
    static final class Reader extends EnumWord<SearchMode> {
        Reader() {
            super(SearchMode.class, "mode");
        }
    }
}
