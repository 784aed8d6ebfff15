package io.loadgen.nats;

import static io.loadgen.contract.ContractEvidence.Weight.DECISIVE;
import static io.loadgen.contract.ContractEvidence.Weight.MINOR;

import io.loadgen.contract.ContractEvidence;
import io.loadgen.contract.ContractEvidence.Weight;
import io.loadgen.contract.ContractEvidenceException;
import io.loadgen.contract.ContractEvidenceSource;
import io.loadgen.contract.ContractVersion;
import io.loadgen.injection.InjectionException;
import io.nats.client.JetStreamManagement;
import io.nats.client.api.StreamInfo;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * What the platform's streams tell of its contract: the services cannot run without those that they name. Any thread; blocks on
 * the server. Source: chat contract §2, §13.1.
 */
public final class StreamEvidence implements ContractEvidenceSource {
    private static final Set<ContractVersion> ONLY_A = EnumSet.of(ContractVersion.A);
    private static final Set<ContractVersion> UP_TO_B = EnumSet.of(ContractVersion.A, ContractVersion.B);
    private static final Set<ContractVersion> FROM_B = EnumSet.of(ContractVersion.B, ContractVersion.C);
    private static final Set<ContractVersion> ONLY_C = EnumSet.of(ContractVersion.C);

    private final NatsLink link;
    private final String site;

    /**
     * Looks through a connection.
     *
     * @param link the connection, its owner's to close
     * @param site the site id of the platform
     */
    public StreamEvidence(NatsLink link, String site) {
        this.link = link;
        this.site = site;
    }

    @Override
    public List<ContractEvidence> gather() throws ContractEvidenceException {
        List<StreamInfo> streams;
        try {
            streams = link.jetStream().read("the streams", JetStreamManagement::getStreams);
        } catch (InjectionException failure) {
            throw new ContractEvidenceException(String.valueOf(failure.getMessage()), failure);
        }
        List<ContractEvidence> evidence = new ArrayList<>();
        for (StreamInfo stream : streams) {
            weigh(stream.getConfiguration().getName(), stream.getConfiguration().getSubjects(), evidence);
        }
        return evidence;
    }

    private void weigh(String name, List<String> subjects, List<ContractEvidence> evidence) {
        for (String kind : List.of("ROOMS", "MESSAGES_CANONICAL")) {
            if (name.equals(kind + "_" + site)) {
                add(evidence, "stream " + name + " exists", UP_TO_B, DECISIVE);
            } else if (name.equals(kind.replace('_', '-') + "-" + site)) {
                add(evidence, "stream " + name + " exists", ONLY_C, DECISIVE);
            }
        }
        if (name.equals("INBOX_" + site)) {
            String sides = "chat.inbox." + site + ".internal.>";
            boolean sided = subjects.contains(sides);
            add(
                    evidence,
                    "stream " + name + (sided ? " has" : " has no") + " subject " + sides,
                    sided ? FROM_B : ONLY_A,
                    DECISIVE);
        } else if (name.equals("INBOX-" + site)) {
            add(evidence, "stream " + name + " exists", ONLY_C, DECISIVE);
        } else if (name.equals("OUTBOX-" + site)) {
            add(evidence, "stream " + name + " exists", ONLY_C, MINOR);
        } else if (name.equals("OUTBOX_" + site)) {
            add(evidence, "stream " + name + " exists", ONLY_A, MINOR);
        }
    }

    private static void add(
            List<ContractEvidence> evidence, String finding, Set<ContractVersion> speaksFor, Weight weight) {
        evidence.add(new ContractEvidence(finding, speaksFor, weight));
    }
}
