package io.loadgen.audit;

import io.loadgen.result.AuditFigure;
import io.loadgen.result.AuditResult;
import io.loadgen.result.AuditResult.Anomaly;
import io.loadgen.result.AuditResult.Status;
import io.loadgen.result.AuditResult.UserCount;
import io.loadgen.result.EventOutcome;
import io.loadgen.result.ReplyOutcome;
import io.loadgen.result.ResultOutcome;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** An audit of 100 rooms that found 98,000 promised memberships and nothing wrong, but for what a test says. */
public final class AuditBuilder {
    private final Map<AuditFigure, Long> figures = new EnumMap<>(AuditFigure.class);
    private final List<String> remarks = new ArrayList<>();
    private final List<Anomaly> anomalies = new ArrayList<>();
    private final List<UserCount> userCounts = new ArrayList<>();
    private Status status = Status.COMPLETE;

    public AuditBuilder() {
        count(AuditFigure.ROOMS, 100).count(AuditFigure.SLOTS_PROMISED, 12_000).count(AuditFigure.KEPT, 98_000);
    }

    /** Everything promised is there. */
    public static AuditResult clean() {
        return new AuditBuilder().build();
    }

    public AuditBuilder count(AuditFigure figure, long count) {
        figures.put(figure, count);
        return this;
    }

    public AuditBuilder ended(Status how, long roomsLookedAt, String remark) {
        status = how;
        remarks.add(remark);
        return count(AuditFigure.ROOMS, roomsLookedAt);
    }

    /** One slot of two accounts, of which none is there. */
    public AuditBuilder lostSlot() {
        anomalies.add(new Anomaly(
                Anomaly.Kind.LOST,
                "lg_members-medium_42_r000017",
                List.of("lg_members-medium_42_a000003", "lg_members-medium_42_a004711"),
                "promised and without a subscription: 2 of the slot's 10 accounts",
                new Anomaly.Add(
                        1017,
                        "0123abcd-4567-8000-8000-0000000003f9",
                        ReplyOutcome.ACCEPTED,
                        EventOutcome.EVENT,
                        ResultOutcome.OK,
                        20_018L)));
        return count(AuditFigure.LOST, 2);
    }

    public AuditBuilder stranger() {
        anomalies.add(new Anomaly(
                Anomaly.Kind.UNEXPECTED,
                "lg_members-medium_42_r000005",
                List.of("alice"),
                "added though no slot asked for them: 1",
                null));
        return count(AuditFigure.UNEXPECTED, 1);
    }

    /** One room whose userCount says fewer than there are, and one without any. */
    public AuditBuilder countedLow() {
        userCounts.add(new UserCount("lg_members-medium_42_r000004", 101L, 103));
        userCounts.add(new UserCount("lg_members-medium_42_r000006", null, 100));
        return count(AuditFigure.ROOMS_MISCOUNTED, 2).count(AuditFigure.ROOMS_COUNTED_LOW, 2);
    }

    public AuditResult build() {
        return new AuditResult(status, remarks, 100, figures, anomalies.size(), anomalies, userCounts);
    }
}
