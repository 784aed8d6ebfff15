package io.loadgen.preflight;

import io.loadgen.contract.ChatContract;
import io.loadgen.contract.ContractVersion;
import io.loadgen.injection.MissingRight;
import io.loadgen.injection.MissingRight.Right;
import io.loadgen.injection.MissingRight.Use;
import io.loadgen.injection.NeededRight;
import io.loadgen.spec.InjectMode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which feature needs which right on NATS: what the documented table says (Chat contract: Permissions), and a test compares with what is
 * used. Pure.
 */
final class NatsRights {
    static final String EVERY_RUN = "every run";
    static final String PREFLIGHT = "preflight";
    static final String BACKLOG = "preflight, backlog";
    static final String FRONTDOOR = "inject frontdoor";
    static final String CANONICAL = "inject canonical";
    static final String HANDOFF = "handoff, probe add";
    static final String OUTBOX = "members of another site";
    static final String AUDIT = "audit";
    static final String WILDCARDS = "check wildcard-subscribers";

    /** In the place of a site: a token that has it may be any. */
    private static final String ANY_SITE = "SITE";

    private static final String OPERATION = "member.add";

    private NatsRights() {}

    /** All of a contract. */
    static List<NeededRight> of(ChatContract contract) {
        String jobs = contract.roomsStream();
        List<NeededRight> rights = new ArrayList<>();
        rights.add(new NeededRight(EVERY_RUN, Right.SUBSCRIBE, Use.INBOX, ">"));
        rights.add(new NeededRight(EVERY_RUN, Right.PUBLISH, Use.INBOX, "loadgen.>"));
        contract.memberEventWildcards().forEach(events -> rights.add(platform(EVERY_RUN, Right.SUBSCRIBE, events)));
        rights.add(platform(EVERY_RUN, Right.SUBSCRIBE, contract.jobResultWildcard()));
        rights.add(platform(FRONTDOOR, Right.PUBLISH, contract.memberAddWildcard()));
        rights.add(platform(CANONICAL, Right.PUBLISH, contract.canonicalMemberAdd()));
        rights.add(platform(HANDOFF, Right.SUBSCRIBE, contract.canonicalMemberAdd()));
        rights.add(platform(OUTBOX, Right.SUBSCRIBE, contract.crossSiteMemberAdded("*")));
        rights.add(jetStream(PREFLIGHT, "STREAM.LIST"));
        rights.add(jetStream(BACKLOG, "CONSUMER.INFO." + jobs + ".room-worker"));
        rights.add(jetStream(AUDIT, "STREAM.INFO." + jobs));
        rights.add(jetStream(AUDIT, "STREAM.MSG.GET." + jobs));
        rights.add(platform(WILDCARDS, Right.PUBLISH, unserved(contract.memberAddWildcard())));
        return rights;
    }

    private static NeededRight platform(String feature, Right right, String subject) {
        return new NeededRight(feature, right, Use.PLATFORM, subject);
    }

    private static NeededRight jetStream(String feature, String question) {
        return new NeededRight(feature, Right.PUBLISH, Use.JETSTREAM, question);
    }

    /** Beside the subject of adds, one that nobody serves. */
    static String unserved(String memberAdd) {
        return memberAdd.substring(0, memberAdd.length() - OPERATION.length()) + "loadgen.preflight";
    }

    /** Those of a run, maybe with members of another site, that can be tried; requests are tried by asking room-service and nobody. */
    static List<NeededRight> toTry(ChatContract contract, InjectMode inject, boolean crossSite) {
        return of(contract).stream()
                .filter(right -> switch (right.feature()) {
                    case FRONTDOOR, WILDCARDS -> false;
                    case CANONICAL -> inject == InjectMode.CANONICAL;
                    case OUTBOX -> crossSite;
                    default -> true;
                })
                .toList();
    }

    /** What needs a right, whichever the contract and the site; nothing of ours, maybe. */
    static List<String> features(MissingRight missing) {
        String subject = missing.use() == Use.PLATFORM
                ? missing.subject()
                : missing.subject().substring(missing.scope().length() - 1);
        return Arrays.stream(ContractVersion.values())
                .flatMap(version -> of(ChatContract.of(version, ANY_SITE)).stream())
                .filter(needed -> needed.right() == missing.right()
                        && needed.use() == missing.use()
                        && SubjectCover.covers(atAnySite(needed.subject()), subject))
                .map(NeededRight::feature)
                .distinct()
                .toList();
    }

    private static String atAnySite(String subject) {
        return Stream.of(subject.split("\\.", -1))
                .map(token -> token.contains(ANY_SITE) ? "*" : token)
                .collect(Collectors.joining("."));
    }
}
