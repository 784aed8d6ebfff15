package io.loadgen.result;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/**
 * The figures of an audit.
 *
 * <p>Immutable; any thread.
 *
 * @param figures every figure has an entry
 */
public record AuditCounts(Map<AuditFigure, Long> figures) {
    /** Takes a copy, in the order of the figures, and fills in what is missing with 0. */
    public AuditCounts {
        Map<AuditFigure, Long> all = new EnumMap<>(AuditFigure.class);
        for (AuditFigure figure : AuditFigure.values()) {
            all.put(figure, figures.getOrDefault(figure, 0L));
        }
        figures = Collections.unmodifiableMap(all);
    }

    /**
     * One figure.
     *
     * @param figure which
     * @return 0 or more
     */
    public long count(AuditFigure figure) {
        return figures.getOrDefault(figure, 0L);
    }

    /**
     * Memberships that were promised.
     *
     * @return those kept and those lost
     */
    public long promised() {
        return count(AuditFigure.KEPT) + count(AuditFigure.LOST);
    }
}
